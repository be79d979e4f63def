package filter

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// Halve writes to dst the means of 2×2 samples of src. An odd last row or
// column is repeated once, so the size is half of src's, rounded up. dst is
// sized here and gets src's Peak; it must not be src.
func Halve(dst, src *plane.Plane) {
	if dst == src {
		panic("filter: planes are not distinct")
	}
	dst.Resize((src.W+1)/2, (src.H+1)/2)
	dst.Peak = src.Peak
	for y := range dst.H {
		a, b := src.Row(2*y), src.Row(min(2*y+1, src.H-1))
		asm.Halve(dst.Row(y), a, b)
	}
}
