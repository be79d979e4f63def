package metrics_test

import (
	"errors"
	"math"
	"testing"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// A step against the gradient lowers the loss by as much as the gradient says.
func TestLossGoesDown(t *testing.T) {
	out := []plane.Plane{*noise(170, 163, 255, 1), *noise(165, 180, 255, 2)}
	target := []plane.Plane{*near(&out[0], 3), *near(&out[1], 4)}
	for _, m := range differentiables(t) {
		l := metrics.Loss{Metric: m}
		grad := make([]plane.Plane, 2)
		before, err := l.Backward(grad, out, target)
		if err != nil {
			t.Fatal(m.Name(), err)
		}
		norm := 0.0
		for i := range grad {
			for y := range grad[i].H {
				for _, g := range grad[i].Row(y) {
					norm += float64(g) * float64(g)
				}
			}
		}
		step := 1e-3 * math.Abs(before) / norm
		next := make([]plane.Plane, 2)
		for i := range next {
			next[i].Resize(out[i].W, out[i].H)
			next[i].Peak = 255
			for y := range next[i].H {
				for x, v := range out[i].Row(y) {
					next[i].Row(y)[x] = v - float32(255*step*float64(grad[i].Row(y)[x]))
				}
			}
		}
		after, err := l.Backward(make([]plane.Plane, 2), next, target)
		if fall := before - after; err != nil || math.Abs(fall/(step*norm)-1) > .2 {
			t.Errorf("%s: fell by %g, want about %g (%v)", m.Name(), fall, step*norm, err)
		}
	}
}

// The loss of equal batches is 0, but for PSNR.
func TestLossOfEqual(t *testing.T) {
	batch := []plane.Plane{*noise(170, 170, 255, 1)}
	for _, m := range differentiables(t) {
		l := metrics.Loss{Metric: m}
		want := 0.0
		if m.Name() == "psnr" {
			want = math.Inf(-1)
		}
		if v, err := l.Backward(make([]plane.Plane, 1), batch, batch); v != want || err != nil {
			t.Errorf("%s: %v, %v", m.Name(), v, err)
		}
	}
}

func TestLossErrors(t *testing.T) {
	l := metrics.Loss{Metric: new(metrics.SSIM)}
	a, b := noise(20, 20, 255, 1), noise(20, 21, 255, 1)
	if v, err := l.Backward(make([]plane.Plane, 1), []plane.Plane{*a}, []plane.Plane{*b}); !errors.Is(err, metrics.ErrSize) || v == v {
		t.Errorf("sizes differ: %v, %v", v, err)
	}
	defer func() {
		if _, text := recover().(string); !text {
			t.Error("batches of other lengths taken")
		}
	}()
	l.Backward(nil, []plane.Plane{*a}, []plane.Plane{*a})
}
