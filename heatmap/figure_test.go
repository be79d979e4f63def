package heatmap

import (
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

func TestPaint(t *testing.T) {
	s := Scale{-1, 1, true}
	m := Blank(4, 3)
	s.Paint(m, image.Pt(1, 1), row(-1, 0, 1, 9))
	for x, want := range []color.RGBA{noValue, {59, 76, 192, 255}, neutral, {180, 4, 38, 255}} {
		if got := m.RGBAAt(x, 1); got != want {
			t.Errorf("column %d is %v, want %v", x, got, want)
		}
	}
	if got := m.RGBAAt(1, 0); got != noValue {
		t.Errorf("outside the map: %v", got)
	}
	s.Paint(m, image.Pt(-3, 2), row(0, 0, 0, 1)) // mostly outside
	if m.RGBAAt(0, 2) != s.Color(1) || m.RGBAAt(1, 2) != noValue {
		t.Errorf("cut off: %v %v", m.RGBAAt(0, 2), m.RGBAAt(1, 2))
	}
}

// Laid over a photograph zero leaves it alone, and the ends hide it.
func TestLay(t *testing.T) {
	m := Photo([]plane.Plane{*row(.5, .5, .5)})
	before := m.RGBAAt(0, 0)
	s := Scale{-1, 1, true}
	s.Lay(m, image.Point{}, row(0, 1, .1))
	if m.RGBAAt(0, 0) != before {
		t.Errorf("zero: %v, was %v", m.RGBAAt(0, 0), before)
	}
	if got, want := m.RGBAAt(1, 0), s.Color(1); far(got.R, want.R) > 1 || far(got.B, want.B) > 1 {
		t.Errorf("end: %v, want %v", got, want)
	}
	if got := m.RGBAAt(2, 0); got == before || far(got.B, before.B) > far(s.Color(.1).B, before.B) {
		t.Errorf("a tenth: %v on %v", got, before)
	}
}

func TestPhoto(t *testing.T) {
	gray := Photo([]plane.Plane{*row(-1, 0, .5, 1, 2)})
	for x, want := range []uint8{0, 0, 128, 255, 255} {
		if got := gray.RGBAAt(x, 0); got != (color.RGBA{want, want, want, 255}) {
			t.Errorf("gray %d is %v, want %d", x, got, want)
		}
	}
	r, g, b := row(65535), row(257*7), row(0)
	r.Peak, g.Peak, b.Peak = 65535, 65535, 65535
	m := Photo([]plane.Plane{*r, *g, *b})
	if got := m.RGBAAt(0, 0); got != (color.RGBA{255, 7, 0, 255}) {
		t.Errorf("16 bits: %v", got)
	}
	Pale(m)
	if got := m.RGBAAt(0, 0); got.R != got.G || got.G != got.B || got.R < 32 || got.A != 255 {
		t.Errorf("pale: %v", got)
	}
}

// A page has room for everything, whatever the size of the pictures.
func TestFigureSizes(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {16, 16}, {5, 60}, {257, 193}, {3000, 2}, {2, 900}} {
		for n := 1; n <= 3; n++ {
			f := Figure{Legend: Legend{Scale: Scale{-1, 1, true}, Unit: "d ssim / d intensity",
				Below: true, Above: true}}
			for range n {
				p := Blank(size.X, size.Y)
				fill(p, p.Rect, color.RGBA{1, 2, 3, 255})
				f.Panels = append(f.Panels, Panel{"a title that is longer than a tiny picture", p})
			}
			f.Remarks = []string{"one", "two words", strings.Repeat("long", 99)}
			m := f.Draw()
			if m.Rect.Size() != f.Size() {
				t.Errorf("%v: drawn %v, said %v", size, m.Rect.Size(), f.Size())
			}
			for _, edge := range edges(m.Rect) {
				if c := m.RGBAAt(edge.X, edge.Y); c != paper {
					t.Fatalf("%v, %d panels: %v at the edge %v of %v", size, n, c, edge, m.Rect)
				}
			}
			zoom := max(1, leastW/max(size.X, size.Y))
			if got := count(m, color.RGBA{1, 2, 3, 255}); got != n*size.X*size.Y*zoom*zoom {
				t.Errorf("%v, %d panels: %d pixels of pictures", size, n, got)
			}
		}
	}
}

func edges(r image.Rectangle) (all []image.Point) {
	for x := r.Min.X; x < r.Max.X; x++ {
		all = append(all, image.Pt(x, r.Min.Y), image.Pt(x, r.Max.Y-1))
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		all = append(all, image.Pt(r.Min.X, y), image.Pt(r.Max.X-1, y))
	}
	return all
}

func count(m *image.RGBA, c color.RGBA) (n int) {
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x++ {
			if m.RGBAAt(x, y) == c {
				n++
			}
		}
	}
	return n
}

// The page of a picture of n pixels is not n times as large because that is
// narrow or flat.
func TestFigureOfNarrowPictures(t *testing.T) {
	for _, size := range []image.Point{{1, 1 << 20}, {1 << 20, 1}} {
		p := &image.RGBA{Rect: image.Rectangle{Max: size}}
		f := Figure{Panels: []Panel{{Image: p}}, Remarks: []string{"a remark"}}
		if s := f.Size(); s.X*s.Y > 400<<20 {
			t.Errorf("%v: page of %v", size, s)
		}
	}
}

// The bar of a legend runs from the colour of Lo to that of Hi, with zero where
// its tick is.
func TestLegend(t *testing.T) {
	for _, l := range []Legend{
		{Scale: Scale{-1, 1, true}}, {Scale: Scale{-1, 3, true}}, {Scale: Scale{0, 5, false}},
		{Scale: Scale{Signed: true}}, {},
	} {
		m := Blank(400, l.height(400, 1))
		l.draw(m, m.Rect, 1)
		bar := image.Rect(pointW, 0, 400-pointW, barH)
		for v, x := range map[float64]int{l.Scale.Lo: bar.Min.X, l.Scale.Hi: bar.Max.X - 1, 0: l.place(bar, 0)} {
			got, want := m.RGBAAt(x, 5), l.Scale.Color(v)
			if far(got.R, want.R)+far(got.G, want.G)+far(got.B, want.B) > 9 {
				t.Errorf("%v: %v at %d is %v, want %v", l.Scale, v, x, got, want)
			}
		}
		if m.RGBAAt(pointW/2, barH/2) != noValue {
			t.Errorf("%v: pointed without values beyond", l.Scale)
		}
		l.Below, l.Above = true, true
		l.draw(m, m.Rect, 1)
		if m.RGBAAt(pointW/2, barH/2) == noValue || m.RGBAAt(400-pointW/2, barH/2) == noValue {
			t.Errorf("%v: not pointed", l.Scale)
		}
	}
	l := Legend{Unit: "score"}
	if got := l.unit(-6); got != "score, ×1e−6" {
		t.Errorf("unit %q", got)
	}
}

func TestWrap(t *testing.T) {
	got := wrap("ab cd efg hijklmnop q", 5)
	if want := []string{"ab cd", "efg", "hijkl", "mnop", "q"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, s := range got {
		if textWidth(s, 2) > 5*2*letterW {
			t.Errorf("%q is too wide", s)
		}
	}
	if wrap("  ", 5) != nil {
		t.Error("lines of nothing")
	}
}

// The letters that labels need are in the face: not the box of unknown ones.
func TestLetters(t *testing.T) {
	shape := func(s string) string {
		m := Blank(letterW, letterH)
		write(m, image.Point{}, s, 1, ink)
		return string(m.Pix)
	}
	unknown := shape("\ufffd")
	for _, s := range strings.Split("−×²%|0g", "") {
		if shape(s) == unknown || shape(s) == shape(" ") {
			t.Errorf("no letter %s", s)
		}
	}
}
