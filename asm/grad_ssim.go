package asm

// The gradient of a mean of SSIM's l and cs, which is that of SSIM's kernel
// step by step: see SSIM for A, B, V, D and the fields s and d. A map's
// position contributes, by the chain rule and but for a factor of 4,
//
//	a = P·(u·B - F(d)·A) + Q·(F(d)·V - F(s)·D)   P = w_l/(A+B)²
//	b = Q·D   c = Q·V                            Q = w_cs/(V+D)²
//
// to samples under its window, with w_l and w_cs the derivatives of what is
// averaged by l and by cs. With F' the window over the positions of the map, 0
// outside, the gradient at a sample is F'(a) + s·F'(b) - d·F'(c). Squares of
// sums of squares are beyond float32 for samples that squares are not: A, B, V
// and D are divided by A+B and V+D first.
//
// Positions whose statistics have other centres than the samples' are brought
// to that: s differs by a constant, which moves from b to a.

// Fields makes the four fields that windows go over:
//
//	s = (x+y)-centre2   d = (x-y)-offset   s²   d²
//
// It panics if a slice is shorter than s.
func Fields(s, d, ss, dd, x, y []float32, centre2, offset float32) {
	n := len(s)
	d, ss, dd, x, y = need(d, n), need(ss, n), need(dd, n), need(x, n), need(y, n)
	touch(s, x, y)
	m := whole(n)
	if m > 0 {
		fields(best, &fieldsArgs{&s[0], &d[0], &ss[0], &dd[0], &x[0], &y[0],
			int64(m), centre2, offset})
	}
	for i := m; i < n; i++ {
		u, e := (x[i]+y[i])-centre2, (x[i]-y[i])-offset
		s[i], d[i] = u, e
		ss[i], dd[i] = u*u, e*e
	}
}

// fieldsArgs are the arguments of fields in _c/grad.c.
type fieldsArgs struct {
	s, d, ss, dd    *float32
	x, y            *float32
	n               int64 // columns: a multiple of the vector's length, not 0
	centre2, offset float32
}

// Means are rows of the four fields' means under a window, of one length, and
// the constants that they were made with and are to be put together with.
type Means struct {
	S, D, SS, DD []float32

	// V in place of SS, where that has been made with more digits.
	V []float32

	C1, C2  float32 // of SSIM
	Centre2 float32 // what was subtracted from x+y
	Offset  float32 // what was subtracted from x-y
	Fold    float32 // Centre2 less that of the samples
}

// need panics unless all rows of m have n elements.
func (m *Means) need(n int) {
	need(m.S, n)
	need(m.D, n)
	need(m.energy(), n)
	need(m.DD, n)
}

// energy is what V is made of, or V.
func (m *Means) energy() []float32 {
	if m.V != nil {
		return m.V
	}
	return m.SS
}

// args are the arguments for the first n columns.
func (m *Means) args(n int) coefArgs {
	return coefArgs{s: &m.S[0], d: &m.D[0], ss: &m.energy()[0], dd: &m.DD[0], n: int64(n),
		c1: m.C1, c2: m.C2, centre2: m.Centre2, offset: m.Offset, fold: m.Fold, one: 1}
}

// coefArgs are the arguments of coef_ssim and coef_cs in _c/grad.c.
type coefArgs struct {
	loss, a, b, c                      *float32
	s, d, ss, dd                       *float32
	n                                  int64 // columns: a multiple of the vector's length, not 0
	c1, c2, centre2, offset, fold, one float32
}

// SSIM makes a, b and c of the mean of l·cs: w_l = cs, w_cs = l. m.V is not
// given. It panics if a
// slice is shorter than a.
func (m *Means) SSIM(a, b, c []float32) {
	n := len(a)
	m.need(n)
	b, c = need(b, n), need(c, n)
	touch(a, m.S, m.D, m.SS, m.DD)
	k := whole(n)
	if k > 0 {
		p := m.args(k)
		p.a, p.b, p.c = &a[0], &b[0], &c[0]
		coefSSIM(best, &p)
	}
	for i := k; i < n; i++ {
		a[i], b[i], c[i] = m.ssim(i)
	}
}

func (m *Means) ssim(i int) (a, b, c float32) {
	u, mud := m.S[i]+m.Centre2, m.D[i]+m.Offset
	la, lb := fma32(u, u, m.C1), float32(mud*mud)
	r := 1 / (la + lb)
	v, d := m.vd(i)
	t := 1 / (v + d)
	p := float32(float32(float32(v-d)*t)*r) * fma32(u, lb*r, -float32(mud*float32(la*r)))
	q := float32(float32(la-lb)*r) * t
	vt, dt := v*t, d*t
	b = q * dt
	f := q * fma32(m.D[i], vt, -float32(m.S[i]*dt))
	return fma32(-m.Fold, b, float32(p)+float32(f)), b, q * vt
}

// vd are V and D at column i.
func (m *Means) vd(i int) (v, d float32) {
	if m.V != nil {
		v = m.V[i]
	} else {
		v = fma32(-m.S[i], m.S[i], m.SS[i]+m.C2)
	}
	d = fma32(-m.D[i], m.D[i], m.DD[i])
	return v, d
}

// CS makes a, b and c of the mean of cs: w_l = 0, w_cs = 1, and the loss 1-cs.
// It panics if a slice is shorter than loss.
func (m *Means) CS(loss, a, b, c []float32) {
	n := len(loss)
	m.need(n)
	a, b, c = need(a, n), need(b, n), need(c, n)
	touch(loss, m.S, m.D, m.energy(), m.DD)
	k := whole(n)
	if k > 0 {
		p := m.args(k)
		p.loss, p.a, p.b, p.c = &loss[0], &a[0], &b[0], &c[0]
		if m.V != nil {
			coefCSGiven(best, &p)
		} else {
			coefCS(best, &p)
		}
	}
	for i := k; i < n; i++ {
		loss[i], a[i], b[i], c[i] = m.cs(i)
	}
}

func (m *Means) cs(i int) (loss, a, b, c float32) {
	v, d := m.vd(i)
	t := 1 / (v + d)
	vt, dt := v*t, d*t
	b = t * dt
	f := t * fma32(m.D[i], vt, -float32(m.S[i]*dt))
	return (d + d) * t, fma32(-m.Fold, b, f), b, t * vt
}

// Combine makes the gradient, times k, of samples x and y and of what windows
// over the rows a, b and c have made:
//
//	dst = fma(-d, c, fma(s, b, a))·k
//
// with s and d as of Fields. It panics if a slice is shorter than dst.
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

// Spread is the adjoint of Halve: it adds k·src[i] to dst[2i] and dst[2i+1],
// and where dst has an odd last element, which Halve takes twice, 2k·src[i] to
// that. It panics if src is not half as long as dst, rounded up.
func Spread(dst, src []float32, k float32) {
	if len(src) != (len(dst)+1)/2 {
		panic("asm: length is not half")
	}
	touch(dst, src)
	n := 0
	if best != generic {
		n = len(dst) / 2 &^ 3
	}
	if n > 0 {
		spread(best, &spreadArgs{&dst[0], &src[0], int64(n), k})
	}
	for i := n; i < len(dst)/2; i++ {
		v := float32(src[i] * k)
		dst[2*i] += v
		dst[2*i+1] += v
	}
	if i := len(dst) - 1; i&1 == 0 {
		dst[i] += float32(2 * float32(src[i/2]*k))
	}
}

// spreadArgs are the arguments of spread in _c/grad.c.
type spreadArgs struct {
	dst *float32
	src *float32
	n   int64 // samples of src: a multiple of 4, not 0
	k   float32
}
