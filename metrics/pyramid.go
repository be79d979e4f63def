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
	for p.n < j {
		src := p.made(base)
		filter.Halve(p.next(), src)
	}
	if j == 0 {
		return base
	}
	return &p.levels[j-1]
}

// made is the smallest level that is made.
func (p *pyramid) made(base *plane.Plane) *plane.Plane {
	if p.n == 0 {
		return base
	}
	return &p.levels[p.n-1]
}

// next counts the next level as made and returns it, for the caller to make.
func (p *pyramid) next() *plane.Plane {
	if p.n == len(p.levels) {
		p.levels = append(p.levels, plane.Plane{})
	}
	p.n++
	return &p.levels[p.n-1]
}

// halve has pass, on its way over base, make the levels up to that one which are not
// made yet, as far down as it can.
func (p *pyramid) halve(pass *ssimPass, base *plane.Plane, level int) {
	level = min(level, deepest)
	for len(p.levels) < level { // before any is pointed to
		p.levels = append(p.levels, plane.Plane{})
	}
	for j := p.n; j < level; j++ {
		src := p.level(base, j)
		dst := p.next()
		filter.SizeHalf(dst, src)
		pass.also(dst, src, j)
	}
}
