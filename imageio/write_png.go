package imageio

import (
	"image"
	"image/png"
	"io"
	"math"

	"github.com/fastiqa/iqa/plane"
)

// WritePNG writes m in 8 bits a sample, or in 16 if deep is set: gray or RGB,
// with Alpha if m has it. Samples are parts of the Peak, rounded to the nearest
// and cut off at 0 and 1. Errors are those of w.
func WritePNG(w io.Writer, m *plane.Image, deep bool) error {
	size := m.Size()
	r := image.Rectangle{Max: size}
	var dst image.Image
	var pix []byte
	var n int // samples a pixel
	switch {
	case m.Alpha == nil && len(m.Planes) == 1 && deep:
		g := image.NewGray16(r)
		dst, pix, n = g, g.Pix, 1
	case m.Alpha == nil && len(m.Planes) == 1:
		g := image.NewGray(r)
		dst, pix, n = g, g.Pix, 1
	case deep:
		c := image.NewNRGBA64(r)
		dst, pix, n = c, c.Pix, 4
	default:
		c := image.NewNRGBA(r)
		dst, pix, n = c, c.Pix, 4
	}
	for k := range n {
		fillSamples(pix, k, n, sampleOf(m, k), deep)
	}
	return png.Encode(w, dst)
}

// sampleOf is the plane of sample k of a pixel; nil: opaque.
func sampleOf(m *plane.Image, k int) *plane.Plane {
	if k == 3 {
		return m.Alpha
	}
	return &m.Planes[min(k, len(m.Planes)-1)]
}

// fillSamples writes p as every n-th sample of pix, from sample k.
func fillSamples(pix []byte, k, n int, p *plane.Plane, deep bool) {
	if p == nil {
		fillOpaque(pix, k, n, deep)
		return
	}
	most, at := 255.0, k
	if deep {
		most = 65535
	}
	for y := range p.H {
		for _, v := range p.Row(y) {
			s := math.Floor(float64(min(max(float64(v)/p.Peak, 0), 1)*most) + .5)
			put(pix, at, uint16(s), deep)
			at += n
		}
	}
}

func fillOpaque(pix []byte, k, n int, deep bool) {
	samples := len(pix)
	if deep {
		samples /= 2
	}
	for at := k; at < samples; at += n {
		put(pix, at, 0xffff, deep)
	}
}

// put writes sample number at.
func put(pix []byte, at int, v uint16, deep bool) {
	if deep {
		pix[2*at], pix[2*at+1] = byte(v>>8), byte(v)
	} else {
		pix[at] = byte(v)
	}
}
