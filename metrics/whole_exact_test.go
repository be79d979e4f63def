package metrics_test

import (
	"image"
	"math"
	"math/cmplx"
	"slices"
	"testing"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// at is a sample, 0 outside a.
func (a exact) at(x, y int) float64 {
	if x < 0 || y < 0 || x >= a.w || y >= a.h {
		return 0
	}
	return a.v[y*a.w+x]
}

// each is a picture of what f makes of a's places, step apart.
func (a exact) each(step int, f func(x, y int) float64) exact {
	c := exact{(a.w + step - 1) / step, (a.h + step - 1) / step, nil}
	for y := range c.h {
		for x := range c.w {
			c.v = append(c.v, f(x*step, y*step))
		}
	}
	return c
}

// small is the 2×2 mean on the scale 0…255, with zeros beyond the edges.
func (a exact) small() exact {
	return a.each(2, func(x, y int) float64 {
		return 255 * (a.at(x, y) + a.at(x+1, y) + a.at(x, y+1) + a.at(x+1, y+1)) / 4
	})
}

// steepness is the length of Prewitt's derivatives.
func (a exact) steepness() exact {
	return a.each(1, func(x, y int) float64 {
		var gx, gy float64
		for i := -1; i <= 1; i++ {
			gx += (a.at(x+1, y+i) - a.at(x-1, y+i)) / 3
			gy += (a.at(x+i, y+1) - a.at(x+i, y-1)) / 3
		}
		return math.Hypot(gx, gy)
	})
}

func (a exact) gmsd(b exact) float64 {
	gms := a.small().steepness().with(b.small().steepness(), func(p, q float64) float64 {
		return (2*p*q + 170) / (p*p + q*q + 170)
	})
	mean := gms.mean()
	dev := gms.with(gms, func(p, _ float64) float64 { return (p - mean) * (p - mean) })
	return math.Sqrt(dev.mean() * float64(len(dev.v)) / math.Max(1, float64(len(dev.v)-1)))
}

// blend is w·(R', G', B').
func blend(p []exact, w ...float64) exact {
	c := p[0].each(1, func(int, int) float64 { return 0 })
	for i, a := range p {
		c = c.with(a, func(p, q float64) float64 { return p + w[i]*q })
	}
	return c
}

// haar are the magnitudes of the coefficients of wavelets of n samples, by
// adding up all samples under them.
func (a exact) haar(n int) (across, down exact) {
	at := func(sign func(i, j int) bool) exact {
		return a.each(1, func(x, y int) float64 {
			t := 0.0
			for j := range n {
				for i := range n {
					if v := a.at(x+1-n/2+i, y+1-n/2+j); sign(i, j) {
						t += v
					} else {
						t -= v
					}
				}
			}
			return math.Abs(t) / float64(n)
		})
	}
	return at(func(i, _ int) bool { return i < n/2 }), at(func(_, j int) bool { return j < n/2 })
}

// similar is the similarity of two magnitudes with the constant 30.
func similar(p, q float64) float64 { return (2*p*q + 30) / (p*p + q*q + 30) }

// haarParts are the similarities and weights of pictures of Y, or of Y, I and Q.
func haarParts(x, y []exact) (s, w [3]exact) {
	a, b := x[0].small(), y[0].small()
	mean := func(p, q float64) float64 { return (p + q) / 2 }
	both := func(i int, p1, q1, p2, q2 exact) { s[i] = p1.with(q1, similar).with(p2.with(q2, similar), mean) }
	a1, d1 := a.haar(2)
	a2, d2 := a.haar(4)
	a3, d3 := a.haar(8)
	b1, e1 := b.haar(2)
	b2, e2 := b.haar(4)
	b3, e3 := b.haar(8)
	both(0, a1, b1, a2, b2)
	both(1, d1, e1, d2, e2)
	w[0], w[1] = a3.with(b3, math.Max), d3.with(e3, math.Max)
	if len(x) == 3 {
		both(2, x[1].chroma(), y[1].chroma(), x[2].chroma(), y[2].chroma())
		w[2] = w[0].with(w[1], mean)
	}
	return s, w
}

func haarpsi(x, y []exact) float64 {
	s, w := haarParts(x, y)
	var sum, all float64
	for i := range s {
		for j, v := range s[i].v {
			sum += w[i].v[j] / (1 + math.Exp(-4.2*v))
			all += w[i].v[j]
		}
	}
	p := sum / all
	return math.Pow(math.Log(p/(1-p))/4.2, 2)
}

// chroma is what haarpsi compares of I and Q.
func (a exact) chroma() exact {
	c := a.small()
	return c.each(1, func(x, y int) float64 {
		return math.Abs(c.at(x, y)+c.at(x+1, y)+c.at(x, y+1)+c.at(x+1, y+1)) / 4
	})
}

// mdsi is the score of small pictures of three channels, with the roots of
// complex numbers.
func mdsi(x, y []exact) float64 {
	blend := func(p []exact, w ...float64) exact {
		return blend(p, 255*w[0], 255*w[1], 255*w[2])
	}
	similar := func(p, q, c float64) float64 { return (2*p*q + c) / (p*p + q*q + c) }
	l1, l2 := blend(y, .2989, .5870, .1140), blend(x, .2989, .5870, .1140)
	h1, h2 := blend(y, .30, .04, -.35), blend(x, .30, .04, -.35)
	m1, m2 := blend(y, .34, -.60, .17), blend(x, .34, -.60, .17)
	g1, g2 := l1.steepness(), l2.steepness()
	g := l1.with(l2, func(p, q float64) float64 { return (p + q) / 2 }).steepness()
	roots, mean := make([]complex128, len(g.v)), 0i
	for i := range roots {
		gs := similar(g1.v[i], g2.v[i], 140) + similar(g2.v[i], g.v[i], 55) - similar(g1.v[i], g.v[i], 55)
		a, b, c, d := h1.v[i], h2.v[i], m1.v[i], m2.v[i]
		cs := (2*(a*b+c*d) + 550) / (a*a + b*b + c*c + d*d + 550)
		roots[i] = cmplx.Pow(complex(.6*gs+.4*cs, 0), .25)
		mean += roots[i] / complex(float64(len(roots)), 0)
	}
	sum := 0.0
	for _, r := range roots {
		sum += cmplx.Abs(r - mean)
	}
	return math.Pow(sum/float64(len(roots)), .25)
}

// Similarities that are negative have complex roots; noise against other noise
// has many.
func TestMDSIOfNegativeSimilarities(t *testing.T) {
	ref, _ := rgb(90, 70, 1)
	dist, _ := rgb(90, 70, 4)
	var x, y []exact
	for c := range 3 {
		clear(ref.Planes[c].Row(30))
		x, y = append(x, exactOf(&dist.Planes[c])), append(y, exactOf(&ref.Planes[c]))
	}
	m := new(metrics.MDSI)
	var dst plane.Plane
	v, err := m.MapImage(&dst, ref, dist)
	if w := mdsi(x, y); err != nil || math.Abs(v-w) > 1e-12 {
		t.Errorf("%v, %v, want %v", v, err, w)
	}
	above := 0
	for _, d := range exactOf(&dst).v {
		if d > 1 {
			above++
		}
	}
	if above == 0 {
		t.Error("no similarity is negative")
	}
}

func TestMDSINeedsColor(t *testing.T) {
	a := noise(20, 20, 255, 1)
	var dst plane.Plane
	if _, err := new(metrics.MDSI).Score(a, near(a, 2)); err != metrics.ErrColor {
		t.Errorf("Score of gray pictures: %v", err)
	}
	if _, err := new(metrics.MDSI).Map(&dst, a, near(a, 2)); err != metrics.ErrColor {
		t.Errorf("Map of gray pictures: %v", err)
	}
}

// Pictures that differ, but are black where HaarPSI looks, have no score, and
// those that are black on one side have one.
func TestHaarPSIOfBlack(t *testing.T) {
	black := plane.New(40, 30, 1)
	stripes := fillPeak(40, 30, 1, func(x, _ int) float32 { return float32(1 - x%2*2) })
	var m metrics.HaarPSI
	if v, err := m.Score(black, stripes); err == nil || v == v {
		t.Errorf("stripes of mean 0: %v, %v", v, err)
	}
	white := fillPeak(40, 30, 1, func(int, int) float32 { return 1 })
	if v, err := m.Score(black, white); err != nil || !(v > 0 && v < .5) {
		t.Errorf("black and white: %v, %v", v, err)
	}
}

// exactColors are the scores of three channels of intensities by name.
var exactColors = map[string]func(x, y []exact) float64{
	"gmsd": func(x, y []exact) float64 {
		return blend(x, .299, .587, .114).gmsd(blend(y, .299, .587, .114))
	},
	"haarpsi": func(x, y []exact) float64 {
		yiq := func(p []exact) []exact {
			return []exact{blend(p, .299, .587, .114), blend(p, .596, -.274, -.322), blend(p, .211, -.523, .312)}
		}
		return haarpsi(yiq(x), yiq(y))
	},
}

// The map of GMSD has the score as its deviation, that of HaarPSI is the mean of
// the similarities.
func TestImageMapValues(t *testing.T) {
	ref := noise(61, 50, 255, 3)
	dist := near(ref, 4)
	var dst plane.Plane
	v, err := new(metrics.GMSD).Map(&dst, ref, dist)
	a := exactOf(&dst)
	mean := a.mean()
	dev := a.with(a, func(p, _ float64) float64 { return (p - mean) * (p - mean) }).mean()
	if n := float64(len(a.v)); err != nil || math.Abs(math.Sqrt(dev*n/(n-1))-v) > 1e-8 {
		t.Errorf("gmsd: %v, %v, the map's deviation %v", v, err, math.Sqrt(dev))
	}
	if _, err := new(metrics.HaarPSI).Map(&dst, ref, dist); err != nil {
		t.Fatal(err)
	}
	s, _ := haarParts([]exact{exactOf(dist)}, []exact{exactOf(ref)})
	for i, d := range exactOf(&dst).v {
		if w := (s[0].v[i] + s[1].v[i]) / 2; math.Abs(d-w) > 1e-6 {
			t.Fatalf("haarpsi at %d: %v, want %v", i, d, w)
		}
	}
}

// Gradients by the channels of a picture are finite differences, and so are
// those of pictures with an odd side.
func TestGradImageDifferences(t *testing.T) {
	for _, m := range differentiables(t) {
		whole, ok := m.(metrics.ImageDifferentiable)
		if !ok {
			continue
		}
		for _, size := range []image.Point{{40, 30}, {33, 41}} {
			ref, dist := rgb(size.X, size.Y, 7)
			checkImageDifferences(t, whole, ref, dist)
		}
	}
}

func checkImageDifferences(t *testing.T, m metrics.ImageDifferentiable, ref, dist *plane.Image) {
	var grad plane.Image
	v, err := m.GradImage(&grad, ref, dist)
	if w, err2 := m.ScoreImage(ref, dist); err != nil || err2 != nil || v != w {
		t.Fatalf("%s: %v with its gradient, %v without: %v, %v", m.Name(), v, w, err, err2)
	}
	var x, y []exact
	most := 0.0
	for c := range ref.Planes {
		x, y = append(x, exactOf(&dist.Planes[c])), append(y, exactOf(&ref.Planes[c]))
		for _, g := range exactOf(&grad.Planes[c]).v {
			most = math.Max(most, math.Abs(g))
		}
	}
	f := exactColors[m.Name()]
	if w := f(x, y); math.Abs(v-w) > 1e-9 {
		t.Errorf("%s: score %v, exactly %v", m.Name(), v, w)
	}
	for c := range x {
		old := x[c].v
		for _, p := range places(x[c].w, x[c].h) {
			const h = 1e-4
			var side [2]float64
			for i, h := range []float64{h, -h} {
				x[c].v = slices.Clone(old)
				x[c].v[p.Y*x[c].w+p.X] += h
				side[i] = f(x, y)
			}
			g := (side[0] - side[1]) / (2 * h)
			if d := float64(grad.Planes[c].Row(p.Y)[p.X]); math.Abs(d-g) > 1e-4*most {
				t.Errorf("%s, channel %d at %v: %v, want %v (largest %v)", m.Name(), c, p, d, g, most)
			}
		}
		x[c].v = old
	}
}

// Maps of whole pictures are of the metric's own size; of equal ones they are
// the score everywhere.
func TestImageMaps(t *testing.T) {
	ref, dist := rgb(61, 50, 17)
	for _, m := range all(t) {
		m, ok := m.(metrics.ImageMapper)
		if !ok {
			continue
		}
		var dst plane.Plane
		v, err := m.MapImage(&dst, ref, dist)
		if w, err2 := m.ScoreImage(ref, dist); err != nil || err2 != nil || v != w || dst.Peak != 1 {
			t.Errorf("%s: %v with its map, %v without: %v, %v", m.Name(), v, w, err, err2)
		}
		if f := (61 + dst.W - 1) / dst.W; dst.Size() != image.Pt((61+f-1)/f, (50+f-1)/f) {
			t.Errorf("%s: a map of %v", m.Name(), dst.Size())
		}
		differ := 0
		v, err = m.MapImage(&dst, ref, ref)
		for y := range dst.H {
			for _, d := range dst.Row(y) {
				if float64(d) != v {
					differ++
				}
			}
		}
		if err != nil || differ > 0 {
			t.Errorf("%s: %v, %d values of equal pictures are not %v", m.Name(), err, differ, v)
		}
	}
}
