package heatmap

import (
	"math"
	"strconv"

	"github.com/fastiqa/iqa/plane"
)

// Fit returns a scale for the samples of p with round ends: for signed ones
// from -r to r, otherwise from 0 or the round number below the least sample to
// that above the greatest. A share of the samples, such as .005, may lie beyond
// if that makes the scale at least twice as fine; otherwise none does. Samples
// that are not finite do not count.
func Fit(p *plane.Plane, signed bool, share float64) Scale {
	pos, neg := spread(p)
	if signed {
		for i, n := range neg {
			pos[i] += n
		}
		r := pos.end(share)
		return Scale{Lo: -r, Hi: r, Signed: true}
	}
	return Scale{Lo: -neg.end(share), Hi: pos.end(share)}
}

// A tally counts positive samples by the upper half of their bits: sign,
// exponent and seven bits of the fraction, which is finer than ends are round.
type tally []int64

const halfBits = 16

// spread counts the samples above and, by their magnitude, those below zero.
func spread(p *plane.Plane) (pos, neg tally) {
	pos, neg = make(tally, 1<<(halfBits-1)), make(tally, 1<<(halfBits-1))
	for y := range p.H {
		for _, v := range p.Row(y) {
			i := math.Float32bits(v) &^ (1 << 31) >> halfBits
			switch {
			case v-v != 0:
			case v < 0:
				neg[i]++
			default:
				pos[i]++
			}
		}
	}
	return pos, neg
}

// end is a round number that no sample exceeds, or only a share of them.
func (t tally) end(share float64) float64 {
	var n int64
	for _, c := range t {
		n += c
	}
	most := t.above(0)
	if few := t.above(int64(share * float64(n))); few > 0 && 2*few <= most {
		return few
	}
	return most
}

// above is a round number that at most n samples exceed.
func (t tally) above(n int64) float64 {
	for i := len(t) - 1; i >= 0; i-- {
		if n -= t[i]; n < 0 {
			if i == 0 {
				return 0 // zeros, and what is smaller than any picture shows
			}
			return roundUp(float64(math.Float32frombits(uint32(i+1) << halfBits)))
		}
	}
	return 0
}

// roundUp is the next number at or above v > 0 with a short first figure.
func roundUp(v float64) float64 {
	for e := exponent(v); ; e++ {
		for _, f := range [...]string{"1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8"} {
			if r := decimal(f, e); r >= v {
				return r
			}
		}
	}
}

// exponent is the power of ten of v's first digit. Package math would have
// other last bits on other processors.
func exponent(v float64) int {
	s := strconv.FormatFloat(v, 'e', -1, 64)
	for i := range s {
		if s[i] == 'e' {
			e, _ := strconv.Atoi(s[i+1:])
			return e
		}
	}
	return 0 // not finite
}

// decimal is f times ten to the power of e, rounded once.
func decimal(f string, e int) float64 {
	v, _ := strconv.ParseFloat(f+"e"+strconv.Itoa(e), 64)
	return v
}
