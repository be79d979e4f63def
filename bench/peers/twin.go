package main

import (
	"context"

	"github.com/fastiqa/iqa/bench/internal/measure"
)

// What a second thread can gain depends on the machine: cores share clocks, caches and
// memory, and those of a virtual machine may be halves of one. So there is a twin of
// each process of the library with one thread, which has nothing to do with it, and
// both make scores at the same time.

// twinned says whether e has a twin: what two threads gain is asked.
func (g *group) twinned(e *entry) bool {
	return e.ours() && e.threads == 1 && g.entry(e.name, 2) != nil
}

// beginTwin starts the twin and has it make a first call.
func (e *entry) beginTwin(ctx context.Context, g *group) (err error) {
	if e.twin, err = e.start(ctx, 1); err != nil {
		return err
	}
	if err = e.twin.Load(g.pair); err != nil {
		return err
	}
	_, _, err = e.twin.Run(g.name, 1)
	return err
}

// together is a turn of e and its twin at the same time: the samples of the slower.
// Those of the second half are left out, in which one of them may be alone.
func (e *entry) together(metric string) ([]measure.Sample, error) {
	type result struct {
		times []measure.Sample
		err   error
	}
	other := make(chan result, 1)
	go func() {
		_, times, err := e.twin.Run(metric, e.calls)
		other <- result{times, err}
	}()
	times, err := e.run(metric)
	twin := <-other
	if err == nil {
		err = twin.err
	}
	if err != nil {
		return nil, err
	}
	n := (e.calls + 1) / 2
	return measure.Slower(times[:n], twin.times[:n], measure.Wall), nil
}

// ofTwins is the speed of two threads at one score as a part of that of two processes
// with a score each.
func (g *group) ofTwins(e *entry) []string {
	single := g.entry(e.name, 1)
	if e.threads != 2 || single == nil || single.err != nil || single.beside == nil {
		return []string{"-", "-"}
	}
	all, worst := e.samples.Ratio(single.beside, measure.Wall)
	return numbers(all/2, worst/2)
}
