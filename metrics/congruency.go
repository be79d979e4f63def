package metrics

import (
	"math"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/fourier"
)

// congruency makes the phase congruency of P. Kovesi, "Image Features from Phase
// Congruency", Videre 1(3), 1999, pp. 1-26, with the settings that FSIM has: how
// far the responses to log-Gabor filters of all scales agree in phase, 0…1, in
// the direction where they do, summed over four.
type congruency struct {
	w, h    int
	plane   *fourier.Plane
	filters gabor
	rank    ranker

	spectrum []float64
	begun    []float64 // asm.Scales responses that are transformed across
	strips   []float64 // a strip of each, transformed

	// In strips of columns: of a direction, and of all.
	energy, power    []float64
	total, amplitude []float64
}

const (
	energyEpsilon = 1e-4
	noiseSigmas   = 2   // above the mean of noise that is not taken for features
	noiseDivisor  = 1.7 // which the authors found by experiment
)

// noiseFactor is the threshold by the root of the noise's power: mean and
// deviation are those of Rayleigh's distribution.
var noiseFactor = (math.Sqrt(math.Pi/2) + noiseSigmas*math.Sqrt(2-math.Pi/2)) / noiseDivisor

func (c *congruency) resize(w, h int) {
	if c.w == w && c.h == h {
		return
	}
	c.w, c.h, c.plane = w, h, fourier.NewPlane(w, h)
	c.filters.resize(c.plane)
	c.spectrum = growRow(c.spectrum, c.plane.Len())
	c.begun = growRow(c.begun, asm.Scales*c.plane.Len())
	c.strips = growRow(c.strips, asm.Scales*c.plane.StripLen())
	n := c.plane.Strips() * h * asm.FourierLanes
	for _, f := range [4]*[]float64{&c.energy, &c.power, &c.total, &c.amplitude} {
		*f = growRow(*f, n)
	}
}

// congruencyBytes is the memory of pictures of w×h samples.
func congruencyBytes(w, h int) int64 {
	const up = asm.FourierLanes - 1
	strips := fieldBytes(w+up, h+up)
	return strips*(2+2*asm.Scales+asm.Scales+directions+4+1) +
		2*asm.Scales*fieldBytes(asm.FourierLanes, h+up) + fourier.Bytes(w, h)
}

// measure makes dst the phase congruency of src.
func (c *congruency) measure(dst, src *field) {
	c.resize(src.w, src.h)
	c.plane.Spectrum(c.spectrum, src.v, nil)
	clear(c.total)
	clear(c.amplitude)
	padding := len(c.power) - src.w*src.h
	for d := range directions {
		c.respond(d)
		power := c.rank.median(c.power, padding) / math.Ln2
		floor := noiseFactor * math.Sqrt(power*c.filters.noise[d])
		asm.AddAbove(c.total, c.energy, floor)
	}
	c.divide(dst)
}

// respond makes energy and power of the filters of a direction.
func (c *congruency) respond(d int) {
	all, strip := c.plane.Len(), c.plane.StripLen()
	for s, radial := range c.filters.radial {
		c.plane.Begin(c.begun[s*all:][:all], c.spectrum, radial, c.filters.angular[d])
	}
	n := c.h * asm.FourierLanes
	for i := range c.plane.Strips() {
		for s := range asm.Scales {
			c.plane.End(c.strips[s*strip:], c.begun[s*all:][:all], i)
		}
		asm.Energy(c.energy[i*n:][:n], c.power[i*n:], c.amplitude[i*n:], c.strips, strip, energyEpsilon)
	}
}

// divide makes dst the share of energy in amplitude, 0 where there is none.
func (c *congruency) divide(dst *field) {
	dst.resize(c.w, c.h)
	for y := range c.h {
		row := dst.row(y)
		for x := 0; x < c.w; x += asm.FourierLanes {
			at := x*c.h + y*asm.FourierLanes
			for i := range row[x:min(x+asm.FourierLanes, c.w)] {
				row[x+i] = c.total[at+i] / (c.amplitude[at+i] + math.SmallestNonzeroFloat64)
			}
		}
	}
}
