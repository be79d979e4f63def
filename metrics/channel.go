package metrics

import (
	"math"

	"github.com/fastiqa/iqa/asm"
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

	diffed        bool
	abs, sq, mean float64 // Σ|d|, Σd², mean of x+y

	wants []want // SSIM passes that several metrics share
	done  []passResult
}

// want is what metrics ask of an SSIM pass over the full-size planes.
type want struct {
	c     ssimConst
	s, cs bool
}

type passResult struct {
	want
	lossS, lossCS float64
}

// begin forgets what c knew about an earlier pair.
func (c *channel) begin(ref, dist *plane.Plane) {
	c.ref, c.dist = ref, dist
	c.diffed = false
	c.done = c.done[:0]
}

// wish records what a later raw will ask for.
func (c *channel) wish(k ssimConst, s, cs bool) {
	for i := range c.wants {
		if w := &c.wants[i]; w.c == k {
			w.s, w.cs = w.s || s, w.cs || cs
			return
		}
	}
	c.wants = append(c.wants, want{k, s, cs})
}

// n is the number of samples.
func (c *channel) n() float64 { return float64(c.ref.W) * float64(c.ref.H) }

// diff makes the sums of differences, block of rows by block of rows, each
// from zero, so that the order of additions depends on the size alone.
func (c *channel) diff() error {
	if !c.diffed {
		c.abs, c.sq, c.mean = 0, 0, 0
		for y := 0; y < c.ref.H; y += asm.BlockRows {
			c.diffBlock(y, min(y+asm.BlockRows, c.ref.H))
		}
		c.mean /= c.n()
		c.diffed = true
	}
	if t := c.abs + c.sq + c.mean; t-t != 0 {
		return ErrNotFinite
	}
	return nil
}

func (c *channel) diffBlock(y0, y1 int) {
	var s asm.DiffSums
	for y := y0; y < y1; y++ {
		s.Add(c.dist.Row(y), c.ref.Row(y))
	}
	abs, sq, sum := s.Totals()
	c.abs += abs
	c.sq += sq
	c.mean += sum
}

// centre2 is twice the centre m of the SSIM statistics: the mean of both
// planes, rounded so that subtracting it is exact: to an integer, or where the
// Peak is 1 to a multiple of 1/256. One centre serves all scales.
func (c *channel) centre2() float32 {
	unit := 1.0
	if c.ref.Peak == 1 {
		unit = 256
	}
	return float32(2 * (math.RoundToEven(c.mean/2*unit) / unit))
}

// ssim returns the mean 1-SSIM and 1-cs of the full-size planes, those that
// are asked for here or were wished for.
func (c *channel) ssim(k ssimConst, s, cs bool) (lossS, lossCS float64) {
	w := want{k, s, cs}
	for _, o := range c.wants {
		if o.c == k {
			w.s, w.cs = w.s || o.s, w.cs || o.cs
		}
	}
	for _, r := range c.done {
		if r.want == w {
			return r.lossS, r.lossCS
		}
	}
	c.pass.set(k, c.ref.Peak, c.centre2())
	lossS, lossCS = c.pass.sums(c.ref, c.dist, w.s, w.cs)
	c.done = append(c.done, passResult{w, lossS, lossCS})
	return lossS, lossCS
}

// solo is the work space of a metric that is used on its own.
type solo struct {
	c           channel
	refs, dists pyramid
	pass        ssimPass
}

// begin checks a pair of planes and makes them the channel's.
func (w *solo) begin(m scorer, ref, dist *plane.Plane) (*channel, error) {
	if err := fits(m, ref, dist); err != nil {
		return nil, err
	}
	c := &w.c
	c.refs, c.dists, c.pass = &w.refs, &w.dists, &w.pass
	w.refs.n, w.dists.n = 0, 0
	c.begin(ref, dist)
	return c, nil
}

// fits says whether m can score a pair of planes.
func fits(m scorer, ref, dist *plane.Plane) error {
	if err := check(ref, dist); err != nil {
		return err
	}
	if n := m.side(); min(ref.W, ref.H) < n {
		return &SizeError{ref.Size(), dist.Size(), m.Name(), n}
	}
	return nil
}

// score is Score of a metric of this package.
func (w *solo) score(m scorer, ref, dist *plane.Plane) (float64, string, error) {
	c, err := w.begin(m, ref, dist)
	if err != nil {
		return math.NaN(), "", err
	}
	raw, note, err := rawOf(m, c)
	if err != nil {
		return math.NaN(), "", err
	}
	return m.finish(raw), note, nil
}

// rawOf is m's raw loss of c: 0 for equal planes, before any computation, and
// an error where it is not finite.
func rawOf(m scorer, c *channel) (float64, string, error) {
	if err := c.diff(); err != nil {
		return 0, "", err
	}
	if c.abs == 0 {
		return 0, "", nil
	}
	raw, note, err := m.raw(c)
	if err == nil && raw-raw != 0 {
		err = ErrNotFinite
	}
	return raw, note, err
}
