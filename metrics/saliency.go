package metrics

import (
	"math"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/fourier"
)

// saliency makes the visual saliency of L. Zhang, Z. Gu and H. Li, "SDSP: A
// Novel Saliency Detection Method by Combining Simple Priors", IEEE
// International Conference on Image Processing 2013, pp. 171-175,
// doi 10.1109/ICIP.2013.6738036, with the settings that VSI has: of a picture of
// 256×256 samples in CIE L*a*b* the length of what a log-Gabor filter leaves,
// times a Gaussian of the distance from the centre, and by how warm the colour
// is.
type saliency struct {
	down, up resizer
	channels [3]field // of the small picture
	lab      [3]field
	small    field
	row      []float64 // of the full size
	rgb      [3][]float32

	plane           *fourier.Plane
	filter, disc    []float64 // weights: log-Gabor, and 1 up to half the sampling rate
	spectrum, begun []float64
	strip           []float64
	centre          [saliencySide]float64
}

const (
	saliencySide   = 256
	saliencyFilter = .021 // its middle frequency
	saliencyWidth  = 1.34
	saliencyCentre = 145  // radius of the Gaussian in samples
	saliencyWarm   = .001 // σC
)

// saliencyBytes is the memory for pictures of w×h samples.
func saliencyBytes(w, h int) int64 {
	const fields = 2 + 2*2 + 3 + 3 + 1
	return fieldBytes(w, saliencySide) + fields*fieldBytes(saliencySide, saliencySide) +
		fourier.Bytes(saliencySide, saliencySide) + 64*int64(w+h)
}

func (s *saliency) init() {
	if s.plane != nil {
		return
	}
	const n = saliencySide
	p := fourier.NewPlane(n, n)
	s.plane, s.filter, s.disc = p, make([]float64, p.Weights()), make([]float64, p.Weights())
	s.spectrum, s.begun = make([]float64, p.Len()), make([]float64, p.Len())
	s.strip = make([]float64, p.StripLen())
	for y := range n {
		for x := range n {
			s.weigh(p.Index(x, y), frequency(x, n), frequency(y, n))
		}
		d := (float64(y) + 1 - n/2) / saliencyCentre
		s.centre[y] = exp(-d * d)
	}
	for c := range s.rgb {
		s.rgb[c] = make([]float32, n)
		s.lab[c].resize(n, n)
	}
}

// weigh makes weight i, of frequency (u, v).
func (s *saliency) weigh(i int, u, v float64) {
	q := float64(u*u) + float64(v*v)
	if q == 0 || q > .25 {
		return
	}
	l := ln(math.Sqrt(q) / saliencyFilter)
	s.disc[i] = 1
	s.filter[i] = exp(-l*l/(2*saliencyWidth*saliencyWidth)) / (saliencySide * saliencySide)
}

// measure makes dst the saliency of c, 0…1, shrunk by f. It says whether c has
// any.
func (s *saliency) measure(dst *field, c *canvas, shrink *shrinker, f int) bool {
	s.init()
	for i := range s.channels {
		s.down.shrink(&s.channels[i], &c.planes[i], c.scale, saliencySide, saliencySide)
	}
	s.colors()
	s.small.resize(saliencySide, saliencySide)
	clear(s.small.v)
	s.filtered(s.lab[0].v, s.lab[1].v)
	s.filtered(s.lab[2].v, nil)
	s.priors()
	w, h := c.size()
	return s.enlarged(dst, shrink, w, h, f)
}

// enlarged makes dst the small map enlarged to w×h, stretched to 0…1 and shrunk
// by f. It says whether the map could be stretched.
func (s *saliency) enlarged(dst *field, shrink *shrinker, w, h, f int) bool {
	s.up.enlarge(&s.small, w, h)
	s.row = growRow(s.row, w)
	dst.resize(shrunk(w, f), shrunk(h, f))
	all := asm.NoExtremes()
	y := 0
	for i := range dst.h {
		sums := shrink.begin(w, f)
		for _, last := around(i, f, h); y < last; y++ {
			s.up.row(s.row, y)
			all.Add(s.row)
			asm.SumRow(sums, s.row)
		}
		shrink.fold(dst.row(i), f)
	}
	for ; y < h; y++ { // in no mean
		s.up.row(s.row, y)
		all.Add(s.row)
	}
	least, most := all.Totals()
	if least == most {
		return false
	}
	stretchMeans(dst, least, most-least, w, h, f)
	return true
}

// stretchMeans makes of sums of f×f samples of w×h the means of (v-least)/by,
// with zeros beyond the edges.
func stretchMeans(sums *field, least, by float64, w, h, f int) {
	by *= float64(f * f)
	for y := range sums.h {
		top, bottom := around(y, f, h)
		row := sums.row(y)
		for x, v := range row {
			left, right := around(x, f, w)
			n := float64((bottom - top) * (right - left))
			row[x] = max(v-float64(least*n), 0) / by
		}
	}
}

// colors makes L*a*b* of the small picture.
func (s *saliency) colors() {
	for y := range saliencySide {
		for c := range s.rgb {
			round(s.rgb[c], s.channels[c].row(y))
		}
		asm.LabD50(s.lab[0].row(y), s.lab[1].row(y), s.lab[2].row(y),
			s.rgb[0], s.rgb[1], s.rgb[2], 1./255)
	}
}

// filtered adds to the small map the squares of what the filter leaves of a and,
// unless that is nil, of b: the real and the imaginary part of one response.
func (s *saliency) filtered(a, b []float64) {
	s.plane.Spectrum(s.spectrum, a, b)
	s.plane.Begin(s.begun, s.spectrum, s.filter, s.disc)
	for i := range s.plane.Strips() {
		s.plane.End(s.strip, s.begun, i)
		for y := range saliencySide {
			row := s.small.row(y)[i*asm.FourierLanes:]
			at := s.strip[y*asm.FourierPoint:][:asm.FourierPoint]
			for x, v := range at[:asm.FourierLanes] {
				u := at[asm.FourierLanes+x]
				row[x] += float64(v*v) + float64(u*u)
			}
		}
	}
}

// priors makes the small map what it is to be of the squares in it.
func (s *saliency) priors() {
	a, b := &s.lab[1], &s.lab[2]
	stretch(a.v)
	stretch(b.v)
	for y := range saliencySide {
		row, a, b := s.small.row(y), a.row(y), b.row(y)
		for x, q := range row {
			warm := 1 - exp(-(float64(a[x]*a[x])+float64(b[x]*b[x]))/(saliencyWarm*saliencyWarm))
			row[x] = math.Sqrt(q) * s.centre[y] * s.centre[x] * warm
		}
	}
}

// stretch makes the least number 0 and the largest 1, unless all are equal: then
// 0, and it says so.
func stretch(v []float64) bool {
	lo, hi := v[0], v[0]
	for _, x := range v {
		if x < lo {
			lo = x
		} else if x > hi {
			hi = x
		}
	}
	if lo == hi {
		clear(v)
		return false
	}
	by := hi - lo
	for i, x := range v {
		v[i] = (x - lo) / by
	}
	return true
}
