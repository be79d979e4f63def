package opinion

import "math"

// FitLogistic fits f(x) to y by least squares. At any B2 and B3 the best B1, B4
// and B5 are found by solving linear equations; B2 and B3 are found by the method
// of Levenberg and Marquardt on what these leave (variable projection: G. H.
// Golub, V. Pereyra, SIAM Journal on Numerical Analysis 10(2), 1973, pp.
// 413-432, doi 10.1137/0710036), so that no fit is worse than a straight line.
// It starts where fits of this function usually do, B2 = 1/σ and B3 the mean of x,
// with the standard deviation σ of x (of n, not n-1), and from eight places
// about: B2 of .4/σ and 3/σ, B3 of the mean ± σ. The best counts.
//
// It ends when no step lessens the sum of squares by more than rounding, or after
// 1000 steps. f is the same with B1 and B2 both negated; B2 > 0 is returned, and
// not below .05/σ, where f is as good as a cubic. On data that ask for a step, or
// for an exponential, B2 or B3 have no best value; they end where the sum of
// squares hardly depends on them.
//
// It makes an error of fewer than 5 pairs, of a variable that is constant, and
// of values that are no finite numbers. It panics if the lengths differ.
func FitLogistic(x, y []float64) (Logistic, error) {
	if err := check(x, y); err != nil {
		return Logistic{}, err
	}
	c, err := newCurve(newPairs(x, y))
	if err != nil {
		return Logistic{}, err
	}
	return c.fit, nil
}

// bend are B2 and B3, for variables with mean 0 and standard deviation 1.
type bend struct{ slope, centre float64 }

// curve is the fit to the pairs with a finite score.
type curve struct {
	x, y  []float64 // with mean 0 and standard deviation 1
	sy    float64   // the standard deviation of opinions
	count []int32   // how often each is in the sample

	// Of all pairs, each once:
	best       bend
	fit        Logistic // in the units of scores and opinions
	plcc, rmse float64
}

// newCurve fits to p, of which each pair is in the sample once.
func newCurve(p *pairs) (*curve, error) {
	from, to := p.finite()
	x, y := p.x[from:to], p.y[from:to]
	if err := fittable(x, y); err != nil {
		return nil, err
	}
	mx, sx := moment(x)
	my, sy := moment(y)
	if !(sx > 0) || !(sy > 0) || math.IsInf(sx+sy, 0) {
		return nil, errRange
	}
	c := &curve{x: standard(x, mx, sx), y: standard(y, my, sy), sy: sy,
		count: p.count[from:to]}
	best, m := c.search()
	c.best = best
	c.plcc, c.rmse = c.quality(m)
	b1, b4, b5 := m.linear(best)
	b4 *= sy / sx
	c.fit = Logistic{B1: sy * b1, B2: best.slope / sx, B3: mx + float64(sx*best.centre),
		B4: b4, B5: my + float64(sy*b5) - float64(b4*mx)}
	return c, nil
}

func fittable(x, y []float64) error {
	switch {
	case len(x) < fewFit:
		return errFewFit
	case constant(x):
		return errConstant
	case constant(y):
		return errAgreed
	}
	return nil
}

// moment are the mean and the standard deviation of v.
func moment(v []float64) (m, deviation float64) {
	m = mean(v)
	squares := 0.0
	for _, e := range v {
		squares += float64((e - m) * (e - m))
	}
	return m, math.Sqrt(squares / float64(len(v)))
}

func standard(v []float64, m, deviation float64) []float64 {
	s := make([]float64, len(v))
	for i, e := range v {
		s[i] = (e - m) / deviation
	}
	return s
}

// search is the fit from the usual start, or from one of some others about it
// where that comes lower: the sum of squares can have several minima.
func (c *curve) search() (bend, moments) {
	best, least := bend{1, 0}, math.Inf(1)
	for _, slope := range [...]float64{1, 3, .4} {
		for _, centre := range [...]float64{0, -1, 1} {
			b, m := c.descend(bend{slope, centre}, 1e-3, 1e-6, 100)
			if r := m.residual(); r < least {
				best, least = b, r
			}
		}
	}
	return c.descend(best, 1e-3, 0, 1000)
}

// descend goes down from b, and returns where it came to with the projected
// moments there. It ends when a step promises, or makes, no more than the part
// tol of the sum of squares less, when damping has made steps too small to lessen
// it, or after so many steps.
func (c *curve) descend(b bend, damping, tol float64, steps int) (bend, moments) {
	const (
		// Flatter, f is a cubic to 1e-8 of the variance, and B1 has no bounds.
		flattest = .05
		heaviest = 1e12
	)
	sums := c.sums()
	here := c.at(b, sums)
	for ; steps > 0 && damping < heaviest; steps-- {
		enough := tol * here.residual()
		to, promise := here.step(b, damping)
		if !(promise > enough) {
			break
		}
		to.slope = max(to.slope, flattest)
		there := c.at(to, sums)
		gain := here.residual() - there.residual()
		if !(gain > 0) {
			damping *= 10
			continue
		}
		here, b = there, to
		damping /= 10
		if gain <= enough {
			break
		}
	}
	return b, here
}

// refit fits to a sample, from the fit to all pairs on, until a step lessens the
// sum of squares by no more than 1e-5 of it.
func (c *curve) refit() (plcc, rmse float64) {
	_, m := c.descend(c.best, 1e-6, 1e-5, 100)
	return c.quality(m)
}

// quality are PLCC and RMSE of projected moments. Where B1, B4 and B5 are the
// best, Pearson's correlation of f(x) and y is √(1 - Σ(y-f(x))²/Σ(y-my)²). Both
// are NaN where scores or opinions of the sample are all equal.
func (c *curve) quality(m moments) (plcc, rmse float64) {
	n := m.m[0][0]
	if m.rank < 2 || !(m.spread > 1e-12*n) {
		return math.NaN(), math.NaN()
	}
	return math.Sqrt(max(0, 1-m.residual()/m.spread)), c.sy * math.Sqrt(m.residual()/n)
}
