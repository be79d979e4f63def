package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// FSIM is the feature similarity of L. Zhang, L. Zhang, X. Mou and D. Zhang,
// "FSIM: A Feature Similarity Index for Image Quality Assessment", IEEE
// Transactions on Image Processing 20(8), 2011, pp. 2378-2386,
// doi 10.1109/TIP.2011.2109730: of the luminance, 0…255, shrunk so that the
// smaller side has about 256 samples, the phase congruency p, and the steepness
// g by Scharr's derivatives with zeros beyond the edges, in
//
//	S = (2·g1·g2 + 160)/(g1² + g2² + 160) · (2·p1·p2 + .85)/(p1² + p2² + .85)
//
// whose mean, weighed by max(p1, p2), is the score. Range 0…1, higher is better,
// 1 for equal pictures. Each side needs 4 samples: hardly any smaller picture has
// phase congruency. Symmetric in its arguments. There is no score where a
// picture is flat, or neither has phase congruency anywhere: the authors' code
// yields NaN there.
type FSIM struct {
	work  whole
	maker featureMaker
	pool  featurePool
	ref   *features
}

// What keeps quotients from 0/0 in the similarities of phase congruency, of
// steepness, and of chroma: T1 to T4 of the paper.
const (
	fsimCongruency = .85
	fsimSlope      = 160
	fsimChroma     = 200
)

// Name returns "fsim".
func (*FSIM) Name() string { return "fsim" }

// Score compares two gray pictures.
func (m *FSIM) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, nil, ref, dist)
}

// ScoreImage compares the luminance of two pictures.
func (m *FSIM) ScoreImage(ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, nil, ref, dist)
}

// Map writes S, as large as the pictures shrunk, and returns the score.
func (m *FSIM) Map(dst, ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, dst, ref, dist)
}

// MapImage is Map of the luminance of two pictures.
func (m *FSIM) MapImage(dst *plane.Plane, ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, dst, ref, dist)
}

func (m *FSIM) own() *whole                   { return &m.work }
func (*FSIM) side() int                       { return 4 }
func (*FSIM) identity() float64               { return 1 }
func (*FSIM) colored() bool                   { return false }
func (*FSIM) luma() bool                      { return false }
func (*FSIM) featured()                       {}
func (*FSIM) memory(w, h, channels int) int64 { return 0 }

func (m *FSIM) reference(c *canvas) (err error) {
	m.ref, err = c.features(&m.maker)
	return err
}

func (m *FSIM) distorted(c *canvas, dst *plane.Plane) (float64, error) {
	dist, err := c.features(&m.maker)
	if err != nil {
		return 0, err
	}
	return m.pool.mean(m.ref, dist, nil, dst)
}

// featurePool has the similarity of features, row by row.
type featurePool struct{ row []float64 }

// mean is the weighed mean of the similarities, times those of chroma unless
// that is nil. It writes them to dst unless that is nil.
func (p *featurePool) mean(ref, dist *features, c *chroma, dst *plane.Plane) (float64, error) {
	w, h := ref.slope.w, ref.slope.h
	p.row = growRow(p.row, w)
	if dst != nil {
		dst.Resize(w, h)
		dst.Peak = 1
	}
	var sums asm.PoolSums
	for y := range h {
		p1, p2 := ref.congruency.row(y), dist.congruency.row(y)
		asm.Similar(p.row, ref.slope.row(y), dist.slope.row(y), fsimSlope)
		asm.TimesSimilar(p.row, p1, p2, fsimCongruency)
		c.times(p.row, ref, dist, y)
		sums.Add(p.row, p1, p2)
		if dst != nil {
			round(dst.Row(y), p.row)
		}
	}
	sum, weight := sums.Totals()
	if weight == 0 {
		return 0, errNoFeatures
	}
	return sum / weight, nil
}

func round(dst []float32, src []float64) {
	for i, v := range src {
		dst[i] = float32(v)
	}
}
