package asm

// JoinCS joins the loss 1-cs of m, as CS has it, to that of a product, as Join
// does. It panics if a row of m is shorter than loss.
func (m *Means) JoinCS(loss []float32) {
	n := len(loss)
	m.need(n)
	touch(loss, m.S, m.D, m.V, m.DD)
	k := whole(n)
	if k > 0 {
		p := m.args(k)
		p.loss = &loss[0]
		joinCs(best, &p)
	}
	for i := k; i < n; i++ {
		v, d := m.V[i], m.variance(i)
		e := (d + d) * (1 / (v + d))
		loss[i] = fma32(e, 1-loss[i], loss[i])
	}
}

// JoinL joins the loss 1-l of m, as L has it, to that of a product, as Join
// does. It panics if a row of m is shorter than loss.
func (m *Means) JoinL(loss []float32) {
	n := len(loss)
	m.need(n)
	touch(loss, m.S, m.D)
	k := whole(n)
	if k > 0 {
		p := m.args(k)
		p.loss = &loss[0]
		joinL(best, &p)
	}
	for i := k; i < n; i++ {
		u, mud := m.S[i]+m.Centre2, m.D[i]+m.Offset
		lb := float32(mud * mud)
		e := (lb + lb) * (1 / (fma32(u, u, m.C1) + lb))
		loss[i] = fma32(e, 1-loss[i], loss[i])
	}
}

// L makes a of the mean of l, w_l = 1 and w_cs = 0, and the loss 1-l. b and c
// are 0 then. It panics if a slice is shorter than loss.
func (m *Means) L(loss, a []float32) {
	n := len(loss)
	m.need(n)
	a = need(a, n)
	touch(loss, m.S, m.D)
	k := whole(n)
	if k > 0 {
		p := m.args(k)
		p.loss, p.a = &loss[0], &a[0]
		coefL(best, &p)
	}
	for i := k; i < n; i++ {
		u, mud := m.S[i]+m.Centre2, m.D[i]+m.Offset
		la, lb := fma32(u, u, m.C1), float32(mud*mud)
		r := 1 / (la + lb)
		loss[i] = (lb + lb) * r
		a[i] = r * fma32(u, lb*r, -float32(mud*float32(la*r)))
	}
}

// pointOpArgs are the arguments of mul, join and complement in _c/grad.c.
type pointOpArgs struct {
	dst  *float32
	a, b *float32
	n    int64 // columns: a multiple of the vector's length, not 0
	one  float32
}

// pointOp prepares dst = f(a, b): how many columns are a kernel's, and its
// arguments. It panics if a or b is shorter than dst.
func pointOp(dst, a, b []float32) (n int, p pointOpArgs) {
	a, b = need(a, len(dst)), need(b, len(dst))
	touch(dst, a, b)
	if n = whole(len(dst)); n > 0 {
		p = pointOpArgs{&dst[0], &a[0], &b[0], int64(n), 1}
	}
	return n, p
}

// Mul is dst[i] = a[i]·b[i]. Dst may be a or b. It panics if one is shorter.
func Mul(dst, a, b []float32) {
	n, p := pointOp(dst, a, b)
	if n > 0 {
		mul(best, &p)
	}
	for i := n; i < len(dst); i++ {
		dst[i] = a[i] * b[i]
	}
}

// Join makes dst, the loss of a product of similarities, that of one more of
// loss e, without cancellation where losses are small: with u = dst[i],
//
//	dst[i] = 1 - (1-u)·(1-e) = fma(e, 1-u, u)
//
// It panics if e is shorter.
func Join(dst, e []float32) {
	n, p := pointOp(dst, dst, e)
	if n > 0 {
		join(best, &p)
	}
	for i := n; i < len(dst); i++ {
		dst[i] = fma32(e[i], 1-dst[i], dst[i])
	}
}

// Complement is dst[i] = 1-a[i]. Dst may be a. It panics if a is shorter.
func Complement(dst, a []float32) {
	n, p := pointOp(dst, a, a)
	if n > 0 {
		complement(best, &p)
	}
	for i := n; i < len(dst); i++ {
		dst[i] = 1 - a[i]
	}
}

// AddSign adds w[i]·k to dst[i] where x[i] > y[i] and takes it away where
// x[i] < y[i]. It panics if a slice is shorter than dst.
func AddSign(dst, x, y, w []float32, k float32) {
	x, y, w = need(x, len(dst)), need(y, len(dst)), need(w, len(dst))
	touch(dst, x, y, w)
	n := whole(len(dst))
	if n > 0 {
		addSign(best, &addSignArgs{&dst[0], &x[0], &y[0], &w[0], int64(n), k})
	}
	for i := n; i < len(dst); i++ {
		dst[i] += sign(x[i], y[i], float32(w[i]*k))
	}
}

// addSignArgs are the arguments of add_sign in _c/grad.c.
type addSignArgs struct {
	dst     *float32
	x, y, w *float32
	n       int64 // columns: a multiple of the vector's length, not 0
	k       float32
}
