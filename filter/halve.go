package filter

import (
	"image"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// Halve writes to dst the means of 2×2 samples of src, floats or bytes. An odd
// last row or column is repeated once, so the size is half of src's, rounded up.
// dst is sized here and gets src's Peak; it must not be src.
func Halve(dst, src *plane.Plane) {
	SizeHalf(dst, src)
	HalvePart(dst, src, image.Rect(0, 0, src.W, src.H))
}

// SizeHalf makes dst the plane that Halve would, with undefined samples.
func SizeHalf(dst, src *plane.Plane) {
	if dst == src {
		panic("filter: planes are not distinct")
	}
	dst.Resize((src.W+1)/2, (src.H+1)/2)
	dst.Peak = src.Peak
}

// HalvePart does the part of Halve that the samples of src inside r make. dst
// has been sized. r begins at even coordinates and ends at such, or where src
// ends, so that parts can be made by different goroutines.
func HalvePart(dst, src *plane.Plane, r image.Rectangle) {
	r = r.Intersect(image.Rect(0, 0, src.W, src.H))
	if r.Empty() {
		return
	}
	x, y, w, h := r.Min.X/2, r.Min.Y/2, r.Dx(), r.Dy()
	to := dst.Pix[y*dst.Stride+x:]
	from := r.Min.Y*src.Stride + r.Min.X
	if src.OfBytes() {
		asm.HalveByteRows(to, dst.Stride, src.Bytes[from:], src.Stride, w, h/2)
	} else {
		asm.HalveRows(to, dst.Stride, src.Pix[from:], src.Stride, w, h/2)
	}
	if h&1 == 1 {
		halveLast(dst.Row(y + h/2)[x:x+(w+1)/2], src, r)
	}
}

// halveLast repeats the last row of src inside r, which is odd.
func halveLast(dst []float32, src *plane.Plane, r image.Rectangle) {
	if src.OfBytes() {
		last := src.ByteRow(r.Max.Y - 1)[r.Min.X:r.Max.X]
		asm.HalveBytes(dst, last, last)
		return
	}
	last := src.Row(r.Max.Y - 1)[r.Min.X:r.Max.X]
	asm.Halve(dst, last, last)
}
