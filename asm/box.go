package asm

// AddWide is dst[i] += src[i] in float64. It panics if src is shorter than dst.
func AddWide(dst []float64, src []float32) {
	src = need(src, len(dst))
	touch(nil, src)
	n := whole(len(dst))
	if n > 0 {
		addWide(best, &addWideArgs{&dst[0], &src[0], int64(n)})
	}
	for i := n; i < len(dst); i++ {
		dst[i] += float64(src[i])
	}
}

// addWideArgs are the arguments of add_wide in _c/box.c.
type addWideArgs struct {
	dst *float64
	src *float32
	n   int64 // samples: whole vectors, not 0
}

// AddWideTimes is dst[i] += src[i]·by in float64. It panics if src is shorter
// than dst.
func AddWideTimes(dst []float64, src []float32, by float64) {
	src = need(src, len(dst))
	touch(nil, src)
	n := whole(len(dst))
	if n > 0 {
		addWideTimes(best, &addWideTimesArgs{&dst[0], &src[0], int64(n), by})
	}
	for i := n; i < len(dst); i++ {
		dst[i] += float64(float64(src[i]) * by)
	}
}

// addWideTimesArgs are the arguments of add_wide_times in _c/box.c.
type addWideTimesArgs struct {
	dst *float64
	src *float32
	n   int64 // samples: whole vectors, not 0
	by  float64
}

// PairSums is dst[i] = src[2i] + src[2i+1]. Dst may be the begin of src. It
// panics if src is not twice as long as dst.
func PairSums(dst, src []float64) {
	src = needWide(src, 2*len(dst))
	n := whole(len(dst))
	if n > 0 {
		pairSums(best, &pairSumsArgs{&dst[0], &src[0], int64(n)})
	}
	for i := n; i < len(dst); i++ {
		dst[i] = src[2*i] + src[2*i+1]
	}
}

// pairSumsArgs are the arguments of pair_sums in _c/box.c.
type pairSumsArgs struct {
	dst, src *float64
	n        int64 // of dst: whole vectors, not 0
}

// Quads are the sums of 2×2 samples of two rows, with zeros beyond their ends:
//
//	dst[i] = (a[2i]+b[2i]) + (a[2i+1]+b[2i+1])
//
// It panics if dst is not half as long as a, rounded up, or b is shorter than a.
func Quads(dst []float64, a, b []float32) {
	b = need(b, len(a))
	if len(dst) != (len(a)+1)/2 {
		panic("asm: length is not half")
	}
	touch(nil, a, b)
	half := len(a) / 2
	n := whole(half)
	if n > 0 {
		quads(best, &quadsArgs{&dst[0], &a[0], &b[0], int64(n)})
	}
	for i := n; i < half; i++ {
		dst[i] = (float64(a[2*i]) + float64(b[2*i])) + (float64(a[2*i+1]) + float64(b[2*i+1]))
	}
	if half < len(dst) {
		dst[half] = float64(a[2*half]) + float64(b[2*half])
	}
}

// quadsArgs are the arguments of quads in _c/box.c.
type quadsArgs struct {
	dst  *float64
	a, b *float32
	n    int64 // of dst: whole vectors, not 0
}

// BoxSum makes, of sums over squares of m samples in two rows that are m apart,
// those over squares of 2m, times scale:
//
//	dst[i] = ((up[i]+up[i+m]) + (low[i]+low[i+m]))·scale
//
// It panics if a row has fewer than m samples more than dst.
func BoxSum(dst, up, low []float64, m int, scale float64) {
	up, low = needWide(up, len(dst)+m), needWide(low, len(dst)+m)
	n := whole(len(dst))
	if n > 0 {
		boxSum(best, &boxSumArgs{&dst[0], &up[0], &low[0], int64(n), int64(m), scale})
	}
	for i := n; i < len(dst); i++ {
		dst[i] = ((up[i] + up[i+m]) + (low[i] + low[i+m])) * scale
	}
}

// boxSumArgs are the arguments of box_sum in _c/box.c.
type boxSumArgs struct {
	dst, up, low *float64
	n            int64 // samples: whole vectors, not 0
	m            int64
	scale        float64
}

// Blend is dst[i] = ((w[0]·a[i] + w[1]·b[i]) + w[2]·c[i])·scale. It panics if
// a, b or c is shorter than dst.
func Blend(dst, a, b, c []float64, w *[3]float64, scale float64) {
	n := len(dst)
	a, b, c = needWide(a, n), needWide(b, n), needWide(c, n)
	m := whole(n)
	if m > 0 {
		blend(best, &blendArgs{dst: &dst[0], a: &a[0], b: &b[0], c: &c[0],
			n: int64(m), w: *w, scale: scale})
	}
	for i := m; i < n; i++ {
		ab := float64(w[0]*a[i]) + float64(w[1]*b[i])
		dst[i] = (ab + float64(w[2]*c[i])) * scale
	}
}

// blendArgs are the arguments of blend in _c/box.c.
type blendArgs struct {
	dst, a, b, c *float64
	n            int64 // samples: whole vectors, not 0
	w            [3]float64
	scale        float64
}

// Twice is dst[2i] = dst[2i+1] = src[i]·scale, rounded to float32. It panics if
// src is not half as long as dst, rounded up.
func Twice(dst []float32, src []float64, scale float64) {
	if len(src) != (len(dst)+1)/2 {
		panic("asm: length is not half")
	}
	touch(dst)
	n := whole(len(dst) / 2)
	if n > 0 {
		twice(best, &twiceArgs{&dst[0], &src[0], int64(n), scale})
	}
	for i := 2 * n; i < len(dst); i++ {
		dst[i] = float32(src[i/2] * scale)
	}
}

// twiceArgs are the arguments of twice in _c/box.c.
type twiceArgs struct {
	dst   *float32
	src   *float64
	n     int64 // of src: whole vectors, not 0
	scale float64
}
