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
	v, _, err := m.work.score(m, ref, dist)
	return v, err
}

func (*PSNR) side() int     { return 1 }
func (*PSNR) plan(*channel) {}

func (*PSNR) raw(c *channel) (float64, string, error) { return c.l2(), "", nil }

func (*PSNR) finish(v float64) float64 {
	if v == 0 {
		return math.Inf(1)
	}
	return -10 * ln(v) / math.Ln10
}
