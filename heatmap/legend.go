package heatmap

import (
	"image"
	"image/color"
)

// Legend says which colour is which value.
type Legend struct {
	Scale Scale
	Unit  string // what the numbers are; a power of ten is added to it
	Over  bool   // the colours were laid over a photograph, by Lay

	// Below and Above say that there are values beyond the ends, which then
	// are pointed.
	Below, Above bool
}

// The parts of a legend, in pixels at zoom 1.
const (
	barH   = 14
	tickH  = 4
	pointW = 9
	unitY  = barH + tickH + letterH + 3
)

// draw draws l with the bar inside r, from its upper left corner on.
func (l *Legend) draw(m *image.RGBA, r image.Rectangle, k int) {
	bar := image.Rect(r.Min.X+k*pointW, r.Min.Y, r.Max.X-k*pointW, r.Min.Y+k*barH)
	l.bar(m, bar, k)
	at, labels, _ := l.ticks(r.Dx(), k)
	for i, v := range at {
		x := l.place(bar, v)
		fill(m, image.Rect(x-k/2, bar.Max.Y, x-k/2+k, bar.Max.Y+k*tickH), ink)
		left := x - textWidth(labels[i], k)/2 + k/2
		left = min(max(left, r.Min.X), r.Max.X-textWidth(labels[i], k))
		write(m, image.Pt(left, bar.Max.Y+k*(tickH+1)), labels[i], k, ink)
	}
	for i, s := range l.lines(r.Dx(), k) {
		left := r.Min.X + (r.Dx()-textWidth(s, k))/2
		write(m, image.Pt(left, r.Min.Y+k*(unitY+i*letterH)), s, k, pale)
	}
}

// ticks are the ticks of a legend of width w.
func (l *Legend) ticks(w, k int) (at []float64, labels []string, power int) {
	return Ticks(l.Scale.Lo, l.Scale.Hi, max(2, (w/k-2*pointW)/(5*letterW)))
}

// lines are the lines of the unit.
func (l *Legend) lines(w, k int) []string {
	_, _, power := l.ticks(w, k)
	return wrap(l.unit(power), w/(k*letterW))
}

// height is the height of a legend of width w.
func (l *Legend) height(w, k int) int {
	return k * (unitY + len(l.lines(w, k))*letterH)
}

// unit is what the numbers are.
func (l *Legend) unit(power int) string {
	if power == 0 {
		return l.Unit
	}
	factor := "×1e" + label(float64(power), 0, 0)
	if l.Unit == "" {
		return factor
	}
	return l.Unit + ", " + factor
}

// place is the column of v in bar.
func (l *Legend) place(bar image.Rectangle, v float64) int {
	if l.Scale.Hi > l.Scale.Lo {
		t := (v - l.Scale.Lo) / (l.Scale.Hi - l.Scale.Lo)
		return bar.Min.X + nearest(t, float64(bar.Dx()-1))
	}
	return bar.Min.X + bar.Dx()/2
}

// bar draws the colours in a frame, and the ends.
func (l *Legend) bar(m *image.RGBA, bar image.Rectangle, k int) {
	fill(m, bar.Inset(-max(1, k/2)), pale)
	for x := bar.Min.X; x < bar.Max.X; x++ {
		t := (float64(x-bar.Min.X) + .5) / float64(bar.Dx())
		v := l.Scale.Lo + float64(t*(l.Scale.Hi-l.Scale.Lo))
		for y := bar.Min.Y; y < bar.Max.Y; y++ {
			m.SetRGBA(x, y, l.color(v, y < bar.Min.Y+bar.Dy()/2))
		}
	}
	if l.Below {
		l.point(m, bar, k, -1)
	}
	if l.Above {
		l.point(m, bar, k, +1)
	}
}

// color is the colour of v, where l is over a photograph on what is light or
// dark in it.
func (l *Legend) color(v float64, light bool) color.RGBA {
	c := l.Scale.Color(v)
	if !l.Over {
		return c
	}
	pix := [4]uint8{64, 64, 64, 255}
	if light {
		pix = [4]uint8{192, 192, 192, 255}
	}
	blend(pix[:], c, l.Scale.cover(v))
	return color.RGBA{pix[0], pix[1], pix[2], 255}
}

// point draws the triangle that stands for values beyond an end.
func (l *Legend) point(m *image.RGBA, bar image.Rectangle, k, side int) {
	v, x := l.Scale.Hi, bar.Max.X+max(1, k/2)+k
	if side < 0 {
		v, x = l.Scale.Lo, bar.Min.X-max(1, k/2)-k-1
	}
	half := bar.Dy() / 2
	for i := range half {
		n := (half - i) * k * (pointW - 2) / half
		for _, y := range [...]int{bar.Min.Y + half - 1 - i, bar.Max.Y - half + i} {
			for j := range n {
				m.SetRGBA(x+side*j, y, l.color(v, y < bar.Min.Y+half))
			}
		}
	}
}
