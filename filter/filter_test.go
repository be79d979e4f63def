package filter_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/plane"
)

// forEachImpl runs f with each implementation of the kernels.
func forEachImpl(t *testing.T, f func(t *testing.T)) {
	defer asm.Use(asm.Best())
	for _, name := range asm.Available() {
		if err := asm.Use(name); err != nil {
			t.Fatal(err)
		}
		t.Run(name, f)
	}
}

// sum is that of the whole window, exact in float64.
func sum(half []float32) float64 {
	s := float64(half[len(half)-1])
	for _, w := range half[:len(half)-1] {
		s += 2 * float64(w)
	}
	return s
}

// Weights sum to 1 exactly, grow towards the middle, and are the Gaussian's to
// the rounding of float32, but for the outermost kept tap, which takes up what
// the sum lacks.
func TestWeights(t *testing.T) {
	for _, g := range []filter.Gaussian{
		{11, 1.5}, {1, 1}, {3, .5}, {7, 1}, {31, .5}, {31, 1}, {31, 2}, {31, 4},
		{31, 8}, {33, 8}, {255, 30},
	} {
		w := g.Weights(nil)
		if len(w) != g.Taps/2+1 || sum(w) != 1 {
			t.Errorf("%v: %d weights of sum %v", g, len(w), sum(w))
		}
		total := 0.0
		for i := range g.Taps {
			r := float64(i - g.Taps/2)
			total += math.Exp(-r * r / (2 * g.Sigma * g.Sigma))
		}
		for i, v := range w {
			r := float64(g.Taps/2 - i)
			want := math.Exp(-r*r/(2*g.Sigma*g.Sigma)) / total
			if math.Abs(float64(v)-want) > 1e-7 || i > 0 && v < w[i-1] {
				t.Errorf("%v: weight %d is %v, want %v", g, i, v, want)
			}
		}
	}
}

func TestWindowPanics(t *testing.T) {
	for _, g := range []filter.Gaussian{{10, 1}, {0, 1}, {11, 0}, {257, 1}, {11, math.NaN()}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v taken", g)
				}
			}()
			g.Weights(nil)
		}()
	}
	for _, g := range []filter.Gaussian{{10, 1}, {-1, 1}, {11, 0}, {11, math.NaN()}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v taken", g)
				}
			}()
			g.Weights64(nil)
		}()
	}
}

func random(w, h int) *plane.Plane {
	p := plane.New(w, h, 255)
	r := rand.New(rand.NewPCG(1, 2))
	for y := range h {
		for x := range w {
			p.Row(y)[x] = float32(r.IntN(256))
		}
	}
	return p
}

func TestFilter(t *testing.T) { forEachImpl(t, testFilter) }

func testFilter(t *testing.T) {
	src := random(40, 25)
	for _, g := range []filter.Gaussian{{11, 1.5}, {1, 1}, {5, 2}} {
		var dst, tmp plane.Plane
		g.Filter(&dst, &tmp, src)
		if dst.W != 40-g.Taps+1 || dst.H != 25-g.Taps+1 || dst.Peak != 255 {
			t.Fatalf("%v: %dx%d", g, dst.W, dst.H)
		}
		half := g.Weights(nil)
		tap := func(i int) float64 { return float64(half[min(i, g.Taps-1-i)]) }
		for y := range dst.H {
			for x := range dst.W {
				want := 0.0
				for j := range g.Taps {
					for i := range g.Taps {
						want += tap(i) * tap(j) * float64(src.Row(y + j)[x+i])
					}
				}
				if got := float64(dst.Row(y)[x]); math.Abs(got-want) > 1e-4 {
					t.Fatalf("%v at (%d,%d): %v, want %v", g, x, y, got, want)
				}
			}
		}
		if n := testing.AllocsPerRun(3, func() { g.Filter(&dst, &tmp, src) }); n != 0 {
			t.Errorf("%v: %v allocations", g, n)
		}
	}
}

func TestHalve(t *testing.T) { forEachImpl(t, testHalve) }

func testHalve(t *testing.T) {
	src := plane.New(3, 3, 255)
	for i, v := range []float32{0, 4, 8, 2, 6, 10, 100, 101, 102} {
		src.Row(i / 3)[i%3] = v
	}
	var dst plane.Plane
	filter.Halve(&dst, src)
	want := [][]float32{{3, 9}, {100.5, 102}}
	for y, row := range want {
		for x, v := range row {
			if got := dst.Row(y)[x]; got != v {
				t.Errorf("(%d,%d): %v, want %v", x, y, got, v)
			}
		}
	}
}

func BenchmarkFilter(b *testing.B) {
	src := random(1920, 1080)
	for _, taps := range []int{11, 31} {
		b.Run(fmt.Sprintf("taps=%d/size=1920x1080", taps), func(b *testing.B) {
			var dst, tmp plane.Plane
			g := filter.Gaussian{Taps: taps, Sigma: float64(taps) / 7}
			for b.Loop() {
				g.Filter(&dst, &tmp, src)
			}
			b.ReportMetric(float64(b.N)*1920*1080/b.Elapsed().Seconds()/1e6, "MPix/s")
		})
	}
}

// In float64 the weights are the Gaussian's, to a few units in the last place
// of each, however small.
func TestWeights64(t *testing.T) {
	for _, g := range []filter.Gaussian{
		{1, 1}, {3, .5}, {31, .5}, {31, 8}, {31, 1e9}, {401, 50}, {5, math.Inf(1)}, {5, 1e-200},
	} {
		all := g.Weights64([]float64{7})
		w := all[1:]
		if all[0] != 7 || len(w) != g.Taps {
			t.Fatalf("%v: %d weights", g, len(w))
		}
		var total, s float64
		for i := range w {
			r := float64(i-g.Taps/2) / g.Sigma
			total += math.Exp(-r * r / 2)
			s += w[i]
		}
		if math.Abs(s-1) > 1e-14 {
			t.Errorf("%v: sum %v", g, s)
		}
		for i, v := range w {
			r := float64(i-g.Taps/2) / g.Sigma
			want := math.Exp(-r*r/2) / total
			if math.Abs(v-want) > 1e-12*want || v != w[len(w)-1-i] {
				t.Errorf("%v: weight %d is %v, want %v", g, i, v, want)
			}
		}
	}
}
