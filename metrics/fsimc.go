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

func (m *FSIMC) own() *whole                   { return &m.work }
func (*FSIMC) side() int                       { return 4 }
func (*FSIMC) identity() float64               { return 1 }
func (*FSIMC) colored() bool                   { return true }
func (*FSIMC) luma() bool                      { return false }
func (*FSIMC) featured()                       {}
func (*FSIMC) memory(w, h, channels int) int64 { return 0 }

func (m *FSIMC) reference(c *canvas) (err error) {
	m.ref, err = c.features(&m.maker)
	return err
}

func (m *FSIMC) distorted(c *canvas, _ *plane.Plane) (float64, error) {
	dist, err := c.features(&m.maker)
	if err != nil {
		return 0, err
	}
	return m.pool.mean(m.ref, dist, &m.chroma, nil)
}

// chroma is the work space for the similarity of I and Q of two pictures.
type chroma struct{ row []float64 }

const chromaPower = .03

var _, negativePower = sincos(chromaPower * math.Pi)

// times multiplies row y by the similarity of chroma, unless c is nil.
func (c *chroma) times(row []float64, ref, dist *features, y int) {
	if c == nil {
		return
	}
	c.row = growRow(c.row, len(row))
	asm.Similar(c.row, ref.yiq[1].row(y), dist.yiq[1].row(y), fsimChroma)
	asm.TimesSimilar(c.row, ref.yiq[2].row(y), dist.yiq[2].row(y), fsimChroma)
	asm.TimesPower(row, c.row, chromaPower, negativePower)
}
