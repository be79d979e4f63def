package asm

// Means are rows of the fields' means under a window, of one length, and V, which
// Variance or WideStats makes of s and s², and the constants that they were made
// with and are to be put together with.
type Means struct {
	S, D, V, DD []float32

	C1      float32 // of SSIM
	Centre2 float32 // what was subtracted from x+y
	Offset  float32 // what was subtracted from x-y
}

// need panics unless all rows of m have n elements.
func (m *Means) need(n int) {
	need(m.S, n)
	need(m.D, n)
	need(m.V, n)
	need(m.DD, n)
}

// args are the arguments for the first n columns.
func (m *Means) args(n int) coefArgs {
	return coefArgs{s: &m.S[0], d: &m.D[0], v: &m.V[0], dd: &m.DD[0], n: int64(n),
		c1: m.C1, centre2: m.Centre2, offset: m.Offset, one: 1}
}

// coefArgs are the arguments of coef_cs, coef_l and loss_cs in _c/grad.c.
type coefArgs struct {
	loss, a, b, c            *float32
	s, d, v, dd              *float32
	n                        int64 // columns: a multiple of the vector's length, not 0
	c1, centre2, offset, one float32
}

// CS makes a, b and c of the mean of cs, see SSIMGrad, and the loss 1-cs. It
// panics if a slice is shorter than loss.
func (m *Means) CS(loss, a, b, c []float32) {
	n := len(loss)
	m.need(n)
	a, b, c = need(a, n), need(b, n), need(c, n)
	touch(loss, m.S, m.D, m.V, m.DD)
	k := whole(n)
	if k > 0 {
		p := m.args(k)
		p.loss, p.a, p.b, p.c = &loss[0], &a[0], &b[0], &c[0]
		coefCs(best, &p)
	}
	for i := k; i < n; i++ {
		loss[i], a[i], b[i], c[i] = m.cs(i)
	}
}

func (m *Means) cs(i int) (loss, a, b, c float32) {
	v, d := m.V[i], m.variance(i)
	t := 1 / (v + d)
	vt, dt := v*t, d*t
	return (d + d) * t, t * fma32(m.D[i], vt, -float32(m.S[i]*dt)), t * dt, t * vt
}

// variance is D at column i.
func (m *Means) variance(i int) float32 { return fma32(-m.D[i], m.D[i], m.DD[i]) }

// Combine makes the gradient, times k, of samples x and y and of what windows
// over the rows a, b and c have made:
//
//	dst = fma(-d, c, fma(s, b, a))·k
//
// with s and d as of Tile.Fields. It panics if a slice is shorter than dst.
func Combine(dst, a, b, c, x, y []float32, centre2, offset, k float32) {
	n := len(dst)
	a, b, c, x, y = need(a, n), need(b, n), need(c, n), need(x, n), need(y, n)
	touch(dst, a, b, c, x, y)
	m := whole(n)
	if m > 0 {
		combine(best, &combineArgs{&dst[0], &a[0], &b[0], &c[0], &x[0], &y[0],
			int64(m), centre2, offset, k})
	}
	for i := m; i < n; i++ {
		s, d := (x[i]+y[i])-centre2, (x[i]-y[i])-offset
		dst[i] = fma32(-d, c[i], fma32(s, b[i], a[i])) * k
	}
}

// combineArgs are the arguments of combine in _c/grad.c.
type combineArgs struct {
	dst                *float32
	a, b, c, x, y      *float32
	n                  int64 // columns: a multiple of the vector's length, not 0
	centre2, offset, k float32
}

// Spread is the adjoint of Halve: it makes dst own times itself, and adds k·src[i]
// to dst[2i] and dst[2i+1], and where dst has an odd last element, which Halve
// takes twice, 2k·src[i] to that. It panics if src is not half as long as dst,
// rounded up.
func Spread(dst, src []float32, own, k float32) {
	if len(src) != (len(dst)+1)/2 {
		panic("asm: length is not half")
	}
	touch(dst, src)
	n := 0
	if best != generic {
		n = len(dst) / 2 &^ 3
	}
	if n > 0 {
		spread(best, &spreadArgs{&dst[0], &src[0], int64(n), own, k})
	}
	for i := n; i < len(dst)/2; i++ {
		v := float32(src[i] * k)
		dst[2*i] = float32(own*dst[2*i]) + v
		dst[2*i+1] = float32(own*dst[2*i+1]) + v
	}
	if i := len(dst) - 1; i&1 == 0 {
		dst[i] = float32(own*dst[i]) + float32(2*float32(src[i/2]*k))
	}
}

// spreadArgs are the arguments of spread in _c/grad.c.
type spreadArgs struct {
	dst    *float32
	src    *float32
	n      int64 // samples of src: a multiple of 4, not 0
	own, k float32
}
