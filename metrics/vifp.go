package metrics

import (
	"errors"
	"slices"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/plane"
)

// VIFP is the visual information fidelity of H. R. Sheikh and A. C. Bovik,
// "Image Information and Visual Quality", IEEE Transactions on Image Processing
// 15(2), 2006, pp. 430-444, doi 10.1109/TIP.2005.859378, in the form of pixels
// that its authors published beside that of wavelets: of the luminance, 0…255,
// at four scales, under Gaussian windows of N = 17, 9, 5 and 3 taps with σ = N/5,
//
//	VIFP = Σ log(1+g²·σy²/(v+2)) / Σ log(1+σy²/2)
//
// over all positions of all scales whose window fits: y is the reference, x the
// distorted picture, g = σxy/σy² its gain, not below 0, and v = σx²-g·σxy the
// variance that it leaves. Variances below 1e-10 count as 0. Before the second
// scale and those after it pictures are filtered by that scale's window, where it
// fits, and every second sample is kept.
//
// Range 0…1, above for a picture of more contrast; higher is better, exactly 1
// for equal pictures. There is no score where the reference is flat. Each side
// needs 41 samples, as the last window does then. Not symmetric.
type VIFP struct {
	work      whole
	ref, dist fidelityPyramid
	means     moments
	sums      asm.Fidelity
}

var errFlatReference = errors.New("the reference is flat: it has no information")

// fidelityTaps are the widths of the windows.
var fidelityTaps = [...]int{17, 9, 5, 3}

func fidelityWindow(scale int) filter.Gaussian {
	n := fidelityTaps[scale]
	return filter.Gaussian{Taps: n, Sigma: float64(n) / 5}
}

// Name returns "vifp".
func (*VIFP) Name() string { return "vifp" }

// Score compares two gray pictures.
func (m *VIFP) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, nil, ref, dist)
}

// ScoreImage compares the luminance of two pictures.
func (m *VIFP) ScoreImage(ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, nil, ref, dist)
}

func (m *VIFP) own() *whole     { return &m.work }
func (*VIFP) side() int         { return 41 }
func (*VIFP) identity() float64 { return 1 }
func (*VIFP) colored() bool     { return false }
func (*VIFP) luma() bool        { return true }

// memory: the smaller scales of two pictures, and rows.
func (*VIFP) memory(w, h, _ int) (n int64) {
	n = (5*17 + 16) * fieldBytes(w, 1)
	for range len(fidelityTaps) - 1 {
		w, h = (w+1)/2, (h+1)/2
		n += 2 * fieldBytes(w, h)
	}
	return n
}

func (m *VIFP) reference(c *canvas) error {
	y := c.luma()
	if !slices.ContainsFunc(y.v, func(v float64) bool { return v != y.v[0] }) {
		return errFlatReference
	}
	m.ref.set(y)
	return nil
}

func (m *VIFP) distorted(c *canvas, _ *plane.Plane) (float64, error) {
	m.dist.set(c.luma())
	m.sums.Reset()
	for k := range fidelityTaps {
		m.add(fidelityWindow(k), m.dist.scales[k], m.ref.scales[k])
	}
	told, all := m.sums.Logs()
	if all == 0 {
		return 0, errFlatReference
	}
	return told / all, nil
}

// add adds the windows of a scale.
func (m *VIFP) add(g filter.Gaussian, x, y *field) {
	m.means.set(g, 5, x.w)
	for i := range x.h {
		copy(m.means.field(0), x.row(i))
		copy(m.means.field(1), y.row(i))
		asm.Products(m.means.field(2), m.means.field(3), m.means.field(4), x.row(i), y.row(i))
		if m.means.push(i) {
			m.sums.Add(&asm.Moments{X: m.means.mean(0), Y: m.means.mean(1), XX: m.means.mean(2),
				YY: m.means.mean(3), XY: m.means.mean(4)})
		}
	}
}

// fidelityPyramid are the scales of a picture.
type fidelityPyramid struct {
	scales    [len(fidelityTaps)]*field
	small     [len(fidelityTaps) - 1]field
	win       blur
	down, row []float64
}

func (p *fidelityPyramid) set(base *field) {
	p.scales[0] = base
	for k := range p.small {
		p.win.gauss(fidelityWindow(k + 1))
		p.scales[k+1] = &p.small[k]
		p.shrink(&p.small[k], p.scales[k])
	}
}

// shrink makes dst of the window over src, where it fits, every second sample.
func (p *fidelityPyramid) shrink(dst, src *field) {
	taps := len(p.win.rows)
	dst.resize((src.w-taps+2)/2, (src.h-taps+2)/2)
	p.down, p.row = growRow(p.down, src.w), growRow(p.row, src.w-taps+1)
	for y := range dst.h {
		for j := range p.win.rows {
			p.win.rows[j] = src.row(2*y + j)
		}
		asm.Blur(p.down, p.win.half, p.win.rows)
		p.win.across(p.row, p.down)
		asm.Even(dst.row(y), p.row)
	}
}
