package metrics

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

const digits = 400 // bits of the exact values

func exact(x float64) *big.Float { return new(big.Float).SetPrec(digits).SetFloat64(x) }

// relative is got/want - 1.
func relative(got float64, want *big.Float) float64 {
	d := new(big.Float).Sub(exact(got), want)
	f, _ := d.Quo(d, want).Float64()
	return math.Abs(f)
}

// series is Σ xⁿ/n! over the n that keep says, with the signs of a circle's
// functions if turns.
func series(x *big.Float, keep func(n int) bool, turns bool) *big.Float {
	sum, term := exact(0), exact(1)
	for n := 0; n < 100; n++ {
		if keep(n) && (!turns || n%4 < 2) {
			sum.Add(sum, term)
		} else if keep(n) {
			sum.Sub(sum, term)
		}
		term.Mul(term, x)
		term.Quo(term, exact(float64(n+1)))
	}
	return sum
}

// bigExp is eˣ.
func bigExp(x *big.Float) *big.Float {
	const halvings = 12
	small := new(big.Float).SetMantExp(x, -halvings)
	e := series(small, func(int) bool { return true }, false)
	for range halvings {
		e.Mul(e, e)
	}
	return e
}

// bigCircle are the sine and cosine of x.
func bigCircle(x float64) (sin, cos *big.Float) {
	const halvings = 24
	small := new(big.Float).SetMantExp(exact(x), -halvings)
	s := series(small, func(n int) bool { return n%2 == 1 }, true)
	c := series(small, func(n int) bool { return n%2 == 0 }, true)
	for range halvings {
		two := new(big.Float).Mul(s, c)
		s.Mul(s, s)
		c.Sub(c.Mul(c, c), s)
		s.Add(two, two)
	}
	return s, c
}

// between are n numbers between lo and hi, and both of these.
func between(lo, hi float64, n int) []float64 {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	all := []float64{lo, hi}
	for range n {
		all = append(all, lo+float64((hi-lo)*r.Float64()))
	}
	return all
}

const ulp = 0x1p-52 // at most, relative

func TestExp(t *testing.T) {
	worst := 0.0
	for _, x := range append(between(-700, 700, 3000), between(-1, 1, 3000)...) {
		worst = max(worst, relative(exp(x), bigExp(exact(x))))
	}
	if !(worst <= ulp) {
		t.Errorf("off by %.3g", worst)
	}
	for x, want := range map[float64]float64{
		0: 1, 709.7827128933840: math.MaxFloat64, 709.79: math.Inf(1), 1e300: math.Inf(1),
		-745.2: 0, -1e300: 0, -745.13: math.SmallestNonzeroFloat64,
		math.Inf(1): math.Inf(1), math.Inf(-1): 0,
	} {
		if v := exp(x); math.Abs(v-want) > 1e-13*want && v != want {
			t.Errorf("exp(%v) = %v, want %v", x, v, want)
		}
	}
	if v := exp(math.NaN()); v == v {
		t.Errorf("exp(NaN) = %v", v)
	}
}

func TestSincos(t *testing.T) {
	worst := 0.0
	args := append(between(-10, 10, 2000), between(-1e6, 1e6, 2000)...)
	for n := range 200 { // near the zeros of both
		args = append(args, float64(n)*math.Pi/2)
	}
	for _, x := range args {
		s, c := sincos(x)
		ws, wc := bigCircle(x)
		if x != 0 {
			worst = max(worst, relative(s, ws))
		}
		worst = max(worst, relative(c, wc))
	}
	if !(worst <= 2*ulp) {
		t.Errorf("off by %.3g", worst)
	}
	if s, c := sincos(0); s != 0 || c != 1 {
		t.Errorf("of 0: %v, %v", s, c)
	}
}

func TestAtan2(t *testing.T) {
	worst := 0.0
	n := 60
	if testing.Short() { // as under emulation
		n = 20
	}
	lengths := append(between(-3, 3, n), 1e-30, -1e-9, 1e200)
	for _, y := range lengths {
		for _, x := range lengths {
			worst = max(worst, angleError(atan2(y, x), y, x))
		}
	}
	if !(worst <= 2*ulp) {
		t.Errorf("off by %.3g", worst)
	}
	zero := math.Copysign(0, -1)
	for _, p := range [][2]float64{{0, 1}, {0, -1}, {zero, -1}, {1, 0}, {-1, 0}, {0, 0}, {5, 5}, {-5, -5}} {
		if v, w := atan2(p[0], p[1]), math.Atan2(p[0], p[1]); math.Abs(v-w) > ulp || v-v != 0 || 1/v != 1/w && w == 0 {
			t.Errorf("atan2(%v) = %v, want %v", p, v, w)
		}
	}
}

// angleError is how far a is, relative, from the angle of (x, y): by the sine of
// the difference.
func angleError(a, y, x float64) float64 {
	sin, cos := bigCircle(a)
	d := new(big.Float).Sub(sin.Mul(sin, exact(x)), cos.Mul(cos, exact(y)))
	r := new(big.Float).Mul(exact(x), exact(x))
	r.Add(r, new(big.Float).Mul(exact(y), exact(y)))
	e, _ := d.Quo(d, r.Sqrt(r)).Float64()
	return math.Abs(e / a)
}

// The bits are the same on every processor: they are these.
func TestElementaryBits(t *testing.T) {
	var h uint64
	add := func(v float64) { h = (h ^ math.Float64bits(v)) * 0x100000001b3 }
	for i, x := range between(1e-3, 40, 20000) {
		s, c := sincos(x)
		add(s)
		add(c)
		add(atan2(s, x-20))
		add(exp(20 - x))
		add(ln(x))
		add(ln1p(s / 2))
		add(expm1(c * float64(i%3)))
	}
	if h != 0x94b1f27d2f287b49 {
		t.Errorf("bits %#x", h)
	}
}
