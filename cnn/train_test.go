package cnn

import (
	"errors"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// waves is a Source of patches of a smooth picture, whose inputs are too dark.
type waves struct {
	side   int
	broken uint64 // this patch is not finite
}

func (s waves) Draw(i uint64, input, target []plane.Plane) {
	for c := range input {
		input[c].Resize(s.side, s.side)
		target[c].Resize(s.side, s.side)
		input[c].Peak, target[c].Peak = 1, 1
		for y := range s.side {
			for x := range s.side {
				k := int(i)*7 + 3*x + 5*y + c
				v := float32(k%17) / 16
				input[c].Row(y)[x], target[c].Row(y)[x] = v*.7, v
			}
		}
	}
	if s.broken != 0 && i == s.broken {
		input[0].Row(0)[0] = float32(math.NaN())
	}
}

func training(par Par) *Training {
	return &Training{Net: New(1), Source: waves{side: 7}, Batch: 3, By: new(Adam),
		Loss: func() Loss { return Dense(new(metrics.L2)) },
		Rate: Schedule{Rate: 2e-3, Warm: 2, Steps: 12}, Par: par}
}

func steps(t *testing.T, tr *Training, n int) (losses []float64) {
	t.Helper()
	for range n {
		v, err := tr.Step()
		if err != nil {
			t.Fatal(err)
		}
		losses = append(losses, v)
	}
	return losses
}

// parallel runs tasks at the same time, as pipelines do.
func parallel(n int, do func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { do(i) })
	}
	all.Wait()
}

func TestTrainingLearns(t *testing.T) {
	losses := steps(t, training(nil), 12)
	if first, last := losses[0], losses[11]; !(last < first/2) {
		t.Errorf("loss from %g to %g", first, last)
	}
}

// The same bits from each implementation, and any number of tasks. The source
// has few pixels: plain Go is slow, and the race detector makes it slower.
func TestTrainingBits(t *testing.T) {
	small := func(par Par) *Training {
		tr := training(par)
		tr.Source = waves{side: 3}
		return tr
	}
	tr := small(nil)
	losses := steps(t, tr, 3)
	defer asm.Use(asm.Best())
	for _, im := range asm.Available() {
		if err := asm.Use(im); err != nil {
			t.Fatal(err)
		}
		for _, par := range []Par{nil, parallel} {
			again := small(par)
			if l := steps(t, again, 3); !slices.Equal(l, losses) {
				t.Errorf("%s: losses %v, want %v", im, l, losses)
			}
			if !slices.Equal(again.Net.Params, tr.Net.Params) {
				t.Errorf("%s: other parameters", im)
			}
		}
	}
}

func TestTrainingStopsWhereItDiverges(t *testing.T) {
	tr := training(nil)
	tr.Source = waves{7, 4} // in the second batch
	steps(t, tr, 1)
	before := slices.Clone(tr.Net.Params)
	_, err := tr.Step()
	var d *DivergedError
	if !errors.As(err, &d) && !errors.Is(err, metrics.ErrNotFinite) {
		t.Errorf("%v, want a loss that is not finite", err)
	}
	if !slices.Equal(before, tr.Net.Params) {
		t.Error("the network has changed")
	}
}

// The mean squared difference is that of the step, and the loss of l2.
func TestTrainingMSE(t *testing.T) {
	tr := small(new(Adam))
	steps(t, tr, 2)
	v, err := tr.Step()
	if err != nil || math.Abs(v-tr.MSE()) > 1e-6*v || len(tr.Parts()) != 0 {
		t.Errorf("loss %g, mse %g, parts %v, %v", v, tr.MSE(), tr.Parts(), err)
	}
}
