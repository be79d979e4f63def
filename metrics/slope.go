package metrics

import "github.com/fastiqa/iqa/asm"

// derivative are the weights of a 3×3 derivative: those of the corners, and of
// the middle of an edge.
type derivative struct{ corner, edge float64 }

var (
	prewitt = derivative{1. / 3, 1. / 3}    // J. Prewitt, 1970, divided by 3
	scharr  = derivative{3. / 16, 10. / 16} // H. Scharr, 2000
)

// sloper makes the steepness of a picture, its gradient's length, row by row,
// with zeros beyond its edges.
type sloper struct {
	src           *field
	d             derivative
	y             int // the next row
	rows          [3][]float64
	up, mid, down []float64 // rows y-2 to y, between two zeros
}

// slopes makes dst the steepness of src.
func (s *sloper) slopes(dst, src *field, d derivative) {
	dst.resize(src.w, src.h)
	s.begin(src, d)
	for y := range src.h {
		s.next(dst.row(y))
	}
}

// begin makes row 0 of src the next.
func (s *sloper) begin(src *field, d derivative) {
	s.src, s.d, s.y = src, d, 0
	for i := range s.rows {
		s.rows[i] = growRow(s.rows[i], src.w+2)
	}
	s.up, s.mid, s.down = s.rows[0], s.rows[1], s.rows[2]
	clear(s.mid)
	s.load(s.down, 0)
}

// next makes dst the next row's steepness.
func (s *sloper) next(dst []float64) {
	s.y++
	s.up, s.mid, s.down = s.mid, s.down, s.up
	s.load(s.down, s.y)
	asm.Slope(dst, s.up, s.mid, s.down, s.d.corner, s.d.edge)
}

// load makes row row y of the source between two zeros.
func (s *sloper) load(row []float64, y int) {
	if y == s.src.h {
		clear(row)
		return
	}
	row[0], row[s.src.w+1] = 0, 0
	copy(row[1:], s.src.row(y))
}
