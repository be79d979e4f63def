package main

import (
	"context"
	"time"

	"github.com/fastiqa/iqa/bench/internal/child"
	"github.com/fastiqa/iqa/bench/internal/measure"
	"github.com/fastiqa/iqa/bench/internal/picture"
)

// group are contestants that take turns at one contest with one pair.
type group struct {
	*contest
	pair    picture.Files
	rounds  int
	budget  time.Duration // of a contestant's round
	entries []*entry
}

// entry is a contestant with a number of threads.
type entry struct {
	*contestant
	threads    int
	proc       *child.Process
	calls      int // in a round; 0 if the first call said enough
	samples    measure.Rounds
	alone      measure.Rounds // of the score without its gradient
	twin       *child.Process // or nil
	beside     measure.Rounds // while the twin made scores, too
	score      float64
	apart      float64 // from the library's gradient, by its norm
	base, peak int64   // bytes of memory: with the pictures, and at the most
	err        error
}

// long is what a call takes that is not repeated.
const long = 15 * time.Second

// newGroup enters the takers of a contest, with each number of threads.
func newGroup(o *options, c *contest, takers []*contestant, pair picture.Files) *group {
	g := &group{contest: c, pair: pair, rounds: o.rounds, budget: o.budget}
	for _, threads := range o.threads {
		for _, t := range takers {
			if threads == 1 || c.parallel && t.parallel {
				g.entries = append(g.entries, &entry{contestant: t, threads: threads})
			}
		}
	}
	return g
}

// run starts all, has each make a first call, and then alternates: every round
// is a turn of everybody.
func (g *group) run(ctx context.Context) {
	if g.work != nil {
		defer g.removeNetwork()
	}
	for _, e := range g.entries {
		progress("%s %s: first call of %s, %d thread(s)", g.pair.Size, g.name, e.name, e.threads)
		e.err = e.begin(ctx, g)
	}
	if g.alone != "" || g.work != nil {
		g.compare()
	}
	for r := range g.rounds {
		progress("%s %s: round %d of %d", g.pair.Size, g.name, r+1, g.rounds)
		for _, e := range g.entries {
			e.turn(g.contest)
		}
	}
	for _, e := range g.entries {
		e.end()
	}
}

// begin starts the process, loads the pair, and makes the first call, which is
// not counted unless it is to be the only one: it allocates.
func (e *entry) begin(ctx context.Context, g *group) (err error) {
	if e.proc, err = e.start(ctx, e.threads); err != nil {
		return err
	}
	if err = e.proc.Load(g.pair); err != nil {
		return err
	}
	if g.work != nil {
		if err = g.writeNetwork(); err != nil {
			return err
		}
		if err = e.proc.Network(g.network()); err != nil {
			return err
		}
	}
	if err = e.proc.ResetPeak(); err != nil {
		return err
	}
	if e.base, err = e.proc.Peak(); err != nil {
		return err
	}
	score, first, err := e.proc.Run(g.name, 1)
	if err != nil {
		return err
	}
	e.score = score
	if first[0].Wall > long {
		e.samples = measure.Rounds{first}
		return nil
	}
	e.calls = callsFor(first[0].Wall, g.budget, e.contestant.calls)
	if g.twinned(e) {
		return e.beginTwin(ctx, g)
	}
	return nil
}

// most is how many calls a turn has at the most, and patience how long a turn
// may take so that a contestant has its least number of calls.
const (
	most     = 200
	patience = 4 * time.Second
)

// callsFor says how many calls fit the budget, or up to least the patience.
func callsFor(call, budget time.Duration, least int) int {
	call = max(call, 1)
	least = min(least, int(patience/call))
	return min(max(1, least, int(budget/call)), most)
}

// turn is one round of e. What the library needs for the score alone is
// measured in the same turn.
func (e *entry) turn(c *contest) {
	if e.err != nil || e.calls == 0 {
		return
	}
	times, err := e.run(c.name)
	e.samples = append(e.samples, times)
	if err == nil && c.alone != "" && e.ours() {
		times, err = e.run(c.alone)
		e.alone = append(e.alone, times)
	}
	if err == nil && e.twin != nil {
		times, err = e.together(c.name)
		e.beside = append(e.beside, times)
	}
	e.err = err
}

func (e *entry) run(metric string) ([]measure.Sample, error) {
	_, times, err := e.proc.Run(metric, e.calls)
	return times, err
}

// end notes the memory and ends the process.
func (e *entry) end() {
	if e.twin != nil {
		e.twin.Close()
	}
	if e.proc == nil {
		return
	}
	if e.err == nil {
		e.peak, e.err = e.proc.Peak()
	}
	e.proc.Close()
}

// entry returns the entry of that name and number of threads, or nil.
func (g *group) entry(name string, threads int) *entry {
	for _, e := range g.entries {
		if e.name == name && e.threads == threads {
			return e
		}
	}
	return nil
}
