package asm

// Interleaved8 takes one of n interleaved channels: dst[i] = src[n·i].
// It panics if src is shorter than n·(len(dst)-1)+1 or n is not positive.
func Interleaved8(dst []float32, src []byte, n int) {
	checkInterleaved(len(dst), len(src), n)
	if len(dst) == 0 {
		return
	}
	src = src[:n*(len(dst)-1)+1]
	touch(dst)
	touchBytes(src)
	m := 0
	if 2 <= n && n <= 4 {
		m = loads(len(dst), len(src), n, 4)
	}
	if m > 0 {
		channel(best, &channelArgs{dst: &dst[0], src: &src[0], n: int64(m),
			stride: int64(n), pick: &one8[n][0]})
	}
	interleaved8Go(dst[m:], src[n*m:], n)
}

// channelArgs are the arguments of channel and channel_wide in _c/convert.c.
type channelArgs struct {
	dst       *float32
	src       *byte
	n, stride int64 // samples: whole vectors, not 0; bytes from one to the next
	pick      *byte // the shuffle of each load
}

func interleaved8Go(dst []float32, src []byte, n int) {
	for i := range dst {
		dst[i] = float32(src[n*i])
	}
}

// Interleaved16 takes one of n interleaved channels of big-endian 16-bit
// samples: dst[i] = src[2n·i]<<8 | src[2n·i+1].
// It panics if src is shorter than 2n·(len(dst)-1)+2 or n is not positive.
func Interleaved16(dst []float32, src []byte, n int) {
	checkInterleaved(len(dst), len(src)/2, n)
	if len(dst) == 0 {
		return
	}
	src = src[:2*n*(len(dst)-1)+2]
	if n == 1 {
		Gray16(dst, src)
		return
	}
	touch(dst)
	touchBytes(src)
	m := interleaved16(dst, src, n)
	interleaved16Go(dst[m:], src[2*n*m:], n)
}

// interleaved16 makes what kernels make of dst and returns how much that is.
func interleaved16(dst []float32, src []byte, n int) (m int) {
	a := channelArgs{dst: &dst[0], src: &src[0], stride: int64(2 * n)}
	switch n {
	case 2:
		if m = loads(len(dst), len(src), 4, 4); m > 0 {
			a.n, a.pick = int64(m), &swap[0]
			channel(best, &a)
		}
	case 3, 4:
		if m = loads(len(dst), len(src), 2*n, 2); m > 0 {
			a.n, a.pick = int64(m), &one16[n][0][0]
			channelWide(best, &a)
		}
	}
	return m
}

func interleaved16Go(dst []float32, src []byte, n int) {
	for i := range dst {
		o := 2 * n * i
		dst[i] = float32(uint16(src[o])<<8 | uint16(src[o+1]))
	}
}

func checkInterleaved(dst, src, n int) {
	if n <= 0 || dst > 0 && (src < 1 || (src-1)/n < dst-1) {
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
	src = src[:step*len(r)]
	touchRGB(r, g, b)
	touchBytes(src)
	n := 0
	if step <= 4 {
		n = loads(len(r), len(src), step, 4)
	}
	if n > 0 {
		rgb8(best, &rgb8Args{r: &r[0], g: &g[0], b: &b[0], src: &src[0],
			n: int64(n), stride: int64(step), pick: &rgb8s[step][0][0]})
	}
	rgb8Go(r[n:], g[n:], b[n:], src[step*n:], step)
}

// rgb8Args are the arguments of rgb8 in _c/convert.c.
type rgb8Args struct {
	r, g, b   *float32
	src       *byte
	n, stride int64 // pixels: whole vectors, not 0; bytes from one to the next
	pick      *byte // the shuffles of the channels
}

func rgb8Go(r, g, b []float32, src []byte, step int) {
	for i := range r {
		s := src[step*i:][:3]
		r[i], g[i], b[i] = float32(s[0]), float32(s[1]), float32(s[2])
	}
}
