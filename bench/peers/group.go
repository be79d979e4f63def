package main

import (
	"context"
	"time"

	"github.com/fastiqa/iqa/bench/internal/child"
	"github.com/fastiqa/iqa/bench/internal/measure"
	"github.com/fastiqa/iqa/bench/internal/picture"
)

// group are contestants that take turns at one metric on one pair.
type group struct {
	metric  string
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
	score      float64
	base, peak int64 // bytes of memory: with the pictures, and at the most
	err        error
}

// slow is how long a call takes that is not repeated.
const slow = 15 * time.Second

// newGroup enters all that have the metric, with each number of threads.
func newGroup(o *options, all []*contestant, metric string, pair picture.Files) *group {
	g := &group{metric: metric, pair: pair, rounds: o.rounds, budget: o.budget}
	for _, threads := range o.threads {
		for _, c := range all {
			if c.has(metric) && (threads == 1 || c.parallel) {
				g.entries = append(g.entries, &entry{contestant: c, threads: threads})
			}
		}
	}
	return g
}

// run starts all, has each make a first call, and then alternates: every round
// is a turn of everybody.
func (g *group) run(ctx context.Context) {
	for _, e := range g.entries {
		progress("%s %s: first call of %s, %d thread(s)", g.pair.Size, g.metric, e.name, e.threads)
		e.err = e.begin(ctx, g)
	}
	for r := range g.rounds {
		progress("%s %s: round %d of %d", g.pair.Size, g.metric, r+1, g.rounds)
		for _, e := range g.entries {
			e.turn(g.metric)
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
	if err = e.proc.ResetPeak(); err != nil {
		return err
	}
	if e.base, err = e.proc.Peak(); err != nil {
		return err
	}
	score, first, err := e.proc.Run(g.metric, 1)
	if err != nil {
		return err
	}
	e.score = score
	if first[0].Wall > slow {
		e.samples = measure.Rounds{first}
		return nil
	}
	e.calls = callsFor(first[0].Wall, g.budget, e.contestant.calls)
	return nil
}

// most is how many calls a turn has at the most.
const most = 200

// callsFor says how many calls fit the budget, between least and most.
func callsFor(call, budget time.Duration, least int) int {
	return min(max(least, int(budget/max(call, 1))), most)
}

// turn is one round of e.
func (e *entry) turn(metric string) {
	if e.err != nil || e.calls == 0 {
		return
	}
	_, times, err := e.proc.Run(metric, e.calls)
	if err != nil {
		e.err = err
		return
	}
	e.samples = append(e.samples, times)
}

// end notes the memory and ends the process.
func (e *entry) end() {
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
