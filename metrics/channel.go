package metrics

import (
	"math"

	"github.com/fastiqa/iqa/plane"
)

// Par runs do(0) … do(n-1), possibly at the same time, and returns when all
// have returned. Results do not depend on it. Nil: one after another.
type Par = func(n int, do func(i int))

// scorer is a metric of this package. It works on a channel, so that several
// can share what they need of it, and yields a raw loss: additive over
// channels, small and accurate where pictures are close, and 0 for equal ones.
type scorer interface {
	Metric
	side() int                               // smallest width and height
	raw(c *channel) (float64, string, error) // loss, note
	finish(raw float64) float64              // the score of a mean raw loss
	plan(c *channel)                         // tells c what raw will ask for
}

// channel is one channel of a pair and what is known about it so far.
type channel struct {
	ref, dist *plane.Plane
	refs      *pyramid // of ref
	dists     *pyramid // of dist
	pass      *ssimPass

	diffed  bool
	abs, sq float64 // Σ|d|, Σd²

	zhao     *zhaoPass
	zhaoDone bool
	zhaoMean float64 // of 1-M, by zhao's settings

	wants []want // SSIM passes that several metrics share
	done  []passResult
}

// want is what metrics ask of an SSIM pass over the full-size planes: sums, and
// how many levels of the pyramids will be needed.
type want struct {
	c      ssimConst
	s, cs  bool
	levels int
}

// join adds what o asks.
func (w *want) join(o want) {
	w.s, w.cs, w.levels = w.s || o.s, w.cs || o.cs, max(w.levels, o.levels)
}

// loss is that of the two which is wanted, 1-l·cs rather than 1-cs.
func (w want) loss(s, cs float64) float64 {
	if w.s {
		return s
	}
	return cs
}

type passResult struct {
	want
	lossS, lossCS float64
}

// begin forgets what c knew about an earlier pair.
func (c *channel) begin(ref, dist *plane.Plane) {
	c.ref, c.dist = ref, dist
	c.diffed, c.zhaoDone = false, false
	c.done = c.done[:0]
}

// wish records what a later raw will ask for.
func (c *channel) wish(o want) {
	for i := range c.wants {
		if w := &c.wants[i]; w.c == o.c {
			w.join(o)
			return
		}
	}
	c.wants = append(c.wants, o)
}

// n is the number of samples.
func (c *channel) n() float64 { return float64(c.ref.W) * float64(c.ref.H) }

// diff makes the sums of differences.
func (c *channel) diff() {
	if !c.diffed {
		c.abs, c.sq = differences(c.ref, c.dist)
		c.diffed = true
	}
}

// ssim returns the mean 1-SSIM and 1-cs of the full-size planes, those that
// are asked for here or were wished for.
func (c *channel) ssim(w want) (lossS, lossCS float64) {
	for _, o := range c.wants {
		if o.c == w.c {
			w.join(o)
		}
	}
	for _, r := range c.done {
		if r.want == w {
			return r.lossS, r.lossCS
		}
	}
	ref, dist := c.ready(w, 0)
	lossS, lossCS = c.pass.sums(ref, dist, w.s, w.cs)
	c.done = append(c.done, passResult{w, lossS, lossCS})
	return lossS, lossCS
}

// scales makes the mean losses of scales from the second on, as many as there are
// wants: at scale j the planes are halved j times. They are one pass: small scales are
// little work to share out.
func (c *channel) scales(losses []float64, wants []want) []float64 {
	c.pass.set(wants[0].c, c.ref.Peak)
	for j, w := range wants {
		c.pass.add(c.refs.level(c.ref, j+1), c.dists.level(c.dist, j+1), w.s, w.cs)
	}
	c.pass.run()
	for j, w := range wants {
		m := &c.pass.maps[j]
		losses = append(losses, w.loss(m.mean(m.s), m.mean(m.cs)))
	}
	return losses
}

// grad writes k times the gradient of the similarity that w wants at scale j, by
// samples of that scale as a fraction of the Peak, and returns its loss.
func (c *channel) grad(dst *plane.Plane, w want, j int, k float64) (loss float64) {
	ref, dist := c.ready(w, j)
	dst.Resize(ref.W, ref.H)
	return c.pass.grad(dst, ref, dist, w.cs, k*c.ref.Peak)
}

// ready readies the pass for the planes of scale j, which it returns.
func (c *channel) ready(w want, j int) (ref, dist *plane.Plane) {
	ref, dist = c.refs.level(c.ref, j), c.dists.level(c.dist, j)
	c.pass.set(w.c, c.ref.Peak)
	c.refs.halve(c.pass, c.ref, w.levels)
	c.dists.halve(c.pass, c.dist, w.levels)
	return ref, dist
}

// solo is the work space of a metric that is used on its own.
type solo struct {
	c           channel
	refs, dists pyramid
	pass        ssimPass
	zhao        zhaoPass
	wide        [2]plane.Plane // what floats are made of bytes in
	note        string         // of the last score
}

// begin checks a pair of planes and makes them the channel's.
func (w *solo) begin(m scorer, ref, dist *plane.Plane) (*channel, error) {
	if err := fits(m, ref, dist); err != nil {
		return nil, err
	}
	c := &w.c
	c.refs, c.dists, c.pass, c.zhao = &w.refs, &w.dists, &w.pass, &w.zhao
	w.refs.n, w.dists.n = 0, 0
	c.begin(ref, dist)
	if !takesBytes(m) || ref.OfBytes() != dist.OfBytes() {
		w.widen()
	}
	return c, nil
}

// fits says whether m can score a pair of planes.
func fits(m scorer, ref, dist *plane.Plane) error {
	if err := check(ref, dist); err != nil {
		return err
	}
	if n := m.side(); min(ref.W, ref.H) < n {
		return &SizeError{Ref: ref.Size(), Dist: dist.Size(), Metric: m.Name(), Min: n}
	}
	return nil
}

// score is Score of a metric of this package.
func (w *solo) score(m scorer, ref, dist *plane.Plane) (float64, error) {
	start(m)
	raw, note, err := w.loss(m, ref, dist)
	w.note = note
	if err != nil {
		return math.NaN(), err
	}
	return m.finish(raw), nil
}

// parted is a scorer that has something to say about its parts, summed over
// channels.
type parted interface {
	start()
	remark() string
}

// start tells m that the channels of a pair are to come.
func start(m scorer) {
	if m, ok := m.(parted); ok {
		m.start()
	}
}

// remark is what m says when all channels have come, or else note.
func remark(m scorer, note string) string {
	if m, ok := m.(parted); ok {
		return m.remark()
	}
	return note
}

// drawer is a scorer that draws a map of c on dst, which has been sized.
type drawer interface {
	scorer
	draw(dst *plane.Plane, c *channel)
}

// mapOf is Map of a metric with windows.
func (w *solo) mapOf(m drawer, dst, ref, dist *plane.Plane) (float64, error) {
	if dst == ref || dst == dist {
		panic("metrics: map is one of the pictures")
	}
	v, err := w.score(m, ref, dist)
	if err != nil {
		return v, err
	}
	dst.Resize(ref.W-m.side()+1, ref.H-m.side()+1)
	dst.Peak = 1
	w.widen()
	m.draw(dst, &w.c)
	return v, nil
}

// loss is m's raw loss of a pair of planes.
func (w *solo) loss(m scorer, ref, dist *plane.Plane) (float64, string, error) {
	c, err := w.begin(m, ref, dist)
	if err != nil {
		return 0, "", err
	}
	return rawOf(m, c)
}

// rawOf is m's raw loss of c, and an error where it is not finite, as it is
// where a sample is not.
func rawOf(m scorer, c *channel) (float64, string, error) {
	raw, note, err := m.raw(c)
	if err == nil && raw-raw != 0 {
		err = ErrNotFinite
	}
	return raw, note, err
}
