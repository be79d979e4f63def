package metrics

import (
	"math"

	"github.com/fastiqa/iqa/plane"
)

// Score is one metric's score of a pair.
type Score struct {
	Metric string
	Value  float64 // NaN where Err is not nil
	Err    error   // why there is no score
	Note   string  // what there is to say about it
}

// Set scores pictures by several metrics, which share what they have in
// common: one pass for all differences, one for SSIM and the first scale of
// MS-SSIM, one pyramid. Like a metric it is for one goroutine at a time and
// allocates nothing after the first pair of a size.
//
// Pictures are made alike first, in copies: a gray one is taken for all three
// channels of a coloured one, the lower of two bit depths is scaled up, an
// integer picture against one of floats is divided by its peak, and where one
// has alpha both are laid over black and over white, and the worse score of
// each metric stands.
type Set struct {
	Metrics []Metric // nil: those of Defaults
	Color   Color
	Par     Par // for large pictures; nil: one task after another

	metrics   []Metric // in use
	all       bool     // because Metrics is nil
	view      View
	ref, dist side
	refSeen   seen
	prepared  *plane.Image
	chans     [3]channel
	pass      ssimPass
	zhao      zhaoPass
	apart     float64 // as of apartBy
	apartMade bool
}

// seen is what a side shows: a picture under a look.
type seen struct {
	m *plane.Image
	l look
}

// Prepare announces that ref does not change until the next Prepare. Scores
// against it then reuse what depends on it alone: its colour conversion and
// its pyramid. Nil ends that.
func (s *Set) Prepare(ref *plane.Image) {
	s.prepared, s.refSeen = ref, seen{}
}

// View says how the last pair was looked at.
func (s *Set) View() View { return s.view }

// Score appends a score of each metric to dst. A metric that has none, because
// the pictures are too small for it or not finite, says so in its Err. The
// error says that the pair cannot be compared at all: *SizeError, *PeakError,
// or a picture without planes.
func (s *Set) Score(dst []Score, ref, dist *plane.Image) ([]Score, error) {
	l, err := meet(ref, dist, s.Color, &s.view)
	if err != nil {
		return dst, err
	}
	if err := s.init(); err != nil {
		return dst, err
	}
	l.floats = !s.takeBytes() || l.changes(ref, dist) || !ofBytes(ref) || !ofBytes(dist)
	first := len(dst)
	s.see(ref, dist, l)
	for _, m := range s.metrics {
		dst = append(dst, s.one(m))
	}
	if l.alpha {
		l.white = true
		s.see(ref, dist, l)
		for i, m := range s.metrics {
			worse(&dst[first+i], s.one(m))
		}
	}
	return dst, nil
}

// init chooses the metrics, and tells the channels what they will ask for.
func (s *Set) init() error {
	s.pass.par, s.zhao.par = s.Par, s.Par
	if s.metrics != nil && s.all == (s.Metrics == nil) &&
		(s.all || same(s.metrics, s.Metrics)) {
		return nil
	}
	s.metrics, s.all = append(s.metrics[:0:0], s.Metrics...), s.Metrics == nil
	if s.Metrics == nil {
		all, err := ByName(Defaults()...)
		if err != nil {
			return err
		}
		s.metrics = all
	}
	for i := range s.chans {
		c := &s.chans[i]
		c.wants, c.pass, c.zhao = c.wants[:0], &s.pass, &s.zhao
		for _, m := range s.metrics {
			if m, ok := m.(scorer); ok {
				m.plan(c)
			}
		}
	}
	return nil
}

func same(a, b []Metric) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// see makes the planes of both pictures under l and begins the channels.
func (s *Set) see(ref, dist *plane.Image, l look) {
	if now := (seen{ref, l}); s.prepared != ref || s.refSeen != now {
		s.ref.set(ref, l)
		s.refSeen = now
	}
	s.dist.set(dist, l)
	for i := range s.ref.planes {
		c := &s.chans[i]
		c.refs, c.dists = &s.ref.pyr[i], &s.dist.pyr[i]
		c.begin(&s.ref.planes[i], &s.dist.planes[i])
	}
	s.apartMade = false
}

// whole is the score of a metric of whole pictures.
func (s *Set) whole(m pictorial) (float64, error) {
	if !s.apartMade {
		s.apart, s.apartMade = apartBy(&s.ref.colors, &s.dist.colors), true
	}
	return m.own().compare(m, &s.ref.colors, &s.dist.colors, s.apart, nil)
}

// one is the score of m over all channels.
func (s *Set) one(m Metric) Score {
	v, note, err := s.mean(m)
	if err != nil {
		v = math.NaN()
	}
	return Score{m.Name(), v, err, note}
}

// mean is m's score of the mean loss of the channels, or for a metric from
// outside this package its mean score.
func (s *Set) mean(m Metric) (mean float64, note string, err error) {
	if m, ok := m.(pictorial); ok {
		mean, err = s.whole(m)
		return mean, noteOf(m), err
	}
	own, ok := m.(scorer)
	if ok {
		start(own)
	}
	for i := range s.ref.planes {
		var v float64
		var n string
		if ok {
			v, n, err = rawChecked(own, &s.chans[i])
		} else {
			v, err = m.Score(&s.ref.planes[i], &s.dist.planes[i])
		}
		if err != nil {
			return 0, "", err
		}
		if n != "" {
			note = n
		}
		mean += v
	}
	mean /= float64(len(s.ref.planes))
	if ok {
		mean, note = own.finish(mean), remark(own, note)
	} else {
		note = noteOf(m)
	}
	return mean, note, nil
}

// noteOf is what a metric says about its last score.
func noteOf(m Metric) string {
	if n, ok := m.(Noter); ok {
		return n.Note()
	}
	return ""
}

// rawChecked is rawOf for planes that m may be unable to score.
func rawChecked(m scorer, c *channel) (float64, string, error) {
	if err := fits(m, c.ref, c.dist); err != nil {
		return 0, "", err
	}
	return rawOf(m, c)
}

// worse keeps the worse of two scores of a metric. No score is worst.
func worse(a *Score, b Score) {
	info, _ := Lookup(a.Metric)
	switch {
	case a.Err != nil:
	case b.Err != nil, info.Lower && b.Value > a.Value,
		!info.Lower && b.Value < a.Value:
		*a = b
	}
}
