package metrics

import (
	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/plane"
)

// pyramid keeps the 2×2 means of a plane, their 2×2 means, and so on.
type pyramid struct {
	levels []plane.Plane
	n      int // levels that are made
}

// level returns base halved j times.
func (p *pyramid) level(base *plane.Plane, j int) *plane.Plane {
	if j == 0 {
		return base
	}
	for len(p.levels) < j {
		p.levels = append(p.levels, plane.Plane{})
	}
	for ; p.n < j; p.n++ {
		src := base
		if p.n > 0 {
			src = &p.levels[p.n-1]
		}
		filter.Halve(&p.levels[p.n], src)
	}
	return &p.levels[j-1]
}
