package opinion

import "math"

// Spearman returns the rank correlation ρ, -1 to 1, of two variables of the
// same length: Pearson's of their ranks, where equal values share the mean of
// theirs. C. Spearman, The American Journal of Psychology 15(1), 1904,
// pp. 72-101, doi 10.2307/1412159. Values may be infinite. It makes an error of
// fewer than 3 pairs, of a variable that is constant, and of NaN. It panics if
// the lengths differ.
func Spearman(x, y []float64) (float64, error) {
	p, err := ranked(x, y)
	if err != nil {
		return 0, err
	}
	return p.spearman(), nil
}

// Kendall returns the rank correlation τb, -1 to 1, of two variables of the
// same length: (P-Q) / √((n0-n1)(n0-n2)) with P pairs of pairs in the same
// order, Q in opposite orders, n0 = n(n-1)/2, n1 of them equal in x and n2 in y.
// M. G. Kendall, Biometrika 33(3), 1945, pp. 239-251,
// doi 10.1093/biomet/33.3.239. It takes n·log n steps. Values may be infinite.
// Errors and panics are Spearman's.
func Kendall(x, y []float64) (float64, error) {
	p, err := ranked(x, y)
	if err != nil {
		return 0, err
	}
	return p.kendall(), nil
}

// ranked are pairs that have rank correlations.
func ranked(x, y []float64) (*pairs, error) {
	if len(x) != len(y) {
		panic("opinion: scores and opinions differ in number")
	}
	for i := range x {
		if math.IsNaN(x[i]) || math.IsNaN(y[i]) {
			return nil, errNumber
		}
	}
	if len(x) < few {
		return nil, errFew
	}
	switch p := newPairs(x, y); {
	case p.nx == 1:
		return nil, errConstant
	case p.ny == 1:
		return nil, errAgreed
	default:
		return p, nil
	}
}

// spearman is Spearman's ρ of the sample; NaN if a variable is constant in it.
func (p *pairs) spearman() float64 {
	sxx, syy := p.deviations(p.dx, p.lx), p.deviations(p.dy, p.ly)
	sxy := 0.0
	for i, c := range p.count {
		if c > 0 {
			sxy += float64(int64(c) * p.dx[p.lx[i]] * p.dy[p.ly[i]])
		}
	}
	return unit(sxy / math.Sqrt(sxx*syy))
}

// deviations are twice those of the ranks from their mean, by level, which are
// whole numbers; and the sum of their squares over the sample.
func (p *pairs) deviations(d []int64, level []int32) (squares float64) {
	clear(d)
	for i, l := range level {
		d[l] += int64(p.count[i])
	}
	below, n := int64(0), int64(len(level))
	for l, c := range d {
		d[l] = 2*below + c - n
		squares += float64(c * d[l] * d[l])
		below += c
	}
	return squares
}

// kendall is Kendall's τb of the sample; NaN if a variable is constant in it.
//
// Of all pairs of pairs, those that are equal in neither variable and not in
// opposite orders are in the same order. What is in opposite orders is counted
// by a tree of sums (P. M. Fenwick, Software: Practice and Experience 24(3),
// 1994, pp. 327-336, doi 10.1002/spe.4380240306) over the levels of y: for each
// pair, those before it with a smaller x and a larger y.
func (p *pairs) kendall() float64 {
	clear(p.tree)
	var opposite, tiesX, tiesBoth, before int64
	for from := 0; from < len(p.x); {
		to := p.runEnd(from)
		for i := from; i < to; i++ {
			if c := int64(p.count[i]); c > 0 {
				opposite += c * (before - p.upTo(p.ly[i]))
			}
		}
		equal, both := p.add(from, to)
		tiesX += choose2(equal)
		tiesBoth += both
		before += equal
		from = to
	}
	all, tiesY := choose2(before), p.tiesY()
	same := all - tiesX - tiesY + tiesBoth - opposite
	return unit(float64(same-opposite) /
		math.Sqrt(float64(all-tiesX)*float64(all-tiesY)))
}

// runEnd is the end of the pairs with the x of the one at from.
func (p *pairs) runEnd(from int) int {
	to := from + 1
	for to < len(p.lx) && p.lx[to] == p.lx[from] {
		to++
	}
	return to
}

// add puts pairs of one x into the tree: how many they are, and how many pairs
// of them are equal in y too.
func (p *pairs) add(from, to int) (equal, ties int64) {
	same := int64(0) // as many have the y of the last one
	for i := from; i < to; i++ {
		if i > from && p.ly[i] != p.ly[i-1] {
			ties += choose2(same)
			same = 0
		}
		c := p.count[i]
		if c == 0 {
			continue
		}
		for k := int(p.ly[i]) + 1; k < len(p.tree); k += k & -k {
			p.tree[k] += c
		}
		same += int64(c)
		equal += int64(c)
	}
	return equal, ties + choose2(same)
}

// upTo is how many pairs in the tree have a y of at most this level.
func (p *pairs) upTo(level int32) (n int64) {
	for k := level + 1; k > 0; k &= k - 1 {
		n += int64(p.tree[k])
	}
	return n
}

func (p *pairs) tiesY() (ties int64) {
	clear(p.dy)
	for i, l := range p.ly {
		p.dy[l] += int64(p.count[i])
	}
	for _, c := range p.dy {
		ties += choose2(c)
	}
	return ties
}

func choose2(n int64) int64 { return n * (n - 1) / 2 }
