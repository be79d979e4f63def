package metrics_test

import (
	"math"
	"testing"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// Scores of features have these bits with every implementation, on every
// processor; a length of 67 is transformed by a convolution.
func TestFeatureBits(t *testing.T) {
	want := map[string]uint64{
		"fsim": 0x3feff42411b1990c, "fsimc": 0x3feff42213e7152e, "vsi": 0x3feffb391212e1a9,
	}
	ref, dist := rgb(67, 90, 31)
	forEachImpl(t, func(t *testing.T) {
		for _, m := range []metrics.ImageMetric{new(metrics.FSIM), new(metrics.FSIMC), new(metrics.VSI)} {
			v, err := m.ScoreImage(ref, dist)
			if got := math.Float64bits(v); err != nil || got != want[m.Name()] {
				t.Errorf("%s: %v, bits %#x, want %#x", m.Name(), err, got, want[m.Name()])
			}
		}
	})
}

// A map is as large as the pictures shrunk, comes with the score, and is 1
// where they are equal.
func TestFeatureMaps(t *testing.T) {
	ref, dist := rgb(400, 390, 41)
	for _, m := range []metrics.ImageMapper{new(metrics.FSIM), new(metrics.VSI)} {
		var dst plane.Plane
		want, _ := m.ScoreImage(ref, dist)
		v, err := m.MapImage(&dst, ref, dist)
		if err != nil || v != want || dst.W != 200 || dst.H != 195 || dst.Peak != 1 {
			t.Errorf("%s: %v, %v, want %v; %v, peak %v", m.Name(), v, err, want, dst.Size(), dst.Peak)
		}
		below := 0
		for y := range dst.H {
			for _, s := range dst.Row(y) {
				if !(s >= 0 && s <= 1) {
					t.Fatalf("%s: %v in the map", m.Name(), s)
				}
				if s < 1 {
					below++
				}
			}
		}
		if below < dst.W*dst.H/2 {
			t.Errorf("%s: %d of the map below 1", m.Name(), below)
		}
		if v, err = m.MapImage(&dst, ref, ref); v != 1 || err != nil {
			t.Errorf("%s of equal pictures: %v, %v", m.Name(), v, err)
		}
		for y := range dst.H {
			for _, s := range dst.Row(y) {
				if s != 1 {
					t.Fatalf("%s: %v in the map of equal pictures", m.Name(), s)
				}
			}
		}
	}
}

// FSIM of colours is that of their luminance; chroma alone moves FSIMC.
func TestFSIMSeesLuminance(t *testing.T) {
	ref, dist := rgb(80, 70, 51)
	for y := range 70 {
		for x := range 80 { // more red, and as much less blue in luminance
			dist.Planes[0].Row(y)[x] = ref.Planes[0].Row(y)[x] + 114
			dist.Planes[1].Row(y)[x] = ref.Planes[1].Row(y)[x]
			dist.Planes[2].Row(y)[x] = ref.Planes[2].Row(y)[x] - 299
		}
	}
	f, err := new(metrics.FSIM).ScoreImage(ref, dist)
	c, err2 := new(metrics.FSIMC).ScoreImage(ref, dist)
	if err != nil || err2 != nil || math.Abs(f-1) > 1e-9 || !(c < .999) {
		t.Errorf("fsim %v, %v, fsimc %v, %v", f, err, c, err2)
	}
}
