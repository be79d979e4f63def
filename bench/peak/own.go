package main

import (
	"context"
	"fmt"
	"time"

	"github.com/fastiqa/iqa/bench/internal/child"
	"github.com/fastiqa/iqa/bench/internal/library"
	"github.com/fastiqa/iqa/bench/internal/measure"
	"github.com/fastiqa/iqa/bench/internal/picture"
)

// own measures one implementation of the library, on one thread.
type own struct {
	dir    string
	photos []*picture.Photo
	calls  int
}

// rates returns the pixels a second of metrics on a pair of that size.
func (o *own) rates(ctx context.Context, implementation string, size picture.Size, metrics ...string) ([]float64, error) {
	pair, err := picture.Write(o.dir, size, 1, o.photos)
	if err != nil {
		return nil, err
	}
	defer pair.Remove()
	argv, env, err := library.Command(implementation)
	if err != nil {
		return nil, err
	}
	p, err := child.Start(ctx, append(argv, "1"), append(env, "GOMAXPROCS=1"))
	if err != nil {
		return nil, err
	}
	defer p.Close()
	if v, err := p.Version(); err != nil || v != implementation {
		return nil, fmt.Errorf("%s runs as %q: %w", implementation, v, err)
	}
	if err := p.Load(pair); err != nil {
		return nil, err
	}
	var all []float64
	for _, m := range metrics {
		rate, err := o.rate(p, m, size)
		if err != nil {
			return nil, err
		}
		all = append(all, rate)
	}
	return all, nil
}

// budget is how long the calls of one metric take, if they are slow.
const budget = 2 * time.Second

// rate makes a first call, which is not counted, and then the others.
func (o *own) rate(p *child.Process, metric string, size picture.Size) (float64, error) {
	_, first, err := p.Run(metric, 1)
	if err != nil {
		return 0, err
	}
	n := min(o.calls, max(5, int(budget/max(first[0].Wall, 1))))
	_, times, err := p.Run(metric, n)
	best := measure.Rounds{times}.Fastest(measure.CPU)
	return 1e6 * measure.Rate(size.Pixels(), best), err
}
