package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// sigmas2017 are the windows of Zhao, Gallo, Frosio and Kautz.
var sigmas2017 = []float64{.5, 1, 2, 4, 8}

// ZhaoMSSSIM is the multi-scale SSIM that H. Zhao, O. Gallo, I. Frosio and
// J. Kautz train networks by, "Loss Functions for Image Restoration with Neural
// Networks", IEEE Transactions on Computational Imaging 3(1), 2017, pp. 47-57,
// doi 10.1109/TCI.2016.2644865:
//
//	M = mean l_8·cs_.5·cs_1·cs_2·cs_4·cs_8
//
// with l and cs as in SSIM, at every position whose window fits, and Gaussian
// windows of one size and five σ instead of the shrunken pictures of MSSSIM:
// scores of the two do not compare. The last σ is that of l. Exponents are 1
// and nothing is clamped: a negative cs is legal. Colour: the mean of the
// channels. Range -1…1, higher is better, exactly 1 for equal pictures. Each
// side needs as many samples as the window. Symmetric in its arguments.
type ZhaoMSSSIM struct {
	Side   int       // of the windows, odd; zero: 31
	Sigmas []float64 // nil: .5 1 2 4 8
	K1, K2 float64   // zero: .01, .03

	work solo
}

// Name returns "zhao-ms-ssim".
func (*ZhaoMSSSIM) Name() string { return "zhao-ms-ssim" }

// Score compares two planes.
func (m *ZhaoMSSSIM) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, ref, dist)
}

// Map writes the product at each of the (W-Side+1)×(H-Side+1) positions of the
// window.
func (m *ZhaoMSSSIM) Map(dst, ref, dist *plane.Plane) (float64, error) {
	return m.work.mapOf(m, dst, ref, dist)
}

// Grad writes the exact gradient of the mean. 0 for equal planes.
func (m *ZhaoMSSSIM) Grad(grad, ref, dist *plane.Plane) (float64, error) {
	return m.work.grad(m, grad, ref, dist)
}

// consts puts the published settings in place of zeros.
func (m *ZhaoMSSSIM) consts() zhaoConst {
	k := zhaoConst{m.Side, m.Sigmas, m.K1, m.K2}
	if k.side == 0 {
		k.side = 31
	}
	if k.sigmas == nil {
		k.sigmas = sigmas2017
	}
	if k.k1 == 0 {
		k.k1 = .01
	}
	if k.k2 == 0 {
		k.k2 = .03
	}
	return k
}

func (m *ZhaoMSSSIM) side() int                 { return m.consts().side }
func (*ZhaoMSSSIM) plan(*channel)               {}
func (*ZhaoMSSSIM) finish(loss float64) float64 { return 1 - loss }
func (m *ZhaoMSSSIM) space() *solo              { return &m.work }
func (*ZhaoMSSSIM) slope(float64) float64       { return -1 }

func (m *ZhaoMSSSIM) raw(c *channel) (float64, string, error) {
	if !m.consts().valid() {
		return 0, "", errWindow
	}
	return c.zhaoLoss(m.consts()), "", nil
}

func (m *ZhaoMSSSIM) gradient(dst *plane.Plane, c *channel, k float64) (float64, string, error) {
	if !m.consts().valid() {
		return 0, "", errWindow
	}
	return c.zhaoGrad(m.consts(), nil, dst, k), "", nil
}

func (m *ZhaoMSSSIM) draw(dst *plane.Plane, c *channel) {
	c.zhaoGrad(m.consts(), dst, nil, 0)
	for y := range dst.H {
		asm.Complement(dst.Row(y), dst.Row(y))
	}
}

// zhaoLoss returns the mean 1-M, made once for all metrics that ask.
func (c *channel) zhaoLoss(k zhaoConst) float64 {
	if !c.zhaoDone || !c.zhao.k.equal(k) {
		c.zhaoMean = c.zhaoGrad(k, nil, nil, 0)
		c.zhaoDone = true
	}
	return c.zhaoMean
}

// zhaoGrad returns the mean 1-M, and makes its map and k times its gradient
// where these are not nil.
func (c *channel) zhaoGrad(k zhaoConst, mapped, grad *plane.Plane, factor float64) float64 {
	c.zhao.set(k, c.ref.Peak)
	return c.zhao.run(c.ref, c.dist, mapped, grad, -factor*c.ref.Peak)
}
