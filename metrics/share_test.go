package metrics

import (
	"slices"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

// In a Set, FSIMC finds the features that FSIM has made.
func TestFeaturesAreShared(t *testing.T) {
	var ref, dist plane.Image
	ref.Reset(plane.RGB, 60, 50, 255, false)
	dist.Reset(plane.RGB, 60, 50, 255, false)
	for y := range 50 {
		for x := range 60 {
			ref.Planes[1].Row(y)[x] = float32(x * y % 251)
			dist.Planes[1].Row(y)[x] = float32(x * y % 239)
		}
	}
	first, second, alone := new(FSIM), new(FSIMC), new(FSIMC)
	s := Set{Metrics: []Metric{first, second}}
	scores, err := s.Score(nil, &ref, &dist)
	if err != nil {
		t.Fatal(err)
	}
	if first.maker.congruency.plane == nil || second.maker.congruency.plane != nil {
		t.Error("fsimc has made features again")
	}
	if want, err := alone.ScoreImage(&ref, &dist); err != nil || scores[1].Value != want {
		t.Errorf("fsimc with fsim: %v, alone: %v, %v", scores[1].Value, want, err)
	}
}

func TestResizer(t *testing.T) {
	src := field{w: 4, h: 1, v: []float64{0, 8, 16, 40}}
	for _, want := range [][]float64{
		{0, 8, 16, 40},
		{0, 2, 6, 10, 14, 22, 34, 40},
		{5, 27},
	} {
		var r resizer
		dst := make([]float64, len(want))
		r.enlarge(&src, len(dst), 1)
		r.row(dst, 0)
		if !slices.Equal(dst, want) {
			t.Errorf("to %d: %v, want %v", len(dst), dst, want)
		}
	}
}
