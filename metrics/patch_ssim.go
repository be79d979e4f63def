package metrics

// PatchSSIM is the loss of the structural similarity at the centre of a patch:
//
//	1 - lσ·csσ
//
// Range 0…2, lower is better, exactly 0 for equal patches, as is then the
// gradient. Source, definitions, sizes and errors: see PatchLoss.
type PatchSSIM struct {
	Sigma  float64 // of the window, in pixels; zero: 5
	K1, K2 float64 // zero: .01, .03

	stack patchStack
}

// Name returns "patch-ssim".
func (*PatchSSIM) Name() string { return "patch-ssim" }

// Loss compares two patches.
func (m *PatchSSIM) Loss(ref, dist *Patch) (float64, error) {
	return patchLoss(m, nil, ref, dist)
}

// Grad writes the gradient and returns the loss.
func (m *PatchSSIM) Grad(grad, ref, dist *Patch) (float64, error) {
	return patchLoss(m, grad, ref, dist)
}

func (m *PatchSSIM) plan(side int) error {
	sigma := [1]float64{m.Sigma}
	if m.Sigma == 0 {
		sigma[0] = 5
	}
	return m.stack.plan(side, sigma[:], m.K1, m.K2)
}

func (m *PatchSSIM) channel(grad, ref, dist []float64, scale float64) float64 {
	return m.stack.channel(grad, ref, dist, scale)
}
