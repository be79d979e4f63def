package heatmap

import (
	"image/color"
	"strconv"
)

// Palette is a run of colours in which equal steps look equal.
type Palette uint8

// The palettes.
const (
	Viridis  Palette = iota // dark blue to yellow, for values of one sign
	CoolWarm                // blue over light gray to red, for signed values
)

// Len returns the number of colours of p. That of CoolWarm is odd, so that
// there is one in the middle.
func (p Palette) Len() int { return len(p.table()) / 6 }

func (p Palette) table() string {
	if p == CoolWarm {
		return coolWarm
	}
	return viridis
}

// Color returns colour i of p.
func (p Palette) Color(i int) color.RGBA {
	v, err := strconv.ParseUint(p.table()[6*i:6*i+6], 16, 24)
	if err != nil {
		panic("heatmap: palette is no hexadecimal number")
	}
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

// At returns the colour nearest to t, from 0 to 1. What lies beyond has the
// colour of the end.
func (p Palette) At(t float64) color.RGBA {
	return p.Color(nearest(min(max(t, 0), 1), float64(p.Len()-1)))
}

// colors is p as a table.
func (p Palette) colors() []color.RGBA {
	all := make([]color.RGBA, p.Len())
	for i := range all {
		all[i] = p.Color(i)
	}
	return all
}
