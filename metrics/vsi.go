package metrics

import (
	"math"
	"slices"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// VSI is the visual saliency-induced index of L. Zhang, Y. Shen and H. Li, "VSI:
// A Visual Saliency-Induced Index for Perceptual Image Quality Assessment", IEEE
// Transactions on Image Processing 23(10), 2014, pp. 4270-4281,
// doi 10.1109/TIP.2014.2346028: of colours on 0…255
//
//	L = .06·R + .63·G + .27·B   M = .30·R + .04·G - .35·B   N = .34·R - .60·G + .17·B
//
// and of their saliency v, 0…1, all shrunk so that the smaller side has about
// 256 samples, with the steepness g of L by Scharr's derivatives, zeros beyond
// the edges, and S(x, c) = (2·x1·x2 + c)/(x1² + x2² + c),
//
//	S = S(v, 1.27)·S(g, 386)^.4·Re((S(M, 130)·S(N, 130))^.02)
//
// whose mean, weighed by max(v1, v2), is the score. Range 0…1, higher is better,
// 1 for equal pictures. Each side needs 2 samples. Symmetric in its arguments.
// There is no score of gray pictures, nor where one is flat.
//
// Saliency is made of a picture of 256×256 samples and enlarged again, so scores
// depend on how that is done: here as Octave does, with weights that are not
// normalised on shrinking; MATLAB's differ by some 1e-5.
type VSI struct {
	work      whole
	s         shrinker
	slope     sloper
	saliency  saliency
	ref, dist salient
	row, gray []float64
	tint      []float64
}

// salient is what VSI compares.
type salient struct {
	saliency, slope field
	lmn             [3]field
}

const (
	vsiSaliency = 1.27
	vsiSlope    = 386
	vsiChroma   = 130
	slopePower  = .4
	tintPower   = .02
)

// vsiLMN are the weights of L, M and N.
var vsiLMN = [3][3]float64{{.06, .63, .27}, {.30, .04, -.35}, {.34, -.6, .17}}

var _, negativeTint = sincos(tintPower * math.Pi)

// Name returns "vsi".
func (*VSI) Name() string { return "vsi" }

// Score returns ErrColor: a plane has no colour.
func (m *VSI) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, nil, ref, dist)
}

// ScoreImage compares two pictures of three channels.
func (m *VSI) ScoreImage(ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, nil, ref, dist)
}

// MapImage writes S, as large as the pictures shrunk, and returns the score.
func (m *VSI) MapImage(dst *plane.Plane, ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, dst, ref, dist)
}

func (m *VSI) own() *whole     { return &m.work }
func (*VSI) side() int         { return 2 }
func (*VSI) identity() float64 { return 1 }
func (*VSI) colored() bool     { return true }
func (*VSI) luma() bool        { return false }
func (*VSI) memory(w, h, _ int) int64 {
	f := shrinkBy(w, h)
	return saliencyBytes(w, h) + 10*fieldBytes(shrunk(w, f), shrunk(h, f))
}

func (m *VSI) reference(c *canvas) error { return m.measure(&m.ref, c) }

func (m *VSI) measure(s *salient, c *canvas) error {
	f := shrinkBy(c.size())
	if c.flat() || !m.saliency.measure(&s.saliency, c, &m.s, f) {
		return errFlat
	}
	m.s.shrinkColors(&s.lmn, c, &vsiLMN, f)
	m.slope.slopes(&s.slope, &s.lmn[0], scharr)
	return nil
}

// flat says whether all pixels have one colour.
func (c *canvas) flat() bool {
	for i := range c.planes {
		p := &c.planes[i]
		first := p.Row(0)[0]
		for y := range p.H {
			if slices.ContainsFunc(p.Row(y), func(v float32) bool { return v != first }) {
				return false
			}
		}
	}
	return true
}

func (m *VSI) distorted(c *canvas, dst *plane.Plane) (float64, error) {
	if err := m.measure(&m.dist, c); err != nil {
		return 0, err
	}
	w, h := m.dist.slope.w, m.dist.slope.h
	if dst != nil {
		dst.Resize(w, h)
		dst.Peak = 1
	}
	m.row, m.gray, m.tint = growRow(m.row, w), growRow(m.gray, w), growRow(m.tint, w)
	var sums asm.PoolSums
	for y := range h {
		m.similarity(y)
		sums.Add(m.row, m.ref.saliency.row(y), m.dist.saliency.row(y))
		if dst != nil {
			round(dst.Row(y), m.row)
		}
	}
	sum, weight := sums.Totals()
	if weight == 0 {
		return 0, errNoFeatures
	}
	return sum / weight, nil
}

// similarity makes row y of S.
func (m *VSI) similarity(y int) {
	a, b := &m.ref, &m.dist
	asm.Similar(m.row, a.saliency.row(y), b.saliency.row(y), vsiSaliency)
	asm.Similar(m.gray, a.slope.row(y), b.slope.row(y), vsiSlope)
	asm.Similar(m.tint, a.lmn[1].row(y), b.lmn[1].row(y), vsiChroma)
	asm.TimesSimilar(m.tint, a.lmn[2].row(y), b.lmn[2].row(y), vsiChroma)
	asm.TimesPower(m.row, m.gray, slopePower, 0) // which is positive
	asm.TimesPower(m.row, m.tint, tintPower, negativeTint)
}
