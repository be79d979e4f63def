package metrics

import (
	"errors"
	"math"
)

// PatchMix is the loss that the paper recommends: its multi-scale structural
// similarity, and the absolute difference under the widest window:
//
//	α·(1 - l8·cs.5·cs1·cs2·cs4·cs8) + (1-α)·Σw8·|d|        d = x-y
//
// α .84 is the paper's; the code published with it has .025. For intensities in
// [0,1] the gradients of both parts weigh the same at about .045, measured on
// photographs: with .84 the loss is nearly the first part alone.
// Range 0…1+α, lower is better, 0 for equal patches. Source, definitions, sizes
// and errors: see PatchLoss; an α that is not in (0,1] is an error too.
type PatchMix struct {
	MS    PatchMSSSIM // the settings of the first part
	Alpha float64     // zero: .84

	parts patchParts
}

// Name returns "patch-mix".
func (*PatchMix) Name() string { return "patch-mix" }

// Loss compares two patches.
func (m *PatchMix) Loss(ref, dist *Patch) (float64, error) {
	m.parts.begin(m.Alpha, .84)
	return patchLoss(m, nil, ref, dist)
}

// Grad writes the gradient and returns the loss.
func (m *PatchMix) Grad(grad, ref, dist *Patch) (float64, error) {
	m.parts.begin(m.Alpha, .84)
	return patchLoss(m, grad, ref, dist)
}

// Parts returns the two parts of the last loss, without their weights: that of
// PatchMSSSIM and Σw8·|d|. They are NaN where there was none.
func (m *PatchMix) Parts() (ms, l1 float64) { return m.parts.means() }

func (m *PatchMix) plan(side int) error { return m.parts.plan(&m.MS, side) }

func (m *PatchMix) channel(grad, ref, dist []float64, scale float64) float64 {
	return m.parts.channel(&m.MS.stack, absolute, grad, ref, dist, scale)
}

// PatchMixL2 is PatchMix with half the squared difference in place of the
// absolute one. It is in the code published with the paper, not in the paper:
//
//	α·(1 - l8·cs.5·cs1·cs2·cs4·cs8) + (1-α)·½·Σw8·d²        d = x-y
//
// Range 0…½+1½α, lower is better, exactly 0 for equal patches, as is then the
// gradient. Source, definitions, sizes and errors: see PatchLoss; an α that is
// not in (0,1] is an error too.
type PatchMixL2 struct {
	MS    PatchMSSSIM // the settings of the first part
	Alpha float64     // zero: .1

	parts patchParts
}

// Name returns "patch-mix-l2".
func (*PatchMixL2) Name() string { return "patch-mix-l2" }

// Loss compares two patches.
func (m *PatchMixL2) Loss(ref, dist *Patch) (float64, error) {
	m.parts.begin(m.Alpha, .1)
	return patchLoss(m, nil, ref, dist)
}

// Grad writes the gradient and returns the loss.
func (m *PatchMixL2) Grad(grad, ref, dist *Patch) (float64, error) {
	m.parts.begin(m.Alpha, .1)
	return patchLoss(m, grad, ref, dist)
}

// Parts returns the two parts of the last loss, without their weights: that of
// PatchMSSSIM and ½·Σw8·d². They are NaN where there was none.
func (m *PatchMixL2) Parts() (ms, l2 float64) { return m.parts.means() }

func (m *PatchMixL2) plan(side int) error { return m.parts.plan(&m.MS, side) }

func (m *PatchMixL2) channel(grad, ref, dist []float64, scale float64) float64 {
	return m.parts.channel(&m.MS.stack, halfSquare, grad, ref, dist, scale)
}

var errPatchAlpha = errors.New("alpha is not above 0 and at most 1")

// patchParts joins two losses of a patch, and keeps each.
type patchParts struct {
	alpha     float64
	n         float64 // channels so far
	ms, point float64 // sums over them
}

func (p *patchParts) begin(alpha, published float64) {
	if alpha == 0 {
		alpha = published
	}
	*p = patchParts{alpha: alpha}
}

func (p *patchParts) plan(ms *PatchMSSSIM, side int) error {
	if !(p.alpha > 0 && p.alpha <= 1) {
		return errPatchAlpha
	}
	return ms.plan(side)
}

func (p *patchParts) channel(s *patchStack, f pointLoss,
	grad, ref, dist []float64, scale float64) float64 {
	ms := s.channel(grad, ref, dist, p.alpha*scale)
	point := s.last().point(f, grad, ref, dist, (1-p.alpha)*scale)
	p.n++
	p.ms += ms
	p.point += point
	return float64(p.alpha*ms) + float64((1-p.alpha)*point)
}

// means are those of the parts over the channels.
func (p *patchParts) means() (ms, point float64) {
	if p.n == 0 {
		return math.NaN(), math.NaN()
	}
	return p.ms / p.n, p.point / p.n
}
