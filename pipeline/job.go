package pipeline

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/plane"
)

// picture is one file being decoded, for one job or, as the reference of
// consecutive pairs, for several.
type picture struct {
	name  string
	head  imageio.Config
	bytes int64 // charged to the budget
	took  time.Duration
	err   error
	m     *plane.Image // nil until decoded, and when the decoder failed

	mu      sync.Mutex
	decoded bool
	waiting []*job
	users   int // jobs not yet through with it, and 1 while more may come
}

// job is a pair on its way.
type job struct {
	Result
	ref, dist *picture
	taken     bool  // from the budget
	work      int64 // bytes of it for scoring
	err       error
	done      chan struct{}

	mu   sync.Mutex
	left int // pictures still to come
}

// came counts a picture of j and reports whether it was the last.
func (j *job) came() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.left--
	return j.left == 0
}

// wait has j wait for p; at once if p is decoded.
func (p *picture) wait(j *job, q *queue) {
	p.mu.Lock()
	now := p.decoded
	if !now {
		p.waiting = append(p.waiting, j)
	}
	p.mu.Unlock()
	if now {
		arrive(j, q)
	}
}

// arrive counts a picture of j, and queues j once it has both.
func arrive(j *job, q *queue) {
	if j.came() {
		q.pushReady(func(w *worker) { w.score(j) })
	}
}

// decode loads p and tells the jobs that wait for it.
func (p *picture) decode(ctx context.Context, l imageio.Loader, r *run) {
	start := time.Now()
	m := r.images.get(p.bytes)
	m.Compact = r.compact
	if p.err = l.Load(ctx, m, p.name); p.err != nil {
		r.images.put(m)
		m = nil
	}
	p.took = time.Since(start)
	p.mu.Lock()
	p.m, p.decoded = m, true
	waiting := p.waiting
	p.waiting = nil
	p.mu.Unlock()
	for _, j := range waiting {
		arrive(j, r.queue)
	}
}

// release counts a user of p as through. The last one's memory goes back.
func (p *picture) release(r *run) {
	p.mu.Lock()
	p.users--
	last := p.users == 0
	p.mu.Unlock()
	if last {
		if p.m != nil {
			r.images.put(p.m)
		}
		r.budget.give(p.bytes, 0)
	}
}

// shared reports whether more than one job has, or may come to have, a use for p.
func (p *picture) shared() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.users > 1
}

// named puts the file's name before an error, unless it begins with it.
func named(name string, err error) error {
	if err == nil || strings.HasPrefix(err.Error(), name+":") {
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}
