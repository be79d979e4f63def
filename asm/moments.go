package asm

// SumDiff makes of two rows s = x+y, d = x-y and the squares of both: fields
// whose windowed means have no cancellation where the rows are close. It panics
// if a slice is shorter than s.
func SumDiff(s, d, ss, dd, x, y []float64) {
	n := len(s)
	d, ss, dd = needWide(d, n), needWide(ss, n), needWide(dd, n)
	x, y = needWide(x, n), needWide(y, n)
	m := whole(n)
	if m > 0 {
		sumDiff(best, &sumDiffArgs{&s[0], &d[0], &ss[0], &dd[0], &x[0], &y[0], int64(m)})
	}
	for i := m; i < n; i++ {
		a, b := x[i]+y[i], x[i]-y[i]
		s[i], d[i], ss[i], dd[i] = a, b, a*a, b*b
	}
}

// sumDiffArgs are the arguments of sum_diff in _c/moments.c.
type sumDiffArgs struct {
	s, d, ss, dd *float64
	x, y         *float64
	n            int64 // samples: whole vectors, not 0
}

// Products makes x², y² and x·y of two rows. It panics if a slice is shorter
// than xx.
func Products(xx, yy, xy, x, y []float64) {
	n := len(xx)
	yy, xy, x, y = needWide(yy, n), needWide(xy, n), needWide(x, n), needWide(y, n)
	m := whole(n)
	if m > 0 {
		products(best, &productsArgs{&xx[0], &yy[0], &xy[0], &x[0], &y[0], int64(m)})
	}
	for i := m; i < n; i++ {
		a, b := x[i], y[i]
		xx[i], yy[i], xy[i] = a*a, b*b, a*b
	}
}

// productsArgs are the arguments of products in _c/moments.c.
type productsArgs struct {
	xx, yy, xy *float64
	x, y       *float64
	n          int64 // samples: whole vectors, not 0
}

// Columns are sums over three rows of x, y, x², y² and x·y, column by column.
type Columns struct{ X, Y, XX, YY, XY []float64 }

// Sum makes c of three rows of x and three of y, from above. It panics if a
// slice is shorter than c.X.
func (c *Columns) Sum(x, y *[3][]float64) {
	n := len(c.X)
	c.need(n)
	for i := range 3 {
		needWide(x[i], n)
		needWide(y[i], n)
	}
	m := whole(n)
	if m > 0 {
		columnSums(best, &columnSumsArgs{&c.X[0], &c.Y[0], &c.XX[0], &c.YY[0], &c.XY[0],
			&x[0][0], &x[1][0], &x[2][0], &y[0][0], &y[1][0], &y[2][0], int64(m)})
	}
	for i := m; i < n; i++ {
		a0, a1, a2 := x[0][i], x[1][i], x[2][i]
		b0, b1, b2 := y[0][i], y[1][i], y[2][i]
		c.X[i], c.Y[i] = a0+a1+a2, b0+b1+b2
		c.XX[i] = float64(a0*a0) + float64(a1*a1) + float64(a2*a2)
		c.YY[i] = float64(b0*b0) + float64(b1*b1) + float64(b2*b2)
		c.XY[i] = float64(a0*b0) + float64(a1*b1) + float64(a2*b2)
	}
}

// need panics if a slice has fewer than n samples.
func (c *Columns) need(n int) {
	for _, s := range [...][]float64{c.X, c.Y, c.XX, c.YY, c.XY} {
		needWide(s, n)
	}
}

// columnSumsArgs are the arguments of column_sums in _c/moments.c.
type columnSumsArgs struct {
	x, y, xx, yy, xy       *float64
	x0, x1, x2, y0, y1, y2 *float64
	n                      int64 // samples: whole vectors, not 0
}

// ContrastLoss makes 1-cs, cs = (2σxy+C2)/(σx²+σy²+C2), of the windowed means
// of what SumDiff makes:
//
//	V = ss-s²+2·C2   D = dd-d²   1-cs = 2D/(V+D)
//
// with c2 = 2·C2. It panics if a slice is shorter than dst.
func ContrastLoss(dst, s, d, ss, dd []float64, c2 float64) {
	n := len(dst)
	s, d, ss, dd = needWide(s, n), needWide(d, n), needWide(ss, n), needWide(dd, n)
	m := whole(n)
	if m > 0 {
		contrastLoss(best, &contrastLossArgs{&dst[0], &s[0], &d[0], &ss[0], &dd[0], int64(m), c2})
	}
	for i := m; i < n; i++ {
		v := ss[i] - float64(s[i]*s[i]) + c2
		w := dd[i] - float64(d[i]*d[i])
		dst[i] = (w + w) / (v + w)
	}
}

// contrastLossArgs are the arguments of contrast_loss in _c/moments.c.
type contrastLossArgs struct {
	dst          *float64
	s, d, ss, dd *float64
	n            int64 // samples: whole vectors, not 0
	c2           float64
}

// SSIMLoss makes 1-l·cs of what ContrastLoss takes, l = (2μxμy+C1)/(μx²+μy²+C1):
//
//	A = s²+2·C1   B = d²   1-l·cs = 2(A·D+B·V)/((A+B)·(V+D))
//
// with c1 = 2·C1 and c2 = 2·C2. It has no kernels: it is for small pictures.
func SSIMLoss(dst, s, d, ss, dd []float64, c1, c2 float64) {
	n := len(dst)
	s, d, ss, dd = needWide(s, n), needWide(d, n), needWide(ss, n), needWide(dd, n)
	for i := range dst {
		s2, b := float64(s[i]*s[i]), float64(d[i]*d[i])
		a, v, w := s2+c1, ss[i]-s2+c2, dd[i]-b
		t := float64(a*w) + float64(b*v)
		dst[i] = (t + t) / ((a + b) * (v + w))
	}
}

// SubRow is dst[i] = a[i]-b[i]. It panics if a or b is shorter than dst.
func SubRow(dst, a, b []float64) {
	a, b = needWide(a, len(dst)), needWide(b, len(dst))
	n := whole(len(dst))
	if n > 0 {
		subRow(best, &subRowArgs{&dst[0], &a[0], &b[0], int64(n)})
	}
	for i := n; i < len(dst); i++ {
		dst[i] = a[i] - b[i]
	}
}

// subRowArgs are the arguments of sub_row in _c/moments.c.
type subRowArgs struct {
	dst  *float64
	a, b *float64
	n    int64 // samples: whole vectors, not 0
}
