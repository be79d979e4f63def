package metrics

import (
	"strconv"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/plane"
)

// Mix is the loss that Zhao et al. found to restore pictures best:
//
//	Mix = α·(1-M) + (1-α)·mean G*|x-y|/Peak
//
// with M as in ZhaoMSSSIM, which has the source, and G its widest window, the
// last, over the same positions. The published α weighs 1-M about a hundred
// times as much as the rest, by gradients; .025 comes near to balance. Colour:
// the mean of the channels. Range 0…2, lower is better, 0 for equal pictures.
// Each side needs as many samples as the window. Symmetric in its arguments.
type Mix struct {
	MS    ZhaoMSSSIM
	Alpha float64 // zero: .84

	loss, l1 float64 // sums over channels of the parts of the last score
	n        float64 // channels
	rest     mixRest
	text     []byte
	note     string
}

// Name returns "mix".
func (*Mix) Name() string { return "mix" }

// Score compares two planes.
func (m *Mix) Score(ref, dist *plane.Plane) (float64, error) {
	return m.MS.work.score(m, ref, dist)
}

// Map writes α·(1-M)+(1-α)·G*|x-y|/Peak at each position of the window.
func (m *Mix) Map(dst, ref, dist *plane.Plane) (float64, error) {
	return m.MS.work.mapOf(m, dst, ref, dist)
}

// Grad writes the exact gradient of the loss. 0 for equal planes.
func (m *Mix) Grad(grad, ref, dist *plane.Plane) (float64, error) {
	return m.MS.work.grad(m, grad, ref, dist)
}

// Parts returns the two parts of the last score: M, and the mean of G*|x-y|.
func (m *Mix) Parts() (msssim, l1 float64) { return 1 - m.loss/m.n, m.l1 / m.n }

// Note tells of the two parts of the last score.
func (m *Mix) Note() string {
	if m.n == 0 {
		return ""
	}
	return m.remark()
}

func (m *Mix) alpha() float64 {
	if m.Alpha == 0 {
		return .84
	}
	return m.Alpha
}

func (m *Mix) side() int              { return m.MS.side() }
func (*Mix) plan(*channel)            {}
func (*Mix) finish(v float64) float64 { return v }
func (m *Mix) space() *solo           { return &m.MS.work }
func (*Mix) slope(float64) float64    { return 1 }

// start forgets the parts of an earlier score.
func (m *Mix) start() { m.loss, m.l1, m.n = 0, 0, 0 }

// remark is the note. It is made anew only where it is another.
func (m *Mix) remark() string {
	ms, l1 := m.Parts()
	m.text = strconv.AppendFloat(append(m.text[:0], "1-zhao-ms-ssim "...), 1-ms, 'g', 4, 64)
	m.text = strconv.AppendFloat(append(m.text, ", l1 "...), l1, 'g', 4, 64)
	if string(m.text) != m.note {
		m.note = string(m.text)
	}
	return m.note
}

func (m *Mix) raw(c *channel) (float64, string, error) {
	loss, note, err := m.MS.raw(c)
	if err != nil {
		return 0, "", err
	}
	return m.join(c, loss), note, nil
}

func (m *Mix) gradient(dst *plane.Plane, c *channel, k float64) (float64, string, error) {
	loss, note, err := m.MS.gradient(dst, c, k*m.alpha())
	if err != nil {
		return 0, "", err
	}
	v := m.join(c, loss)
	m.rest.add(dst, c, k*(1-m.alpha()))
	return v, note, nil
}

// join adds the other part to that of M.
func (m *Mix) join(c *channel, loss float64) float64 {
	m.rest.set(c, m.MS.consts())
	l1 := m.rest.mean(c)
	m.loss, m.l1, m.n = m.loss+loss, m.l1+l1, m.n+1
	a := m.alpha()
	return float64(a*loss) + float64((1-a)*l1)
}

func (m *Mix) draw(dst *plane.Plane, c *channel) {
	k := m.MS.consts()
	c.zhaoGrad(k, dst, nil, 0)
	var d, tmp, g plane.Plane
	d.Resize(c.ref.W, c.ref.H)
	for y := range d.H {
		asm.AbsDiff(d.Row(y), c.dist.Row(y), c.ref.Row(y), float32(c.ref.Peak))
	}
	filter.Gaussian{Taps: k.side, Sigma: k.sigmas[len(k.sigmas)-1]}.Filter(&g, &tmp, &d)
	a := float32(m.alpha())
	for y := range dst.H {
		for x, v := range dst.Row(y) {
			dst.Row(y)[x] = float32(a*v) + float32((1-a)*g.Row(y)[x])
		}
	}
}
