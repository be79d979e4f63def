package metrics

import (
	"math"

	"github.com/fastiqa/iqa/plane"
)

// Loss makes of a metric what training goes down: the mean, over the planes of
// a batch, of the score where lower is better, of 1-score for similarities, and
// of -score for PSNR. Like a metric it keeps work space: one for each goroutine.
type Loss struct{ Metric Differentiable }

// Backward writes ∂loss/∂(out/Peak) to grad, plane by plane, sized here with
// Peak 1, and returns the loss of out against target. Planes may differ in
// size, each as large as its target; they are taken in order, so that the bits
// depend on nothing else. Errors as of Differentiable; grad is undefined then.
// It panics if the three differ in length or are empty.
func (l *Loss) Backward(grad, out, target []plane.Plane) (float64, error) {
	n := len(out)
	if n == 0 || len(grad) != n || len(target) != n {
		panic("metrics: batches differ in length")
	}
	best, sign := l.sense()
	loss := 0.0
	for i := range out {
		v, err := l.Metric.Grad(&grad[i], &target[i], &out[i])
		if err != nil {
			return math.NaN(), err
		}
		loss += best + float64(sign*v)
		scaleBy(&grad[i], float32(sign/float64(n)))
	}
	return loss / float64(n), nil
}

// sense says how a score becomes a loss: best + sign·score. Metrics that are
// not of this package are taken for losses.
func (l *Loss) sense() (best, sign float64) {
	switch info, ok := Lookup(l.Metric.Name()); {
	case !ok || info.Lower:
		return 0, 1
	case info.Identity == "1":
		return 1, -1
	}
	return 0, -1
}

// scaleBy multiplies all samples of p by k.
func scaleBy(p *plane.Plane, k float32) {
	for y := range p.H {
		row := p.Row(y)
		for x := range row {
			row[x] *= k
		}
	}
}
