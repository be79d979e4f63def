package metrics

import (
	"errors"
	"math"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// ImageMetric is a Metric that looks at a whole picture: at its luminance, or
// at three channels together. In a Set it sees the colours whatever Set.Color
// says. Score takes planes for gray pictures.
type ImageMetric interface {
	Metric
	// ScoreImage compares two pictures, both gray or both RGB, without Alpha.
	// Errors as of Score and of Grad, ErrColor, and what the metric has no
	// score for.
	ScoreImage(ref, dist *plane.Image) (float64, error)
}

// ImageMapper is an ImageMetric that can say where the score comes from.
type ImageMapper interface {
	ImageMetric
	// MapImage sizes dst, which may be smaller than the pictures by a whole
	// factor, writes the map to it with Peak 1, and returns the score. dst
	// must not be a plane of the pictures.
	MapImage(dst *plane.Plane, ref, dist *plane.Image) (float64, error)
}

// ImageDifferentiable is an ImageMetric that can say which way each sample
// pushes its score.
type ImageDifferentiable interface {
	ImageMetric
	Differentiable
	// GradImage makes grad a picture like ref, with Peak 1, of
	// ∂score/∂(dist/Peak), and returns the score, the same bits as
	// ScoreImage's. All else is as Differentiable says.
	GradImage(grad, ref, dist *plane.Image) (float64, error)
}

// ErrColor says that a metric of three channels was given gray pictures.
var ErrColor = errors.New("needs colour, the pictures are gray")

// pictorial is a metric of this package that looks at whole pictures.
type pictorial interface {
	Metric
	own() *whole
	side() int         // smallest width and height
	identity() float64 // the score of equal pictures
	colored() bool     // needs three channels
	luma() bool        // looks at canvases' luma

	// reference makes what depends on the reference alone, to be kept for all
	// that are compared with it. Its error is that of all their scores.
	reference(c *canvas) error

	// distorted is the score of c against the reference, and unless dst is nil
	// its map. A metric without a map is not asked for one.
	distorted(c *canvas, dst *plane.Plane) (float64, error)

	// memory is about how many bytes of work space, from above, pictures of
	// w×h pixels take, beside what canvases have
	// for all metrics.
	memory(w, h, channels int) int64
}

// pictorialGrad is a pictorial metric that has a gradient.
type pictorialGrad interface {
	pictorial
	// gradient fills the planes, one for each channel, of a pair that
	// distorted has just scored.
	gradient(grad []plane.Plane)
}

// whole is the work space of a pictorial metric.
type whole struct {
	ref, dist canvas // where the metric is used on its own
	pair      [2]plane.Image
	apart     float64 // of them, as of apartBy
	grads     []plane.Plane

	seen *canvas // whose reference the metric has made
	gen  int
	err  error // of that
}

// compare is the score of two canvases of one size, of which apart says how far
// they are apart: the sum of all differences.
func (w *whole) compare(m pictorial, ref, dist *canvas, apart float64, dst *plane.Plane) (float64, error) {
	if err := w.fits(m, ref); err != nil {
		return math.NaN(), err
	}
	switch {
	case apart-apart != 0:
		return math.NaN(), ErrNotFinite
	case apart == 0 && dst == nil:
		return m.identity(), nil
	}
	if w.seen != ref || w.gen != ref.gen {
		w.seen, w.gen = ref, ref.gen
		w.err = m.reference(ref)
	}
	if w.err != nil {
		return math.NaN(), w.err
	}
	v, err := m.distorted(dist, dst)
	switch {
	case err != nil:
		return math.NaN(), err
	case apart == 0:
		return m.identity(), nil
	case v-v != 0:
		return math.NaN(), ErrNotFinite
	}
	return v, nil
}

// fits says whether m can score pictures like c.
func (w *whole) fits(m pictorial, c *canvas) error {
	if m.colored() && !c.colored() {
		return ErrColor
	}
	p := &c.planes[0]
	if n := m.side(); min(p.W, p.H) < n {
		return &SizeError{Ref: p.Size(), Dist: p.Size(), Metric: m.Name(), Min: n}
	}
	return nil
}

// scoreImage is ScoreImage and MapImage of a metric of this package.
func (w *whole) scoreImage(m pictorial, dst *plane.Plane, ref, dist *plane.Image) (float64, error) {
	if err := w.set(dst, ref, dist); err != nil {
		return math.NaN(), err
	}
	return w.compare(m, &w.ref, &w.dist, w.apart, dst)
}

// gradImage is GradImage of a metric of this package.
func (w *whole) gradImage(m pictorialGrad, grad, ref, dist *plane.Image) (float64, error) {
	if grad == ref || grad == dist {
		panic("metrics: gradient is one of the pictures")
	}
	v, err := w.scoreImage(m, nil, ref, dist)
	if err != nil {
		return v, err
	}
	size := ref.Size()
	grad.Reset(ref.Space, size.X, size.Y, 1, false)
	w.gradient(m, grad.Planes)
	return v, nil
}

// grad is Grad of a metric of this package.
func (w *whole) grad(m pictorialGrad, dst, ref, dist *plane.Plane) (float64, error) {
	if dst == ref || dst == dist {
		panic("metrics: gradient is one of the pictures")
	}
	v, err := w.score(m, nil, ref, dist)
	if err != nil {
		return v, err
	}
	dst.Resize(ref.W, ref.H)
	dst.Peak = 1
	w.grads = append(w.grads[:0], *dst)
	w.gradient(m, w.grads)
	clear(w.grads)
	return v, nil
}

// gradient fills the planes of the pair that has just been scored: with zeros
// if they are equal.
func (w *whole) gradient(m pictorialGrad, grad []plane.Plane) {
	if w.apart != 0 {
		m.gradient(grad)
		return
	}
	for i := range grad {
		for y := range grad[i].H {
			clear(grad[i].Row(y))
		}
	}
}

// score is Score and Map of a metric of this package.
func (w *whole) score(m pictorial, dst, ref, dist *plane.Plane) (float64, error) {
	a, b := &w.pair[0], &w.pair[1]
	a.Planes = append(a.Planes[:0], *ref)
	b.Planes = append(b.Planes[:0], *dist)
	if dst == ref || dst == dist {
		panic("metrics: map is one of the pictures")
	}
	return w.scoreImage(m, dst, a, b)
}

// set makes a pair the canvases' and finds how far it is apart.
func (w *whole) set(dst *plane.Plane, ref, dist *plane.Image) error {
	if err := alike(ref, dist); err != nil {
		return err
	}
	for i := range ref.Planes {
		if err := check(&ref.Planes[i], &dist.Planes[i]); err != nil {
			return err
		}
		if dst == &ref.Planes[i] || dst == &dist.Planes[i] {
			panic("metrics: map is one of the pictures")
		}
	}
	w.ref.set(ref.Planes)
	w.dist.set(dist.Planes)
	w.apart = apartBy(&w.ref, &w.dist)
	return nil
}

// apartBy is the sum of all differences between two canvases: 0 for equal ones,
// not finite where a sample is not.
func apartBy(ref, dist *canvas) (sum float64) {
	for i := range ref.planes {
		abs, _ := differences(&ref.planes[i], &dist.planes[i])
		sum += abs
	}
	return sum
}

// differences are the sums of |d| and d² of two planes, block of rows by block
// of rows, each from zero, so that the order of additions depends on the size
// alone.
func differences(ref, dist *plane.Plane) (abs, sq float64) {
	if ref.OfBytes() {
		return byteDifferences(ref, dist)
	}
	for y0 := 0; y0 < ref.H; y0 += asm.BlockRows {
		var s asm.DiffSums
		for y := y0; y < min(y0+asm.BlockRows, ref.H); y++ {
			s.Add(dist.Row(y), ref.Row(y))
		}
		a, q, _ := s.Totals()
		abs += a
		sq += q
	}
	return abs, sq
}

// byteDifferences are differences of planes of bytes: integers, whatever their order.
func byteDifferences(ref, dist *plane.Plane) (abs, sq float64) {
	for y := 0; y < ref.H; y += asm.BlockRows {
		a, q := asm.ByteSums(dist.Bytes[y*dist.Stride:], dist.Stride, ref.Bytes[y*ref.Stride:], ref.Stride,
			ref.W, min(asm.BlockRows, ref.H-y))
		abs += float64(a)
		sq += float64(q)
	}
	return abs, sq
}
