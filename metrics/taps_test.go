package metrics_test

import (
	"math"
	"testing"

	"github.com/fastiqa/iqa/filter"
)

// Windows lack the taps below 2^-26 and have weights of float32. Against all 31
// taps of each window a cs moves by less than 2e-5 where that is worst, beside a
// single white sample on black, and its mean over a photograph hardly.
func TestZhaoTaps(t *testing.T) {
	black := fill(70, 70, func(int, int) float32 { return 0 })
	white := fill(70, 70, func(x, y int) float32 {
		if x == 35 && y == 35 {
			return 255
		}
		return 0
	})
	photo := &readImage(t, "camera176x176.png").Planes[0]
	noisy := &readImage(t, "camera176x176__noise10.png").Planes[0]
	for _, c := range []struct {
		name        string
		x, y        exact
		worst, mean float64
	}{
		{"impulse", exactOf(white), exactOf(black), 2e-5, 1e-6},
		{"photograph", exactOf(noisy), exactOf(photo), 1e-5, 1e-7},
	} {
		for i, sigma := range []float64{.5, 1, 2, 4, 8} {
			w := filter.Gaussian{Taps: 31, Sigma: sigma}.Weights(nil)
			if taps := 2*kept(w) - 1; taps != []int{5, 11, 23, 31, 31}[i] {
				t.Errorf("σ %v: %d taps", sigma, taps)
			}
			_, all := c.x.ssim(c.y, 31, sigma)
			_, cs := c.x.ssimBy(c.y, func(e exact) exact { return e.under(whole(w)) })
			if d := farthest(all, cs); d > c.worst {
				t.Errorf("%s, σ %v: cs moves by %.2g", c.name, sigma, d)
			}
			d := math.Abs(all.mean() - cs.mean())
			t.Logf("%s, σ %v: cs moves by %.2g, its mean by %.2g", c.name, sigma, farthest(all, cs), d)
			if d > c.mean {
				t.Errorf("%s, σ %v: the mean cs moves by %.2g", c.name, sigma, d)
			}
		}
	}
}

// kept is how many weights of half a window are not 0.
func kept(half []float32) (n int) {
	for _, v := range half {
		if v != 0 {
			n++
		}
	}
	return n
}

// whole is the window of which half is given.
func whole(half []float32) []float64 {
	n := len(half)
	w := make([]float64, 2*n-1)
	for i, v := range half {
		w[i], w[2*n-2-i] = float64(v), float64(v)
	}
	return w
}

// farthest is the largest difference of two maps.
func farthest(a, b exact) (d float64) {
	for i, v := range a.v {
		d = max(d, math.Abs(v-b.v[i]))
	}
	return d
}
