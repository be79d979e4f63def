package fourier

import (
	"fmt"
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"

	"github.com/fastiqa/iqa/asm"
)

func noise(n int) []float64 {
	r := rand.New(rand.NewPCG(5, uint64(n)))
	x := make([]float64, n)
	for i := range x {
		x[i] = r.Float64() - .5
	}
	return x
}

func at(x []float64, k, lane int) complex128 {
	return complex(x[k*asm.FourierPoint+lane], x[k*asm.FourierPoint+asm.FourierLanes+lane])
}

// slow is one number of a transform, from the definition.
func slow(x []float64, n, k, lane int) (sum complex128) {
	for j := range n {
		sum += at(x, j, lane) * cmplx.Exp(complex(0, -2*math.Pi*float64(j*k%n)/float64(n)))
	}
	return sum
}

func TestTransform(t *testing.T) {
	for n := 1; n < 520; n++ {
		if testing.Short() && n > 70 && n%37 != 0 {
			continue
		}
		x := noise(n * asm.FourierPoint)
		y, work := make([]float64, len(x)), make([]float64, len(x))
		was := append([]float64(nil), x...)
		NewPlan(n).Transform(y, x, work)
		for i := range 20 {
			k, lane := (i*n/19+i)%n, i%asm.FourierLanes
			if want := slow(was, n, k, lane); !(cmplx.Abs(at(y, k, lane)-want) < 2e-13*math.Sqrt(float64(n))) {
				t.Fatalf("%d points, number %d: %v, want %v", n, k, at(y, k, lane), want)
			}
		}
		for i, v := range was {
			if x[i] != v {
				t.Fatalf("%d points: source changed", n)
			}
		}
	}
}

func TestRoot(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 8, 360, 479, 10007} {
		for k := range 2 * n {
			re, im := root(k, n)
			s, c := math.Sincos(2 * math.Pi * float64(k%n) / float64(n))
			if math.Abs(re-c)+math.Abs(im+s) > 2e-15 {
				t.Fatalf("%d of %d: %v %v, want %v %v", k, n, re, im, c, -s)
			}
		}
	}
}

// A response to weights of 1 is the plane itself, times its size; beyond it
// there is nothing.
func TestPlane(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {2, 3}, {8, 8}, {9, 17}, {37, 22}, {67, 16}, {30, 131}} {
		w, h := size[0], size[1]
		p, x := NewPlane(w, h), noise(w*h)
		spectrum, begun := make([]float64, p.Len()), make([]float64, p.Len())
		strip := make([]float64, p.StripLen())
		one := make([]float64, p.Weights())
		for y := range h {
			for x := range w {
				one[p.Index(x, y)] = 1
			}
		}
		p.Spectrum(spectrum, x, nil)
		p.Begin(begun, spectrum, one, one)
		for i := range p.Strips() {
			p.End(strip, begun, i)
			for j := range h * asm.FourierLanes {
				y, col := j/asm.FourierLanes, i*asm.FourierLanes+j%asm.FourierLanes
				want := 0.
				if col < w {
					want = x[y*w+col] * float64(w*h)
				}
				got := at(strip, y, j%asm.FourierLanes)
				if !(cmplx.Abs(got-complex(want, 0)) < 1e-14*float64(w*h)) || col >= w && got != 0 {
					t.Fatalf("%dx%d at (%d,%d): %v, want %v", w, h, col, y, got, want)
				}
			}
		}
	}
}

func TestTransformRefusesShortSlices(t *testing.T) {
	p := NewPlan(6)
	for i := range 3 {
		var b [3][]float64
		for j := range b {
			b[j] = make([]float64, 6*asm.FourierPoint)
		}
		b[i] = b[i][1:]
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("slice %d is short and taken", i)
				}
			}()
			p.Transform(b[0], b[1], b[2])
		}()
	}
}

func TestTransformAllocatesNothing(t *testing.T) {
	for _, n := range []int{60, 479} {
		p := NewPlan(n)
		var b [3][]float64
		for j := range b {
			b[j] = make([]float64, n*asm.FourierPoint)
		}
		if a := testing.AllocsPerRun(3, func() { p.Transform(b[0], b[1], b[2]) }); a != 0 {
			t.Errorf("%d points: %v allocations", n, a)
		}
	}
}

func BenchmarkTransform(b *testing.B) {
	for _, n := range []int{256, 270, 334, 479, 480} {
		b.Run(fmt.Sprintf("points=%d", n), func(b *testing.B) {
			p := NewPlan(n)
			x := noise(n * asm.FourierPoint)
			y, work := make([]float64, len(x)), make([]float64, len(x))
			for b.Loop() {
				p.Transform(y, x, work)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n*asm.FourierLanes), "ns/point")
		})
	}
}
