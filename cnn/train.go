package cnn

import (
	"errors"
	"fmt"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// Par runs do(0) … do(n-1), possibly at the same time, and returns when all
// have returned. Results do not depend on it. Nil: one after another.
type Par = func(n int, do func(i int))

// Source has the patches that a network is trained with.
type Source interface {
	// Draw sizes and fills the three planes of both, with Peak 1: the input of
	// the network and what it is to make of it. Patch i is the same whenever
	// it is drawn. Several may be drawn at the same time.
	Draw(i uint64, input, target []plane.Plane)
}

// Training trains a network. Its fields are not to be changed once it has
// begun, but for Rate.
type Training struct {
	Net    *Net
	Source Source
	Loss   func() Loss // makes one for each task
	Batch  int         // patches a step
	Valid  bool        // no zeros beyond the edges: targets are 2·Radius smaller
	By     Optimizer
	Rate   Schedule
	Done   int // steps
	Par    Par

	weights packed
	tasks   pool[task]
	grads   gather
	patches []outcome
	errs    []error
	mean    []float32
	last    outcome
}

// outcome is what came of a patch, or of all of a batch: means.
type outcome struct {
	loss, mse float64
	parts     []float64
}

// MSE is the mean squared difference of the last step's outputs and targets,
// from before the step.
func (t *Training) MSE() float64 { return t.last.mse }

// Parts are the means of the parts of the last step's loss, if it is Parted. The
// slice is valid until the next step.
func (t *Training) Parts() []float64 { return t.last.parts }

// Switch goes on with another loss.
func (t *Training) Switch(loss func() Loss) {
	t.Loss = loss
	for _, w := range t.tasks.idle {
		w.loss = loss()
	}
}

// DivergedError says that a loss is not finite. The network is as it was before
// the step.
type DivergedError struct{ Step int }

func (e *DivergedError) Error() string {
	return fmt.Sprintf("loss is not finite at step %d: training has diverged (a lower rate may help)",
		e.Step)
}

// Step trains with one more batch and returns the mean loss of its patches,
// from before the step. Errors: *DivergedError, those of the losses.
func (t *Training) Step() (float64, error) {
	t.begin()
	if t.Par == nil {
		for i := range t.Batch {
			t.patch(i)
		}
	} else {
		t.Par(t.Batch, t.patch)
	}
	for _, err := range t.errs[:t.Batch] {
		if errors.Is(err, metrics.ErrNotFinite) {
			err = &DivergedError{t.Done}
		}
		if err != nil {
			return 0, err
		}
	}
	t.last.mean(t.patches[:t.Batch])
	t.sum()
	if t.last.loss-t.last.loss != 0 || !asm.Finite(t.mean) {
		return 0, &DivergedError{t.Done}
	}
	t.By.Update(t.Net.Params, t.mean, t.Done, t.Rate.At(t.Done))
	t.Done++
	return t.last.loss, nil
}

// mean makes o the means of all.
func (o *outcome) mean(all []outcome) {
	*o = outcome{parts: append(o.parts[:0], all[0].parts...)}
	clear(o.parts)
	n := float64(len(all))
	for _, p := range all {
		o.loss += p.loss
		o.mse += p.mse
		for i, v := range p.parts {
			o.parts[i] += v / n
		}
	}
	o.loss /= n
	o.mse /= n
}

// begin packs the weights and makes room.
func (t *Training) begin() {
	t.weights.pack(t.Net)
	t.weights.packBack()
	t.grads.begin(t.Batch)
	for len(t.patches) < t.Batch {
		t.patches, t.errs = append(t.patches, outcome{}), append(t.errs, nil)
	}
	if t.mean == nil {
		t.mean = make([]float32, Size())
	}
}

// patch makes patch i of the batch.
func (t *Training) patch(i int) {
	w, grad := t.tasks.take(func() *task { return &task{loss: t.Loss()} }), t.grads.room()
	at := uint64(t.Done)*uint64(t.Batch) + uint64(i)
	t.errs[i] = w.patch(&t.patches[i], t, at, grad)
	t.grads.add(i, grad)
	t.tasks.give(w)
}

// sum makes the mean gradient of the batch.
func (t *Training) sum() {
	unpack(t.mean, t.grads.sum)
	n := float32(t.Batch)
	for k, v := range t.mean {
		t.mean[k] = v / n
	}
}

// task is the work space of one goroutine.
type task struct {
	loss                     Loss
	tr                       trace
	input, target, out, grad [Channels]plane.Plane
}

// patch makes what comes of patch i, and its gradient by the parameters.
func (w *task) patch(o *outcome, t *Training, i uint64, grad []float32) error {
	t.Source.Draw(i, w.input[:], w.target[:])
	w.tr.size(w.input[0].W, w.input[0].H, !t.Valid)
	w.tr.sizeBack()
	load(&w.tr.in, w.input[:])
	w.tr.forward(&t.weights)
	unload(w.out[:], &w.tr.out)
	v, err := w.loss.Grad(w.grad[:], w.out[:], w.target[:])
	if err != nil {
		return err
	}
	o.loss, o.mse, o.parts = v, mse(w.out[:], w.target[:]), o.parts[:0]
	if p, ok := w.loss.(Parted); ok {
		o.parts = append(o.parts, p.Parts()...)
	}
	deliver(&w.tr.g3, w.grad[:])
	w.tr.backward(grad, &t.weights)
	return nil
}

// mse is the mean squared difference of planes.
func mse(a, b []plane.Plane) float64 {
	sum := 0.0
	for c := range a {
		for y := range a[c].H {
			other := b[c].Row(y)
			for x, v := range a[c].Row(y) {
				d := float64(v) - float64(other[x])
				sum += float64(d * d)
			}
		}
	}
	return sum / float64(len(a)*a[0].W*a[0].H)
}

// offset is what is subtracted from inputs and added to outputs.
const offset = .5

// load puts planes into g, pixel by pixel.
func load(g *grid, planes []plane.Plane) {
	for y := range g.h {
		row := g.row(y)
		for c := range planes {
			for x, v := range planes[c].Row(y) {
				row[x*g.c+c] = v - offset
			}
		}
	}
}

// deliver puts the planes of a gradient into g.
func deliver(g *grid, planes []plane.Plane) {
	for c := range planes {
		for y := range g.h {
			row := g.row(y)
			for x, v := range planes[c].Row(y) {
				row[x*g.c+c] = v
			}
		}
	}
}

// unload makes planes of g.
func unload(planes []plane.Plane, g *grid) {
	for c := range planes {
		planes[c].Resize(g.w, g.h)
		planes[c].Peak = 1
		for y := range g.h {
			row, src := planes[c].Row(y), g.row(y)
			for x := range row {
				row[x] = src[x*g.c+c] + offset
			}
		}
	}
}
