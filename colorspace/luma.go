// Package colorspace converts between the colour spaces of planes.
package colorspace

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// Luma weights of ITU-R BT.601-7, section 2.5.1, in thousandths and in units.
var (
	thousandths = [3]float64{299, 587, 114}
	units       = [3]float64{.299, .587, .114}
)

// exactMax is the largest integer up to which float32 holds all integers.
const exactMax = 1 << 24

// Luma writes Y' = .299R' + .587G' + .114B' to dst, not rounded to the
// samples' depth. For integer samples of up to 14 bits it is exact: dst then
// holds 299R'+587G'+114B' and its Peak is a thousand times that of the
// channels. Otherwise each sample is rounded to float32 and the Peak stays.
// dst is sized here. The three channels have one size and one Peak.
func Luma(dst, r, g, b *plane.Plane) {
	w := &units
	peak := r.Peak
	if 1 < peak && 1000*peak <= exactMax {
		w, peak = &thousandths, 1000*peak
	}
	dst.Resize(r.W, r.H)
	dst.Peak = peak
	for y := range r.H {
		asm.Weigh3(dst.Row(y), r.Row(y), g.Row(y), b.Row(y), w)
	}
}
