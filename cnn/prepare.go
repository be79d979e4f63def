package cnn

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// Prepare makes dst of src what networks see: RGB with Peak 1. A gray picture is
// taken for all three channels, and one with Alpha is laid over black. Floats
// stay as they are. It panics if src has no planes, no Peak above 0 or is dst.
func Prepare(dst, src *plane.Image) {
	peak := src.Peak()
	if dst == src || !(peak > 0) {
		panic("cnn: no picture to prepare, or over itself")
	}
	size := src.Size()
	dst.Reset(plane.RGB, size.X, size.Y, 1, false)
	cover := make([]float32, size.X)
	for c := range dst.Planes {
		from := &src.Planes[min(c, len(src.Planes)-1)]
		for y := range size.Y {
			row := dst.Planes[c].Row(y)
			asm.Scale(row, from.Row(y), 1, float32(peak))
			if src.Alpha != nil {
				asm.Scale(cover, src.Alpha.Row(y), 1, float32(peak))
				asm.Over(row, row, cover, 1, 1, 0)
			}
		}
	}
}
