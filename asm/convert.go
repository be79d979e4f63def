package asm

// Gray8 converts bytes to samples: dst[i] = src[i].
// It panics if dst is shorter than src.
func Gray8(dst []float32, src []byte) {
	dst = need(dst, len(src))
	touch(dst)
	touchBytes(src)
	n := whole(len(src))
	if n > 0 {
		gray8(best, &gray8Args{dst: &dst[0], src: &src[0], n: int64(n)})
	}
	gray8Go(dst[n:], src[n:])
}

// gray8Args are the arguments of gray8 in _c/convert.c.
type gray8Args struct {
	dst *float32
	src *byte
	n   int64 // samples: whole vectors, not 0
}

func gray8Go(dst []float32, src []byte) {
	for i, v := range src {
		dst[i] = float32(v)
	}
}

// Gray16 converts big-endian 16-bit samples: dst[i] = src[2i]<<8 | src[2i+1].
// It panics if dst is shorter than len(src)/2.
func Gray16(dst []float32, src []byte) {
	dst = need(dst, len(src)/2)
	src = src[:2*len(dst)]
	touch(dst)
	touchBytes(src)
	n := whole(len(dst))
	if n > 0 {
		gray16(best, &gray16Args{dst: &dst[0], src: &src[0], n: int64(n), swap: &swap[0]})
	}
	gray16Go(dst[n:], src[2*n:])
}

// gray16Args are the arguments of gray16 in _c/convert.c.
type gray16Args struct {
	dst  *float32
	src  *byte
	n    int64 // samples: whole vectors, not 0
	swap *byte // swaps the lower two bytes of each lane
}

func gray16Go(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = float32(uint16(src[2*i])<<8 | uint16(src[2*i+1]))
	}
}

// Lookup is dst[i] = table[src[i]]. It panics if dst is shorter than src.
func Lookup(dst []float32, src []byte, table *[256]float32) {
	dst = need(dst, len(src))
	for i, v := range src {
		dst[i] = table[v]
	}
}
