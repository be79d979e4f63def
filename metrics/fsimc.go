package metrics

import (
	"math"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// FSIMC is FSIM with colour, of the same paper: S is multiplied by
//
//	Re((S_I·S_Q)^.03)   S_I = (2·I1·I2 + 200)/(I1² + I2² + 200)   S_Q alike
//
// of the chroma I and Q of NTSC, shrunk as the luminance is. Where S_I·S_Q is
// negative that is |S_I·S_Q|^.03·cos(.03π). Range 0…1, higher is better, 1 for
// equal pictures. Each side needs 4 samples. Symmetric in its arguments. There
// is no score of gray pictures, nor where FSIM has none.
type FSIMC struct {
	work   whole
	maker  featureMaker
	pool   featurePool
	chroma chroma
	ref    *features
}

// Chroma of NTSC of R', G', B', as the authors round it.
var chromaI, chromaQ = [3]float64{.596, -.274, -.322}, [3]float64{.211, -.523, .312}

// Name returns "fsimc".
func (*FSIMC) Name() string { return "fsimc" }

// Score returns ErrColor: a plane has no colour.
func (m *FSIMC) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, nil, ref, dist)
}

// ScoreImage compares two pictures of three channels.
func (m *FSIMC) ScoreImage(ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, nil, ref, dist)
}

func (m *FSIMC) own() *whole     { return &m.work }
func (*FSIMC) side() int         { return 4 }
func (*FSIMC) identity() float64 { return 1 }
func (*FSIMC) colored() bool     { return true }
func (*FSIMC) luma() bool        { return false }
func (*FSIMC) featured()         {}
func (*FSIMC) memory(w, h, channels int) int64 {
	f := shrinkBy(w, h)
	return 4 * fieldBytes(shrunk(w, f), shrunk(h, f))
}

func (m *FSIMC) reference(c *canvas) (err error) {
	m.chroma.set(&m.chroma.ref, c)
	m.ref, err = c.features(&m.maker)
	return err
}

func (m *FSIMC) distorted(c *canvas, _ *plane.Plane) (float64, error) {
	dist, err := c.features(&m.maker)
	if err != nil {
		return 0, err
	}
	m.chroma.set(&m.chroma.dist, c)
	return m.pool.mean(m.ref, dist, &m.chroma, nil)
}

// chroma is the similarity of I and Q of two pictures.
type chroma struct {
	s         shrinker
	ref, dist [2]field
	row       []float64
}

const chromaPower = .03

var _, negativePower = sincos(chromaPower * math.Pi)

func (c *chroma) set(dst *[2]field, from *canvas) {
	f := shrinkBy(from.size())
	c.s.shrink(&dst[0], from, &chromaI, f)
	c.s.shrink(&dst[1], from, &chromaQ, f)
}

// times multiplies row y by the similarity of chroma, unless there is no chroma.
func (c *chroma) times(row []float64, y int) {
	if c == nil {
		return
	}
	c.row = growRow(c.row, len(row))
	asm.Similar(c.row, c.ref[0].row(y), c.dist[0].row(y), fsimChroma)
	asm.TimesSimilar(c.row, c.ref[1].row(y), c.dist[1].row(y), fsimChroma)
	for x, v := range c.row {
		row[x] *= realPower(v)
	}
}

// realPower is the real part of v to the chroma's power.
func realPower(v float64) float64 {
	switch {
	case v > 0:
		return pow(v, chromaPower)
	case v < 0:
		return pow(-v, chromaPower) * negativePower
	}
	return 0
}
