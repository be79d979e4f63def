package metrics

import "github.com/fastiqa/iqa/asm"

// window is half of the weights of a symmetric window, outermost first, and
// the room to give asm.FIR its rows.
type window struct {
	half []float32
	rows [][]float32
}

func (w *window) taps() int { return 2*len(w.half) - 1 }

// set makes w the window of those weights.
func (w *window) set(half []float32) {
	w.half = half
	w.rows = growRow(w.rows, w.taps())
}

// across filters src horizontally: taps-1 samples less.
func (w *window) across(dst, src []float32) {
	for i := range w.rows {
		w.rows[i] = src[i:]
	}
	asm.FIR(dst[:len(src)-len(w.rows)+1], w.half, w.rows)
}

// ring keeps the last rows of a picture, as many as a window has taps.
type ring[T any] struct {
	slots int
	width int
	pix   []T
}

// set makes r a ring of rows so wide, undefined.
func (r *ring[T]) set(slots, width int) {
	r.slots, r.width = slots, width
	r.pix = growRow(r.pix, slots*width)
}

// row is where row y is kept. Rows above a picture are negative.
func (r *ring[T]) row(y int) []T {
	o := (y%r.slots + r.slots) % r.slots * r.width
	return r.pix[o : o+r.width]
}

func growRow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
