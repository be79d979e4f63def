package heatmap

import (
	"image"
	"image/color"
	"image/draw"
)

// Panel is a picture with a title.
type Panel struct {
	Title string
	Image *image.RGBA
}

// Figure is panels of one size beside each other and, below the last one, a
// legend, with remarks beside or below it.
type Figure struct {
	Panels  []Panel
	Legend  Legend
	Remarks []string
}

// Lengths in pixels at zoom 1.
const (
	margin   = 14
	gap      = 12
	titleH   = letterH + 5
	leastW   = 288 // of a panel: smaller pictures are zoomed
	leastBar = 240 // width of a legend
	mostBar  = 520

	// The width of a page on which text of zoom 1 can be read, and the height
	// of pictures that it is not to dwarf.
	readable  = 1100
	readableH = 100
)

var paper = color.RGBA{255, 255, 255, 255}

// layout is where things go.
type layout struct {
	zoom  int // of pictures
	text  int // zoom of text and distances
	size  image.Point
	image int         // width of a picture
	panel image.Point // size of a panel
	lines []string
}

// Size returns the size of the page.
func (f *Figure) Size() image.Point { return f.layout().size }

func (f *Figure) layout() (l layout) {
	p := f.Panels[0].Image.Rect.Size()
	n := len(f.Panels)
	l.zoom = max(1, leastW/max(p.X, p.Y, 1))
	l.panel = p.Mul(l.zoom)
	l.image = l.panel.X
	l.text = min((n*l.panel.X+readable/2)/readable, l.panel.Y/readableH)
	l.text = max(1, l.text)
	w := max(l.panel.X, leastW*l.text)
	for _, p := range f.Panels {
		w = max(w, textWidth(p.Title, l.text))
	}
	l.panel.X = w
	l.size.X = n*w + l.text*((n-1)*gap+2*margin)
	l.size.Y = l.text*(2*margin+titleH+gap) + l.panel.Y + l.below(f)
	return l
}

// below wraps the remarks and is the height of what is below the panels.
func (l *layout) below(f *Figure) int {
	n := len(f.Panels)
	room := l.panel.X
	if n > 1 { // beside the legend
		room = (n-1)*l.panel.X + (n-2)*gap*l.text
	}
	for _, r := range f.Remarks {
		l.lines = append(l.lines, wrap(r, room/(l.text*letterW))...)
	}
	text := len(l.lines) * letterH * l.text
	legend := f.Legend.height(l.legend(), l.text)
	if n > 1 {
		return max(text, legend)
	}
	if len(l.lines) > 0 {
		text += gap * l.text / 2
	}
	return text + legend
}

// legend is the width of the legend: that of the picture if it can be.
func (l *layout) legend() int {
	return min(max(l.image, leastBar*l.text), mostBar*l.text)
}

// Draw draws the page.
func (f *Figure) Draw() *image.RGBA {
	l := f.layout()
	k := l.text
	m := image.NewRGBA(image.Rectangle{Max: l.size})
	fill(m, m.Rect, paper)
	at := image.Pt(margin*k, margin*k)
	last := at
	for _, p := range f.Panels {
		last = at
		write(m, at, p.Title, k, ink)
		f.frame(m, at.Add(image.Pt(0, titleH*k)), p.Image, l)
		at.X += l.panel.X + gap*k
	}
	y := at.Y + titleH*k + l.panel.Y + gap*k
	w := l.legend()
	h := f.Legend.height(w, k)
	f.Legend.draw(m, image.Rect(last.X, y, last.X+w, y+h), k)
	if len(f.Panels) == 1 {
		y += h + gap*k/2
	}
	for i, s := range l.lines {
		write(m, image.Pt(margin*k, y+i*letterH*k), s, k, ink)
	}
	return m
}

// frame draws a picture in a thin frame, which borders without values need.
func (f *Figure) frame(m *image.RGBA, at image.Point, p *image.RGBA, l layout) {
	r := image.Rectangle{at, at.Add(p.Rect.Size().Mul(l.zoom))}
	fill(m, r.Inset(-max(1, l.text/2)), pale)
	if l.zoom == 1 {
		draw.Draw(m, r, p, p.Rect.Min, draw.Src)
		return
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			m.SetRGBA(x, y, p.RGBAAt((x-at.X)/l.zoom, (y-at.Y)/l.zoom))
		}
	}
}

func fill(m *image.RGBA, r image.Rectangle, c color.RGBA) {
	draw.Draw(m, r, image.NewUniform(c), image.Point{}, draw.Src)
}
