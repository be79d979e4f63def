package asm

// Weigh3 is dst[i] = ((w[0]·r[i] + w[1]·g[i]) + w[2]·b[i]) computed in float64
// and rounded once to float32. It panics if r, g or b is shorter than dst.
func Weigh3(dst, r, g, b []float32, w *[3]float64) {
	n := len(dst)
	r, g, b = need(r, n), need(g, n), need(b, n)
	for i := range dst {
		rg := float64(w[0]*float64(r[i])) + float64(w[1]*float64(g[i]))
		dst[i] = float32(rg + float64(w[2]*float64(b[i])))
	}
}

// Scale is dst[i] = (mul·src[i])/div, rounded after each operation.
// It panics if src is shorter than dst.
func Scale(dst, src []float32, mul, div float32) {
	src = need(src, len(dst))
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
	for i, v := range a {
		under := float32(back * (peak - v))
		dst[i] = float32(src[i]*v)/div + under
	}
}
