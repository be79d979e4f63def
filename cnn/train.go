package cnn

import (
	"fmt"

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
	tasks   []task
	grads   [][]float32
	losses  []float64
	errs    []error
	mean    []float32
}

// Switch goes on with another loss.
func (t *Training) Switch(loss func() Loss) {
	t.Loss = loss
	for i := range t.tasks {
		t.tasks[i].loss = loss()
	}
}

// maxTasks bounds the work space: more tasks than that are not made.
const maxTasks = 64

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
	n := min(t.Batch, len(t.tasks))
	if t.Par == nil || n == 1 {
		for i := range n {
			t.some(i, n)
		}
	} else {
		t.Par(n, func(i int) { t.some(i, n) })
	}
	loss := 0.0
	for i, err := range t.errs {
		if err != nil {
			return 0, err
		}
		loss += t.losses[i]
	}
	loss /= float64(t.Batch)
	t.sum()
	if loss-loss != 0 || !finite(t.mean) {
		return 0, &DivergedError{t.Done}
	}
	t.By.Update(t.Net.Params, t.mean, t.Done, t.Rate.At(t.Done))
	t.Done++
	return loss, nil
}

// begin packs the weights and makes room.
func (t *Training) begin() {
	t.weights.pack(t.Net)
	t.weights.packBack()
	for len(t.grads) < t.Batch {
		t.grads = append(t.grads, make([]float32, Size()))
		t.losses, t.errs = append(t.losses, 0), append(t.errs, nil)
	}
	if t.mean == nil {
		t.mean = make([]float32, Size())
	}
	tasks := 1
	if t.Par != nil {
		tasks = min(t.Batch, maxTasks)
	}
	for len(t.tasks) < tasks {
		t.tasks = append(t.tasks, task{loss: t.Loss()})
	}
}

// some makes every n-th patch of the batch, from patch i.
func (t *Training) some(i, n int) {
	w := &t.tasks[i]
	for ; i < t.Batch; i += n {
		at := uint64(t.Done)*uint64(t.Batch) + uint64(i)
		t.losses[i], t.errs[i] = w.patch(t, at, t.grads[i])
	}
}

// sum makes the mean gradient of the batch, in the order of its patches.
func (t *Training) sum() {
	n := float32(t.Batch)
	for k := range t.mean {
		v := float32(0)
		for _, g := range t.grads[:t.Batch] {
			v += g[k]
		}
		t.mean[k] = v / n
	}
}

func finite(s []float32) bool {
	sum := float32(0)
	for _, v := range s {
		sum += v - v
	}
	return sum == 0
}

// task is the work space of one goroutine.
type task struct {
	loss                     Loss
	tr                       trace
	input, target, out, grad [Channels]plane.Plane
}

// patch makes the loss of patch i and its gradient by the parameters.
func (w *task) patch(t *Training, i uint64, grad []float32) (float64, error) {
	t.Source.Draw(i, w.input[:], w.target[:])
	w.tr.size(w.input[0].W, w.input[0].H, !t.Valid)
	w.tr.sizeBack()
	load(&w.tr.in, w.input[:])
	w.tr.forward(&t.weights)
	unload(w.out[:], &w.tr.out)
	v, err := w.loss.Grad(w.grad[:], w.out[:], w.target[:])
	if err != nil {
		return 0, err
	}
	deliver(&w.tr.g3, w.grad[:])
	w.tr.backward(grad, &t.weights)
	return v, nil
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
