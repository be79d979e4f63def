package asm

// Video8 converts Y'CbCr of the range 16 to 235 (ITU-R BT.601) to R'G'B' in 14
// bits of fixed point, rounded as the reference decoder of WebP does it. Each
// column has chroma of its own. It panics if a slice is shorter than r.
func Video8(r, g, b []float32, y, cb, cr []byte) {
	n := len(r)
	g, b = need(g, n), need(b, n)
	if min(len(y), len(cb), len(cr)) < n {
		panic("asm: short source")
	}
	y, cb, cr = y[:n], cb[:n], cr[:n]
	touchRGB(r, g, b)
	touchBytes(y, cb, cr)
	n = whole(n)
	if n > 0 {
		video(best, &videoArgs{r: &r[0], g: &g[0], b: &b[0], y: &y[0], cb: &cb[0], cr: &cr[0],
			n: int64(n), white: 255, yy: 19077, rv: 26149, gu: 6419, gv: 13320, bu: 33050,
			rless: 14234, gmore: 8708, bless: 17685})
	}
	video8Go(r[n:], g[n:], b[n:], y[n:], cb[n:], cr[n:])
}

// videoArgs are the arguments of video in _c/ycbcr.c.
type videoArgs struct {
	r, g, b             *float32
	y, cb, cr           *byte
	n                   int64 // pixels: whole vectors, not 0
	white, yy           int32 // the largest sample; the weight of y
	rv, gu, gv, bu      int32 // weights of cb and cr
	rless, gmore, bless int32 // what black and gray add to that
}

func video8Go(r, g, b []float32, y, cb, cr []byte) {
	for x := range r {
		l, u, v := int32(y[x])*19077>>8, int32(cb[x]), int32(cr[x])
		r[x] = clamp6(l + v*26149>>8 - 14234)
		g[x] = clamp6(l - u*6419>>8 - v*13320>>8 + 8708)
		b[x] = clamp6(l + u*33050>>8 - 17685)
	}
}

// clamp6 is v/64, rounded down, in 0…255.
func clamp6(v int32) float32 { return float32(min(max(v>>6, 0), 255)) }
