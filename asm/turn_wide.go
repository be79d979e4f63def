package asm

import "math"

// WideTurn is Turn in float64. Kernels are there for 5 and 11 taps.
func WideTurn(b Block[float64], w []float64) {
	b.check(len(w), true)
	if !wideTurnable(len(w)) {
		wideTurnGo(b, w)
		return
	}
	wideTurn(best, wideTurnArgsOf(b, w))
}

// WideDown is Down in float64.
func WideDown(b Block[float64], w []float64) {
	b.check(len(w), false)
	if !wideTurnable(len(w)) {
		wideDownGo(b, w)
		return
	}
	wideDown(best, wideTurnArgsOf(b, w))
}

func wideTurnable(half int) bool { return best != generic && (half == 3 || half == 6) }

// wideTurnArgs are the arguments of wide_turn and wide_down in _c/turn.c.
type wideTurnArgs struct {
	dst   *float64
	to    int64
	src   *float64
	pitch int64
	w     *float64 // mid+1
	mid   int64    // 2 or 5
	n     int64    // columns of src: a multiple of half the vector's length, not 0
	rows  int64    // a multiple of 4, not 0
}

func wideTurnArgsOf(b Block[float64], w []float64) *wideTurnArgs {
	return &wideTurnArgs{&b.Dst[0], int64(b.To), &b.Src[0], int64(b.Pitch),
		&w[0], int64(len(w) - 1), int64(b.N), int64(b.Rows)}
}

func wideTurnGo(b Block[float64], w []float64) {
	for r := range b.Rows {
		for c := range b.N {
			b.Dst[c*b.To+r] = wideTaps(b.Src[r*b.Pitch+c:], b.Pitch, w)
		}
	}
}

func wideDownGo(b Block[float64], w []float64) {
	for r := range b.Rows {
		for c := range b.N {
			b.Dst[r*b.To+c] = wideTaps(b.Src[r*b.Pitch+c:], b.Pitch, w)
		}
	}
}

// wideTaps is the sum of all taps at one column of a row.
func wideTaps(src []float64, pitch int, w []float64) float64 {
	var sums [2]float64
	mid := len(w) - 1
	for k, v := range w {
		x := src[k*pitch]
		if k < mid {
			x += src[(2*mid-k)*pitch]
		}
		if k < 2 {
			sums[k] = v * x
		} else {
			sums[k%2] = math.FMA(v, x, sums[k%2])
		}
	}
	return sums[0] + sums[1]
}
