package asm

// Narrow converts samples to bytes: dst[i] = src[i], for integers from 0 to 255
// the opposite of Gray8. Of other numbers it drops the fraction; below 0 and
// NaN become 0, above 255 becomes 255. It panics if dst is shorter than src.
func Narrow(dst []byte, src []float32) {
	dst = needBytes(dst, len(src))
	touchOut(dst)
	touch(nil, src)
	n, block := 0, 4*best.lanes()
	if best != generic && len(src) >= block {
		n = len(src) &^ (block - 1)
		narrowBlocks(dst, src, n)
		if n < len(src) { // the last block may begin in another
			narrowBlocks(dst[len(src)-block:], src[len(src)-block:], block)
			n = len(src)
		}
	}
	narrowGo(dst[n:], src[n:])
}

func narrowBlocks(dst []byte, src []float32, n int) {
	narrow(best, &narrowArgs{dst: &dst[0], src: &src[0], n: int64(n), peak: 255})
}

// narrowArgs are the arguments of narrow in _c/convert.c.
type narrowArgs struct {
	dst  *byte
	src  *float32
	n    int64   // samples: a multiple of four vectors, not 0
	peak float32 // 255
}

func narrowGo(dst []byte, src []float32) {
	for i, v := range src {
		switch {
		case v >= 255:
			dst[i] = 255
		case v > 0:
			dst[i] = byte(v)
		default:
			dst[i] = 0
		}
	}
}
