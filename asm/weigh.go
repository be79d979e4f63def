package asm

// Widen is dst[i] = src[i]·scale in float64. It panics if src is shorter than
// dst.
func Widen(dst []float64, src []float32, scale float64) {
	src = need(src, len(dst))
	touch(nil, src)
	n := whole(len(dst))
	if n > 0 {
		widen(best, &widenArgs{&dst[0], &src[0], int64(n), scale})
	}
	for i := n; i < len(dst); i++ {
		dst[i] = float64(src[i]) * scale
	}
}

// widenArgs are the arguments of widen in _c/weigh.c.
type widenArgs struct {
	dst   *float64
	src   *float32
	n     int64 // samples: whole vectors, not 0
	scale float64
}

// Weigh is dst[i] = ((w[0]·r[i] + w[1]·g[i]) + w[2]·b[i])·scale in float64. It
// panics if r, g or b is shorter than dst.
func Weigh(dst []float64, r, g, b []float32, w *[3]float64, scale float64) {
	n := len(dst)
	r, g, b = need(r, n), need(g, n), need(b, n)
	touch(nil, r, g, b)
	m := whole(n)
	if m > 0 {
		weigh(best, &weighArgs{dst: &dst[0], r: &r[0], g: &g[0], b: &b[0],
			n: int64(m), w: *w, scale: scale})
	}
	for i := m; i < n; i++ {
		rg := float64(w[0]*float64(r[i])) + float64(w[1]*float64(g[i]))
		dst[i] = (rg + float64(w[2]*float64(b[i]))) * scale
	}
}

// weighArgs are the arguments of weigh in _c/weigh.c.
type weighArgs struct {
	dst     *float64
	r, g, b *float32
	n       int64 // samples: whole vectors, not 0
	w       [3]float64
	scale   float64
}
