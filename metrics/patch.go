package metrics

import (
	"errors"
	"image"
	"math"

	"github.com/fastiqa/iqa/plane"
)

// Patch is a square of Side×Side pixels of one or more channels, as networks
// are trained with, or the gradient of a loss by it. Samples are intensities in
// [0,1], in float64 as the losses are computed.
type Patch struct {
	Pix  []float64 // channel after channel, each row after row
	Side int
}

// Resize makes p a patch of that size, reusing its memory where that is large
// enough. The samples are undefined. It panics if an argument is negative.
func (p *Patch) Resize(side, channels int) {
	if side < 0 || channels < 0 {
		panic("metrics: negative size")
	}
	p.Side = side
	p.Pix = grow(p.Pix, channels*side*side)
}

// Channels is the number of whole channels that p has.
func (p *Patch) Channels() int {
	if p.Side < 1 || len(p.Pix)/p.Side < p.Side {
		return 0
	}
	return len(p.Pix) / (p.Side * p.Side)
}

// Channel returns the samples of channel c.
func (p *Patch) Channel(c int) []float64 {
	n := p.Side * p.Side
	return p.Pix[c*n : (c+1)*n : (c+1)*n]
}

// Cut makes p a copy of side×side samples of each plane, the first of them at
// the column and row at, divided by the plane's Peak. Errors: *SizeError where
// a plane is smaller than that, *PeakError. It panics if the patch is not
// inside a plane that is large enough.
func (p *Patch) Cut(planes []plane.Plane, at image.Point, side int) error {
	for i := range planes {
		if err := checkCut(&planes[i], side); err != nil {
			return err
		}
	}
	p.Resize(side, len(planes))
	for c := range planes {
		part := planes[c].Sub(image.Rect(at.X, at.Y, at.X+side, at.Y+side))
		if part.W != side || part.H != side {
			panic("metrics: patch is not inside the plane")
		}
		pix := p.Channel(c)
		for y := range side {
			for x, v := range part.Row(y) {
				pix[y*side+x] = float64(v) / part.Peak
			}
		}
	}
	return nil
}

func checkCut(p *plane.Plane, side int) error {
	switch {
	case !p.Valid():
		return errPlane
	case p.W < side || p.H < side:
		return &SizeError{Ref: p.Size(), Dist: p.Size(), Metric: "the patch", Min: side}
	case !(p.Peak > 0) || math.IsInf(p.Peak, 1):
		return &PeakError{p.Peak, p.Peak}
	}
	return nil
}

// PatchLoss is a loss of one patch against another, after H. Zhao, O. Gallo,
// I. Frosio and J. Kautz, "Loss Functions for Image Restoration with Neural
// Networks", IEEE Transactions on Computational Imaging 3(1), 2017, pp. 47-57,
// doi 10.1109/TCI.2016.2644865, whose structural losses look at a patch from
// its centre pixel, through Gaussian windows as wide as the patch:
//
//	w   = exp(-r²/2σ²), normalised to the sum 1 over the patch
//	μx  = Σw·x     σx² = Σw·x² - μx²     σxy = Σw·x·y - μx·μy
//	lσ  = (2·μx·μy + C1) / (μx² + μy² + C1)    C1 = K1²
//	csσ = (2·σxy + C2) / (σx² + σy² + C2)      C2 = K2²
//
// The loss is the mean of the channels. Lower is better, and 0 is that of equal
// patches. Patches have any odd side from 3 and any number of channels. The
// arithmetic is float64, has the same bits on every processor, and keeps its
// relative accuracy where patches are close. After the first call for a side
// nothing is allocated; a loss keeps work space, so make one for each goroutine.
// Every loss is symmetric: for the gradient with respect to the reference,
// exchange the two.
type PatchLoss interface {
	// Name is the identifier of the loss, such as "patch-ms-ssim".
	Name() string

	// Loss compares two patches. Errors: *SizeError where their sizes or
	// channels differ or a side is even or below 3, ErrNotFinite, and those of
	// settings that are out of range.
	Loss(ref, dist *Patch) (float64, error)

	// Grad sizes grad and writes ∂Loss/∂dist to it, the derivatives with
	// respect to intensities in [0,1]. It returns the loss. After an error
	// grad is undefined. It panics if grad is ref or dist; it must not share
	// their samples either.
	Grad(grad, ref, dist *Patch) (float64, error)
}

var errPatch = errors.New("patch has not the samples of whole channels")

// patchKind is a loss of this package.
type patchKind interface {
	PatchLoss

	// plan readies the loss for patches of that side.
	plan(side int) error

	// channel is the loss of one channel. It adds scale times the gradient to
	// grad, unless that is nil.
	channel(grad, ref, dist []float64, scale float64) float64
}

// patchLoss is the mean of m over the channels, and the gradient where grad is
// not nil.
func patchLoss(m patchKind, grad, ref, dist *Patch) (float64, error) {
	if grad == ref || grad == dist {
		panic("metrics: gradient is one of the patches")
	}
	if err := checkPatches(m.Name(), ref, dist); err != nil {
		return math.NaN(), err
	}
	if err := m.plan(ref.Side); err != nil {
		return math.NaN(), err
	}
	n := ref.Channels()
	if grad != nil {
		grad.Resize(ref.Side, n)
		clear(grad.Pix)
	}
	var sum float64
	for c := range n {
		var g []float64
		if grad != nil {
			g = grad.Channel(c)
		}
		sum += m.channel(g, ref.Channel(c), dist.Channel(c), 1/float64(n))
	}
	if sum-sum != 0 {
		return math.NaN(), ErrNotFinite
	}
	return sum / float64(n), nil
}

// checkPatches says whether the loss of that name is defined for two patches.
func checkPatches(name string, ref, dist *Patch) error {
	r, d := image.Pt(ref.Side, ref.Side), image.Pt(dist.Side, dist.Side)
	switch {
	case r != d:
		return &SizeError{Ref: r, Dist: d}
	case r.X < 3 || r.X&1 == 0:
		return &SizeError{Ref: r, Dist: d, Metric: name, Min: 3, Odd: true}
	case !ref.whole() || !dist.whole():
		return errPatch
	case len(ref.Pix) != len(dist.Pix):
		return &SizeError{Ref: r, Dist: d,
			RefChannels: ref.Channels(), DistChannels: dist.Channels()}
	}
	return nil
}

// whole reports whether p has channels and nothing beside them.
func (p *Patch) whole() bool {
	n := p.Channels()
	return n > 0 && len(p.Pix) == n*p.Side*p.Side
}
