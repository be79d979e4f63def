package metrics

import (
	"math"

	"github.com/fastiqa/iqa/plane"
)

// MSGMSD is the gradient magnitude similarity deviation on multiple scales of
// B. Zhang, P. V. Sander and A. Bermak, "Gradient magnitude similarity deviation
// on multiple scales for color image quality assessment", IEEE International
// Conference on Acoustics, Speech and Signal Processing (ICASSP) 2017,
// pp. 1253-1257, doi 10.1109/ICASSP.2017.7952357, of luminance: at four scales,
// the first of full size and each further one half of the one before, with
// Prewitt's derivatives as for GMSD,
//
//	GMS = (1.5·m1·m2 + 170)/(m1² + m2² - .5·m1·m2 + 170)
//
// and of its variances at the scales, over all positions, √(Σ w·variance) with
// w = .096 .596 .289 .019. Range 0…1, lower is better, 0 for equal pictures.
// Each side needs 17 samples. Symmetric in its arguments.
//
// It is what piq 0.8.0 computes where it is given luminance: variances are by
// the number of positions, not by that less 1 as GMSD's; means of 2×2 samples
// have zeros beyond the edges. The chromatic part of the paper, MS-GMSDc, is
// left out.
type MSGMSD struct {
	work  whole
	s     shrinker
	gms   gms
	small [2]field            // a scale, and the one before
	ref   [len(msgmsdW)]field // steepness
}

// msgmsdW are the weights of the scales, and msgmsdMask what keeps similarities
// of weak slopes low.
var msgmsdW = [...]float64{.096, .596, .289, .019}

const msgmsdMask = .5

// Name returns "ms-gmsd".
func (*MSGMSD) Name() string { return "ms-gmsd" }

// Score compares two gray pictures.
func (m *MSGMSD) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, nil, ref, dist)
}

// ScoreImage compares the luminance of two pictures.
func (m *MSGMSD) ScoreImage(ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, nil, ref, dist)
}

func (m *MSGMSD) own() *whole     { return &m.work }
func (*MSGMSD) side() int         { return 1<<len(msgmsdW) + 1 }
func (*MSGMSD) identity() float64 { return 0 }
func (*MSGMSD) colored() bool     { return false }
func (*MSGMSD) luma() bool        { return true }

func (*MSGMSD) memory(w, h, _ int) int64 {
	n := fieldBytes(w, h) // similarities
	for range msgmsdW {
		n += fieldBytes(w, h)
		w, h = shrunk(w, 2), shrunk(h, 2)
		n += fieldBytes(w, h) / 2
	}
	return n
}

func (m *MSGMSD) reference(c *canvas) error {
	for i := range m.ref {
		m.gms.slope.slopes(&m.ref[i], m.scale(c, i), prewitt)
	}
	return nil
}

func (m *MSGMSD) distorted(c *canvas, _ *plane.Plane) (float64, error) {
	sum := 0.0
	for i, w := range msgmsdW {
		src := m.scale(c, i)
		squares := m.gms.deviation(&m.ref[i], src, msgmsdMask)
		sum += float64(w * (squares / float64(len(src.v))))
	}
	return math.Sqrt(sum), nil
}

// scale makes scale i of c, of that before.
func (m *MSGMSD) scale(c *canvas, i int) *field {
	if i == 0 {
		return c.luma()
	}
	dst, src := &m.small[i%2], &m.small[1-i%2]
	if i == 1 {
		src = c.luma()
	}
	m.s.shrinkField(dst, src, 2)
	return dst
}
