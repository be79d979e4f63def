package cnn

import (
	"testing"

	"github.com/fastiqa/iqa/plane"
)

// Gray becomes three channels, alpha black, samples parts of the Peak.
func TestPrepare(t *testing.T) {
	var src, dst plane.Image
	src.Reset(plane.Gray, 2, 1, 255, true)
	copy(src.Planes[0].Row(0), []float32{255, 51})
	copy(src.Alpha.Row(0), []float32{127.5, 255})
	Prepare(&dst, &src)
	if dst.Space != plane.RGB || dst.Peak() != 1 || dst.Alpha != nil {
		t.Errorf("%v of peak %g", dst.Space, dst.Peak())
	}
	for c := range dst.Planes {
		if r := dst.Planes[c].Row(0); r[0] != .5 || r[1] != .2 {
			t.Errorf("channel %d: %v", c, r)
		}
	}
	src = *picture(3, 2)
	Prepare(&dst, &src)
	if dst.Planes[2].Row(1)[2] != src.Planes[2].Row(1)[2] {
		t.Error("floats have changed")
	}
}
