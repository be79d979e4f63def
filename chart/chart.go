// Package chart draws curves, such as those of a training, as SVG.
package chart

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Figure is panels one below the other, over one axis of steps.
type Figure struct {
	Title  string
	X      string // what the axis below all panels is
	Panels []Panel
	Marks  []Mark
}

// Panel is a rectangle with lines.
type Panel struct {
	Y     string // what the axis at its left is
	Log   bool   // the axis is logarithmic; values that are not above 0 are left out
	Lines []Line
}

// Line is a curve: Y[i] at i+1. Values that are not finite are left out.
type Line struct {
	Name  string // in the legend, which panels of several lines have
	Y     []float64
	Faint bool // behind all others, as what they are the means of
}

// Mark is a vertical line at a step, with a word beside it.
type Mark struct {
	At   float64
	Text string
}

// Sizes in pixels: of a panel, of what is around them, and of letters.
const (
	panelW, panelH = 640, 240
	left, right    = 84, 24
	top, bottom    = 44, 56
	gap            = 28
	letter         = 13
)

// colors are those of lines, strong and faint, told apart also without colour
// vision (Okabe and Ito, "Color Universal Design", 2008).
var colors = [...]string{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000"}

// WriteSVG draws f. Errors are those of w.
func (f *Figure) WriteSVG(w io.Writer) error {
	p := &pen{w: bufio.NewWriter(w)}
	height := top + len(f.Panels)*(panelH+gap) - gap + bottom
	width := left + panelW + f.beside()
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="%d">`,
		width, height, width, height, letter)
	p.printf(`<rect width="%d" height="%d" fill="#ffffff"/>`, width, height)
	p.text(left, top-16, "start", f.Title)
	x := f.across()
	for i := range f.Panels {
		f.panel(p, x, top+i*(panelH+gap), &f.Panels[i], i == len(f.Panels)-1)
	}
	p.text(left+panelW/2, height-12, "middle", f.X)
	p.printf(`</svg>`)
	return p.w.Flush()
}

// across is the axis of steps.
func (f *Figure) across() axis {
	n := 2
	for _, p := range f.Panels {
		for _, l := range p.Lines {
			n = max(n, len(l.Y))
		}
	}
	return axis{lo: 1, hi: float64(n), from: left, to: left + panelW}
}

func (f *Figure) panel(p *pen, x axis, at int, m *Panel, last bool) {
	y := m.axis(at)
	p.grid(x, y, last)
	for _, k := range f.Marks {
		p.printf(`<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="#666666" stroke-dasharray="4 3"/>`,
			x.at(k.At), at, x.at(k.At), at+panelH)
		p.text(x.at(k.At)+5, float64(at+panelH-8), "start", k.Text)
	}
	for _, faint := range []bool{true, false} {
		n := 0
		for i := range m.Lines {
			l := &m.Lines[i]
			if l.Faint == faint {
				p.curve(x, y, l, colors[n%len(colors)])
			}
			if !l.Faint {
				n++
			}
		}
	}
	p.legend(at, m.Lines)
	p.printf(`<text transform="translate(%d %d) rotate(-90)" text-anchor="middle">%s</text>`,
		18, at+panelH/2, escaped(m.Y))
}

// pen writes SVG.
type pen struct{ w *bufio.Writer }

func (p *pen) printf(format string, args ...any) { fmt.Fprintf(p.w, format+"\n", args...) }

func (p *pen) text(x, y any, anchor, s string) {
	p.printf(`<text x="%v" y="%v" text-anchor="%s">%s</text>`, x, y, anchor, escaped(s))
}

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}
