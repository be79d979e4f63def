package cnn

import "math"

// Optimizer moves parameters down a gradient.
type Optimizer interface {
	// Name is the identifier that commands and weight files use.
	Name() string
	// Update changes params, step by step counted from 0, at that rate.
	Update(params, grad []float32, step int, rate float64)
	// State returns what the optimizer remembers between steps, by name, for
	// saving and restoring: n values each.
	State(n int) map[string][]float32
}

// NewOptimizer makes the optimizer of that name, as published: adam or sgd.
func NewOptimizer(name string) (Optimizer, error) {
	all := []Optimizer{new(Adam), new(SGD)}
	names := make([]string, len(all))
	for i, o := range all {
		names[i] = o.Name()
	}
	i, err := choose(name, names)
	return all[i], err
}

// Adam is the optimizer of D. P. Kingma and J. Ba, "Adam: A Method for Stochastic
// Optimization", ICLR 2015, arXiv 1412.6980, Algorithm 1.
type Adam struct {
	Beta1, Beta2, Epsilon float64 // zero: .9, .999, 1e-8

	m, v []float32
}

// Name returns "adam".
func (*Adam) Name() string { return "adam" }

// State returns the two running means, "m" and "v".
func (a *Adam) State(n int) map[string][]float32 {
	if len(a.m) != n {
		a.m, a.v = make([]float32, n), make([]float32, n)
	}
	return map[string][]float32{"m": a.m, "v": a.v}
}

// Update moves params by rate·m̂/(√v̂+ε).
func (a *Adam) Update(params, grad []float32, step int, rate float64) {
	a.State(len(params))
	b1, b2, eps := or(a.Beta1, .9), or(a.Beta2, .999), or(a.Epsilon, 1e-8)
	c1, c2 := 1-power(b1, step+1), 1-power(b2, step+1)
	for i, g := range grad {
		g := float64(g)
		m := float64(b1*float64(a.m[i])) + float64((1-b1)*g)
		v := float64(b2*float64(a.v[i])) + float64(float64((1-b2)*g)*g)
		a.m[i], a.v[i] = float32(m), float32(v)
		params[i] = float32(float64(params[i]) - float64(rate*(m/c1))/(math.Sqrt(v/c2)+eps))
	}
}

// power is bⁿ by squaring, whose bits do not depend on the processor.
func power(b float64, n int) float64 {
	p := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			p *= b
		}
		b *= b
	}
	return p
}

// or is v, or where that is 0 the published value.
func or(v, published float64) float64 {
	if v == 0 {
		return published
	}
	return v
}

// SGD is gradient descent with momentum: the step is the gradient plus Momentum
// times the step before.
type SGD struct {
	Momentum float64 // zero: .9; negative: none

	v []float32
}

// Name returns "sgd".
func (*SGD) Name() string { return "sgd" }

// State returns the last step, "v".
func (s *SGD) State(n int) map[string][]float32 {
	if len(s.v) != n {
		s.v = make([]float32, n)
	}
	return map[string][]float32{"v": s.v}
}

// Update moves params by rate·v.
func (s *SGD) Update(params, grad []float32, _ int, rate float64) {
	s.State(len(params))
	m := max(or(s.Momentum, .9), 0)
	for i, g := range grad {
		v := float64(m*float64(s.v[i])) + float64(g)
		s.v[i] = float32(v)
		params[i] = float32(float64(params[i]) - float64(rate*v))
	}
}
