package table

import (
	"context"
	"errors"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// Pairs is the task of pictures that are spoilt already: what networks are given
// is not made of the clean picture, but comes with it. See EvaluatePair.
type Pairs struct{}

// Name returns "pairs".
func (Pairs) Name() string { return "pairs" }

// Settings returns nothing.
func (Pairs) Settings() string { return "" }

var errPairs = errors.New("pairs have no way of spoiling a picture")

// Apply fails: there is nothing to make an input by.
func (Pairs) Apply(*plane.Image, *plane.Image, uint64) error { return errPairs }

// OfPairs returns the trial of networks that are given the pictures of pairs,
// whatever they were trained for. The error names two of one loss and seed.
func OfPairs(networks []*Network) (*Trial, error) {
	t := &Trial{Task: Pairs{}}
	for _, n := range networks {
		if err := t.add(n); err != nil {
			return nil, err
		}
	}
	order([]*Trial{t})
	return t, nil
}

// EvaluatePair is Evaluate of a clean picture and of what networks are given of it,
// for trials of Pairs. A *metrics.SizeError says that these differ in size.
func (e *Evaluator) EvaluatePair(ctx context.Context, clean, input *plane.Image, figures bool) (*Outcome, error) {
	if !input.Finite() {
		return nil, metrics.ErrNotFinite
	}
	if clean.Size() != input.Size() {
		return nil, &metrics.SizeError{Ref: clean.Size(), Dist: input.Size()}
	}
	cnn.Prepare(&e.given, input)
	return e.Evaluate(ctx, clean, 0, figures)
}

// spoil makes what the networks of a trial are given.
func (e *Evaluator) spoil(t *Trial, number uint64) error {
	if _, ok := t.Task.(Pairs); !ok || len(e.given.Planes) == 0 {
		return t.Task.Apply(&e.input, &e.clean, number)
	}
	copyTo(&e.input, &e.given)
	return nil
}
