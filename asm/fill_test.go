package asm

import (
	"math"
	"math/rand/v2"
	"slices"
)

// A fill says what samples are; i is the place of one in its buffer.
type fill struct {
	name   string
	sample func(r *rand.Rand, i int) float32
}

var (
	inf      = float32(math.Inf(1))
	nan      = float32(math.NaN())
	negative = float32(math.Copysign(0, -1))
)

// fills are the extremes of pictures and all that a float32 may be.
var fills = []fill{
	{"zeros", func(*rand.Rand, int) float32 { return 0 }},
	{"peaks", func(*rand.Rand, int) float32 { return 255 }},
	{"stripes", func(_ *rand.Rand, i int) float32 { return float32(i & 1 * 255) }},
	{"8 bits", func(r *rand.Rand, _ int) float32 { return float32(r.IntN(256)) }},
	{"16 bits", func(r *rand.Rand, _ int) float32 { return float32(r.IntN(65536)) }},
	{"floats", finite},
	{"close floats", func(r *rand.Rand, _ int) float32 { return 1 + r.Float32() }},
	{"subnormals", func(r *rand.Rand, _ int) float32 {
		return math.Float32frombits(r.Uint32() & 0x807fffff)
	}},
	{"signed zeros", func(r *rand.Rand, _ int) float32 { return [2]float32{0, negative}[r.IntN(2)] }},
	{"one NaN", func(r *rand.Rand, _ int) float32 { return float32(r.IntN(256)) }},
}

// finite is a float32 of any sign, exponent and fraction, infinities apart.
func finite(r *rand.Rand, _ int) float32 {
	for {
		if f := math.Float32frombits(r.Uint32()); f-f == 0 {
			return f
		}
	}
}

// fill fills all buffers. NaN is in none that concerns all columns. Bytes are the samples where these fit, or random.
func (m *memory) fill(f fill, r *rand.Rand) {
	for _, s := range slices.Concat(m.src, m.dst, m.par) {
		for i := range s {
			s[i] = f.sample(r, i)
		}
	}
	for _, s := range m.src {
		if f.name == "one NaN" && len(s) > 0 {
			s[r.IntN(len(s))] = nan
		}
	}
	for _, s := range m.acc {
		for i := range s {
			s[i] = math.Abs(float64(f.sample(r, i)))
		}
	}
	for _, s := range slices.Concat(m.raw, m.put) {
		for i := range s {
			s[i] = byte(r.Uint32())
			if v := f.sample(r, i); v == float32(byte(v)) {
				s[i] = byte(v)
			}
		}
	}
}
