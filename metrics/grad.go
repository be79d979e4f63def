package metrics

import (
	"errors"
	"math"

	"github.com/fastiqa/iqa/plane"
)

// Differentiable is a Metric that can say which way each sample pushes its
// score. For the gradient by the reference give the two in the other order:
// those of this package are symmetric.
type Differentiable interface {
	Metric
	// Grad sizes grad, writes ∂score/∂(dist/Peak) to it with Peak 1, and
	// returns the score, the same bits as Score's. grad must not be ref or
	// dist. It is 0 where the score does not grow or fall, as where it is
	// clamped, and also where there is no derivative: for L1 and PSNR at
	// equal samples and equal pictures, for GMSD and HaarPSI through magnitudes
	// of 0. Errors as of Score; grad is undefined then.
	Grad(grad, ref, dist *plane.Plane) (float64, error)
}

// differentiable is a scorer that has a gradient.
type differentiable interface {
	scorer
	space() *solo
	// slope is ∂score/∂loss where the mean raw loss is loss. Only curved
	// metrics look at that.
	slope(loss float64) float64
	// gradient writes k·∂loss/∂(dist/Peak), of the raw loss that it returns,
	// to a plane of c's size.
	gradient(dst *plane.Plane, c *channel, k float64) (loss float64, note string, err error)
}

// curved is a differentiable whose slope depends on the loss.
type curved interface{ curved() }

var (
	errSpaces = errors.New("pictures differ in colour space")
	errAlpha  = errors.New("no gradient of a picture with alpha")
)

// Grad makes grad a picture like ref, with Peak 1, of what each sample of dist
// does to the score, which it returns: the mean over the channels, for PSNR
// that of the mean over all samples; of an ImageDifferentiable its score of the
// whole picture. Unlike in a Set pictures are not made
// alike first: they must have one space and one Peak, and no Alpha. Other
// errors, and all else, as of Differentiable.
func Grad(m Differentiable, grad, ref, dist *plane.Image) (float64, error) {
	if m, ok := m.(ImageDifferentiable); ok {
		return m.GradImage(grad, ref, dist)
	}
	if err := alike(ref, dist); err != nil {
		return math.NaN(), err
	}
	size := ref.Size()
	grad.Reset(ref.Space, size.X, size.Y, 1, false)
	v, err := gradMean(m, grad, ref, dist)
	if err != nil {
		return math.NaN(), err
	}
	return v, nil
}

// alike says whether two pictures can be compared channel by channel.
func alike(ref, dist *plane.Image) error {
	switch {
	case len(ref.Planes) == 0 || len(dist.Planes) == 0:
		return errNoPlanes
	case ref.Alpha != nil || dist.Alpha != nil:
		return errAlpha
	case ref.Space != dist.Space || len(ref.Planes) != len(dist.Planes):
		return errSpaces
	}
	return nil
}

func gradMean(m Differentiable, grad, ref, dist *plane.Image) (float64, error) {
	own, ok := m.(differentiable)
	if !ok {
		return gradOutside(m, grad, ref, dist)
	}
	w, n := own.space(), float64(len(ref.Planes))
	loss := 0.0
	if _, ok := own.(curved); ok {
		for i := range ref.Planes {
			v, _, err := w.loss(own, &ref.Planes[i], &dist.Planes[i])
			if err != nil {
				return 0, err
			}
			loss += v
		}
	}
	k := own.slope(loss/n) / n
	loss, w.note = 0, ""
	start(own)
	for i := range ref.Planes {
		v, note, err := w.gradient(own, &grad.Planes[i], &ref.Planes[i], &dist.Planes[i], k)
		if err != nil {
			return 0, err
		}
		loss += v
		if note != "" {
			w.note = note
		}
	}
	return own.finish(loss / n), nil
}

// gradOutside is gradMean of a metric from outside this package.
func gradOutside(m Differentiable, grad, ref, dist *plane.Image) (mean float64, err error) {
	n := float32(len(ref.Planes))
	for i := range ref.Planes {
		g := &grad.Planes[i]
		v, err := m.Grad(g, &ref.Planes[i], &dist.Planes[i])
		if err != nil {
			return 0, err
		}
		for y := range g.H {
			for x, d := range g.Row(y) {
				g.Row(y)[x] = d / n
			}
		}
		mean += v
	}
	return mean / float64(n), nil
}

// grad is Grad of a metric of this package.
func (w *solo) grad(m differentiable, dst, ref, dist *plane.Plane) (float64, error) {
	w.note = ""
	loss := 0.0
	if _, ok := m.(curved); ok {
		v, _, err := w.loss(m, ref, dist)
		if err != nil {
			return math.NaN(), err
		}
		loss = v
	}
	start(m)
	loss, note, err := w.gradient(m, dst, ref, dist, m.slope(loss))
	if err != nil {
		return math.NaN(), err
	}
	w.note = note
	return m.finish(loss), nil
}

// gradient sizes dst and has m fill it.
func (w *solo) gradient(m differentiable, dst, ref, dist *plane.Plane, k float64) (float64, string, error) {
	if dst == ref || dst == dist {
		panic("metrics: gradient is one of the pictures")
	}
	c, err := w.begin(m, ref, dist)
	if err != nil {
		return 0, "", err
	}
	w.widen()
	dst.Resize(ref.W, ref.H)
	dst.Peak = 1
	loss, note, err := m.gradient(dst, c, k)
	if err == nil && loss-loss != 0 {
		err = ErrNotFinite
	}
	return loss, note, err
}

// factor is k in float32, finite: a factor of samples that are 0 must not make
// them NaN.
func factor(k float64) float32 {
	return float32(min(max(k, -math.MaxFloat32), math.MaxFloat32))
}

// Parallel has m run its tasks by p when it is used on its own; a Set has its
// own Par. Metrics without tasks take no notice. Nil: one after another.
func Parallel(m Metric, p Par) {
	if m, ok := m.(differentiable); ok {
		m.space().pass.par, m.space().zhao.par = p, p
	}
}
