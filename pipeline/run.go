package pipeline

import (
	"context"
	"fmt"
	"image"
	"iter"
	"runtime"
	"sync"
	"time"

	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// run is one call of Runner.Run.
type run struct {
	*Runner
	workers int
	sizing  *metrics.Set // tells what scoring takes, and never scores
	compact bool         // the pictures of 8 bits may be of bytes
	idle    int64        // bytes of work space that a worker may keep
	images  free
	budget  *budget
	queue   *queue
	order   chan *job
}

// Run scores pairs and yields a Result for each, in their order, with the
// error that kept it from being scored, if any: that of the sequence of pairs,
// or of a file, whose name it begins with. An error ends nothing. Where ctx
// ends, so does the loop: results that were not yielded by then are dropped,
// and ctx.Err says why. When the loop is over, for whatever reason, all
// goroutines have returned.
func (r *Runner) Run(ctx context.Context, pairs iter.Seq2[Pair, error]) iter.Seq2[*Result, error] {
	return func(yield func(*Result, error) bool) {
		c := r.start()
		ctx, cancel := context.WithCancel(ctx)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer c.queue.close()
		defer cancel()
		wg.Go(func() { c.dispatch(ctx, pairs) })
		for range c.workers {
			wg.Go(func() { c.work(ctx) })
		}
		for c.next(ctx, yield) {
		}
	}
}

// start fills in the defaults.
func (r *Runner) start() *run {
	c := &run{Runner: &Runner{}, queue: newQueue()}
	*c.Runner = *r
	c.workers = r.Workers
	if c.workers <= 0 {
		c.workers = runtime.GOMAXPROCS(0)
	}
	if c.Memory <= 0 {
		c.Memory = 1 << 30
	}
	if c.Set == nil {
		c.Set = func() *metrics.Set { return new(metrics.Set) }
	}
	if c.Ref == nil {
		c.Ref = imageio.Files(0)
	}
	if c.Dist == nil {
		c.Dist = imageio.Files(0)
	}
	c.sizing = c.Set()
	c.compact = c.Do == nil && c.sizing.Compact()
	c.idle = c.Memory / 2 / int64(c.workers)
	c.images = free{limit: c.Memory / 2, most: 16 * c.workers}
	c.budget = newBudget(c.Memory)
	c.order = make(chan *job, 8*c.workers)
	return c
}

// next yields the next result and reports whether there may be more.
func (c *run) next(ctx context.Context, yield func(*Result, error) bool) bool {
	var j *job
	select {
	case j = <-c.order:
	case <-ctx.Done():
	}
	if j == nil {
		return false
	}
	select {
	case <-j.done:
	case <-ctx.Done():
		return false
	}
	if ctx.Err() != nil || !yield(&j.Result, j.err) {
		return false
	}
	c.through(j)
	return true
}

// through gives back what a yielded job holds.
func (c *run) through(j *job) {
	for _, p := range [...]*picture{j.ref, j.dist} {
		if p != nil {
			p.release(c)
		}
	}
	if j.taken {
		c.budget.give(j.work, 1)
	}
}

// dispatch turns pairs into jobs until they end or ctx does.
func (c *run) dispatch(ctx context.Context, pairs iter.Seq2[Pair, error]) {
	defer close(c.order)
	var ref *picture // of the pair before, which the next may share
	defer func() {
		if ref != nil {
			ref.release(c)
		}
	}()
	for p, err := range pairs {
		j := &job{Result: Result{Pair: p}, err: err, done: make(chan struct{})}
		if err == nil {
			ref, err = c.admit(ctx, j, ref)
		}
		if err != nil {
			close(j.done)
		}
		select {
		case c.order <- j:
		case <-ctx.Done():
			return
		}
	}
}

// admit reads the headers of j, takes its memory, and queues its pictures. It
// returns the reference for the next pair to share.
func (c *run) admit(ctx context.Context, j *job, last *picture) (*picture, error) {
	ref, err := c.header(c.Ref, j.Ref, last)
	var dist *picture
	if err == nil {
		dist, err = c.header(c.Dist, j.Dist, nil)
	}
	if err == nil {
		j.work = c.workspace(&ref.head, &dist.head)
		err = c.fits(j, ref, dist)
	}
	if err != nil {
		j.err = err
		return last, err
	}
	need := dist.bytes + j.work
	if ref != last {
		need += ref.bytes
		if last != nil {
			last.release(c)
		}
	}
	if err := c.budget.take(ctx, need); err != nil {
		j.err = err
		if ref == last {
			return last, err
		}
		return nil, err
	}
	if need > c.Memory {
		c.images.clear()
	}
	c.launch(ctx, j, ref, dist, ref != last)
	return ref, nil
}

// header is the picture of that name, or last if that is it.
func (c *run) header(l imageio.Loader, name string, last *picture) (*picture, error) {
	if last != nil && last.name == name {
		return last, nil
	}
	h, err := l.Config(name)
	if err != nil {
		return nil, named(name, err)
	}
	return &picture{name: name, head: h, bytes: h.Bytes + h.Size, users: 1}, nil
}

// workspace is what scoring takes beside the pictures. The peak of a PNM
// picture may be any number, whatever its depth.
func (c *run) workspace(ref, dist *imageio.Config) int64 {
	if c.Do != nil {
		if c.Work == nil {
			return 0
		}
		return c.Work(ref, dist)
	}
	copies := ref.Alpha || dist.Alpha || ref.Depth != dist.Depth ||
		ref.Format == "pnm" || dist.Format == "pnm"
	return c.sizing.Memory(ref.W, ref.H, max(ref.Channels, dist.Channels, 1), copies)
}

// fits refuses a pair that is not worth decoding or that would take too much.
func (c *run) fits(j *job, ref, dist *picture) error {
	r, d := image.Pt(ref.head.W, ref.head.H), image.Pt(dist.head.W, dist.head.H)
	if r != d {
		return named(j.Dist, &metrics.SizeError{Ref: r, Dist: d})
	}
	need := ref.bytes + dist.bytes + j.work
	if c.Ceiling > 0 && (need > c.Ceiling || need < 0) {
		return fmt.Errorf("%s: the pair needs %d MiB of memory, more than the %d MiB there are",
			j.Dist, need>>20, c.Ceiling>>20)
	}
	return nil
}

// launch queues what j waits for. A reference that is shared is queued once;
// beside its jobs it has one user, the dispatcher, until the next one comes.
func (c *run) launch(ctx context.Context, j *job, ref, dist *picture, fresh bool) {
	j.ref, j.dist, j.taken, j.left = ref, dist, true, 2
	ref.mu.Lock()
	ref.users++
	ref.mu.Unlock()
	dist.waiting = append(dist.waiting, j)
	ref.wait(j, c.queue)
	if fresh {
		c.queue.pushDecode(func(*worker) { ref.decode(ctx, c.Ref, c) })
	} else {
		j.Decode = -1 // the reference is another pair's
	}
	c.queue.pushDecode(func(*worker) { dist.decode(ctx, c.Dist, c) })
}

// worker is one goroutine's set of metrics and the reference it is ready for,
// or what it does instead.
type worker struct {
	set  *metrics.Set
	do   func(p Pair, ref, dist *plane.Image) ([]string, error)
	last *picture
	held int64 // bytes of the last pair's pictures
	work int64 // bytes of work space that the set has come to have
}

func (c *run) newWorker() worker {
	if c.Do != nil {
		return worker{do: c.Do()}
	}
	return worker{set: c.Set()}
}

func (c *run) work(ctx context.Context) {
	w := new(c.newWorker())
	for ctx.Err() == nil {
		t := c.queue.pop()
		if t == nil {
			return
		}
		t(w)
		w.slim(c)
	}
}

// slim gives up what is too large for an idle worker to hold.
func (w *worker) slim(c *run) {
	switch {
	case w.work > c.idle:
		*w = c.newWorker()
	case w.last != nil && w.held > c.idle:
		if !w.last.shared() {
			w.set.Prepare(nil)
			w.last = nil
		}
		w.set.Forget()
		w.held = 0
	}
}

// score scores a job whose pictures have both come.
func (w *worker) score(j *job) {
	defer close(j.done)
	shared := j.Decode < 0
	j.Decode = j.dist.took
	if !shared {
		j.Decode += j.ref.took
	}
	if j.err = named(j.Ref, j.ref.err); j.err == nil {
		j.err = named(j.Dist, j.dist.err)
	}
	if j.err != nil {
		return
	}
	start := time.Now()
	w.work = max(w.work, j.work)
	if w.do != nil {
		notes, err := w.do(j.Pair, j.ref.m, j.dist.m)
		j.err, j.Scoring = named(j.Dist, err), time.Since(start)
		j.Size, j.Notes = j.ref.m.Size(), notes
		j.remark()
		return
	}
	w.held = j.ref.bytes + j.dist.bytes
	if w.last != j.ref {
		w.set.Prepare(j.ref.m)
		w.last = j.ref
	}
	scores, err := w.set.Score(nil, j.ref.m, j.dist.m)
	if err != nil {
		j.err = named(j.Dist, err)
		return
	}
	j.Scoring = time.Since(start)
	j.fill(w.set.View(), scores)
}

// fill makes the result of a scored job.
func (j *job) fill(v metrics.View, scores []metrics.Score) {
	j.Size, j.Scores = j.ref.m.Size(), scores
	j.Channels, j.Depth, j.Space = v.Channels, v.Depth, v.Space
	j.Notes = append(j.Notes, v.Notes...)
	j.remark()
	for _, s := range scores {
		if s.Err != nil {
			j.Notes = append(j.Notes, s.Metric+": "+s.Err.Error())
		} else if s.Note != "" {
			j.Notes = append(j.Notes, s.Metric+": "+s.Note)
		}
	}
}

// remark adds what there is to say about the pictures themselves.
func (j *job) remark() {
	for _, p := range [...]*picture{j.ref, j.dist} {
		if p.m.Note != "" {
			j.Notes = append(j.Notes, p.name+": "+p.m.Note)
		}
	}
}

// parallel runs do(0) … do(n-1) on that many goroutines.
func parallel(goroutines, n int, do func(i int)) {
	if goroutines <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var wg sync.WaitGroup
	for g := range goroutines {
		wg.Go(func() {
			for i := g; i < n; i += goroutines {
				do(i)
			}
		})
	}
	wg.Wait()
}
