package asm

// Block is what Turn and Down work on: N columns of samples, N a multiple of 16,
// and as many rows as it takes to make Rows, a multiple of 4, with the window's
// taps. Rows of Src are Pitch apart, those of Dst To.
type Block[T float32 | float64] struct {
	Dst     []T
	To      int
	Src     []T
	Pitch   int
	N, Rows int
}

// check panics where a slice is too short for what b says of it.
func (b *Block[T]) check(half int, turn bool) {
	if b.N < 1 || b.N%16 != 0 || b.Rows < 1 || b.Rows%4 != 0 {
		panic("asm: bad block size")
	}
	n, rows := b.N, b.Rows
	if turn {
		n, rows = rows, n
	}
	if half < 1 || b.Pitch < b.N || len(b.Src) < (b.Rows+2*half-3)*b.Pitch+b.N {
		panic("asm: short block")
	}
	if b.To < n || len(b.Dst) < (rows-1)*b.To+n {
		panic("asm: short result")
	}
}

// Turn filters the columns of a block with a symmetric window and transposes
// what it makes: another Turn, or Down, then filters the other way. Half of the
// window is given, the outermost tap first. There are two sums, of even and of
// odd taps. With x[k] the two samples of column c, k from row r and k to row
// r+2m, added, x[m] the one in the middle, and m = len(w)-1:
//
//	e = w[0]·x[0]   e = fma(w[k], x[k], e)   k = 2, 4, …
//	o = w[1]·x[1]   o = fma(w[k], x[k], o)   k = 3, 5, …
//	dst[c·To+r] = e+o
//
// Kernels are there for 5, 11, 23 and 31 taps: see TurnWeights. It panics if a
// slice is too short. Dst must not overlap Src.
func Turn(b Block[float32], w []float32) {
	b.check(len(w), true)
	touch(b.Dst, b.Src)
	if !turnable(len(w)) {
		turnGo(b, w)
		return
	}
	turn(best, turnArgsOf(b, w))
}

// Down is Turn without transposing: it makes dst[r·To+c].
func Down(b Block[float32], w []float32) {
	b.check(len(w), false)
	touch(b.Dst, b.Src)
	if !turnable(len(w)) {
		downGo(b, w)
		return
	}
	down(best, turnArgsOf(b, w))
}

// DownAdd is Down, but adds to what is in dst.
func DownAdd(b Block[float32], w []float32) {
	b.check(len(w), false)
	touch(b.Dst, b.Src)
	if !turnable(len(w)) {
		downAddGo(b, w)
		return
	}
	downAdd(best, turnArgsOf(b, w))
}

// turnWeights are the numbers of weights that kernels are there for.
var turnWeights = [...]int{3, 6, 12, 16}

// TurnWeights is the least number of weights, n or more, for which Turn and Down
// have a kernel, or n: outer weights of 0 make a window longer.
func TurnWeights(n int) int {
	for _, k := range turnWeights {
		if k >= n {
			return k
		}
	}
	return n
}

// turnable reports whether there is a kernel for n weights.
func turnable(n int) bool {
	return best != generic && n >= turnWeights[0] && n <= turnWeights[3] && TurnWeights(n) == n
}

// turnArgs are the arguments of turn and down in _c/turn.c.
type turnArgs struct {
	dst   *float32
	to    int64
	src   *float32
	pitch int64
	w     *float32 // mid+1
	mid   int64    // 2, 5, 11 or 15
	n     int64    // columns of src: a multiple of the vector's length, not 0
	rows  int64    // a multiple of 4, not 0
}

func turnArgsOf(b Block[float32], w []float32) *turnArgs {
	return &turnArgs{&b.Dst[0], int64(b.To), &b.Src[0], int64(b.Pitch),
		&w[0], int64(len(w) - 1), int64(b.N), int64(b.Rows)}
}

// some are so many columns that the Go bodies make at a time.
type some [16]float32

func turnGo(b Block[float32], w []float32) {
	for r := range b.Rows {
		for at := 0; at < b.N; at += len(some{}) {
			for i, v := range taps(b.Src[r*b.Pitch+at:], b.Pitch, w) {
				b.Dst[(at+i)*b.To+r] = v
			}
		}
	}
}

func downGo(b Block[float32], w []float32) {
	for r := range b.Rows {
		for at := 0; at < b.N; at += len(some{}) {
			v := taps(b.Src[r*b.Pitch+at:], b.Pitch, w)
			copy(b.Dst[r*b.To+at:], v[:])
		}
	}
}

func downAddGo(b Block[float32], w []float32) {
	for r := range b.Rows {
		for at := 0; at < b.N; at += len(some{}) {
			dst := b.Dst[r*b.To+at:]
			for i, v := range taps(b.Src[r*b.Pitch+at:], b.Pitch, w) {
				dst[i] += v
			}
		}
	}
}

// taps are the sums of all taps at some columns of a row.
func taps(src []float32, pitch int, w []float32) some {
	var sums [2]some
	mid := len(w) - 1
	for k, v := range w[:mid] {
		a, b, t := src[k*pitch:], src[(2*mid-k)*pitch:], sums[k%2][:]
		if k < 2 {
			pairScale(t, a, b, v)
		} else {
			pairAdd(t, a, b, v)
		}
	}
	if t := sums[mid%2][:]; mid < 2 {
		scale(t, src[mid*pitch:], w[mid])
	} else {
		centreAdd(t, src[mid*pitch:], w[mid])
	}
	for i, v := range sums[1] {
		sums[0][i] += v
	}
	return sums[0]
}
