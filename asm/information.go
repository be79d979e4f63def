package asm

// Information says how much a distorted picture tells of a reference whose
// neighbourhoods are a Gaussian scale mixture: Wang and Li's weights. The
// eigenvalues are those of the neighbourhoods' covariance.
type Information struct {
	eigen [informationMost]float64
	count int
}

const (
	informationMost  = 10
	informationNoise = .4    // σn², of neural noise
	informationTiny  = 1e-15 // variances and weights below it count as 0
)

// SetEigen makes v, 6 to 10 eigenvalues, those of t. It panics on others.
func (t *Information) SetEigen(v []float64) {
	if len(v) <= informationMost/2 || len(v) > informationMost {
		panic("asm: number of eigenvalues")
	}
	t.count = copy(t.eigen[:], v)
}

// Weights makes of sums over three rows, and of s, the weight
//
//	Σ_k log2(1 + ((v+(1+g²)·σn²)·s·λ_k + σn²·v)/σn⁴)   σn² = .4
//
// of the windows of 3×3 samples, that of dst[i] around column i+1 of c: g is
// the gain of x on y and v the variance of what is left. s is yᵀC⁻¹y of the
// neighbourhood, divided by its size. The weight is that of a product: NaN if
// it is beyond 1e308. It panics if c has fewer than two samples more than dst,
// or s is shorter.
func (t *Information) Weights(dst []float64, c *Columns, s []float64) {
	n := len(dst)
	c.need(n + 2)
	s = needWide(s, n)
	if t.count == 0 {
		panic("asm: no eigenvalues")
	}
	a := informationArgs{count: int64(t.count), eigen: t.eigen, ninth: 1. / 9,
		tiny: informationTiny, noise: informationNoise, one: 1,
		inverse: 1 / informationNoise, square: 1 / (informationNoise * informationNoise),
		log: log2Consts}
	m := whole(n)
	if m > 0 {
		a.dst, a.s, a.n = &dst[0], &s[0], int64(m)
		a.x, a.y, a.xx, a.yy, a.xy = &c.X[0], &c.Y[0], &c.XX[0], &c.YY[0], &c.XY[0]
		information(best, &a)
	}
	for i := m; i < n; i++ {
		g, v := a.gain(c, i)
		dst[i] = a.weight(g, v, s[i])
	}
}

// gain is that of the window around column i+1, and what it leaves.
func (a *informationArgs) gain(c *Columns, i int) (g, v float64) {
	x, y := a.mean(c.X, i), a.mean(c.Y, i)
	vx := a.mean(c.XX, i) - float64(x*x)
	vy := a.mean(c.YY, i) - float64(y*y)
	vxy := a.mean(c.XY, i) - float64(x*y)
	g = vxy / (vy + a.tiny)
	v = vx - float64(g*vxy)
	if vy < a.tiny {
		g, v = 0, vx
	}
	if vx < a.tiny {
		g, v = 0, 0
	}
	if v < 0 { // by rounding
		v = 0
	}
	return g, v
}

func (a *informationArgs) mean(sums []float64, i int) float64 {
	return float64((sums[i] + sums[i+1] + sums[i+2]) * a.ninth)
}

// weight is the logarithm of two products, which each stay below 1e200.
func (a *informationArgs) weight(g, v, s float64) float64 {
	base := a.one + float64(v*a.inverse)
	by := (v + (a.noise + float64(float64(g*g)*a.noise))) * float64(s*a.square)
	p := base + float64(by*a.eigen[0])
	for _, l := range a.eigen[1:5] {
		p *= base + float64(by*l)
	}
	q := base + float64(by*a.eigen[5])
	for _, l := range a.eigen[6:a.count] {
		q *= base + float64(by*l)
	}
	q, e := a.log.split(float64(q))
	w := a.log.log2(float64(p*q)) + e
	if w < a.tiny {
		return 0
	}
	return w
}

// informationArgs are the arguments of information in _c/information.c.
type informationArgs struct {
	dst                  *float64
	x, y, xx, yy, xy     *float64 // n+2 samples each
	s                    *float64
	n                    int64 // samples: whole vectors, not 0
	count                int64 // eigenvalues
	eigen                [informationMost]float64
	ninth, tiny, noise   float64
	one, inverse, square float64
	log                  logConsts
}
