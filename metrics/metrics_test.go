package metrics_test

import (
	"errors"
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// noise is a plane of random integers, from a seed.
func noise(w, h int, peak float64, seed uint64) *plane.Plane {
	p := plane.New(w, h, peak)
	r := rand.New(rand.NewPCG(seed, 1))
	for y := range h {
		for x := range w {
			p.Row(y)[x] = float32(r.IntN(int(peak) + 1))
		}
	}
	return p
}

// near is p with small changes.
func near(p *plane.Plane, seed uint64) *plane.Plane {
	q := plane.New(p.W, p.H, p.Peak)
	r := rand.New(rand.NewPCG(seed, 2))
	for y := range p.H {
		for x, v := range p.Row(y) {
			d := float32(r.IntN(9) - 4)
			q.Row(y)[x] = min(max(v+d, 0), float32(p.Peak))
		}
	}
	return q
}

func all(t testing.TB) []metrics.Metric {
	m, err := metrics.ByName()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// compare scores two planes, or where the metric needs colour, two pictures made
// of them.
func compare(m metrics.Metric, a, b *plane.Plane) (float64, error) {
	if info, _ := metrics.Lookup(m.Name()); info.Color {
		return m.(metrics.ImageMetric).ScoreImage(colored(a), colored(b))
	}
	return m.Score(a, b)
}

// colored has p as red, upside down as green, and mirrored as blue.
func colored(p *plane.Plane) *plane.Image {
	m := &plane.Image{Space: plane.RGB, Planes: []plane.Plane{*p, *p, *p}}
	if !p.Valid() {
		return m
	}
	for c := 1; c < 3; c++ {
		q := plane.New(p.W, p.H, p.Peak)
		for y := range p.H {
			for x, v := range p.Row(y) {
				if c == 1 {
					q.Row(p.H - 1 - y)[x] = v
				} else {
					q.Row(y)[p.W-1-x] = v
				}
			}
		}
		m.Planes[c] = *q
	}
	return m
}

func score(t testing.TB, m metrics.Metric, a, b *plane.Plane) float64 {
	t.Helper()
	v, err := compare(m, a, b)
	if err != nil {
		t.Fatalf("%s: %v", m.Name(), err)
	}
	return v
}

func TestIdentity(t *testing.T) {
	for _, peak := range []float64{255, 1023, 65535} {
		a := noise(177, 184, peak, 1)
		b := plane.New(177, 184, peak)
		for y := range a.H {
			copy(b.Row(y), a.Row(y))
		}
		for _, m := range all(t) {
			info, _ := metrics.Lookup(m.Name())
			want, err := strconv.ParseFloat(info.Identity, 64)
			if v := score(t, m, a, b); err != nil || v != want {
				t.Errorf("%s of equal planes: %v", m.Name(), v)
			}
		}
	}
}

func TestSymmetry(t *testing.T) {
	a := noise(190, 177, 255, 3)
	b := near(a, 4)
	for _, m := range all(t) {
		v, w := score(t, m, a, b), score(t, m, b, a)
		if (v != w) != asymmetric[m.Name()] {
			t.Errorf("%s: %v one way, %v the other", m.Name(), v, w)
		}
	}
}

// A score does not depend on what a metric worked on before, on the stride of
// the planes, or on what lies beside them.
func TestReuse(t *testing.T) {
	a := noise(300, 200, 255, 5)
	b := near(a, 6)
	wide := plane.New(340, 210, 255)
	for i := range wide.Pix {
		wide.Pix[i] = float32(math.NaN())
	}
	c := wide.Sub(image.Rect(3, 4, 303, 204))
	for y := range a.H {
		copy(c.Row(y), a.Row(y))
	}
	used, fresh := all(t), all(t)
	for i, m := range used {
		score(t, m, noise(500, 300, 65535, 7), noise(500, 300, 65535, 8))
		if v, w := score(t, m, &c, b), score(t, fresh[i], a, b); v != w {
			t.Errorf("%s: %v after other work, %v fresh", m.Name(), v, w)
		}
	}
}

func scatter(n int, do func(i int)) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { do(n - 1 - i) })
	}
	wg.Wait()
}

func rgb(w, h int, seed uint64) (ref, dist *plane.Image) {
	ref, dist = new(plane.Image), new(plane.Image)
	ref.Reset(plane.RGB, w, h, 255, false)
	dist.Reset(plane.RGB, w, h, 255, false)
	for c := range 3 {
		ref.Planes[c] = *noise(w, h, 255, seed+uint64(c))
		dist.Planes[c] = *near(&ref.Planes[c], seed+9)
	}
	return ref, dist
}

// The bits do not depend on Par, on Prepare, or on the company of metrics.
func TestSameBits(t *testing.T) {
	ref, dist := rgb(211, 1100, 11)
	for _, color := range []metrics.Color{metrics.RGB, metrics.Luma} {
		plain := metrics.Set{Color: color, Metrics: all(t)}
		want, err := plain.Score(nil, ref, dist)
		if err != nil {
			t.Fatal(err)
		}
		par := metrics.Set{Color: color, Metrics: all(t), Par: scatter}
		ready := metrics.Set{Color: color, Metrics: all(t)}
		ready.Prepare(ref)
		if _, err := ready.Score(nil, ref, ref); err != nil {
			t.Fatal(err)
		}
		alone := metrics.Set{Color: color, Metrics: []metrics.Metric{new(metrics.MSSSIM)}}
		for name, s := range map[string]*metrics.Set{
			"par": &par, "prepared": &ready, "alone": &alone,
		} {
			got, err := s.Score(nil, ref, dist)
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range got {
				for _, w := range want {
					if g.Metric == w.Metric && g.Value != w.Value {
						t.Errorf("%s %s: %v, want %v", name, g.Metric, g.Value, w.Value)
					}
				}
			}
		}
	}
}

func TestPreparedChanges(t *testing.T) {
	ref, dist := rgb(200, 180, 31)
	s := metrics.Set{Color: metrics.Luma}
	s.Prepare(ref)
	before, _ := s.Score(nil, ref, dist)
	ref.Planes[0].Row(9)[9] += 100
	s.Prepare(ref)
	after, _ := s.Score(nil, ref, dist)
	for i := range before {
		if before[i].Value == after[i].Value {
			t.Errorf("%s: change of the reference not seen", before[i].Metric)
		}
	}
}

func TestScoreAllocatesNothing(t *testing.T) {
	ref, dist := rgb(200, 180, 21)
	for _, m := range all(t) {
		f := func() { score(t, m, &ref.Planes[0], &dist.Planes[0]) }
		if m, ok := m.(metrics.ImageMetric); ok {
			f = func() {
				if _, err := m.ScoreImage(ref, dist); err != nil {
					t.Fatal(m.Name(), err)
				}
			}
		}
		f()
		if n := testing.AllocsPerRun(5, f); n != 0 {
			t.Errorf("%s: %v allocations", m.Name(), n)
		}
	}
	clear := func() *plane.Image {
		m := new(plane.Image)
		m.Reset(plane.RGB, 200, 180, 255, true)
		for c := range 3 {
			m.Planes[c] = ref.Planes[c]
		}
		*m.Alpha = *noise(200, 180, 255, 22)
		return m
	}
	for name, d := range map[string]*plane.Image{"plain": dist, "alpha": clear()} {
		for _, color := range []metrics.Color{metrics.RGB, metrics.Luma} {
			s := metrics.Set{Color: color}
			var dst []metrics.Score
			f := func() { dst, _ = s.Score(dst[:0], ref, d) }
			f()
			if n := testing.AllocsPerRun(3, f); n != 0 {
				t.Errorf("set, %s, colour %d: %v allocations", name, color, n)
			}
		}
	}
	var m metrics.SSIM
	var a, b, c plane.Plane
	f := func() { m.Maps(&a, &b, &c, &ref.Planes[0], &dist.Planes[0]) }
	f()
	if n := testing.AllocsPerRun(3, f); n != 0 {
		t.Errorf("maps: %v allocations", n)
	}
}

// Maps agree with the formulas in float64, and their mean with the score.
func TestMaps(t *testing.T) {
	a := noise(150, 90, 255, 41)
	b := near(a, 42)
	var m metrics.SSIM
	var s, l, cs plane.Plane
	v, err := m.Maps(&s, &l, &cs, a, b)
	if err != nil {
		t.Fatal(err)
	}
	var sum float64
	for y := range s.H {
		for x := range s.W {
			wl, wcs := slowSSIM(a, b, x, y)
			gl, gcs := float64(l.Row(y)[x]), float64(cs.Row(y)[x])
			gs := float64(s.Row(y)[x])
			if math.Abs(gl-wl) > 1e-6 || math.Abs(gcs-wcs) > 1e-6 ||
				math.Abs(gs-wl*wcs) > 1e-6 {
				t.Fatalf("(%d,%d): l %v cs %v s %v, want %v %v %v",
					x, y, gl, gcs, gs, wl, wcs, wl*wcs)
			}
			sum += gs
		}
	}
	if mean := sum / float64(s.W*s.H); math.Abs(mean-v) > 1e-7 {
		t.Errorf("mean of the map %v, score %v", mean, v)
	}
}

// slowSSIM is l and cs of one window, from the definition.
func slowSSIM(a, b *plane.Plane, x, y int) (l, cs float64) {
	var sw, sx, sy, sxx, syy, sxy float64
	for j := range 11 {
		for i := range 11 {
			r := float64((i-5)*(i-5) + (j-5)*(j-5))
			w := math.Exp(-r / 4.5)
			p, q := float64(a.Row(y + j)[x+i]), float64(b.Row(y + j)[x+i])
			sw += w
			sx, sy = sx+w*p, sy+w*q
			sxx, syy, sxy = sxx+w*p*p, syy+w*q*q, sxy+w*p*q
		}
	}
	mx, my := sx/sw, sy/sw
	c1, c2 := 2.55*2.55, 7.65*7.65
	l = (2*mx*my + c1) / (mx*mx + my*my + c1)
	cs = (2*(sxy/sw-mx*my) + c2) / (sxx/sw - mx*mx + syy/sw - my*my + c2)
	return l, cs
}

// Maps of windows have the score as their mean; a map of equal planes is that
// of the score everywhere.
func TestWindowMaps(t *testing.T) {
	a := noise(300, 60, 255, 43)
	for _, m := range []metrics.Mapper{new(metrics.ZhaoMSSSIM), &metrics.Mix{Alpha: .5}} {
		for _, b := range []*plane.Plane{near(a, 44), a} {
			var dst plane.Plane
			v, err := m.Map(&dst, a, b)
			if err != nil || dst.Size() != image.Pt(270, 30) || dst.Peak != 1 {
				t.Fatalf("%s: %v, %v of peak %v", m.Name(), err, dst.Size(), dst.Peak)
			}
			var sum float64
			for y := range dst.H {
				for _, d := range dst.Row(y) {
					sum += float64(d)
					if a == b && float64(d) != v {
						t.Fatalf("%s of equal planes: %v", m.Name(), d)
					}
				}
			}
			if mean := sum / 8100; math.Abs(mean-v) > 1e-6 {
				t.Errorf("%s: mean of the map %v, score %v", m.Name(), mean, v)
			}
		}
	}
}

// Mix has its parts, of all channels, and names them.
func TestMixParts(t *testing.T) {
	ref, dist := rgb(64, 50, 45)
	m := &metrics.Mix{Alpha: .25}
	s := metrics.Set{Metrics: []metrics.Metric{m, new(metrics.ZhaoMSSSIM)}}
	scores, err := s.Score(nil, ref, dist)
	if err != nil {
		t.Fatal(err)
	}
	ms, l1 := m.Parts()
	if math.Abs(ms-scores[1].Value) > 1e-15 {
		t.Errorf("part %v, zhao-ms-ssim %v", ms, scores[1].Value)
	}
	if v := .25*(1-ms) + .75*l1; math.Abs(v-scores[0].Value) > 1e-15 {
		t.Errorf("parts make %v, score %v", v, scores[0].Value)
	}
	want := fmt.Sprintf("1-zhao-ms-ssim %.4g, l1 %.4g", 1-ms, l1)
	if scores[0].Note != want || m.Note() != want {
		t.Errorf("notes %q, %q, want %q", scores[0].Note, m.Note(), want)
	}
}

// Structure alone does not see a shift of all samples, the rest of Mix does.
func TestZhaoIsBlindToShifts(t *testing.T) {
	a := noise(80, 70, 4, 46)
	b := plane.New(80, 70, 255)
	a.Peak = 255
	for y := range a.H {
		for x := range a.W {
			a.Row(y)[x] += 120
			b.Row(y)[x] = a.Row(y)[x] + 13
		}
	}
	m := new(metrics.Mix)
	score(t, m, a, b)
	if ms, l1 := m.Parts(); ms < .99 || math.Abs(l1-13./255) > 1e-6 {
		t.Errorf("M %v, l1 %v", ms, l1)
	}
}

func TestPointMaps(t *testing.T) {
	a, b := noise(20, 9, 255, 51), noise(20, 9, 255, 52)
	for _, m := range []metrics.Mapper{new(metrics.L1), new(metrics.L2)} {
		var dst plane.Plane
		v, err := m.Map(&dst, a, b)
		if err != nil {
			t.Fatal(err)
		}
		var sum float64
		for y := range dst.H {
			for _, d := range dst.Row(y) {
				sum += float64(d)
			}
		}
		if mean := sum / 180; math.Abs(mean-v) > 1e-6 {
			t.Errorf("%s: mean of the map %v, score %v", m.Name(), mean, v)
		}
	}
}

func TestErrors(t *testing.T) {
	nan := noise(200, 200, 255, 61)
	nan.Row(100)[100] = float32(math.NaN())
	broken := *noise(200, 200, 255, 62)
	broken.Stride = math.MaxInt / 2
	good := noise(200, 200, 255, 63)
	for _, m := range all(t) {
		if _, err := compare(m, good, noise(200, 199, 255, 1)); !errors.Is(err, metrics.ErrSize) {
			t.Errorf("%s, sizes differ: %v", m.Name(), err)
		}
		var peak *metrics.PeakError
		if _, err := compare(m, good, noise(200, 200, 1023, 1)); !errors.As(err, &peak) {
			t.Errorf("%s, peaks differ: %v", m.Name(), err)
		}
		if _, err := compare(m, plane.New(200, 200, 0), plane.New(200, 200, 0)); !errors.As(err, &peak) {
			t.Errorf("%s, no peak: %v", m.Name(), err)
		}
		if _, err := compare(m, good, nan); !errors.Is(err, metrics.ErrNotFinite) {
			t.Errorf("%s, NaN: %v", m.Name(), err)
		}
		if _, err := compare(m, good, &broken); err == nil {
			t.Errorf("%s took a plane without its samples", m.Name())
		}
		info, _ := metrics.Lookup(m.Name())
		small := noise(info.Side-1, 300, 255, 64)
		if _, err := compare(m, small, small); !errors.Is(err, metrics.ErrSize) {
			t.Errorf("%s, side %d: %v", m.Name(), info.Side-1, err)
		}
		enough := noise(info.Side, info.Side, 255, 65)
		score(t, m, enough, near(enough, 66))
	}
}

func TestClampIsNoted(t *testing.T) {
	a := noise(192, 180, 255, 71)
	b := plane.New(192, 180, 255)
	for y := range a.H {
		for x, v := range a.Row(y) {
			b.Row(y)[x] = 255 - v
		}
	}
	var m metrics.MSSSIM
	if v := score(t, &m, a, b); v != 0 || m.Note() == "" {
		t.Errorf("negative: score %v, note %q", v, m.Note())
	}
	if score(t, &m, a, near(a, 72)); m.Note() != "" {
		t.Errorf("note %q stays", m.Note())
	}
}

func FuzzScore(f *testing.F) {
	f.Add(20, 20, 3, 255.0, uint64(1), float32(0), 0)
	f.Add(170, 161, 0, 65535.0, uint64(2), float32(1e30), 5)
	f.Add(11, 11, 1, 1.0, uint64(3), float32(math.Inf(-1)), 60)
	f.Add(1, 0, 9, -1.0, uint64(4), float32(math.NaN()), 0)
	f.Fuzz(func(t *testing.T, w, h, pad int, peak float64, seed uint64,
		odd float32, at int) {
		w, h, pad = fold(w, 200), fold(h, 200), fold(pad, 20)
		a, b := fuzzPlane(w, h, pad, peak, seed), fuzzPlane(w, h, 0, peak, seed+1)
		if w > 0 && h > 0 {
			a.Row(fold(at, h))[fold(at/7, w)] = odd
		}
		for _, m := range all(t) {
			v, err := compare(m, a, b)
			u, err2 := compare(m, b, a)
			if !asymmetric[m.Name()] && ((err == nil) != (err2 == nil) || err == nil && u != v) {
				t.Fatalf("%s: %v, %v one way, %v, %v the other", m.Name(), v, err, u, err2)
			}
			if err != nil {
				continue
			}
			if m, ok := m.(metrics.Differentiable); ok {
				fuzzGrad(t, m, a, b, v)
			}
			lo, hi := 0.0, math.Inf(1)
			switch m.Name() {
			case "ssim", "zhao-ms-ssim":
				lo, hi = -1.001, 1
			case "ms-ssim", "iw-ssim":
				hi = 1
			case "gmsd", "ms-gmsd", "haarpsi", "mdsi":
				hi = 1
			case "fsim", "fsimc", "vsi":
				hi = 1 + 1e-12
			case "psnr":
				lo = math.Inf(-1) // samples may lie beyond the peak
			}
			if !(v >= lo && v <= hi) {
				t.Fatalf("%s = %v", m.Name(), v)
			}
		}
	})
}

// asymmetric are the metrics that treat the reference as what it is.
var asymmetric = map[string]bool{"iw-ssim": true, "vifp": true, "mdsi": true}

// fuzzGrad looks for a gradient that is not a number, or comes with another
// score.
func fuzzGrad(t *testing.T, m metrics.Differentiable, ref, dist *plane.Plane, want float64) {
	var grad plane.Plane
	for _, p := range [][2]*plane.Plane{{ref, dist}, {dist, ref}} {
		v, err := m.Grad(&grad, p[0], p[1])
		if err != nil || v != want {
			t.Fatalf("%s: %v, %v with its gradient, %v without", m.Name(), v, err, want)
		}
		for y := range grad.H {
			for x, d := range grad.Row(y) {
				if d != d {
					t.Fatalf("%s: NaN at (%d,%d)", m.Name(), x, y)
				}
			}
		}
	}
}

func fold(v, n int) int { return int(uint(v) % uint(n)) }

func fuzzPlane(w, h, pad int, peak float64, seed uint64) *plane.Plane {
	p := &plane.Plane{
		Pix: make([]float32, (w+pad)*h), W: w, H: h, Stride: w + pad, Peak: peak,
	}
	r := rand.New(rand.NewPCG(seed, 3))
	for i := range p.Pix {
		p.Pix[i] = float32(math.Floor(r.Float64()*256)) / 255 * float32(peak)
	}
	return p
}

func BenchmarkScore(b *testing.B) {
	for _, m := range all(b) {
		for _, n := range []int{512, 1080} {
			x := noise(n*16/9, n, 255, 1)
			y := near(x, 2)
			name := fmt.Sprintf("metric=%s/size=%dx%d", m.Name(), x.W, x.H)
			run := func() { score(b, m, x, y) }
			if info, _ := metrics.Lookup(m.Name()); info.Color {
				ref, dist := colored(x), colored(y)
				run = func() { m.(metrics.ImageMetric).ScoreImage(ref, dist) }
			}
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					run()
				}
				px := float64(b.N) * float64(x.W*x.H)
				b.ReportMetric(px/b.Elapsed().Seconds()/1e6, "MPix/s")
			})
		}
	}
}

func BenchmarkSet(b *testing.B) {
	ref, dist := rgb(960, 540, 1)
	for name, color := range map[string]metrics.Color{"rgb": metrics.RGB, "luma": metrics.Luma} {
		b.Run("color="+name+"/size=960x540", func(b *testing.B) {
			s := metrics.Set{Color: color}
			var dst []metrics.Score
			for b.Loop() {
				dst, _ = s.Score(dst[:0], ref, dist)
			}
			b.ReportMetric(float64(b.N)*960*540/b.Elapsed().Seconds()/1e6, "MPix/s")
		})
	}
}
