package chart

import (
	"math"
	"strconv"

	"github.com/fastiqa/iqa/heatmap"
)

// axis takes values from lo to hi to pixels.
type axis struct {
	lo, hi   float64
	from, to float64
	log      bool
}

func (a axis) at(v float64) float64 {
	if a.log {
		return a.from + float64((a.to-a.from)*(math.Log10(v/a.lo)/math.Log10(a.hi/a.lo)))
	}
	return a.from + float64((a.to-a.from)*((v-a.lo)/(a.hi-a.lo)))
}

// axis is that of the values of m's lines, upwards.
func (m *Panel) axis(at int) axis {
	a := axis{lo: math.Inf(1), hi: math.Inf(-1), from: float64(at + panelH), to: float64(at), log: m.Log}
	for _, l := range m.Lines {
		for _, v := range l.Y {
			if m.shows(v) {
				a.lo, a.hi = min(a.lo, v), max(a.hi, v)
			}
		}
	}
	switch {
	case a.lo > a.hi:
		a.lo, a.hi = 1, 10
	case m.Log:
		a.lo, a.hi = a.lo/1.1, a.hi*1.1
	default:
		room := max(float64((a.hi-a.lo)*.05), float64(math.Abs(a.hi)*1e-6), 1e-12)
		a.lo, a.hi = a.lo-room, a.hi+room
	}
	return a
}

// shows reports whether a value has a place.
func (m *Panel) shows(v float64) bool { return v-v == 0 && (!m.Log || v > 0) }

// ticks are round values along the axis, and their labels.
func (a axis) ticks(n int) (at []float64, labels []string) {
	if a.log {
		if at, labels = a.powers(); len(at) > 1 {
			return at, labels
		}
	}
	at, labels, power := heatmap.Ticks(a.lo, a.hi, n)
	if power != 0 {
		for i := range labels {
			labels[i] += "e" + strconv.Itoa(power)
		}
	}
	return at, labels
}

// powers are 1, 2 and 5 times powers of ten, or powers of ten alone where these
// are many.
func (a axis) powers() (at []float64, labels []string) {
	digits := []string{"1", "2", "5"}
	if a.hi/a.lo > 1e3 {
		digits = digits[:1]
	}
	for e := math.Floor(math.Log10(a.lo)); e <= math.Ceil(math.Log10(a.hi)); e++ {
		for _, d := range digits {
			v, err := strconv.ParseFloat(d+"e"+strconv.Itoa(int(e)), 64) // the nearest, as a product may not be
			if err == nil && v >= a.lo && v <= a.hi {
				at = append(at, v)
				labels = append(labels, strconv.FormatFloat(v, 'g', -1, 64))
			}
		}
	}
	return at, labels
}
