package opinion

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Estimate is a statistic and the interval that it may as well lie in. NaN
// stands for what cannot be had, or was not asked for.
type Estimate struct{ Value, Low, High float64 }

// Agreement says how well scores agree with opinions. + means agreement: that
// images with better scores are of better quality, as people see it.
type Agreement struct {
	Pairs    int // of a score and an opinion
	Infinite int // pairs whose score is infinite: not in PLCC, RMSE and Fit

	SROCC Estimate // Spearman
	KROCC Estimate // Kendall
	PLCC  Estimate // Pearson's correlation of Fit.At(score) and opinion; never negative
	RMSE  Estimate // √(mean (opinion - Fit.At(score))²), in units of opinion

	Fit   Logistic // NaN where there is none
	Notes []string // why a statistic cannot be had
}

// Study is how scores are held against opinions. Its zero value computes no
// intervals.
type Study struct {
	LowerScores   bool // a lower score is better
	LowerOpinions bool // a lower opinion is better

	// Rounds is how many samples, of as many pairs, are drawn with replacement
	// to learn how far statistics may be off (bootstrap: B. Efron, The Annals
	// of Statistics 7(1), 1979, pp. 1-26, doi 10.1214/aos/1176344552). An
	// interval leaves out equal parts of the samples' statistics at both ends.
	// Samples of which a statistic cannot be had do not count.
	Rounds int
	// Confidence is the part of them in the interval, 0 to 1; 0 means .95.
	Confidence float64
	// Seed chooses the samples. They are those of the generator PCG-DXSM of
	// package math/rand/v2 with the seeds Seed and 0: the same for each metric
	// that has scores of the same images.
	Seed uint64
}

// Compare compares scores with opinions, of the same images in the same order.
// Scores may be infinite. It panics if the lengths differ.
func (s Study) Compare(scores, opinions []float64) Agreement {
	nan := math.NaN()
	none := Estimate{nan, nan, nan}
	a := Agreement{Pairs: len(scores), SROCC: none, KROCC: none, PLCC: none,
		RMSE: none, Fit: Logistic{nan, nan, nan, nan, nan}}
	p, err := ranked(scores, opinions)
	if err != nil {
		a.Notes = append(a.Notes, err.Error())
		return a
	}
	from, to := p.finite()
	a.Infinite = len(scores) - (to - from)
	sign := 1.0
	if s.LowerScores != s.LowerOpinions {
		sign = -1
	}
	a.SROCC.Value, a.KROCC.Value = sign*p.spearman(), sign*p.kendall()
	c, err := newCurve(p)
	if err != nil {
		a.Notes = append(a.Notes, "plcc, rmse: "+err.Error())
	} else {
		a.Fit = c.fit
		a.PLCC.Value, a.RMSE.Value = c.plcc, c.rmse
	}
	s.intervals(&a, p, c, sign)
	return a
}

// intervals draws the samples. c is nil where there is no fit.
func (s Study) intervals(a *Agreement, p *pairs, c *curve, sign float64) {
	var srocc, krocc, plcc, rmse []float64
	random := rand.NewPCG(s.Seed, 0)
	for range s.Rounds {
		p.draw(random)
		srocc = append(srocc, sign*p.spearman())
		krocc = append(krocc, sign*p.kendall())
		if c != nil {
			correlation, deviation := c.refit()
			plcc, rmse = append(plcc, correlation), append(rmse, deviation)
		}
	}
	s.interval(&a.SROCC, srocc)
	s.interval(&a.KROCC, krocc)
	s.interval(&a.PLCC, plcc)
	s.interval(&a.RMSE, rmse)
}

// interval is that of the statistics of samples, which it sorts.
func (s Study) interval(e *Estimate, v []float64) {
	v = slices.DeleteFunc(v, math.IsNaN)
	if len(v) == 0 {
		return
	}
	confidence := s.Confidence
	if confidence == 0 {
		confidence = .95
	}
	slices.Sort(v)
	out := int(math.Round((1 - confidence) / 2 * float64(len(v))))
	out = min(out, (len(v)-1)/2)
	e.Low, e.High = v[out], v[len(v)-1-out]
}
