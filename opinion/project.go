package opinion

// moments are sums over the sample of products of the columns 1, x, h, p, q and
// y, in this order; the lower half is filled. At some B2 and B3, with u =
// B2·(x-B3), h is the sigmoid of u, q its slope, and p = q·(x-B3): f is linear in
// 1, x and h, and p and q are how h changes with B2 and B3 but for factors.
//
// Where B2 is small h is nearly straight, so from h there u/4 is taken, and from
// its slope 1/4: with 1 and x they span the same functions.
type moments struct {
	m        [6][6]float64
	straight float64 // 1/4, or 0 where nothing is taken
	spread   float64 // of y about its mean
	rank     int     // of 1, x and h
}

// sums are the moments that B2 and B3 have no part in.
func (c *curve) sums() (s moments) {
	for i, k := range c.count {
		w, x, y := float64(k), c.x[i], c.y[i]
		wx, wy := w*x, w*y
		s.m[0][0] += w
		s.m[1][0] += wx
		s.m[1][1] += float64(wx * x)
		s.m[5][0] += wy
		s.m[5][1] += float64(wy * x)
		s.m[5][5] += float64(wy * y)
	}
	s.spread = s.m[5][5] - float64(s.m[5][0]*s.m[5][0]/s.m[0][0])
	return s
}

// at are the moments at b, projected; s are the sums. Most of the time of a fit
// goes here.
func (c *curve) at(b bend, s moments) moments {
	if b.slope < 1 {
		s.straight = .25
	}
	rest := .25 - s.straight
	m := &s.m
	for i, k := range c.count {
		if k == 0 {
			continue
		}
		w, x, y := float64(k), c.x[i], c.y[i]
		d := x - b.centre
		u := b.slope * d
		h := sigmoid(u)
		q := rest - float64(h*h)
		h -= float64(s.straight * u)
		p := q * d
		wh, wp, wq := w*h, w*p, w*q
		m[2][0] += wh
		m[2][1] += float64(wh * x)
		m[2][2] += float64(wh * h)
		m[3][0] += wp
		m[3][1] += float64(wp * x)
		m[3][2] += float64(wp * h)
		m[3][3] += float64(wp * p)
		m[4][0] += wq
		m[4][1] += float64(wq * x)
		m[4][2] += float64(wq * h)
		m[4][3] += float64(wq * p)
		m[4][4] += float64(wq * q)
		m[5][2] += float64(wh * y)
		m[5][3] += float64(wp * y)
		m[5][4] += float64(wq * y)
	}
	s.project()
	return s
}

// project takes from h, p, q and y what 1, x and h before them explain, which
// leaves the moments of residuals. A column that is as good as a sum of those
// before it explains nothing.
func (s *moments) project() {
	m := &s.m
	for k := range 3 {
		whole := m[k][k]
		for j := range k {
			whole += float64(m[k][j] * m[k][j] / m[j][j])
		}
		if !(m[k][k] > 1e-7*whole) {
			m[k][k] = 1
			for i := k + 1; i < len(m); i++ {
				m[i][k] = 0
			}
			continue
		}
		s.rank++
		for i := k + 1; i < len(m); i++ {
			f := m[i][k] / m[k][k]
			for j := k + 1; j <= i; j++ {
				m[i][j] -= float64(f * m[j][k])
			}
		}
	}
}

// residual is the sum of squares that projected moments leave of y.
func (s *moments) residual() float64 { return max(0, s.m[5][5]) }

// linear are B1, B4 and B5 of projected moments at b.
func (s *moments) linear(b bend) (b1, b4, b5 float64) {
	m := &s.m
	b1 = m[5][2] / m[2][2]
	b4 = (m[5][1] - float64(b1*m[2][1])) / m[1][1]
	b5 = (m[5][0] - float64(b1*m[2][0]) - float64(b4*m[1][0])) / m[0][0]
	taken := s.straight * b1 * b.slope
	return b1, b4 - taken, b5 + float64(taken*b.centre)
}

// step is where the damped method goes from b with the projected moments, and by
// how much less it promises the sum of squares to be. It is a step of ln B2 and
// of B3, and no long one.
func (s *moments) step(b bend, damping float64) (to bend, promise float64) {
	m := &s.m
	pp, qq, pq := m[3][3]*(1+damping), m[4][4]*(1+damping), m[4][3]
	py, qy := m[5][3], m[5][4]
	det := float64(pp*qq) - float64(pq*pq)
	p := (float64(qq*py) - float64(pq*qy)) / det
	q := (float64(pp*qy) - float64(pq*py)) / det
	b1 := m[5][2] / m[2][2]
	steeper := max(-1, min(p/(b1*b.slope), 1))
	if steeper < 0 {
		to.slope = b.slope / (1 - steeper)
	} else {
		to.slope = b.slope * (1 + steeper)
	}
	to.centre = b.centre - max(-.5, min(q/(b1*b.slope), .5))
	return to, float64(p*py) + float64(q*qy)
}
