package metrics

import (
	"math"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// MDSI is the mean deviation similarity index of H. Ziaei Nafchi, A. Shahkolaei,
// R. Hedjam and M. Cheriet, "Mean Deviation Similarity Index: Efficient and
// Reliable Full-Reference Image Quality Evaluator", IEEE Access 4, 2016,
// pp. 5579-5590, doi 10.1109/ACCESS.2016.2604042, in the form of a sum: of the
// channels, 0…255, shrunk by F = max(1, round(min(width, height)/256)),
//
//	L = .2989 R + .5870 G + .1140 B
//	H = .30 R + .04 G - .35 B
//	M = .34 R - .60 G + .17 B
//
// and the steepness of L by Prewitt's derivatives, g1 of the reference, g2 of
// the distorted picture, g of the mean of both, with
// S(a, b, c) = (2ab + c)/(a² + b² + c)
//
//	GS  = S(g1, g2, 140) + S(g2, g, 55) - S(g1, g, 55)
//	CS  = (2(H1·H2 + M1·M2) + 550)/(H1² + H2² + M1² + M2² + 550)
//	GCS = .6 GS + .4 CS
//
// The score is the mean distance of GCS^¼ from its mean, to the power ¼. Where
// GCS is negative its root is complex, of the angle 45°. Range 0…1, lower is
// better, 0 for equal pictures. It needs colour, and the reference comes first.
// Its map is 1-GCS, 0 where nothing differs, shrunk as the channels are; it may
// be negative, or above 1.
type MDSI struct {
	work  whole
	s     shrinker
	slope [2]sloper // of the distorted picture, and of the mean of both
	ref   [3]field  // L, H, M
	dist  [3]field
	steep field // of the reference
	mean  field // of both L

	rows [5][]float64
	loss field // 1-GCS, then the real part of 1 - GCS^¼
	turn field // its imaginary part
}

// mdsiLHM are the weights of L, H and M.
var mdsiLHM = [3][3]float64{{.2989, .5870, .1140}, {.30, .04, -.35}, {.34, -.60, .17}}

// The constants of the similarities of steepness between the pictures, and of
// either with the mean of both, that of chroma, and the weight of steepness.
const (
	mdsiC1    = 140
	mdsiC2    = 55
	mdsiC3    = 550
	mdsiAlpha = .6
)

// Name returns "mdsi".
func (*MDSI) Name() string { return "mdsi" }

// Score returns ErrColor, if nothing else is wrong: planes are gray.
func (m *MDSI) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, nil, ref, dist)
}

// ScoreImage compares two coloured pictures.
func (m *MDSI) ScoreImage(ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, nil, ref, dist)
}

// Map returns what Score does.
func (m *MDSI) Map(dst, ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, dst, ref, dist)
}

// MapImage is ScoreImage with 1-GCS.
func (m *MDSI) MapImage(dst *plane.Plane, ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, dst, ref, dist)
}

func (m *MDSI) own() *whole     { return &m.work }
func (*MDSI) side() int         { return 1 }
func (*MDSI) identity() float64 { return 0 }
func (*MDSI) colored() bool     { return true }
func (*MDSI) luma() bool        { return false }

func (*MDSI) memory(w, h, channels int) int64 {
	if channels < 3 {
		return 0
	}
	f := shrinkBy(w, h)
	return 10 * fieldBytes(shrunk(w, f), shrunk(h, f))
}

func (m *MDSI) reference(c *canvas) error {
	m.s.shrinkColors(&m.ref, c, &mdsiLHM, shrinkBy(c.size()))
	m.slope[0].slopes(&m.steep, &m.ref[0], prewitt)
	return nil
}

func (m *MDSI) distorted(c *canvas, dst *plane.Plane) (float64, error) {
	m.s.shrinkColors(&m.dist, c, &mdsiLHM, shrinkBy(c.size()))
	m.begin(m.dist[0].w, m.dist[0].h)
	for y := range m.loss.h {
		m.lose(m.loss.row(y), y)
	}
	if dst != nil {
		m.loss.narrow(dst)
	}
	return m.deviation(), nil
}

// begin goes before the first row of 1-GCS.
func (m *MDSI) begin(w, h int) {
	m.loss.resize(w, h)
	m.mean.resize(w, h)
	for i, v := range m.ref[0].v {
		m.mean.v[i] = (v + m.dist[0].v[i]) / 2
	}
	for i := range m.rows {
		m.rows[i] = growRow(m.rows[i], w)
	}
	m.slope[0].begin(&m.dist[0], prewitt)
	m.slope[1].begin(&m.mean, prewitt)
}

// lose makes row y of 1-GCS.
func (m *MDSI) lose(loss []float64, y int) {
	steep, slope, mean := m.steep.row(y), m.rows[0], m.rows[1]
	m.slope[0].next(slope)
	m.slope[1].next(mean)
	pair, first, second := m.rows[2], m.rows[3], m.rows[4]
	asm.Dissimilar(pair, steep, slope, mdsiC1, 0)
	asm.Dissimilar(first, steep, mean, mdsiC2, 0)
	asm.Dissimilar(second, slope, mean, mdsiC2, 0)
	asm.DissimilarPairs(loss, m.ref[1].row(y), m.dist[1].row(y), m.ref[2].row(y), m.dist[2].row(y), mdsiC3)
	for x, v := range loss {
		gs := (pair[x] + second[x]) - first[x]
		loss[x] = float64(mdsiAlpha*gs) + float64((1-mdsiAlpha)*v)
	}
}

// deviation makes the roots and pools them. Means are of what roots lack to 1.
func (m *MDSI) deviation() float64 {
	m.turn.resize(m.loss.w, m.loss.h)
	var re, im, distance asm.Sums
	for y := range m.loss.h {
		loss, turn := m.loss.row(y), m.turn.row(y)
		asm.LostRoot(loss, turn, loss)
		re.Add(loss)
		im.Add(turn)
	}
	n := float64(len(m.loss.v))
	for y := range m.loss.h {
		distance.AddDistances(m.loss.row(y), m.turn.row(y), re.Total()/n, im.Total()/n)
	}
	return math.Sqrt(math.Sqrt(distance.Total() / n))
}
