package asm

// Weigh3 is dst[i] = ((w[0]·r[i] + w[1]·g[i]) + w[2]·b[i]) computed in float64
// and rounded once to float32. It panics if r, g or b is shorter than dst.
func Weigh3(dst, r, g, b []float32, w *[3]float64) {
	n := len(dst)
	r, g, b = need(r, n), need(g, n), need(b, n)
	touch(dst, r, g, b)
	n = whole(n)
	if n > 0 {
		weigh3(best, &weigh3Args{dst: &dst[0], r: &r[0], g: &g[0], b: &b[0],
			n: int64(n), w: *w})
	}
	weigh3Go(dst[n:], r[n:], g[n:], b[n:], w)
}

// weigh3Args are the arguments of weigh3 in _c/color.c.
type weigh3Args struct {
	dst     *float32
	r, g, b *float32
	n       int64 // samples: whole vectors, not 0
	w       [3]float64
}

func weigh3Go(dst, r, g, b []float32, w *[3]float64) {
	for i := range dst {
		rg := float64(w[0]*float64(r[i])) + float64(w[1]*float64(g[i]))
		dst[i] = float32(rg + float64(w[2]*float64(b[i])))
	}
}

// Scale is dst[i] = (mul·src[i])/div, rounded after each operation.
// It panics if src is shorter than dst.
func Scale(dst, src []float32, mul, div float32) {
	src = need(src, len(dst))
	touch(dst, src)
	n := whole(len(dst))
	if n > 0 {
		mulDiv(best, &mulDivArgs{dst: &dst[0], src: &src[0], n: int64(n), mul: mul, div: div})
	}
	mulDivGo(dst[n:], src[n:], mul, div)
}

// mulDivArgs are the arguments of mul_div in _c/color.c.
type mulDivArgs struct {
	dst, src *float32
	n        int64 // samples: whole vectors, not 0
	mul, div float32
}

func mulDivGo(dst, src []float32, mul, div float32) {
	for i, v := range src {
		dst[i] = float32(v*mul) / div
	}
}

// Over lays samples with coverage a over a background of brightness back:
//
//	dst[i] = (src[i]·a[i])/div + back·(peak-a[i])
//
// rounded after each operation. It panics if src or a is shorter than dst.
func Over(dst, src, a []float32, peak, div, back float32) {
	src, a = need(src, len(dst)), need(a, len(dst))
	touch(dst, src, a)
	n := whole(len(dst))
	if n > 0 {
		over(best, &overArgs{dst: &dst[0], src: &src[0], a: &a[0], n: int64(n),
			peak: peak, div: div, back: back})
	}
	overGo(dst[n:], src[n:], a[n:], peak, div, back)
}

// overArgs are the arguments of over in _c/color.c.
type overArgs struct {
	dst, src, a     *float32
	n               int64 // samples: whole vectors, not 0
	peak, div, back float32
}

func overGo(dst, src, a []float32, peak, div, back float32) {
	for i, v := range a {
		under := float32(back * (peak - v))
		dst[i] = float32(src[i]*v)/div + under
	}
}
