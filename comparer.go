package iqa

import (
	"image"
	"slices"
	"sync"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// comparer is the work space of a comparison. It keeps each metric it has used, for
// a metric keeps what it works in.
type comparer struct {
	set       metrics.Set
	names     []string // that set has the metrics of
	known     map[string]metrics.Metric
	name      [1]string
	ref, dist plane.Image
	scores    []metrics.Score
}

var comparers = sync.Pool{New: func() any {
	return &comparer{known: map[string]metrics.Metric{}}
}}

// compare appends the scores to dst.
func (c *comparer) compare(dst []metrics.Score, ref, dist image.Image, names []string) ([]metrics.Score, error) {
	if err := c.use(names); err != nil {
		return nil, err
	}
	c.ref.Compact = c.set.Compact()
	c.dist.Compact = c.ref.Compact
	if err := c.ref.SetFrom(ref); err != nil {
		return nil, err
	}
	if err := c.dist.SetFrom(dist); err != nil {
		return nil, err
	}
	return c.set.Score(dst, &c.ref, &c.dist)
}

// use has the set score by names, groups among them.
func (c *comparer) use(names []string) error {
	if c.names != nil && slices.Equal(c.names, names) {
		return nil
	}
	own := slices.Clone(names) // those of the caller stay on its stack
	all, err := metrics.Expand(own...)
	if err != nil {
		return err
	}
	c.names, c.set.Metrics = nil, nil
	for _, n := range all {
		if c.known[n] == nil {
			m, err := metrics.ByName(n)
			if err != nil {
				return err
			}
			c.known[n] = m[0]
		}
		c.set.Metrics = append(c.set.Metrics, c.known[n])
	}
	c.names = own
	return nil
}
