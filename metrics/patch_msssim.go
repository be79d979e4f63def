package metrics

import (
	"errors"
	"slices"

	"github.com/fastiqa/iqa/filter"
)

// patchSigmas are the windows of the published code.
var patchSigmas = []float64{.5, 1, 2, 4, 8}

// PatchMSSSIM is the loss of the multi-scale structural similarity at the
// centre of a patch: not of a pyramid as in MSSSIM, but of windows of several
// widths at full resolution:
//
//	1 - l8·cs.5·cs1·cs2·cs4·cs8
//
// The exponents are 1, and a negative cs is taken as it is. The gradient is
// made from products that leave one factor out, and is finite also where
// factors are 0. Range 0…2, lower is better, exactly 0 for equal patches, as is
// then the gradient. Source, definitions, sizes and errors: see PatchLoss.
type PatchMSSSIM struct {
	Sigmas []float64 // of cs, in pixels, and the last of l too; nil: .5 1 2 4 8
	K1, K2 float64   // zero: .01, .03

	stack patchStack
}

// Name returns "patch-ms-ssim".
func (*PatchMSSSIM) Name() string { return "patch-ms-ssim" }

// Loss compares two patches.
func (m *PatchMSSSIM) Loss(ref, dist *Patch) (float64, error) {
	return patchLoss(m, nil, ref, dist)
}

// Grad writes the gradient and returns the loss.
func (m *PatchMSSSIM) Grad(grad, ref, dist *Patch) (float64, error) {
	return patchLoss(m, grad, ref, dist)
}

func (m *PatchMSSSIM) plan(side int) error {
	sigmas := m.Sigmas
	if sigmas == nil {
		sigmas = patchSigmas
	}
	return m.stack.plan(side, sigmas, m.K1, m.K2)
}

func (m *PatchMSSSIM) channel(grad, ref, dist []float64, scale float64) float64 {
	return m.stack.channel(grad, ref, dist, scale)
}

var errPatchSigmas = errors.New("want one or more sigmas, each positive and finite")

// patchStack is windows at the centre of a patch, whose cs are multiplied with
// each other and with the l of the last.
type patchStack struct {
	sigmas  []float64 // of the windows
	windows []patchWindow
	c1, c2  float64
	others  []float64 // for each cs, the product of all other factors
}

// plan readies the windows, and does nothing where they are there.
func (s *patchStack) plan(side int, sigmas []float64, k1, k2 float64) error {
	k := newSSIMConst(filter.Gaussian{}, k1, k2)
	s.c1, s.c2 = k.k1*k.k1, k.k2*k.k2
	if len(s.windows) > 0 && len(s.windows[0].g) == side && slices.Equal(s.sigmas, sigmas) {
		return nil
	}
	for _, v := range sigmas {
		if !(v > 0) || v-v != 0 {
			return errPatchSigmas
		}
	}
	if len(sigmas) == 0 {
		return errPatchSigmas
	}
	s.sigmas = append(s.sigmas[:0], sigmas...)
	s.others = grow(s.others, len(sigmas))
	s.windows = slices.Grow(s.windows[:0], len(sigmas))[:len(sigmas)]
	for i, v := range sigmas {
		s.windows[i].plan(side, v)
	}
	return nil
}

// last is the window that l belongs to.
func (s *patchStack) last() *patchWindow { return &s.windows[len(s.windows)-1] }

// channel is 1 - l·Πcs of one channel. It adds scale times the gradient to
// grad, unless that is nil.
func (s *patchStack) channel(grad, ref, dist []float64, scale float64) float64 {
	var loss float64
	for i := range s.windows {
		w := &s.windows[i]
		w.look(ref, dist, s.c1, s.c2)
		loss += float64(w.cs * (1 - loss)) // of the product so far
	}
	last := s.last()
	loss += float64(last.l * (1 - loss))
	if grad != nil {
		last.gradL(grad, scale*s.leaveOneOut())
		for i := range s.windows {
			s.windows[i].gradCS(grad, ref, dist, scale*s.others[i])
		}
	}
	return loss
}

// leaveOneOut makes others of the products before and after each cs, and
// returns that of all of them, which belongs to l. Nothing is divided by a cs:
// it may be 0.
func (s *patchStack) leaveOneOut() float64 {
	before := 1 - s.last().l
	for i := range s.windows {
		s.others[i] = before
		before *= 1 - s.windows[i].cs
	}
	after := 1.0
	for i := len(s.windows) - 1; i >= 0; i-- {
		s.others[i] *= after
		after *= 1 - s.windows[i].cs
	}
	return after
}
