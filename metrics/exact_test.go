package metrics_test

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// exact is a plane of intensities in [0,1] in float64, on which the scores are
// made from their definitions, for finite differences.
type exact struct {
	w, h int
	v    []float64
}

func exactOf(p *plane.Plane) exact {
	e := exact{p.W, p.H, make([]float64, p.W*p.H)}
	for y := range p.H {
		for x, v := range p.Row(y) {
			e.v[y*p.W+x] = float64(v) / p.Peak
		}
	}
	return e
}

// with is f of the samples of a and b.
func (a exact) with(b exact, f func(p, q float64) float64) exact {
	c := exact{a.w, a.h, make([]float64, len(a.v))}
	for i := range c.v {
		c.v[i] = f(a.v[i], b.v[i])
	}
	return c
}

func (a exact) mean() (m float64) {
	for _, v := range a.v {
		m += v
	}
	return m / float64(len(a.v))
}

// blur is the mean under a Gaussian window at each position where it fits.
func (a exact) blur(taps int, sigma float64) exact {
	w, sum := make([]float64, taps), 0.0
	for i := range w {
		r := float64(i - taps/2)
		w[i] = math.Exp(-r * r / (2 * sigma * sigma))
		sum += w[i]
	}
	for i := range w {
		w[i] /= sum
	}
	return a.under(w)
}

// under is the mean under a window at each position where it fits.
func (a exact) under(w []float64) exact {
	across := func(a exact) exact { // and transposed
		c := exact{a.h, a.w - len(w) + 1, make([]float64, a.h*(a.w-len(w)+1))}
		for y := range a.h {
			for x := range c.h {
				t := 0.0
				for i, v := range a.v[y*a.w+x:][:len(w)] {
					t += w[i] * v
				}
				c.v[x*c.w+y] = t
			}
		}
		return c
	}
	return across(across(a))
}

func mul(p, q float64) float64 { return p * q }

// ssim are the maps of l and cs.
func (a exact) ssim(b exact, taps int, sigma float64) (l, cs exact) {
	return a.ssimBy(b, func(e exact) exact { return e.blur(taps, sigma) })
}

func (a exact) ssimBy(b exact, blur func(e exact) exact) (l, cs exact) {
	ma, mb := blur(a), blur(b)
	energy := blur(a.with(a, mul)).with(blur(b.with(b, mul)), func(p, q float64) float64 { return p + q })
	both := blur(a.with(b, mul))
	l = ma.with(mb, func(p, q float64) float64 { return (2*p*q + 1e-4) / (p*p + q*q + 1e-4) })
	cs = exact{l.w, l.h, make([]float64, len(l.v))}
	for i := range cs.v {
		p, q := ma.v[i], mb.v[i]
		cs.v[i] = (2*(both.v[i]-p*q) + 9e-4) / (energy.v[i] - p*p - q*q + 9e-4)
	}
	return l, cs
}

// halve is the 2×2 mean; an odd last row or column is repeated.
func (a exact) halve() exact {
	c := exact{(a.w + 1) / 2, (a.h + 1) / 2, nil}
	for y := range c.h {
		for x := range c.w {
			x1, y1 := min(2*x+1, a.w-1), min(2*y+1, a.h-1)
			c.v = append(c.v, (a.v[2*y*a.w+2*x]+a.v[2*y*a.w+x1]+a.v[y1*a.w+2*x]+a.v[y1*a.w+x1])/4)
		}
	}
	return c
}

func (a exact) msssim(b exact) float64 {
	log := 0.0
	for j, w := range []float64{.0448, .2856, .3001, .2363, .1333} {
		l, cs := a.ssim(b, 11, 1.5)
		if j == 4 {
			cs = l.with(cs, mul)
		}
		log += w * math.Log(cs.mean())
		a, b = a.halve(), b.halve()
	}
	return math.Exp(log)
}

// exactScores are the scores of intensities in [0,1] by name.
var exactScores = map[string]func(x, y exact) float64{
	"l1": func(x, y exact) float64 {
		return x.with(y, func(p, q float64) float64 { return math.Abs(p - q) }).mean()
	},
	"l2": func(x, y exact) float64 {
		return x.with(y, func(p, q float64) float64 { return (p - q) * (p - q) }).mean()
	},
	"psnr": func(x, y exact) float64 {
		return -10 * math.Log10(x.with(y, func(p, q float64) float64 { return (p - q) * (p - q) }).mean())
	},
	"ssim": func(x, y exact) float64 {
		l, cs := x.ssim(y, 11, 1.5)
		return l.with(cs, mul).mean()
	},
	"gmsd":         exact.gmsd,
	"haarpsi":      func(x, y exact) float64 { return haarpsi([]exact{x}, []exact{y}) },
	"ms-ssim":      exact.msssim,
	"zhao-ms-ssim": exact.zhao,
	"mix": func(x, y exact) float64 {
		d := x.with(y, func(p, q float64) float64 { return math.Abs(p - q) })
		return .84*(1-x.zhao(y)) + .16*d.blur(31, 8).mean()
	},
}

// zhao is the mean of l and cs of five windows.
func (a exact) zhao(b exact) float64 {
	var m exact
	for i, sigma := range []float64{.5, 1, 2, 4, 8} {
		l, cs := a.ssim(b, 31, sigma)
		if i == 0 {
			m = cs
		} else {
			m = m.with(cs, mul)
		}
		if i == 4 {
			m = m.with(l, mul)
		}
	}
	return m.mean()
}

// around is the part of a whose windows have sample p, the place of that, and
// the share of the part's mean in a's.
func (a exact) around(p image.Point, side int) (part exact, at int, share float64) {
	r := image.Rect(p.X-side+1, p.Y-side+1, p.X+side, p.Y+side)
	r = r.Intersect(image.Rect(0, 0, a.w, a.h))
	part = exact{r.Dx(), r.Dy(), nil}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		part.v = append(part.v, a.v[y*a.w+r.Min.X:y*a.w+r.Max.X]...)
	}
	n := float64((part.w - side + 1) * (part.h - side + 1))
	return part, (p.Y-r.Min.Y)*part.w + p.X - r.Min.X, n / float64((a.w-side+1)*(a.h-side+1))
}

// Gradients are those of finite differences in float64, at corners, edges,
// where cells and tiles meet, and elsewhere.
func TestGradDifferences(t *testing.T) {
	for _, m := range differentiables(t) {
		info, _ := metrics.Lookup(m.Name())
		for _, size := range []image.Point{
			{info.Side, info.Side}, {info.Side + 7, info.Side + 10}, {530, 270}, {50, 1060},
		} {
			if size.X < info.Side || testing.Short() && size.X*size.Y > 50000 { // short: as under emulation
				continue
			}
			a := noise(size.X, size.Y, 255, 3)
			checkDifferences(t, m, a, near(a, 4))
		}
	}
}

// The same for samples of 16 bits and for floats.
func TestGradDepths(t *testing.T) {
	for _, m := range differentiables(t) {
		info, _ := metrics.Lookup(m.Name())
		for _, peak := range []float64{1, 65535, 255000} {
			a := noise(info.Side+9, info.Side+4, 255, 13)
			checkDifferences(t, m, scaled(a, peak), scaled(near(a, 14), peak))
		}
	}
}

// scaled is p with another peak.
func scaled(p *plane.Plane, peak float64) *plane.Plane {
	return fillPeak(p.W, p.H, peak, func(x, y int) float32 {
		return float32(float64(p.Row(y)[x]) / p.Peak * peak)
	})
}

// One window of several is SSIM's; the order of windows matters to l alone.
func TestZhaoWindows(t *testing.T) {
	a := noise(300, 290, 255, 15)
	b := near(a, 16)
	one := &metrics.ZhaoMSSSIM{Side: 11, Sigmas: []float64{1.5}}
	checkSame(t, one, new(metrics.SSIM), a, b)
	some := &metrics.ZhaoMSSSIM{Side: 13, Sigmas: []float64{2.5, .5, 1, 1.5}}
	other := &metrics.ZhaoMSSSIM{Side: 13, Sigmas: []float64{1, 2.5, .5, 1.5}}
	checkSame(t, some, other, a, b)
	for _, sigma := range []float64{.3, 1.5, 3} { // of other numbers of taps than the published
		m := &metrics.ZhaoMSSSIM{Sigmas: []float64{sigma}}
		l, cs := exactOf(b).ssim(exactOf(a), 31, sigma)
		if v, w := score(t, m, a, b), l.with(cs, mul).mean(); math.Abs(v-w) > 1e-6 {
			t.Errorf("σ %v: %v, want %v", sigma, v, w)
		}
	}
	point := &metrics.ZhaoMSSSIM{Side: 13, Sigmas: []float64{.1, 1.5}} // one tap: cs is 1
	rest := &metrics.ZhaoMSSSIM{Side: 13, Sigmas: []float64{1.5}}
	if v, w := score(t, point, a, b), score(t, rest, a, b); math.Abs(v-w) > 1e-6 {
		t.Errorf("scores %v, %v", v, w)
	}
	var g plane.Plane
	for _, m := range []*metrics.ZhaoMSSSIM{
		{Side: 30}, {Side: -1}, {Side: 257}, {Sigmas: []float64{}}, {Sigmas: []float64{1, -1}},
	} {
		if _, err := m.Grad(&g, a, b); err == nil {
			t.Errorf("took %+v", m)
		}
	}
}

// Windows that there are no kernels for: narrow ones, and one that is wider than
// a strip and reaches over more rows than a block has. Of one scale MS-SSIM is
// SSIM. And gradients whose last strip is beyond the map.
func TestGradWindows(t *testing.T) {
	for _, w := range []filter.Gaussian{{Taps: 3, Sigma: .8}, {Taps: 21, Sigma: 3}, {Taps: 151, Sigma: 30}} {
		a := noise(171, 221, 255, 17)
		b := near(a, 18)
		s := &metrics.SSIM{Window: w}
		checkSame(t, &metrics.ZhaoMSSSIM{Side: w.Taps, Sigmas: []float64{w.Sigma}}, s, a, b)
		checkSame(t, &metrics.MSSSIM{Window: w, Weights: []float64{1}}, s, a, b)
	}
	a := noise(138, 139, 255, 19)
	checkDifferences(t, new(metrics.SSIM), a, near(a, 20))
}

// checkSame compares the scores and gradients of two metrics.
func checkSame(t *testing.T, m, o metrics.Differentiable, ref, dist *plane.Plane) {
	t.Helper()
	var p, q plane.Plane
	v, err := m.Grad(&p, ref, dist)
	w, err2 := o.Grad(&q, ref, dist)
	if err != nil || err2 != nil || math.Abs(v-w) > 1e-6 {
		t.Errorf("scores %v, %v: %v, %v", v, w, err, err2)
	}
	var worst, most float64
	for y := range p.H {
		for x, d := range p.Row(y) {
			worst = max(worst, math.Abs(float64(d)-float64(q.Row(y)[x])))
			most = max(most, math.Abs(float64(d)))
		}
	}
	if worst > 5e-6*most {
		t.Errorf("gradients differ by %.2g of the largest", worst/most)
	}
}

func checkDifferences(t *testing.T, m metrics.Differentiable, ref, dist *plane.Plane) {
	t.Helper()
	var grad plane.Plane
	v, err := m.Grad(&grad, ref, dist)
	if err != nil {
		t.Fatal(m.Name(), err)
	}
	f := exactScores[m.Name()]
	x, y := exactOf(dist), exactOf(ref)
	if w := f(x, y); math.Abs(v-w) > 1e-6*math.Max(1, math.Abs(w)) {
		t.Errorf("%s %dx%d: score %v, exactly %v", m.Name(), x.w, x.h, v, w)
	}
	most := 0.0
	for y := range grad.H {
		for _, d := range grad.Row(y) {
			most = max(most, math.Abs(float64(d)))
		}
	}
	for _, p := range places(x.w, x.h) {
		at := p.Y*x.w + p.X
		if x.v[at] == y.v[at] {
			continue // |d| has no derivative there
		}
		const h = 1e-4
		x, y, share := x, y, 1.
		if info, _ := metrics.Lookup(m.Name()); info.Side == 31 { // a mean of windows, and slow
			y, _, _ = y.around(p, info.Side)
			x, at, share = x.around(p, info.Side)
		}
		g := share * (nudge(f, x, y, at, h) - nudge(f, x, y, at, -h)) / (2 * h)
		if d := math.Abs(float64(grad.Row(p.Y)[p.X]) - g); d > 1e-4*most {
			t.Errorf("%s %dx%d at %v: %v, want %v (largest %v)",
				m.Name(), x.w, x.h, p, grad.Row(p.Y)[p.X], g, most)
		}
	}
}

// nudge is f with x changed by h in one place.
func nudge(f func(x, y exact) float64, x, y exact, at int, h float64) float64 {
	old := x.v[at]
	x.v[at] += h
	v := f(x, y)
	x.v[at] = old
	return v
}

// places are where gradients are checked.
func places(w, h int) []image.Point {
	r := rand.New(rand.NewPCG(9, 9))
	p := []image.Point{{0, 0}, {w - 1, 0}, {0, h - 1}, {w - 1, h - 1},
		{w / 2, 0}, {w - 1, h / 2}, {min(128, w-1), min(256, h-1)}, {min(511, w-1), h / 3},
		{min(384, w-1), 2 * h / 3}, {w / 3, min(1024, h-1)}}
	for range 2 {
		p = append(p, image.Pt(r.IntN(w), r.IntN(h)))
	}
	return p
}

// Scores and gradients have the same bits with every implementation of the
// kernels and any number of goroutines.
func TestGradSameBits(t *testing.T) {
	a := noise(530, 270, 255, 5)
	for y := 100; y < 200; y++ { // parts with other centres
		clear(a.Row(y)[200:400])
	}
	b := near(a, 6)
	want := map[string]string{}
	defer asm.Use(asm.Best())
	for _, name := range asm.Available() {
		if err := asm.Use(name); err != nil {
			t.Fatal(err)
		}
		runs := []metrics.Par{nil, par(2), scatter}
		if name == "generic" {
			runs = runs[2:] // slow
		}
		for _, run := range runs {
			for _, m := range differentiables(t) {
				metrics.Parallel(m, run)
				var g plane.Plane
				v, err := m.Grad(&g, a, b)
				if err != nil || v != score(t, m, a, b) {
					t.Fatal(m.Name(), err, v)
				}
				got := fmt.Sprintf("%x %x", math.Float64bits(v), hash(&g))
				if want[m.Name()] == "" {
					want[m.Name()] = got
				}
				if got != want[m.Name()] {
					t.Errorf("%s, %s: %s, want %s", m.Name(), name, got, want[m.Name()])
				}
			}
		}
	}
}

// So have those of several windows whatever cells they are made in, which are larger for
// one goroutine.
func TestGradCells(t *testing.T) {
	for _, size := range [][2]int{{400, 600}, {40, 2100}, {1100, 40}} {
		a := noise(size[0], size[1], 255, 7)
		for y := size[1] / 3; y < size[1]/2; y++ { // parts with other centres
			clear(a.Row(y))
		}
		b := near(a, 8)
		for _, name := range []string{"zhao-ms-ssim", "mix"} {
			var one, many plane.Plane
			v, err := gradOf(t, name, nil, &one, a, b)
			w, err2 := gradOf(t, name, scatter, &many, a, b)
			if err != nil || err2 != nil || v != w || hash(&one) != hash(&many) {
				t.Errorf("%s, %dx%d: %v and %v, %v and %v, gradients alike: %v",
					name, size[0], size[1], v, w, err, err2, hash(&one) == hash(&many))
			}
		}
	}
}

func gradOf(t *testing.T, name string, run metrics.Par, g, a, b *plane.Plane) (float64, error) {
	t.Helper()
	ms, err := metrics.ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	metrics.Parallel(ms[0], run)
	return ms[0].(metrics.Differentiable).Grad(g, a, b)
}
