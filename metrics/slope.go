package metrics

import "github.com/fastiqa/iqa/asm"

// derivative are the weights of a 3×3 derivative: those of the corners, and of
// the middle of an edge.
type derivative struct{ corner, edge float64 }

var (
	prewitt = derivative{1. / 3, 1. / 3}    // J. Prewitt, 1970, divided by 3
	scharr  = derivative{3. / 16, 10. / 16} // H. Scharr, 2000
)

// sloper makes the steepness of a picture, its gradient's length.
type sloper struct{ rows [3][]float64 }

// slopes makes dst the steepness of src, with zeros beyond its edges.
func (s *sloper) slopes(dst, src *field, d derivative) {
	dst.resize(src.w, src.h)
	for i := range s.rows {
		s.rows[i] = growRow(s.rows[i], src.w+2)
	}
	up, mid, down := s.rows[0], s.rows[1], s.rows[2]
	clear(mid)
	s.load(down, src, 0)
	for y := range src.h {
		up, mid, down = mid, down, up
		s.load(down, src, y+1)
		asm.Slope(dst.row(y), up, mid, down, d.corner, d.edge)
	}
}

// load makes row row y of src between two zeros.
func (s *sloper) load(row []float64, src *field, y int) {
	if y == src.h {
		clear(row)
		return
	}
	row[0], row[src.w+1] = 0, 0
	copy(row[1:], src.row(y))
}
