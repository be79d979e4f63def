package asm

// PReLU is dst[i] = src[i] where that is above 0, else slope[i mod len(slope)]·src[i]:
// of pixels one after another, with a slope for each channel. dst may be src. It
// panics if src is shorter than dst, or dst has no whole pixels.
func PReLU(dst, src, slope []float32) {
	n := pixelsOf(dst, slope)
	src = need(src, len(dst))
	if n == 0 {
		return
	}
	touch(dst, src, slope)
	c := whole(len(slope))
	if c > 0 {
		prelu(best, &preluArgs{dst: &dst[0], src: &src[0], slope: &slope[0],
			n: int64(n), channels: int64(len(slope)), c: int64(c)})
	}
	for p := 0; p < len(dst); p += len(slope) {
		for i := p + c; i < p+len(slope); i++ {
			dst[i] = max(src[i], 0) + float32(slope[i-p]*min(src[i], 0))
		}
	}
}

// pixelsOf is how many whole pixels dst has.
func pixelsOf(dst, slope []float32) int {
	if len(slope) == 0 || len(dst)%len(slope) != 0 {
		panic("asm: not whole pixels")
	}
	return len(dst) / len(slope)
}

// preluArgs are the arguments of prelu and prelu_back in _c/prelu.c.
type preluArgs struct {
	dst, src, slope *float32
	bias, dslope    *float32 // sums
	n, channels, c  int64    // pixels, floats of one, channels to make: whole vectors
}

// PReLUBack turns grad, the gradient by what PReLU has made of src, into that
// by src, and adds up those by the slopes and by biases that were added to src:
// for each channel one chain over the pixels,
//
//	dslope = fma(grad, min(src, 0), dslope)
//	grad   = grad where src is above 0, else slope·grad
//	bias   = bias + grad
//
// It panics if src is shorter than grad, sums are shorter than slope, or grad
// has no whole pixels.
func PReLUBack(grad, bias, dslope, src, slope []float32) {
	n := pixelsOf(grad, slope)
	src, bias, dslope = need(src, len(grad)), need(bias, len(slope)), need(dslope, len(slope))
	if n == 0 {
		return
	}
	touch(grad, src, slope)
	touch(bias, dslope)
	c := whole(len(slope))
	if c > 0 {
		preluBack(best, &preluArgs{dst: &grad[0], src: &src[0], slope: &slope[0],
			bias: &bias[0], dslope: &dslope[0],
			n: int64(n), channels: int64(len(slope)), c: int64(c)})
	}
	for p := 0; p < len(grad); p += len(slope) {
		for k := c; k < len(slope); k++ {
			g, v := grad[p+k], src[p+k]
			dslope[k] = fma32(g, min(v, 0), dslope[k])
			if !(v > 0) {
				g = float32(slope[k] * g)
			}
			bias[k] += g
			grad[p+k] = g
		}
	}
}
