package asm

// Fidelity are two sums of logarithms, of what a distorted picture tells of a
// reference and of what the reference tells: Sheikh and Bovik's information
// fidelity. It keeps them as products, in FormClasses classes of columns, so
// that there is no logarithm a sample. Use Reset first.
type Fidelity struct {
	told, all product
}

// product is a product of numbers, each class m·2^e.
type product struct {
	m, e [FormClasses]float64
}

// Reset makes both sums 0.
func (f *Fidelity) Reset() {
	for i := range FormClasses {
		f.told.m[i], f.told.e[i] = 1, 0
		f.all.m[i], f.all.e[i] = 1, 0
	}
}

// Logs are the sums, to the base 2.
func (f *Fidelity) Logs() (told, all float64) { return f.told.log2(), f.all.log2() }

func (p *product) log2() (sum float64) {
	for i, m := range p.m {
		sum += log2Consts.log2(m) + p.e[i]
	}
	return sum
}

// Moments are windowed means of x, y, x², y² and x·y, x distorted.
type Moments struct{ X, Y, XX, YY, XY []float64 }

const (
	fidelityTiny  = 1e-10 // variances below it count as 0
	fidelityNoise = 2     // σn²
)

// Add adds log(1+g²·σy²/(v+2)) and log(1+σy²/2) of a row of windows, g the gain
// of x on y and v the variance of what is left. It panics if a slice is shorter
// than m.X.
func (f *Fidelity) Add(w *Moments) {
	n := len(w.X)
	for _, s := range [...][]float64{w.Y, w.XX, w.YY, w.XY} {
		needWide(s, n)
	}
	a := fidelityArgs{tiny: fidelityTiny, noise: fidelityNoise, half: 1. / fidelityNoise,
		one: 1, log: log2Consts}
	m := whole(n) &^ (FormClasses - 1)
	if m > 0 {
		a.sums, a.n = &f.told.m[0], int64(m)
		a.x, a.y, a.xx, a.yy, a.xy = &w.X[0], &w.Y[0], &w.XX[0], &w.YY[0], &w.XY[0]
		fidelity(best, &a)
	}
	for i := m; i < n; i++ {
		told, all := a.factors(w, i)
		f.told.times(i%FormClasses, told)
		f.all.times(i%FormClasses, all)
	}
}

// times multiplies a class by t.
func (p *product) times(class int, t float64) {
	m, e := log2Consts.split(float64(p.m[class] * t))
	p.m[class] = m
	p.e[class] += e
}

// factors are those of the window at column i.
func (a *fidelityArgs) factors(w *Moments, i int) (told, all float64) {
	x, y := w.X[i], w.Y[i]
	vx := w.XX[i] - float64(x*x)
	vy := w.YY[i] - float64(y*y)
	vxy := w.XY[i] - float64(x*y)
	if vx < 0 {
		vx = 0
	}
	g := vxy / (vy + a.tiny)
	v := vx - float64(g*vxy)
	if vy < a.tiny {
		g, v, vy = 0, vx, 0
	}
	if vx < a.tiny {
		g, v = 0, 0
	}
	if g < 0 {
		g, v = 0, vx
	}
	if v < a.tiny {
		v = a.tiny
	}
	told = a.one + float64(float64(g*g)*vy)/(v+a.noise)
	return told, a.one + float64(vy*a.half)
}

// fidelityArgs are the arguments of fidelity in _c/fidelity.c.
type fidelityArgs struct {
	sums             *float64 // a Fidelity
	x, y, xx, yy, xy *float64
	n                int64 // samples: a multiple of FormClasses, not 0
	tiny, noise      float64
	half, one        float64
	log              logConsts
}
