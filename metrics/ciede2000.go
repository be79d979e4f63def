package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// CIEDE2000 is the mean colour difference ΔE00 over all pixels, of G. Sharma,
// W. Wu and E. N. Dalal, "The CIEDE2000 Color-Difference Formula:
// Implementation Notes, Supplementary Test Data, and Mathematical
// Observations", Color Research and Application 30(1), 2005, pp. 21-30,
// doi 10.1002/col.20070, with kL = kC = kH = 1. Samples are taken for sRGB, and
// turned to linear light, to XYZ, and to CIE L*a*b* of the white D65. The unit
// is ΔE: about 1 can just be seen, black is 100 from white. Lower is better, 0
// for equal pictures. Needs three channels. Symmetric in its arguments.
type CIEDE2000 struct {
	work      whole
	ref       *canvas
	lab       [2][3][]float64 // a row of both
	row, sums []float64
}

// Name returns "ciede2000".
func (*CIEDE2000) Name() string { return "ciede2000" }

// Score returns ErrColor, or the error that two planes have before that.
func (m *CIEDE2000) Score(ref, dist *plane.Plane) (float64, error) {
	return m.work.score(m, nil, ref, dist)
}

// ScoreImage compares two pictures of three channels.
func (m *CIEDE2000) ScoreImage(ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, nil, ref, dist)
}

// MapImage writes the colour difference of each pixel, in ΔE, to dst.
func (m *CIEDE2000) MapImage(dst *plane.Plane, ref, dist *plane.Image) (float64, error) {
	return m.work.scoreImage(m, dst, ref, dist)
}

func (m *CIEDE2000) own() *whole            { return &m.work }
func (*CIEDE2000) side() int                { return 1 }
func (*CIEDE2000) identity() float64        { return 0 }
func (*CIEDE2000) colored() bool            { return true }
func (*CIEDE2000) luma() bool               { return false }
func (*CIEDE2000) memory(w, _, _ int) int64 { return 8 * fieldBytes(w, 1) }
func (m *CIEDE2000) reference(c *canvas) error {
	m.ref = c
	return nil
}

// distorted sums the columns first, so that the order of additions depends on
// the size alone. The reference's colours are made again for each picture: to
// keep them would take longer than that.
func (m *CIEDE2000) distorted(c *canvas, dst *plane.Plane) (float64, error) {
	w, h := c.size()
	m.resize(w)
	clear(m.sums)
	if dst != nil {
		dst.Resize(w, h)
		dst.Peak = 1
	}
	for y := range h {
		m.ref.labRow(&m.lab[0], y)
		c.labRow(&m.lab[1], y)
		asm.DeltaE(m.row, &m.lab[0], &m.lab[1])
		asm.SumRow(m.sums, m.row)
		if dst != nil {
			narrow(dst.Row(y), m.row)
		}
	}
	sum := 0.0
	for _, v := range m.sums {
		sum += v
	}
	return sum / (float64(w) * float64(h)), nil
}

func (m *CIEDE2000) resize(w int) {
	for i := range m.lab {
		for c := range m.lab[i] {
			m.lab[i][c] = growRow(m.lab[i][c], w)
		}
	}
	m.row, m.sums = growRow(m.row, w), growRow(m.sums, w)
}

// labRow makes L*, a* and b* of row y of a picture of three channels.
func (c *canvas) labRow(dst *[3][]float64, y int) {
	p := c.planes
	asm.Lab(dst[0], dst[1], dst[2], p[0].Row(y), p[1].Row(y), p[2].Row(y), 1/p[0].Peak)
}

func narrow(dst []float32, src []float64) {
	for x, v := range src {
		dst[x] = float32(v)
	}
}
