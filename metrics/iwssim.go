package metrics

import (
	"errors"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/plane"
)

// IWSSIM is the information content weighted structural similarity of Z. Wang
// and Q. Li, "Information Content Weighting for Perceptual Image Quality
// Assessment", IEEE Transactions on Image Processing 20(5), 2011, pp.
// 1185-1198, doi 10.1109/TIP.2010.2092435: of the luminance, 0…255, a Laplacian
// pyramid of five bands, and
//
//	IW-SSIM = Π m_j^w_j   m_j = Σ ω·cs / Σ ω at bands 1 to 4, mean l·cs at 5
//
// with l and cs as in SSIM and w as in MS-SSIM, divided by their sum. The weight
// ω is what the distorted picture and the reference tell of a neighbourhood, of
// 3×3 samples and in bands 1 to 3 the sample at its middle in the band below, a
// Gaussian scale mixture seen through noise:
//
//	ω = Σ_k log2(1 + ((v+(1+g²)·σn²)·s·λ_k + σn²·v)/σn⁴)   σn² = .4
//
// λ are the eigenvalues of the covariance C of the neighbourhoods y of the
// reference, s = yᵀC⁻¹y divided by the size of y, g the gain of the distorted
// picture on the reference in 3×3 samples and v the variance that it leaves.
//
// Range 0…1, higher is better, exactly 1 for equal pictures. There is no score
// where C is singular, of a reference that is flat or repeats itself exactly,
// where all ω of a band are 0, or where an m_j is negative, whose power would be
// complex. Each side needs 176 samples. Not symmetric: the reference has the
// mixture.
//
// The authors' script takes a negative eigenvalue, which rounding makes, for 0.
// Here such a C is singular.
type IWSSIM struct {
	work      whole
	ref, dist laplacian
	model     [iwBands - 1]mixture
	hood      neighbours
	eigen     eigen

	x, y    bandRows
	means   moments
	columns asm.Columns
	loss    []float64
	weight  []float64
	ones    []float64
}

const (
	iwBands  = 5
	iwMargin = 5               // of the window of 11 taps
	iwC1     = 2 * 2.55 * 2.55 // 2·C1
	iwC2     = 2 * 7.65 * 7.65 // 2·C2
	iwKept   = iwMargin + 2    // rows from the 3×3 around a window's middle to its end
)

var (
	errNoInformation = errors.New("the pictures are too faint: all weights are 0")
	errPeriodic      = errors.New("the reference is flat or repeats itself: its covariance is singular")
	errNegativeBand  = errors.New("negative similarity in a band: its power is not real")
)

// Name returns "iw-ssim".
func (*IWSSIM) Name() string { return "iw-ssim" }

// Score compares two gray pictures.
func (m *IWSSIM) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, nil, ref, dist)
}

// ScoreImage compares the luminance of two pictures.
func (m *IWSSIM) ScoreImage(ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, nil, ref, dist)
}

func (m *IWSSIM) own() *whole     { return &m.work }
func (*IWSSIM) side() int         { return 176 }
func (*IWSSIM) identity() float64 { return 1 }
func (*IWSSIM) colored() bool     { return false }
func (*IWSSIM) luma() bool        { return true }

// memory: levels of two pyramids, the forms of a reference, and rows.
func (*IWSSIM) memory(w, h, _ int) (n int64) {
	const rows = 4*11 + 4 + 2*iwKept + 32
	n = rows * fieldBytes(w, 1)
	for range iwBands - 1 {
		n += fieldBytes(w, h)
		w, h = (w+1)/2, (h+1)/2
		n += 2 * fieldBytes(w, h)
	}
	return n
}

func (m *IWSSIM) reference(c *canvas) error {
	m.ref.set(c.luma(), iwBands)
	for k := range m.model {
		m.hood.set(&m.ref, k, k < iwBands-2)
		if err := m.model[k].set(&m.hood, &m.eigen); err != nil {
			return err
		}
	}
	return nil
}

func (m *IWSSIM) distorted(c *canvas, _ *plane.Plane) (float64, error) {
	m.dist.set(c.luma(), iwBands)
	sum, log := total(weights2003), 0.0
	for k, w := range weights2003 {
		loss, weight := m.band(k)
		switch loss = max(loss/weight, 0); {
		case weight == 0:
			return 0, errNoInformation
		case loss > 1:
			return 0, errNegativeBand
		case loss == 1:
			return 0, nil
		}
		log += float64(w / sum * ln1p(-loss))
	}
	return 1 + expm1(log), nil
}

// band are the sums of weighted losses, 1 less the similarity, and of weights of
// band k.
func (m *IWSSIM) band(k int) (loss, weight float64) {
	m.begin(k)
	var sums [2 * asm.FormClasses]float64
	for y := range m.ref.level(k).h {
		asm.SumDiff(m.means.field(0), m.means.field(1), m.means.field(2), m.means.field(3),
			m.x.row(y), m.y.row(y))
		if !m.means.push(y) {
			continue
		}
		weights := m.ones
		if k < len(m.model) {
			weights = m.weigh(k, y-2*iwMargin)
		}
		m.losses(k)
		rows := [...][]float64{m.loss, m.ones}
		asm.Dots(sums[:], weights, rows[:])
	}
	return total(sums[:asm.FormClasses]), total(sums[asm.FormClasses:])
}

// begin makes room for band k.
func (m *IWSSIM) begin(k int) {
	width := m.ref.level(k).w
	m.x.set(&m.dist, k, iwKept)
	m.y.set(&m.ref, k, iwKept)
	m.means.set(filter.Gaussian{Taps: 2*iwMargin + 1, Sigma: 1.5}, 4, width)
	n := width - 2*iwMargin
	c := &m.columns
	for _, row := range [...]*[]float64{&c.X, &c.Y, &c.XX, &c.YY, &c.XY} {
		*row = growRow(*row, n+2)
	}
	m.loss, m.weight, m.ones = growRow(m.loss, n), growRow(m.weight, n), growRow(m.ones, n)
	for i := range m.ones {
		m.ones[i] = 1
	}
}

// losses are those of the row of windows that means are of.
func (m *IWSSIM) losses(k int) {
	s, d, ss, dd := m.means.mean(0), m.means.mean(1), m.means.mean(2), m.means.mean(3)
	if k < len(m.model) {
		asm.ContrastLoss(m.loss, s, d, ss, dd, iwC2)
		return
	}
	asm.SSIMLoss(m.loss, s, d, ss, dd, iwC1, iwC2)
}

// weigh makes the weights of row y of windows.
func (m *IWSSIM) weigh(k, y int) []float64 {
	var x, r [3][]float64
	for i := range x {
		x[i] = m.x.row(y + iwMargin - 1 + i)[iwMargin-1:]
		r[i] = m.y.row(y + iwMargin - 1 + i)[iwMargin-1:]
	}
	m.columns.Sum(&x, &r)
	m.model[k].info.Weights(m.weight, &m.columns, m.model[k].forms.row(y))
	return m.weight
}

// total is the sum of sums, in order.
func total(sums []float64) (t float64) {
	for _, s := range sums {
		t += s
	}
	return t
}
