package heatmap

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

// row is a plane of one row.
func row(v ...float32) *plane.Plane {
	p := plane.New(len(v), 1, 1)
	copy(p.Row(0), v)
	return p
}

var neutral = color.RGBA{221, 221, 221, 255}

func TestScale(t *testing.T) {
	signed, lame := Scale{-2, 2, true}, Scale{-1, 4, true}
	for _, c := range []struct {
		s    Scale
		v    float64
		want float64
	}{
		{signed, 0, .5}, {signed, -2, 0}, {signed, 1, .75}, {signed, 9, 1},
		// The ends do not move zero, nor stretch the weaker side.
		{lame, 0, .5}, {lame, 4, 1}, {lame, -1, .375}, {lame, -4, .375}, {lame, 1, .625},
		{Scale{1, 3, false}, 2, .5}, {Scale{1, 3, false}, 0, 0},
		// All zeros: nothing is divided by.
		{Scale{}, 0, 0}, {Scale{Signed: true}, 0, .5}, {Scale{3, 3, false}, 3, 0},
	} {
		if got := c.s.At(c.v); got != c.want {
			t.Errorf("%v at %v: %v, want %v", c.s, c.v, got, c.want)
		}
	}
	for _, s := range []Scale{signed, lame, {Signed: true}} {
		if got := s.Color(0); got != neutral {
			t.Errorf("%v: zero is %v", s, got)
		}
	}
	below, above := lame.Beyond(row(-2, -1, 0, 4, 5, 6))
	if below != 1 || above != 2 {
		t.Errorf("%d below, %d above", below, above)
	}
}

func TestFit(t *testing.T) {
	inf := float32(math.Inf(1))
	nan := float32(math.NaN())
	many := make([]float32, 1000)
	for i := range many {
		many[i] = .001 * float32(i%10)
	}
	rare := append(slices.Clone(many), 5, -7)
	for name, c := range map[string]struct {
		p      *plane.Plane
		signed bool
		share  float64
		lo, hi float64
	}{
		"zeros":          {row(0, 0, 0), true, .1, 0, 0},
		"minus zero":     {row(float32(math.Copysign(0, -1))), false, 0, 0, 0},
		"signed zeros":   {row(0, 0, 0), false, .1, 0, 0},
		"symmetric":      {row(-.9, 0, .2), true, 0, -1, 1},
		"positive":       {row(.2, .9), false, 0, 0, 1},
		"both":           {row(-.28, .9), false, 0, -.3, 1},
		"not finite":     {row(.2, inf, nan, -inf), true, 0, -.25, .25},
		"small":          {row(3.9e-9), true, 0, -4e-9, 4e-9},
		"smallest":       {row(1e-44), true, 0, 0, 0},
		"rare, all":      {row(rare...), true, 0, -8, 8},
		"rare, shared":   {row(rare...), true, .005, -.01, .01},
		"no finer scale": {row(many...), true, .005, -.01, .01},
		"empty":          {plane.New(0, 0, 1), true, .005, 0, 0},
	} {
		s := Fit(c.p, c.signed, c.share)
		if s != (Scale{c.lo, c.hi, c.signed}) {
			t.Errorf("%s: %v, want %v to %v", name, s, c.lo, c.hi)
		}
	}
}

// Nothing lies beyond a scale that was not to be finer, whatever the values.
func TestFitHoldsAll(t *testing.T) {
	for v := float32(1e-30); v < 1e30; v *= 1.37 {
		p := row(v, -v/3)
		for _, signed := range []bool{true, false} {
			s := Fit(p, signed, 0)
			if a, b := s.Beyond(p); a+b > 0 || s.Hi > 1.45*float64(v) {
				t.Errorf("%v for %v", s, v)
			}
		}
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		n      int
		want   string
		power  int
	}{
		{-.2, .2, 5, "−0.2 −0.1 0.0 0.1 0.2", 0},
		{0, 1, 6, "0.0 0.2 0.4 0.6 0.8 1.0", 0},
		{0, 1, 5, "0.0 0.5 1.0", 0},
		{-1.2e-6, 1.2e-6, 5, "−1.0 −0.5 0.0 0.5 1.0", -6},
		{-5e-7, 5e-7, 5, "−4 −2 0 2 4", -7},
		{0, 60000, 5, "0 2 4 6", 4},
		{-.03, 0, 5, "−0.03 −0.02 −0.01 0.00", 0},
		{.93, 1, 5, "0.94 0.96 0.98 1.00", 0},
		{100, 101, 3, "100.0 100.5 101.0", 0},
		{0, 0, 5, "0", 0},
		{.25, .25, 5, "0.25", 0},
	} {
		at, labels, power := Ticks(c.lo, c.hi, c.n)
		if got := strings.Join(labels, " "); got != c.want || power != c.power || len(at) > c.n {
			t.Errorf("%v to %v: %s times 1e%d, want %s times 1e%d",
				c.lo, c.hi, got, power, c.want, c.power)
		}
		slack := 1e-6 * (c.hi - c.lo)
		for _, v := range at {
			if v < c.lo-slack || v > c.hi+slack {
				t.Errorf("%v to %v: tick at %v", c.lo, c.hi, v)
			}
		}
	}
}

func TestChannels(t *testing.T) {
	rgb := []plane.Plane{*row(1, -4, 0, 3), *row(-3, 1, 0, 3), *row(-1, 0, 0, 3)}
	var mean, size plane.Plane
	Mean(&mean, rgb)
	Magnitude(&size, rgb)
	for i, want := range []float32{-1, -1, 0, 3} {
		if got := mean.Row(0)[i]; got != want {
			t.Errorf("mean %d is %v, want %v", i, got, want)
		}
	}
	for i, want := range []float32{-5. / 3, -5. / 3, 0, 3} {
		if got := size.Row(0)[i]; got != want {
			t.Errorf("magnitude %d is %v, want %v", i, got, want)
		}
	}
}
