package opinion

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// pairs are scores x and opinions y, sorted by x and then by y, and what rank
// statistics need to know of their order. A sample of them with replacement is
// told by how often each is in it, so that nothing is sorted again.
type pairs struct {
	x, y   []float64
	place  []int32 // where the pair that was given i-th stands
	lx, ly []int32 // how many different values are below
	nx, ny int     // different values
	count  []int32 // how often each pair is in the sample

	dx, dy []int64 // work space of spearman
	tree   []int32 // and of kendall
}

// newPairs sorts pairs of numbers, each of which is in the sample once.
func newPairs(x, y []float64) *pairs {
	n := len(x)
	p := &pairs{x: make([]float64, n), y: make([]float64, n),
		place: make([]int32, n), count: make([]int32, n)}
	order := ascending(n, func(i, j int32) int {
		return cmp.Or(cmp.Compare(x[i], x[j]), cmp.Compare(y[i], y[j]))
	})
	for to, from := range order {
		p.x[to], p.y[to] = x[from], y[from]
		p.place[from] = int32(to)
		p.count[to] = 1
	}
	p.lx, p.nx = levels(p.x)
	p.ly, p.ny = levels(p.y)
	p.dx, p.dy = make([]int64, p.nx), make([]int64, p.ny)
	p.tree = make([]int32, p.ny+1)
	return p
}

// ascending are the numbers below n in order.
func ascending(n int, compare func(i, j int32) int) []int32 {
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, compare)
	return order
}

// levels tells of each value how many different ones are below it.
func levels(v []float64) (level []int32, different int) {
	level = make([]int32, len(v))
	order := ascending(len(v), func(i, j int32) int { return cmp.Compare(v[i], v[j]) })
	for k, i := range order {
		if k == 0 || v[i] != v[order[k-1]] {
			different++
		}
		level[i] = int32(different - 1)
	}
	return level, different
}

// draw makes the sample one of as many pairs, with replacement.
func (p *pairs) draw(r *rand.PCG) {
	clear(p.count)
	for range p.count {
		p.count[p.place[pick(r, len(p.count))]]++
	}
}

// finite is the range of pairs with a finite score.
func (p *pairs) finite() (from, to int) {
	to = len(p.x)
	for from < to && math.IsInf(p.x[from], -1) {
		from++
	}
	for to > from && math.IsInf(p.x[to-1], 1) {
		to--
	}
	return from, to
}
