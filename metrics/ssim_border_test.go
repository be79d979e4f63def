package metrics_test

import (
	"encoding/json"
	"image"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// Means over the full map are those of torchmetrics and scikit-image.
func TestGoldenBorders(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(testdata, "golden/borders.json"))
	if err != nil {
		t.Fatal(err)
	}
	var golden map[string]map[string]float64
	if err := json.Unmarshal(b, &golden); err != nil || len(golden) == 0 {
		t.Fatal(err)
	}
	for i, p := range readGolden(t).Pairs {
		if testing.Short() && i%6 != 0 {
			continue
		}
		for name, want := range golden[p.ID] {
			rule, _ := plane.BorderByName(name)
			m := &metrics.SSIM{Border: rule}
			got := meanScore(t, m, readImage(t, p.Ref), readImage(t, p.Dist))
			if !(math.Abs(got-want) <= 5e-6*(1-want)+1e-9) {
				t.Errorf("%s, %s: %.12f, want %.12f", p.ID, name, got, want)
			}
		}
	}
}

// beyond is a with n more samples at each side.
func (a exact) beyond(n int, b plane.Border) exact {
	c := exact{a.w + 2*n, a.h + 2*n, make([]float64, (a.w+2*n)*(a.h+2*n))}
	for i := range c.v {
		x, y := b.At(i%c.w-n, a.w), b.At(i/c.w-n, a.h)
		if x >= 0 && y >= 0 {
			c.v[i] = a.v[y*a.w+x]
		}
	}
	return c
}

// The score and each derivative of every rule are those of float64, whatever the
// window and however small the picture; the map is as large as the picture, and
// its mean is the score.
func TestBorders(t *testing.T) {
	for rule := plane.Zero; rule <= plane.Reflect101; rule++ {
		for _, w := range []filter.Gaussian{{}, {Taps: 5, Sigma: .9}} {
			for _, size := range []image.Point{{1, 1}, {3, 2}, {11, 30}, {140, 70}} {
				checkBorder(t, &metrics.SSIM{Window: w, Border: rule}, size)
			}
		}
	}
}

func checkBorder(t *testing.T, m *metrics.SSIM, size image.Point) {
	t.Helper()
	taps, sigma := m.Window.Taps, m.Window.Sigma
	if taps == 0 {
		taps, sigma = 11, 1.5
	}
	a := noise(size.X, size.Y, 255, 31)
	b := near(a, 32)
	value := func(y exact) float64 {
		l, cs := exactOf(a).beyond(taps/2, m.Border).ssim(y.beyond(taps/2, m.Border), taps, sigma)
		return l.with(cs, mul).mean()
	}
	var grad, drawn plane.Plane
	v, err := m.Grad(&grad, a, b)
	if err != nil || v != score(t, m, a, b) || math.Abs(v-value(exactOf(b))) > 1e-6 {
		t.Fatalf("%v, %v: %v, %v, want %v", m.Border, size, v, err, value(exactOf(b)))
	}
	if s, err := m.Map(&drawn, a, b); err != nil || s != v || drawn.Size() != size ||
		math.Abs(exactOf(&drawn).mean()-v) > 1e-6 {
		t.Errorf("%v, %v: a map of %v whose mean is %v, %v", m.Border, size, drawn.Size(), exactOf(&drawn).mean(), err)
	}
	most := 0.0
	for y := range grad.H {
		for _, d := range grad.Row(y) {
			most = max(most, math.Abs(float64(d)))
		}
	}
	for _, p := range []image.Point{{}, {size.X - 1, 0}, {0, size.Y - 1}, size.Sub(image.Pt(1, 1)),
		size.Div(2), {min(4, size.X-1), min(6, size.Y-1)}} {
		const h = 1e-5
		y := exactOf(b)
		at := p.Y*size.X + p.X
		y.v[at] += h
		up := value(y)
		y.v[at] -= 2 * h
		want := (up - value(y)) / (2 * h)
		if got := float64(grad.Row(p.Y)[p.X]); math.Abs(got-want) > 4e-5*most+1e-9 {
			t.Errorf("%v, %v, %d taps: %v at %v, want %v of at most %v", m.Border, size, taps, got, p, want, most)
		}
	}
}

// A Set has the same scores, and room is counted for.
func TestBorderInSet(t *testing.T) {
	a := noise(90, 80, 255, 33)
	b := near(a, 34)
	plain, round := new(metrics.SSIM), &metrics.SSIM{Border: plane.Symmetric}
	s := metrics.Set{Metrics: []metrics.Metric{plain, round}}
	image := func(p *plane.Plane) *plane.Image {
		return &plane.Image{Space: plane.Gray, Planes: []plane.Plane{*p}}
	}
	got, err := s.Score(nil, image(a), image(b))
	if err != nil || got[0].Value != score(t, new(metrics.SSIM), a, b) ||
		got[1].Value != score(t, &metrics.SSIM{Border: plane.Symmetric}, a, b) {
		t.Errorf("%v, %v", got, err)
	}
	if got[0].Value == got[1].Value {
		t.Error("the border has no effect")
	}
	alone := metrics.Set{Metrics: []metrics.Metric{new(metrics.SSIM)}}
	if more := s.Memory(90, 80, 1, false) - alone.Memory(90, 80, 1, false); more < 2*4*100*90 {
		t.Errorf("%d bytes for borders", more)
	}
}
