package chart

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// mostPoints is how many points of a line are worth drawing.
const mostPoints = 1200

// grid draws the frame, the ticks and their labels, those of x below the last
// panel.
func (p *pen) grid(x, y axis, last bool) {
	at, labels := y.ticks(6)
	for i, v := range at {
		p.printf(`<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#dddddd"/>`, left, y.at(v), left+panelW, y.at(v))
		p.printf(`<text x="%d" y="%.1f" text-anchor="end">%s</text>`, left-8, y.at(v)+4, escaped(labels[i]))
	}
	at, labels = x.ticks(8)
	for i, v := range at {
		p.printf(`<line x1="%.1f" y1="%.0f" x2="%.1f" y2="%.0f" stroke="#dddddd"/>`, x.at(v), y.to, x.at(v), y.from)
		if last {
			p.printf(`<text x="%.1f" y="%.0f" text-anchor="middle">%s</text>`, x.at(v), y.from+18, escaped(labels[i]))
		}
	}
	p.printf(`<rect x="%d" y="%.0f" width="%d" height="%d" fill="none" stroke="#666666"/>`, left, y.to, panelW, panelH)
}

// curve draws a line, of a long one every so many points.
func (p *pen) curve(x, y axis, l *Line, color string) {
	shows := (&Panel{Log: y.log}).shows
	step := (len(l.Y) + mostPoints - 1) / mostPoints
	var b strings.Builder
	begin := "M"
	for i := 0; i < len(l.Y); i += step {
		v := l.Y[i]
		if !shows(v) {
			begin = "M"
			continue
		}
		fmt.Fprintf(&b, "%s%.1f %.1f", begin, x.at(float64(i+1)), y.at(v))
		begin = "L"
	}
	width, opacity := "2", "1"
	if l.Faint {
		width, opacity = "1", "0.3"
	}
	p.printf(`<path d="%s" fill="none" stroke="%s" stroke-width="%s" stroke-opacity="%s"/>`, &b, color, width, opacity)
}

// named are the lines that the legend of a panel has: none where there is but one.
func named(lines []Line) (all []Line) {
	for _, l := range lines {
		if !l.Faint {
			all = append(all, l)
		}
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// legend names the lines at the right of a panel.
func (p *pen) legend(at int, lines []Line) {
	for i, l := range named(lines) {
		x, y := left+panelW+12, at+letter+i*(letter+7)
		p.printf(`<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="%s" stroke-width="3"/>`,
			x, y-4, x+22, y-4, colors[i%len(colors)])
		p.text(x+30, y, "start", l.Name)
	}
}

// beside is the room that legends take at the right of the panels.
func (f *Figure) beside() int {
	room := right
	for _, m := range f.Panels {
		for _, l := range named(m.Lines) {
			const letterW = 8 // nearly always enough
			room = max(room, 12+30+letterW*utf8.RuneCountInString(l.Name)+12)
		}
	}
	return room
}
