package metrics_test

import (
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// differentiables are all metrics that have a gradient.
func differentiables(t testing.TB) (list []metrics.Differentiable) {
	for info := range metrics.All() {
		m, err := metrics.ByName(info.Name)
		if err != nil {
			t.Fatal(err)
		}
		d, ok := m[0].(metrics.Differentiable)
		if ok != info.Grad {
			t.Errorf("%s: has a gradient %v, registry says %v", info.Name, ok, info.Grad)
		}
		_, plain := m[0].(metrics.Mapper)
		if _, whole := m[0].(metrics.ImageMapper); (plain || whole) != info.Map {
			t.Errorf("%s: has a map %v, registry says %v", info.Name, plain || whole, info.Map)
		}
		if ok {
			list = append(list, d)
		}
	}
	return list
}

// Gradients agree with those of automatic differentiation in float64, stored
// in testdata/golden/gradients as <pair>.<metric>.f32: planes in float32.
func TestGoldenGradients(t *testing.T) { forEachImpl(t, testGoldenGradients) }

func testGoldenGradients(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata, "golden/gradients/*.f32"))
	if err != nil || len(files) == 0 {
		t.Fatal("no golden gradients", err)
	}
	for _, f := range files {
		pair, name, _ := strings.Cut(strings.TrimSuffix(filepath.Base(f), ".f32"), ".")
		m := goldenMetric(t, name)
		base, _, _ := strings.Cut(pair, "__")
		ref, dist := readImage(t, base+".png"), readImage(t, pair+".png")
		var grad plane.Image
		v, err := metrics.Grad(m, &grad, ref, dist)
		if err != nil {
			t.Errorf("%s %s: %v", pair, name, err)
			continue
		}
		if w := meanScore(t, m, ref, dist); v != w {
			t.Errorf("%s %s: score %v with the gradient, %v without", pair, name, v, w)
		}
		e := distance(&grad, readFloats(t, f))
		t.Logf("%s %s: off by %.2g of the largest", pair, name, e)
		if !(e <= 1e-5) {
			t.Errorf("%s %s: off by %.3g of the largest", pair, name, e)
		}
	}
}

// goldenMetric is the metric of a name, or mix with another α, or ssim with another
// border.
func goldenMetric(t testing.TB, name string) metrics.Differentiable {
	if name == "mix.025" {
		return &metrics.Mix{Alpha: .025}
	}
	if rule, ok := strings.CutPrefix(name, "ssim."); ok {
		b, ok := plane.BorderByName(rule)
		if !ok {
			t.Fatal(name)
		}
		return &metrics.SSIM{Border: b}
	}
	m, err := metrics.ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	return m[0].(metrics.Differentiable)
}

// meanScore is m's score as a Set has it.
func meanScore(t testing.TB, m metrics.Metric, ref, dist *plane.Image) float64 {
	s := metrics.Set{Metrics: []metrics.Metric{m}}
	scores, err := s.Score(nil, ref, dist)
	if err != nil || scores[0].Err != nil {
		t.Fatal(m.Name(), err, scores)
	}
	return scores[0].Value
}

func readFloats(t testing.TB, file string) []float32 {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all := make([]float32, len(b)/4)
	for i := range all {
		all[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return all
}

// distance is the largest difference of a gradient, as a fraction of the
// largest element.
func distance(grad *plane.Image, want []float32) float64 {
	var worst, largest float64
	for i := range grad.Planes {
		p := &grad.Planes[i]
		for y := range p.H {
			for x, v := range p.Row(y) {
				w := float64(want[(i*p.H+y)*p.W+x])
				worst = max(worst, math.Abs(float64(v)-w))
				largest = max(largest, math.Abs(w))
			}
		}
	}
	return worst / largest
}

// The gradient of equal pictures is 0, and there is a finite one for all that
// is finite.
func TestGradSpecial(t *testing.T) {
	const w, h = 170, 165
	flat := func(v float32) *plane.Plane {
		return fill(w, h, func(int, int) float32 { return v })
	}
	a := noise(w, h, 255, 1)
	negative := fill(w, h, func(x, y int) float32 { return 255 - a.Row(y)[x] })
	checker := fill(w, h, func(x, y int) float32 { return float32((x + y) % 2 * 255) })
	inverse := fill(w, h, func(x, y int) float32 { return 255 - checker.Row(y)[x] })
	impulse := flat(0)
	impulse.Row(80)[80] = 255
	for name, p := range map[string][2]*plane.Plane{
		"equal": {a, a}, "equal flat": {flat(9), flat(9)},
		"flat": {flat(100), flat(110)}, "black and white": {flat(0), flat(255)},
		"negative": {a, negative}, "checker": {checker, inverse},
		"impulse": {flat(0), impulse}, "on noise": {a, flat(128)},
	} {
		for _, m := range differentiables(t) {
			var grad plane.Plane
			v, err := m.Grad(&grad, p[0], p[1])
			if err != nil || v != score(t, m, p[0], p[1]) {
				t.Fatalf("%s, %s: %v, %v", m.Name(), name, v, err)
			}
			if grad.Size() != a.Size() || grad.Peak != 1 {
				t.Fatalf("%s, %s: a plane %v of peak %v", m.Name(), name, grad.Size(), grad.Peak)
			}
			var most float64
			for y := range grad.H {
				for x, d := range grad.Row(y) {
					if d-d != 0 {
						t.Fatalf("%s, %s: %v at (%d,%d)", m.Name(), name, d, x, y)
					}
					most = max(most, math.Abs(float64(d)))
				}
			}
			if (p[0] == p[1] || name == "equal flat") && most != 0 {
				t.Errorf("%s, %s: %v", m.Name(), name, most)
			}
		}
	}
}

func fill(w, h int, at func(x, y int) float32) *plane.Plane {
	return fillPeak(w, h, 255, at)
}

func fillPeak(w, h int, peak float64, at func(x, y int) float32) *plane.Plane {
	p := plane.New(w, h, peak)
	for y := range h {
		for x := range w {
			p.Row(y)[x] = at(x, y)
		}
	}
	return p
}

// The gradient of a picture is that of the mean over its planes; PSNR's is of
// the mean of all samples, in which a plane's share is that of its loss.
func TestGradOfImage(t *testing.T) {
	ref, dist := rgb(200, 180, 81)
	for _, m := range differentiables(t) {
		if _, ok := m.(metrics.ImageDifferentiable); ok {
			continue // TestGradImageDifferences
		}
		var grad plane.Image
		v, err := metrics.Grad(m, &grad, ref, dist)
		if w := meanScore(t, m, ref, dist); err != nil || v != w {
			t.Errorf("%s: %v, %v, want %v", m.Name(), v, err, w)
		}
		all := meanScore(t, new(metrics.L2), ref, dist)
		for i := range ref.Planes {
			a, b := &ref.Planes[i], &dist.Planes[i]
			share := 1. / 3
			if m.Name() == "psnr" {
				share *= score(t, new(metrics.L2), a, b) / all
			}
			var one plane.Plane
			if _, err := m.Grad(&one, a, b); err != nil {
				t.Fatal(err)
			}
			checkShare(t, m.Name(), &grad.Planes[i], &one, share)
		}
	}
}

func checkShare(t *testing.T, name string, got, one *plane.Plane, share float64) {
	most := 0.0
	for y := range one.H {
		for _, v := range one.Row(y) {
			most = max(most, math.Abs(float64(v)))
		}
	}
	for y := range got.H {
		for x, v := range got.Row(y) {
			w := share * float64(one.Row(y)[x])
			if math.Abs(float64(v)-w) > 1e-6*most*share {
				t.Fatalf("%s at (%d,%d): %v, want %v", name, x, y, v, w)
			}
		}
	}
}

func TestGradErrors(t *testing.T) {
	ref, dist := rgb(170, 165, 91)
	gray, alpha := new(plane.Image), new(plane.Image)
	gray.Reset(plane.Gray, 170, 165, 255, false)
	alpha.Reset(plane.RGB, 170, 165, 255, true)
	nan := noise(170, 165, 255, 92)
	nan.Row(80)[80] = float32(math.NaN())
	for _, m := range differentiables(t) {
		var g plane.Image
		for _, other := range []*plane.Image{gray, alpha, {}} {
			if _, err := metrics.Grad(m, &g, ref, other); err == nil {
				t.Errorf("%s: took pictures that are not alike", m.Name())
			}
		}
		var p plane.Plane
		if _, err := m.Grad(&p, &dist.Planes[0], nan); !errors.Is(err, metrics.ErrNotFinite) {
			t.Errorf("%s, NaN: %v", m.Name(), err)
		}
		if _, err := m.Grad(&p, nan, noise(9, 9, 255, 1)); !errors.Is(err, metrics.ErrSize) {
			t.Errorf("%s, sizes: %v", m.Name(), err)
		}
	}
}

func TestGradAllocatesNothing(t *testing.T) {
	ref, dist := rgb(200, 180, 21)
	for _, m := range differentiables(t) {
		var p plane.Plane
		var g plane.Image
		f := func() {
			m.Grad(&p, &ref.Planes[0], &dist.Planes[0])
			metrics.Grad(m, &g, ref, dist)
		}
		f()
		if n := testing.AllocsPerRun(3, f); n != 0 {
			t.Errorf("%s: %v allocations", m.Name(), n)
		}
	}
}

func BenchmarkGrad(b *testing.B) {
	x := noise(1920, 1080, 255, 1)
	y := near(x, 2)
	for _, m := range differentiables(b) {
		b.Run("metric="+m.Name()+"/size=1920x1080", func(b *testing.B) {
			var g plane.Plane
			for b.Loop() {
				m.Grad(&g, x, y)
			}
			b.ReportMetric(float64(b.N)*1920*1080/b.Elapsed().Seconds()/1e6, "MPix/s")
		})
	}
}
