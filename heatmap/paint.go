package heatmap

import (
	"image"
	"image/color"
	"image/draw"

	"github.com/fastiqa/iqa/plane"
)

// noValue is the colour where a map has no value, as at borders where no window
// fits. It is in neither palette.
var noValue = color.RGBA{255, 255, 255, 255}

// Blank returns a picture without values.
func Blank(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Rect, image.NewUniform(noValue), image.Point{}, draw.Src)
	return m
}

// Paint paints the samples of p on m, the first one at at.
func (s Scale) Paint(m *image.RGBA, at image.Point, p *plane.Plane) {
	colors := s.Palette().colors()
	last := float64(len(colors) - 1)
	s.each(m, at, p, func(pix []uint8, v float64) {
		c := colors[nearest(s.At(v), last)]
		pix[0], pix[1], pix[2], pix[3] = c.R, c.G, c.B, 255
	})
}

// nearest is the colour of a palette that is nearest to t, from 0 to 1. The
// product is rounded by itself: some processors would add to it what it has
// more than 53 bits of.
func nearest(t, last float64) int { return int(float64(t*last) + .5) }

// Lay is Paint with colours that let m show through: all alike where s is not
// signed, otherwise the more the nearer to zero.
func (s Scale) Lay(m *image.RGBA, at image.Point, p *plane.Plane) {
	colors := s.Palette().colors()
	last := float64(len(colors) - 1)
	s.each(m, at, p, func(pix []uint8, v float64) {
		blend(pix, colors[nearest(s.At(v), last)], s.cover(v))
	})
}

// cover is how much of a photograph the colour of v hides, in 256ths.
func (s Scale) cover(v float64) uint32 {
	if !s.Signed {
		return 160
	}
	t := 1 - s.Strength(v)
	return uint32(255 * (1 - t*t))
}

func blend(pix []uint8, c color.RGBA, cover uint32) {
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		pix[i] = uint8((uint32(v)*cover + uint32(pix[i])*(256-cover)) >> 8)
	}
	pix[3] = 255
}

// each calls f with the pixels of m that p covers.
func (s Scale) each(m *image.RGBA, at image.Point, p *plane.Plane, f func(pix []uint8, v float64)) {
	r := image.Rectangle{at, at.Add(p.Size())}.Intersect(m.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := p.Row(y - at.Y)
		pix := m.Pix[m.PixOffset(r.Min.X, y):]
		for i, v := range row[r.Min.X-at.X : r.Max.X-at.X] {
			f(pix[4*i:4*i+4:4*i+4], float64(v))
		}
	}
}
