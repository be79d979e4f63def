// Package plane holds pictures as planes of float32 samples in native scale:
// 0…255 for 8 bits, 0…65535 for 16 bits, and for floating-point files the
// values as they are stored. Integers up to 2^24 are exact in float32, so the
// difference of two planes is exact as well. Samples of 8 bits may stay bytes, which
// take a quarter of the memory.
package plane

import (
	"image"

	"github.com/fastiqa/iqa/asm"
)

// Rows begin at multiples of align samples, and at least slack samples and one
// more row are readable behind them, for kernels that read whole vectors.
const (
	align = 16
	slack = 8
)

// Plane is one channel of a picture: H rows of W samples, Stride samples apart, in
// Pix or, where that is not empty, in Bytes. Package metrics takes both, and gives
// both the same scores; Floats makes of bytes what all else takes.
type Plane struct {
	Pix          []float32
	Bytes        []byte
	W, H, Stride int

	// Peak is the sample of full intensity: 255, 65535, or 1 for floats.
	// There is no default: the zero Peak is refused by every metric.
	Peak float64
}

// New returns a plane of w×h zero samples. It panics if w or h is negative.
func New(w, h int, peak float64) *Plane {
	p := &Plane{Peak: peak}
	p.Resize(w, h)
	return p
}

// Resize makes p a plane of w×h float32 samples, reusing its memory where that is
// large enough. The samples are undefined; Peak stays. It panics if w or h is
// negative.
func (p *Plane) Resize(w, h int) {
	p.Pix = resized(p, p.Pix, w, h)
	p.Bytes = nil
}

// ResizeBytes is Resize for a plane of bytes.
func (p *Plane) ResizeBytes(w, h int) {
	p.Bytes = resized(p, p.Bytes, w, h)
	p.Pix = nil
}

// resized makes p's size w×h and returns s, or more memory, with room for its samples.
func resized[T float32 | byte](p *Plane, s []T, w, h int) []T {
	if w < 0 || h < 0 {
		panic("plane: negative size")
	}
	p.W, p.H, p.Stride = w, h, Stride(w)
	if need := p.Stride * (h + 1); cap(s) < need {
		s = make([]T, need)
		asm.HugePages(s)
	}
	return s[:p.Stride*h]
}

// Stride is the distance of rows that Resize gives a plane of width w.
func Stride(w int) int { return (w + slack + align - 1) &^ (align - 1) }

// Row returns the samples of row y. It panics if p is of bytes.
func (p *Plane) Row(y int) []float32 {
	o := y * p.Stride
	return p.Pix[o : o+p.W : o+p.W]
}

// ByteRow returns the samples of row y of a plane of bytes. It panics if p is none.
func (p *Plane) ByteRow(y int) []byte {
	o := y * p.Stride
	return p.Bytes[o : o+p.W : o+p.W]
}

// Set8 makes row y of p the samples src.
func (p *Plane) Set8(y int, src []byte) {
	if p.OfBytes() {
		copy(p.ByteRow(y), src)
	} else {
		asm.Gray8(p.Row(y), src)
	}
}

// OfBytes reports whether p's samples are bytes.
func (p *Plane) OfBytes() bool { return len(p.Bytes) > 0 }

// Floats returns a plane of p's samples as float32: p itself, or if p is of bytes
// dst, which is sized here and gets p's Peak. dst must not be p.
func (p *Plane) Floats(dst *Plane) *Plane {
	if !p.OfBytes() {
		return p
	}
	dst.Resize(p.W, p.H)
	dst.Peak = p.Peak
	for y := range p.H {
		asm.Gray8(dst.Row(y), p.ByteRow(y))
	}
	return dst
}

// Sub returns the part of p inside r, clipped to p. It shares p's samples.
func (p *Plane) Sub(r image.Rectangle) Plane {
	r = r.Intersect(image.Rect(0, 0, p.W, p.H))
	if r.Empty() {
		return Plane{Peak: p.Peak}
	}
	first := r.Min.Y*p.Stride + r.Min.X
	last := (r.Max.Y-1)*p.Stride + r.Max.X
	sub := Plane{W: r.Dx(), H: r.Dy(), Stride: p.Stride, Peak: p.Peak}
	if p.OfBytes() {
		sub.Bytes = p.Bytes[first:last:last]
	} else {
		sub.Pix = p.Pix[first:last:last]
	}
	return sub
}

// Size returns the width and height of p.
func (p *Plane) Size() image.Point { return image.Pt(p.W, p.H) }

// Valid reports whether p's fields describe rows that lie inside Pix or Bytes.
func (p *Plane) Valid() bool {
	if p.W < 0 || p.H < 0 || p.Stride < p.W {
		return false
	}
	n := len(p.Pix)
	if p.OfBytes() {
		n = len(p.Bytes)
	}
	return p.W == 0 || p.H == 0 || n >= p.W && (n-p.W)/max(p.Stride, 1) >= p.H-1
}
