package asm

// ByteSums are Σ|x-y| and Σ(x-y)² of h rows of w bytes, which are xStep apart in
// x and yStep apart in y. Converted to float64 they are, below 2^53, what DiffSums
// makes of the same numbers as samples, row by row: all of that is exact, too. It
// panics if a slice is too short for that.
func ByteSums(x []byte, xStep int, y []byte, yStep, w, h int) (abs, sq uint64) {
	if w < 1 || h < 1 {
		return 0, 0
	}
	if xStep < w || yStep < w || len(x) < (h-1)*xStep+w || len(y) < (h-1)*yStep+w {
		panic("asm: short plane")
	}
	touchBytes(x, y)
	for at := 0; at < w; at += byteColumns {
		a, q := byteSumsOf(x[at:], xStep, y[at:], yStep, min(w-at, byteColumns), h)
		abs += a
		sq += q
	}
	return abs, sq
}

// byteColumns are so few that a kernel can add the squares of a row in 32 bits.
const byteColumns = 1 << 18

// byteSumsOf is ByteSums of rows that are neither too long nor empty.
func byteSumsOf(x []byte, xStep int, y []byte, yStep, w, h int) (abs, sq uint64) {
	bytes := 4 * best.lanes()
	if best == generic || w < bytes {
		return byteSumsGo(x, xStep, y, yStep, w, h)
	}
	a := byteSumsArgs{x: &x[0], y: &y[0], n: int64(w), rows: int64(h),
		xStep: int64(xStep), yStep: int64(yStep),
		rest: &lastBytes[64-bytes+w%bytes], low: 0xff}
	byteSums(best, &a)
	for i := range a.abs {
		abs += a.abs[i]
		sq += a.sq[i]
	}
	return abs, sq
}

// lastBytes are as many zeros as the longest vector has bytes, and as many
// bytes of ones.
var lastBytes = func() (b [128]byte) {
	for i := range 64 {
		b[64+i] = 0xff
	}
	return b
}()

// byteSumsArgs are the arguments of _c/byte_sums.c.
type byteSumsArgs struct {
	x, y         *byte
	n            int64 // bytes of a row: a vector at least, byteColumns at most
	rows         int64 // not 0
	xStep, yStep int64
	rest         *byte     // all bits of those of the last vector that are in no other
	abs, sq      [8]uint64 // results, to be added up
	low          uint16    // the lower byte of two
}

func byteSumsGo(x []byte, xStep int, y []byte, yStep, w, h int) (abs, sq uint64) {
	for r := range h {
		a, b := x[r*xStep:][:w], y[r*yStep:][:w]
		for i, v := range a {
			d := int(v) - int(b[i])
			abs += uint64(max(d, -d))
			sq += uint64(d * d)
		}
	}
	return abs, sq
}
