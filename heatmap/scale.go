package heatmap

import (
	"image/color"
	"math"

	"github.com/fastiqa/iqa/plane"
)

// Scale says which value gets which colour. The zero Scale has one colour: it
// is that of a plane of zeros.
type Scale struct {
	// Lo and Hi are the ends; values beyond get the colours of the ends.
	Lo, Hi float64

	// Signed says that the sign of values matters: zero is the neutral middle
	// of CoolWarm, and equal distances from it are equally strong, also where
	// Lo is not -Hi. Otherwise the colours are those of Viridis, from Lo to Hi.
	Signed bool
}

// Palette is where s takes its colours from.
func (s Scale) Palette() Palette {
	if s.Signed {
		return CoolWarm
	}
	return Viridis
}

// At is the place of v in the palette, from 0 to 1.
func (s Scale) At(v float64) float64 {
	v = min(max(v, s.Lo), s.Hi)
	most := max(s.Hi, -s.Lo)
	switch {
	case s.Signed && most > 0:
		return .5 + .5*(v/most)
	case s.Signed:
		return .5
	case s.Hi > s.Lo:
		return (v - s.Lo) / (s.Hi - s.Lo)
	}
	return 0
}

// Color is the colour of v.
func (s Scale) Color(v float64) color.RGBA { return s.Palette().At(s.At(v)) }

// Strength is how far v is from what is of no interest, from 0 to 1: from zero
// where s is signed.
func (s Scale) Strength(v float64) float64 {
	if s.Signed {
		return math.Abs(2*s.At(v) - 1)
	}
	return s.At(v)
}

// Beyond counts the samples of p that lie outside s.
func (s Scale) Beyond(p *plane.Plane) (below, above int) {
	for y := range p.H {
		for _, v := range p.Row(y) {
			if float64(v) < s.Lo {
				below++
			} else if float64(v) > s.Hi {
				above++
			}
		}
	}
	return below, above
}
