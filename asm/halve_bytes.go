package asm

// HalveBytes is Halve of rows of bytes: it makes what Halve makes of the same
// numbers as samples, exactly. It panics if dst is not half as long as a,
// rounded up, or b is shorter than a.
func HalveBytes(dst []float32, a, b []byte) {
	b = needBytes(b, len(a))
	if len(dst) != (len(a)+1)/2 {
		panic("asm: length is not half")
	}
	touch(dst)
	touchBytes(a, b)
	n := byteHalves(len(a) / 2)
	if n > 0 {
		halveBytes(best, &halveBytesArgs{dst: &dst[0], a: &a[0], b: &b[0],
			n: int64(n), rows: 1, quarter: .25, one: 1})
	}
	halveBytesGo(dst[n:], a[2*n:], b[2*n:])
}

// HalveByteRows is HalveRows of rows of bytes: it makes h rows as HalveBytes
// does, row y from rows 2y and 2y+1 of src, which are w bytes wide and from
// apart; those of dst are to samples apart. It panics if a slice is too short
// for that.
func HalveByteRows(dst []float32, to int, src []byte, from, w, h int) {
	half := (w + 1) / 2
	if w < 1 || h < 1 {
		return
	}
	if to < half || from < w || len(dst) < (h-1)*to+half || len(src) < (2*h-1)*from+w {
		panic("asm: short plane")
	}
	n := byteHalves(w / 2)
	if n > 0 {
		touch(dst[:half])
		touchBytes(src)
		halveBytes(best, &halveBytesArgs{dst: &dst[0], a: &src[0], b: &src[from],
			n: int64(n), rows: int64(h), to: int64(to), from: int64(2 * from),
			quarter: .25, one: 1})
	}
	if 2*n == w {
		return // nothing is left
	}
	for y := range h {
		a, b := src[2*y*from:][:w], src[(2*y+1)*from:][:w]
		halveBytesGo(dst[y*to:][n:half], a[2*n:], b[2*n:])
	}
}

// byteHalves is the part of a row of n outputs that kernels make: all of it,
// but for the shortest rows. The Go body makes the rest.
func byteHalves(n int) int {
	if best == generic || n < 2*best.lanes() {
		return 0
	}
	return n
}

// halveBytesArgs are the arguments of halve_bytes in _c/halve.c.
type halveBytesArgs struct {
	dst      *float32
	a, b     *byte   // 2n bytes each
	n        int64   // outputs of a row: at least two vectors
	rows     int64   // of outputs, not 0
	to, from int64   // samples from row to row of dst, bytes from pair to pair of a and b
	quarter  float32 // ¼
	one      byte
}

func halveBytesGo(dst []float32, a, b []byte) {
	for i := range len(a) / 2 {
		p, q := a[2*i:][:2], b[2*i:][:2]
		dst[i] = float32(int(p[0])+int(p[1])+int(q[0])+int(q[1])) * .25
	}
	if n := len(a) - 1; n&1 == 0 {
		dst[n/2] = float32(2*(int(a[n])+int(b[n]))) * .25
	}
}
