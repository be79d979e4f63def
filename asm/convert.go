package asm

// Gray8 converts bytes to samples: dst[i] = src[i].
// It panics if dst is shorter than src.
func Gray8(dst []float32, src []byte) {
	dst = need(dst, len(src))
	for i, v := range src {
		dst[i] = float32(v)
	}
}

// Gray16 converts big-endian 16-bit samples: dst[i] = src[2i]<<8 | src[2i+1].
// It panics if dst is shorter than len(src)/2.
func Gray16(dst []float32, src []byte) {
	dst = need(dst, len(src)/2)
	for i := range dst {
		dst[i] = float32(uint16(src[2*i])<<8 | uint16(src[2*i+1]))
	}
}

// Interleaved8 takes one of n interleaved channels: dst[i] = src[n·i].
// It panics if src is shorter than n·(len(dst)-1)+1 or n is not positive.
func Interleaved8(dst []float32, src []byte, n int) {
	checkInterleaved(len(dst), len(src), n)
	for i := range dst {
		dst[i] = float32(src[n*i])
	}
}

// Interleaved16 takes one of n interleaved channels of big-endian 16-bit
// samples: dst[i] = src[2n·i]<<8 | src[2n·i+1].
// It panics if src is shorter than 2n·(len(dst)-1)+2 or n is not positive.
func Interleaved16(dst []float32, src []byte, n int) {
	checkInterleaved(len(dst), len(src)/2, n)
	for i := range dst {
		o := 2 * n * i
		dst[i] = float32(uint16(src[o])<<8 | uint16(src[o+1]))
	}
}

func checkInterleaved(dst, src, n int) {
	if n <= 0 || dst > 0 && (src-1)/n < dst-1 {
		panic("asm: short source")
	}
}

// RGB8 splits interleaved bytes into three channels; step is 3, or 4 where a
// fourth channel is to be passed over. It panics if g or b is shorter than r,
// or src shorter than step·len(r).
func RGB8(r, g, b []float32, src []byte, step int) {
	g, b = need(g, len(r)), need(b, len(r))
	if step < 3 || len(src)/step < len(r) {
		panic("asm: short source")
	}
	for i := range r {
		s := src[step*i:][:3]
		r[i], g[i], b[i] = float32(s[0]), float32(s[1]), float32(s[2])
	}
}

// YCbCr8 converts full-range Y'CbCr samples (ITU-T T.871, as in JPEG files) to
// R'G'B' of 8 bits, rounded as image/color does. Column i uses cb[i/2] where
// half is set, else cb[i]. It panics on a short slice.
func YCbCr8(r, g, b []float32, y, cb, cr []byte, half bool) {
	n, shift := len(r), uint(0)
	if half {
		shift = 1
	}
	g, b = need(g, n), need(b, n)
	if len(y) < n || n > 0 && min(len(cb), len(cr)) <= (n-1)>>shift {
		panic("asm: short source")
	}
	for i := range r {
		c := i >> shift
		yy := int32(y[i]) * 0x10101
		u, v := int32(cb[c])-128, int32(cr[c])-128
		r[i] = clamp8(yy + 91881*v)
		g[i] = clamp8(yy - 22554*u - 46802*v)
		b[i] = clamp8(yy + 116130*u)
	}
}

// clamp8 is v/65536, rounded down, in 0…255.
func clamp8(v int32) float32 { return float32(min(max(v>>16, 0), 255)) }
