package asm

import "math"

// TurnTwo is Turn for two windows of one middle at once, w the wider one, of which
// that of v goes to dst2, laid out as Dst. There is one sum for each: with x[k]
// the two samples as far from the middle, added, and x[m] the one in it,
//
//	e = w[0]·x[0]   e = fma(w[k], x[k], e)   k = 1, 2, … m
//
// Only the sizes that Paired names are taken. It panics for others, and if a slice
// is too short.
func TurnTwo(b Block[float32], dst2, w, v []float32) {
	b.checkTwo(dst2, len(w), Paired(len(w), len(v)))
	touch(b.Dst, b.Src)
	touch(dst2)
	if best == generic {
		turnOne(b, w)
		turnOne(b.second(dst2, len(w)-len(v)), v)
		return
	}
	p := turnTwoArgs{dst: &b.Dst[0], dst2: &dst2[0], to: int64(b.To), src: &b.Src[0],
		pitch: int64(b.Pitch), mid: int64(len(w) - 1), n: int64(b.N), rows: int64(b.Rows)}
	copy(p.w[copy(p.w[:], w):], v)
	turnTwo(best, &p)
}

// Paired reports whether TurnTwo takes windows of so many weights: of 31 and 31
// taps, or of 23 and 11.
func Paired(n, m int) bool { return n == 16 && m == 16 || n == 12 && m == 6 }

// WideTurnTwo is TurnTwo in float64, for windows of 11 and 5 taps.
func WideTurnTwo(b Block[float64], dst2, w, v []float64) {
	b.checkTwo(dst2, len(w), WidePaired(len(w), len(v)))
	if best == generic {
		wideTurnOne(b, w)
		wideTurnOne(b.second(dst2, len(w)-len(v)), v)
		return
	}
	p := wideTurnTwoArgs{dst: &b.Dst[0], dst2: &dst2[0], to: int64(b.To), src: &b.Src[0],
		pitch: int64(b.Pitch), n: int64(b.N), rows: int64(b.Rows)}
	copy(p.w[copy(p.w[:], w):], v)
	wideTurnTwo(best, &p)
}

// WidePaired reports whether WideTurnTwo takes windows of so many weights.
func WidePaired(n, m int) bool { return n == 6 && m == 3 }

// checkTwo panics where check does, where dst2 is too short, or the sizes of the
// windows are not those of a pair.
func (b *Block[T]) checkTwo(dst2 []T, half int, paired bool) {
	if !paired {
		panic("asm: windows are no pair")
	}
	b.check(half, true)
	if len(dst2) < (b.N-1)*b.To+b.Rows {
		panic("asm: short result")
	}
}

// second is the block of the other window, which begins so many rows further down.
func (b Block[T]) second(dst []T, skip int) Block[T] {
	b.Dst, b.Src = dst, b.Src[skip*b.Pitch:]
	return b
}

// turnTwoArgs are the arguments of turn_two in _c/turn_two.c.
type turnTwoArgs struct {
	dst, dst2 *float32
	to        int64
	src       *float32
	pitch     int64
	mid       int64 // 15 or 11
	n         int64 // columns of src: a multiple of the vector's length, not 0
	rows      int64 // a multiple of 4, not 0
	w         [32]float32
}

// wideTurnTwoArgs are the arguments of wide_turn_two in _c/turn_two.c.
type wideTurnTwoArgs struct {
	dst, dst2 *float64
	to        int64
	src       *float64
	pitch     int64
	n         int64 // columns of src: a multiple of half the vector's length, not 0
	rows      int64 // a multiple of 4, not 0
	w         [9]float64
}

func turnOne(b Block[float32], w []float32) {
	mid := len(w) - 1
	for r := range b.Rows {
		for at := 0; at < b.N; at += len(some{}) {
			var t some
			src := b.Src[r*b.Pitch+at:]
			pairScale(t[:], src, src[2*mid*b.Pitch:], w[0])
			for k := 1; k < mid; k++ {
				pairAdd(t[:], src[k*b.Pitch:], src[(2*mid-k)*b.Pitch:], w[k])
			}
			centreAdd(t[:], src[mid*b.Pitch:], w[mid])
			for i, v := range t {
				b.Dst[(at+i)*b.To+r] = v
			}
		}
	}
}

func wideTurnOne(b Block[float64], w []float64) {
	mid := len(w) - 1
	for r := range b.Rows {
		for c := range b.N {
			src := b.Src[r*b.Pitch+c:]
			t := w[0] * (src[0] + src[2*mid*b.Pitch])
			for k := 1; k < mid; k++ {
				t = math.FMA(w[k], src[k*b.Pitch]+src[(2*mid-k)*b.Pitch], t)
			}
			b.Dst[c*b.To+r] = math.FMA(w[mid], src[mid*b.Pitch], t)
		}
	}
}
