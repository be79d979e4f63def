package metrics

import (
	"image"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

// flatImage is a picture of 3×2 samples, each channel of one value.
func flatImage(peak float64, values ...float32) *plane.Image {
	m := new(plane.Image)
	space := plane.Gray
	if len(values) == 3 {
		space = plane.RGB
	}
	m.Reset(space, 3, 2, peak, false)
	for c, v := range values {
		for y := range 2 {
			fill(m.Planes[c].Row(y), v)
		}
	}
	return m
}

func TestMatched(t *testing.T) {
	clear := flatImage(255, 200)
	clear.Alpha = plane.New(3, 2, 255)
	fill(clear.Alpha.Row(0), 51)
	fill(clear.Alpha.Row(1), 255)
	for name, c := range map[string]struct {
		ref, dist *plane.Image
		peak      float64
		r, d      float32 // the last channel's first sample
		note      string
	}{
		"alike": {flatImage(255, 7), flatImage(255, 9), 255, 7, 9, ""},
		"gray":  {flatImage(255, 7), flatImage(255, 1, 2, 3), 255, 7, 3, noteGray},
		"depth": {flatImage(255, 7), flatImage(65535, 9), 65535, 7 * 257, 9, noteDepth},
		"float": {flatImage(1, .5), flatImage(255, 51), 1, .5, .2, noteFloat},
		"alpha": {clear, flatImage(255, 9), 255 * 255, 200 * 51, 9 * 255, noteBlack},
	} {
		var m Matched
		if err := m.Match(c.ref, c.dist, RGB); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		last := len(m.Ref.Planes) - 1
		r, d := m.Ref.Planes[last], m.Dist.Planes[last]
		if m.Ref.Space != m.Dist.Space || r.Peak != c.peak || d.Peak != c.peak ||
			r.Row(0)[0] != c.r || d.Row(0)[0] != c.d {
			t.Errorf("%s: %v of %v and %v of %v", name, r.Row(0)[0], r.Peak, d.Row(0)[0], d.Peak)
		}
		if n := m.View.Notes; c.note == "" && len(n) > 0 || c.note != "" && (len(n) != 1 || n[0] != c.note) {
			t.Errorf("%s: notes %q", name, n)
		}
		var g plane.Image
		if _, err := Grad(new(L2), &g, &m.Ref, &m.Dist); err != nil {
			t.Errorf("%s: no gradient: %v", name, err)
		}
	}
	var m Matched
	wide := new(plane.Image)
	wide.Reset(plane.Gray, 4, 2, 255, false)
	err := m.Match(flatImage(255, 1), wide, RGB)
	if e, ok := err.(*SizeError); !ok || e.Dist != (image.Point{4, 2}) {
		t.Errorf("sizes: %v", err)
	}
}
