package heatmap

import (
	"image"
	"image/color"

	"github.com/fastiqa/iqa/plane"
)

// Photo returns the picture that one plane, or three as red, green and blue,
// are. Samples are divided by their Peak; what lies outside is cut off.
func Photo(planes []plane.Plane) *image.RGBA {
	w, h := planes[0].W, planes[0].H
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		row := m.Pix[y*m.Stride:]
		for c := range 3 {
			p := &planes[min(c, len(planes)-1)]
			for x, v := range p.Row(y) {
				row[4*x+c] = to8(v, p.Peak)
			}
		}
		for x := range w {
			row[4*x+3] = 255
		}
	}
	return m
}

func to8(v float32, peak float64) uint8 {
	if !(peak > 0) {
		return 0
	}
	return uint8(nearest(min(max(float64(v)/peak, 0), 1), 255))
}

// Pale makes m a gray picture of less contrast, on which colours show.
func Pale(m *image.RGBA) {
	const dark, span = 32, 192
	for i := 0; i+3 < len(m.Pix); i += 4 {
		p := m.Pix[i : i+4 : i+4]
		y := color.GrayModel.Convert(color.RGBA{p[0], p[1], p[2], 255}).(color.Gray).Y
		v := uint8(dark + int(y)*span/255)
		p[0], p[1], p[2] = v, v, v
	}
}
