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

// rates returns the pixels a second of metrics on a pair of that size, of bytes or of
// floats.
func (o *own) rates(ctx context.Context, implementation string, bytes bool, size picture.Size, metrics ...string) (all []float64, err error) {
	pair, err := picture.Write(o.dir, size, 1, o.photos)
	if err != nil {
		return nil, err
	}
	defer pair.Remove()
	err = o.with(ctx, implementation, bytes, pair, func(p *child.Process) error {
		for _, m := range metrics {
			rate, err := o.rate(p, m, size.Pixels())
			if err != nil {
				return err
			}
			all = append(all, rate)
		}
		return nil
	})
	return all, err
}

// kernels returns the operations a second of library.Kernels. The pair is not
// looked at.
func (o *own) kernels(ctx context.Context, implementation string) (all []float64, err error) {
	pair, err := picture.Write(o.dir, picture.Size{W: 16, H: 16}, 1, o.photos)
	if err != nil {
		return nil, err
	}
	defer pair.Remove()
	err = o.with(ctx, implementation, false, pair, func(p *child.Process) error {
		for _, k := range library.Kernels {
			rate, err := o.rate(p, k.Metric(), k.Flops())
			if err != nil {
				return err
			}
			all = append(all, rate)
		}
		return nil
	})
	return all, err
}

// with starts the library with a pair.
func (o *own) with(ctx context.Context, implementation string, bytes bool, pair picture.Files, do func(*child.Process) error) error {
	argv, env, err := library.Command(implementation, bytes)
	if err != nil {
		return err
	}
	p, err := child.Start(ctx, append(argv, "1"), append(env, "GOMAXPROCS=1"))
	if err != nil {
		return err
	}
	defer p.Close()
	if v, err := p.Version(); err != nil || v != implementation {
		return fmt.Errorf("%s runs as %q: %w", implementation, v, err)
	}
	if err := p.Load(pair); err != nil {
		return err
	}
	return do(p)
}

// budget is how long the calls of one metric take, if they are slow.
const budget = 2 * time.Second

// rate returns how many of a call's units a second are made. A first call is not
// counted.
func (o *own) rate(p *child.Process, metric string, units int) (float64, error) {
	_, first, err := p.Run(metric, 1)
	if err != nil {
		return 0, err
	}
	n := min(o.calls, max(5, int(budget/max(first[0].Wall, 1))))
	_, times, err := p.Run(metric, n)
	best := measure.Rounds{times}.Fastest(measure.CPU)
	return 1e6 * measure.Rate(units, best), err
}
