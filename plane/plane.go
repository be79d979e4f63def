// Package plane holds pictures as planes of float32 samples in native scale:
// 0…255 for 8 bits, 0…65535 for 16 bits, and for floating-point files the
// values as they are stored. Integers up to 2^24 are exact in float32, so the
// difference of two planes is exact as well.
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

// large is the number of samples from which a plane asks for huge pages: 4 MiB.
const large = 1 << 20

// Plane is one channel of a picture: H rows of W samples, Stride samples apart.
type Plane struct {
	Pix          []float32
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

// Resize makes p a plane of w×h samples, reusing its memory where that is
// large enough. The samples are undefined; Peak stays. It panics if w or h is
// negative.
func (p *Plane) Resize(w, h int) {
	if w < 0 || h < 0 {
		panic("plane: negative size")
	}
	stride := Stride(w)
	if need := stride * (h + 1); cap(p.Pix) < need {
		p.Pix = make([]float32, need)
		if need >= large {
			asm.HugePages(p.Pix)
		}
	}
	p.Pix = p.Pix[:stride*h]
	p.W, p.H, p.Stride = w, h, stride
}

// Stride is the distance of rows that Resize gives a plane of width w.
func Stride(w int) int { return (w + slack + align - 1) &^ (align - 1) }

// Row returns the samples of row y.
func (p *Plane) Row(y int) []float32 {
	o := y * p.Stride
	return p.Pix[o : o+p.W : o+p.W]
}

// Sub returns the part of p inside r, clipped to p. It shares p's samples.
func (p *Plane) Sub(r image.Rectangle) Plane {
	r = r.Intersect(image.Rect(0, 0, p.W, p.H))
	if r.Empty() {
		return Plane{Peak: p.Peak}
	}
	first := r.Min.Y*p.Stride + r.Min.X
	last := (r.Max.Y-1)*p.Stride + r.Max.X
	return Plane{p.Pix[first:last:last], r.Dx(), r.Dy(), p.Stride, p.Peak}
}

// Size returns the width and height of p.
func (p *Plane) Size() image.Point { return image.Pt(p.W, p.H) }

// Valid reports whether p's fields describe rows that lie inside Pix.
func (p *Plane) Valid() bool {
	if p.W < 0 || p.H < 0 || p.Stride < p.W {
		return false
	}
	return p.W == 0 || p.H == 0 ||
		len(p.Pix) >= p.W && (len(p.Pix)-p.W)/max(p.Stride, 1) >= p.H-1
}
