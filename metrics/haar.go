package metrics

import "github.com/fastiqa/iqa/asm"

// haarScales is how many sizes of wavelets there are: 2, 4 and 8 samples.
const haarScales = 3

// What a wavelet of 8 samples reaches beyond the sample it stands for.
const (
	haarBefore = 3
	haarBehind = 4
)

// haarRing is how many rows are kept: those that the largest wavelet is on.
const haarRing = haarBefore + 1 + haarBehind

// wavelets makes the coefficients of Haar wavelets at each sample of a picture,
// row by row, with zeros beyond its edges: 2^-k times the difference of the sums
// over the halves of 2^k×2^k samples, from 2^(k-1)-1 before to 2^(k-1) behind the
// sample. All are made of sums over squares of 1, 2 and 4 samples, kept for the
// last rows.
type wavelets struct {
	src   *field
	ready int                             // rows of boxes[0] that have been made
	boxes [haarScales][haarRing][]float64 // columns begin haarBefore before the picture
}

// begin goes before row 0 of src.
func (h *wavelets) begin(src *field) {
	h.src, h.ready = src, 0
	for k := range h.boxes {
		for i := range h.boxes[k] {
			h.boxes[k][i] = growRow(h.boxes[k][i], src.w+haarRing-1)
		}
	}
	for h.ready < haarRing-1 {
		h.next()
	}
}

// next goes to the next row: it makes one more row of each size. Row r of
// boxes[0] is row r-haarBefore of the picture.
func (h *wavelets) next() {
	r := h.ready
	h.ready++
	row := h.boxes[0][r%haarRing]
	clear(row)
	if y := r - haarBefore; y >= 0 && y < h.src.h {
		copy(row[haarBefore:], h.src.row(y))
	}
	for k, m := 1, 1; k < haarScales; k, m = k+1, 2*m {
		if r -= m; r < 0 {
			return
		}
		up, low := h.boxes[k-1][r%haarRing], h.boxes[k-1][(r+m)%haarRing]
		n := len(up) - (2*m - 1)
		asm.BoxSum(h.boxes[k][r%haarRing][:n], up, low, m, 1)
	}
}

// coefs makes the coefficients of scale k, from 0, of the row that next has gone
// to.
func (h *wavelets) coefs(across, down []float64, k int) {
	m := 1 << k
	at := haarRing/2 - m
	r := h.ready - haarRing + at
	up, low := h.boxes[k][r%haarRing], h.boxes[k][(r+m)%haarRing]
	asm.Haar(across, down, up[at:], low[at:], m, 1/float64(2*m))
}
