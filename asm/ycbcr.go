package asm

// YCbCr8 converts full-range Y'CbCr samples (ITU-T T.871, as in JPEG files) to
// R'G'B' of 8 bits, rounded as image/color does it. Column i uses cb[i/2] where
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
	if n == 0 {
		return
	}
	c := (n-1)>>shift + 1
	y, cb, cr = y[:n], cb[:c], cr[:c]
	touchRGB(r, g, b)
	touchBytes(y, cb, cr)
	n = ycbcr8(r, g, b, y, cb, cr, half)
	c = n >> shift
	ycbcr8Go(r[n:], g[n:], b[n:], y[n:], cb[c:], cr[c:], shift)
}

// ycbcrStep is how many pixels kernels convert a turn: a whole vector of each
// implementation, or several.
const ycbcrStep = 16

// ycbcr8 makes what kernels make of a row, and returns how much that is.
func ycbcr8(r, g, b []float32, y, cb, cr []byte, half bool) int {
	n := whole(len(r)) &^ (ycbcrStep - 1)
	if n == 0 {
		return 0
	}
	a := ycbcrArgs{r: &r[0], g: &g[0], b: &b[0], y: &y[0], cb: &cb[0], cr: &cr[0],
		n: int64(n), unit: 0x10101, half: 128, white: 255,
		rv: 91881, gu: 22554, gv: 46802, bu: 116130}
	if half {
		ycbcrHalf(best, &a)
	} else {
		ycbcr(best, &a)
	}
	return n
}

// ycbcrArgs are the arguments of _c/ycbcr.c.
type ycbcrArgs struct {
	r, g, b           *float32
	y, cb, cr         *byte
	n                 int64 // pixels: a multiple of ycbcrStep, not 0
	unit, half, white int32 // of a luma in 16 bits of fixed point; of gray; of white
	rv, gu, gv, bu    int32 // weights of u = cb-128 and v = cr-128
}

func ycbcr8Go(r, g, b []float32, y, cb, cr []byte, shift uint) {
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
