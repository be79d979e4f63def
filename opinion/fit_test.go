package opinion

import (
	"math"
	"math/rand/v2"
	"testing"
)

// study are scores and opinions as of a set of rated images.
func study(n int, seed uint64) (x, y []float64) {
	r := rand.New(rand.NewPCG(seed, 0))
	l := Logistic{B1: 5, B2: .3, B3: 30, B4: .02, B5: 4}
	for range n {
		v := math.Round(200*r.Float64())/10 + 20
		x, y = append(x, v), append(y, l.At(v)+.6*r.NormFloat64())
	}
	return x, y
}

// A sample told by counts has the statistics of the pairs written out.
func TestSamples(t *testing.T) {
	x, y := study(2000, 1)
	p := newPairs(x, y)
	c, err := newCurve(p)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.NewPCG(5, 6)
	for range 20 {
		p.draw(random)
		var sx, sy []float64
		for i, k := range p.count {
			for range k {
				sx, sy = append(sx, p.x[i]), append(sy, p.y[i])
			}
		}
		if len(sx) != len(x) {
			t.Fatalf("a sample of %d, not %d", len(sx), len(x))
		}
		rho, _ := Spearman(sx, sy)
		tau, _ := Kendall(sx, sy)
		plcc, rmse := c.refit()
		full := Study{}.Compare(sx, sy)
		if p.spearman() != rho || p.kendall() != tau {
			t.Errorf("%v and %v, want %v and %v", p.spearman(), p.kendall(), rho, tau)
		}
		if math.Abs(plcc-full.PLCC.Value) > 1e-5 || math.Abs(rmse-full.RMSE.Value) > 1e-4*rmse {
			t.Errorf("fit %v and %v, want %v and %v", plcc, rmse, full.PLCC.Value, full.RMSE.Value)
		}
	}
}

// Each pair is drawn, and about as often as any other.
func TestDraw(t *testing.T) {
	x, y := study(50, 2)
	p := newPairs(x, y)
	var sum [50]int32
	random := rand.NewPCG(1, 0)
	for range 2000 {
		p.draw(random)
		for i, k := range p.count {
			sum[i] += k
		}
	}
	for i, n := range sum { // 2000 ± 45
		if n < 1750 || n > 2250 {
			t.Errorf("pair %d was drawn %d times of 2000", i, n)
		}
	}
}

// A fit finds the function that data were made by.
func TestFitExact(t *testing.T) {
	for _, want := range []Logistic{
		{4, .2, 30, .1, 3}, {-4, .5, 25, .1, 3}, {2, 3, 33, -.1, 0}, {1e-4, .4, 31, 0, 1e-3},
	} {
		var x, y []float64
		for v := 20.; v < 45; v += .37 {
			x, y = append(x, v), append(y, want.At(v))
		}
		got, err := FitLogistic(x, y)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range x {
			if d := math.Abs(got.At(v) - y[i]); d > 1e-7*math.Abs(want.B1) {
				t.Fatalf("%+v: fit %+v is off by %g at %g", want, got, d, v)
			}
		}
	}
}

// No fit is worse than a straight line, nor beaten by small changes of its
// parameters; and it has the units of the data.
func TestFitIsLeast(t *testing.T) {
	for seed := range uint64(60) {
		x, y := study(40, seed)
		l, err := FitLogistic(x, y)
		if err != nil {
			t.Fatal(err)
		}
		a := Study{}.Compare(x, y)
		if r, _ := Pearson(x, y); a.PLCC.Value < r {
			t.Errorf("seed %d: %v is worse than a straight line, %v", seed, a.PLCC.Value, r)
		}
		least := squares(l, x, y)
		if want := math.Sqrt(least / 40); math.Abs(a.RMSE.Value-want) > 1e-7*want {
			t.Errorf("seed %d: rmse %v, want %v", seed, a.RMSE.Value, want)
		}
		for _, by := range []float64{.999, 1.001} {
			for i, m := range []Logistic{
				{l.B1 * by, l.B2, l.B3, l.B4, l.B5}, {l.B1, l.B2 * by, l.B3, l.B4, l.B5},
				{l.B1, l.B2, l.B3 * by, l.B4, l.B5}, {l.B1, l.B2, l.B3, l.B4 * by, l.B5},
				{l.B1, l.B2, l.B3, l.B4, l.B5 * by},
			} {
				if s := squares(m, x, y); s < least*(1-1e-4) {
					t.Errorf("seed %d: %g times B%d leaves %g, less than %g", seed, by, i+1, s, least)
				}
			}
		}
		scaled := make([]float64, len(x))
		for i, v := range x {
			scaled[i] = 1e-6 * v
		}
		if s := (Study{}).Compare(scaled, y); math.Abs(s.PLCC.Value-a.PLCC.Value) > 1e-6 {
			t.Errorf("seed %d: %v of other units, %v", seed, s.PLCC.Value, a.PLCC.Value)
		}
	}
}

func squares(l Logistic, x, y []float64) (sum float64) {
	for i, v := range x {
		d := y[i] - l.At(v)
		sum += d * d
	}
	return sum
}

// Data that leave parameters open: lines, steps, two scores only.
func TestFitOpen(t *testing.T) {
	n := []float64{0, 1, 2, 3, 4, 5, 6, 7}
	for _, c := range []struct{ y, fit []float64 }{
		{[]float64{1, 3, 5, 7, 9, 11, 13, 15}, nil},
		{[]float64{0, 0, 0, 0, 1, 1, 1, 1}, nil},
		{[]float64{1, 2, 4, 8, 16, 32, 64, 128}, nil},
	} {
		a := Study{}.Compare(n, c.y)
		if !(a.PLCC.Value > .999) || math.IsInf(a.Fit.B1, 0) || math.IsNaN(a.Fit.At(3.5)) || a.Fit.B2 < 0 {
			t.Errorf("%v: %+v", c.y, a)
		}
	}
	a := Study{}.Compare([]float64{0, 0, 0, 1, 1, 1}, []float64{1, 2, 3, 5, 6, 7})
	if want := math.Sqrt(2. / 3); math.Abs(a.RMSE.Value-want) > 1e-12 {
		t.Errorf("two scores: rmse %v, want %v", a.RMSE.Value, want)
	}
}

func TestInterval(t *testing.T) {
	v := []float64{math.NaN()}
	for i := range 100 {
		v = append(v, float64(99-i))
	}
	var e Estimate
	Study{Confidence: .9}.interval(&e, v)
	if e.Low != 5 || e.High != 94 {
		t.Errorf("90 %% of 0…99: %v…%v", e.Low, e.High)
	}
	Study{}.interval(&e, []float64{3})
	if e.Low != 3 || e.High != 3 {
		t.Errorf("of one sample: %v…%v", e.Low, e.High)
	}
}

func TestExpNeg(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 100000 {
		a := 700 * math.Pow(r.Float64(), 4)
		want := math.Exp(-a)
		if got := expNeg(a); math.Abs(got-want) > 3*0x1p-53*want {
			t.Fatalf("exp(-%v): %v, want %v", a, got, want)
		}
	}
	if expNeg(0) != 1 || expNeg(math.Inf(1)) != 0 || expNeg(1e300) != 0 {
		t.Errorf("%v %v", expNeg(0), expNeg(math.Inf(1)))
	}
}

func BenchmarkSample(b *testing.B) {
	x, y := study(10000, 1)
	p := newPairs(x, y)
	c, err := newCurve(p)
	if err != nil {
		b.Fatal(err)
	}
	random := rand.NewPCG(1, 0)
	for name, f := range map[string]func(){
		"of=draw":     func() { p.draw(random) },
		"of=spearman": func() { p.spearman() },
		"of=kendall":  func() { p.kendall() },
		"of=fit":      func() { c.refit() },
	} {
		b.Run(name, func(b *testing.B) {
			p.draw(random)
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
}
