package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/fastiqa/iqa/heatmap"
	"github.com/fastiqa/iqa/plane"
)

// span is --range: nothing, the whole range of the data, or two ends, of which
// the lower is missing where one number was given.
type span struct {
	set, full, one bool
	lo, hi         float64
}

func readSpan(s string) (p span, err error) {
	p.set = s != ""
	switch {
	case s == "":
		return p, nil
	case s == "full":
		p.full = true
		return p, nil
	}
	lo, hi, two := strings.Cut(s, ":")
	if !two {
		lo, hi = "0", s
	}
	p.one = !two
	p.lo, err = strconv.ParseFloat(strings.TrimSpace(lo), 64)
	if err == nil {
		p.hi, err = strconv.ParseFloat(strings.TrimSpace(hi), 64)
	}
	if err != nil || !(p.lo < p.hi) || math.IsInf(p.hi-p.lo, 0) {
		return p, fmt.Errorf("--range: %q is not A:B with A below B, a positive number, or full", s)
	}
	return p, nil
}

// scale is the scale for the samples of m.
func (p span) scale(m *plane.Plane, v *values) heatmap.Scale {
	switch {
	case p.one && v.signed:
		return heatmap.Scale{Lo: -p.hi, Hi: p.hi, Signed: true}
	case p.set && !p.full:
		return heatmap.Scale{Lo: p.lo, Hi: p.hi, Signed: v.signed}
	case v.similarity:
		// Most values are near 1, and the few others are what is looked for.
		s := heatmap.Fit(m, false, 0)
		return heatmap.Scale{Lo: s.Lo, Hi: 1}
	case p.full:
		return heatmap.Fit(m, v.signed, 0)
	}
	return heatmap.Fit(m, v.signed, clipped)
}
