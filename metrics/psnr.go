package metrics

import (
	"math"

	"github.com/fastiqa/iqa/plane"
)

// PSNR is the peak signal-to-noise ratio in decibels:
//
//	PSNR = 10·log10(Peak² / mean (x-y)²)
//
// with one mean over all samples of all channels; the mean of the channels'
// PSNRs, which some tools print, is another number. Higher is better, +Inf for
// equal pictures. Any size.
type PSNR struct{ work solo }

// Name returns "psnr".
func (*PSNR) Name() string { return "psnr" }

// Score compares two planes.
func (m *PSNR) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, ref, dist)
}

// Grad writes -20/ln 10·(x-y)·Peak/Σ(x-y)², in dB, and 0 for equal planes.
func (m *PSNR) Grad(grad, ref, dist *plane.Plane) (float64, error) {
	return m.work.grad(m, grad, ref, dist)
}

func (*PSNR) side() int      { return 1 }
func (*PSNR) plan(*channel)  {}
func (m *PSNR) space() *solo { return &m.work }
func (*PSNR) curved()        {}

func (*PSNR) slope(loss float64) float64 {
	if loss == 0 {
		return 0
	}
	return -10 / (math.Ln10 * loss)
}

func (*PSNR) gradient(dst *plane.Plane, c *channel, k float64) (float64, string, error) {
	return c.l2Grad(dst, k), "", nil
}

func (*PSNR) raw(c *channel) (float64, string, error) { return c.l2(), "", nil }

func (*PSNR) finish(v float64) float64 { return Decibels(v) }

// Decibels is the PSNR of a mean squared difference of intensities in [0,1]:
// 10·log10(1/mse), +Inf for 0.
func Decibels(mse float64) float64 {
	if mse == 0 {
		return math.Inf(1)
	}
	return -10 * ln(mse) / math.Ln10
}
