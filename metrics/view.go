package metrics

import (
	"errors"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/colorspace"
	"github.com/fastiqa/iqa/plane"
)

// Color says which planes of a colour picture are scored.
type Color uint8

// The choices of Color.
const (
	RGB  Color = iota // each channel, and the mean of their scores
	Luma              // Y' of ITU-R BT.601, not rounded
)

// View is how a Set looked at the last pair.
type View struct {
	Space    plane.Space // of what was scored
	Channels int         // of the pair: 3 if either picture has colour, or 1
	Depth    int         // bits of a sample of the pair; 32 for floats
	Notes    []string    // how the two were made alike; not to be changed
}

// What a View may note.
const (
	noteGray  = "gray against rgb: gray taken for all channels"
	noteDepth = "bit depths differ: the lower was scaled up"
	noteFloat = "float against integer: the integer was divided by its peak"
	noteAlpha = "alpha: the worse of black and white background"
)

var errNoPlanes = errors.New("picture without planes")

// look is how both pictures of a pair are to be seen: in one space, with one
// peak, on a background where one of them has alpha, and as floats unless all that
// looks takes bytes.
type look struct {
	space  plane.Space
	peak   float64
	alpha  bool
	white  bool
	floats bool
}

// meet finds the look under which ref and dist can be compared.
func meet(ref, dist *plane.Image, color Color, v *View) (l look, err error) {
	if len(ref.Planes) == 0 || len(dist.Planes) == 0 {
		return l, errNoPlanes
	}
	if ref.Size() != dist.Size() {
		return l, &SizeError{Ref: ref.Size(), Dist: dist.Size()}
	}
	p, q := ref.Peak(), dist.Peak()
	if !(min(p, q) > 0) || p-p != 0 || q-q != 0 {
		return l, &PeakError{p, q}
	}
	v.Notes = v.Notes[:0]
	l.peak = v.peaks(p, q)
	v.Channels = max(len(ref.Planes), len(dist.Planes))
	if len(ref.Planes) != len(dist.Planes) {
		v.Notes = append(v.Notes, noteGray)
	}
	l.space = ref.Space
	if v.Channels > 1 {
		l.space = plane.RGB
		if color == Luma {
			l.space = plane.Luma
		}
	}
	v.Space, v.Depth = l.space, max(ref.Depth(), dist.Depth())
	if l.alpha = ref.Alpha != nil || dist.Alpha != nil; l.alpha {
		v.Notes = append(v.Notes, noteAlpha)
	}
	return l, nil
}

// peaks is the peak that both pictures get.
func (v *View) peaks(p, q float64) float64 {
	switch {
	case p == q:
		return p
	case p == 1 || q == 1:
		v.Notes = append(v.Notes, noteFloat)
		return 1
	}
	v.Notes = append(v.Notes, noteDepth)
	return max(p, q)
}

// changes says whether samples are computed with before they are scored.
func (l look) changes(ref, dist *plane.Image) bool {
	return l.alpha || l.space == plane.Luma || ref.Peak() != dist.Peak()
}

// side is one picture of a pair, seen under a look. Planes that need no change
// share the picture's samples.
type side struct {
	planes []plane.Plane
	colors canvas         // the same before luma was made of them
	own    [3]plane.Plane // memory for those that do
	luma   plane.Plane
	cover  []float32 // one row of alpha
	pyr    [3]pyramid
}

// set makes s the view of m under l.
func (s *side) set(m *plane.Image, l look) {
	s.planes = s.planes[:0]
	n := 3
	if l.space == plane.Gray || len(m.Planes) == 1 {
		n = 1
	}
	for c := range n {
		s.planes = append(s.planes, s.channel(m, c, l))
	}
	for l.space != plane.Gray && len(s.planes) < 3 {
		s.planes = append(s.planes, s.planes[0])
	}
	if l.floats {
		s.colors.set(s.planes)
	}
	if l.space == plane.Luma {
		p := s.planes
		colorspace.Luma(&s.luma, &p[0], &p[1], &p[2])
		s.planes = append(s.planes[:0], s.luma)
	}
	for c := range s.pyr {
		s.pyr[c].n = 0
	}
}

// channel is channel c of m with l's peak and background.
func (s *side) channel(m *plane.Image, c int, l look) plane.Plane {
	p, dst := m.Planes[c], &s.own[c]
	if l.floats {
		p = *p.Floats(dst)
	}
	if p.Peak == l.peak && !l.alpha {
		return p
	}
	dst.Resize(p.W, p.H)
	dst.Peak = l.peak
	mul, div := ratio(l.peak, p.Peak)
	for y := range p.H {
		asm.Scale(dst.Row(y), p.Row(y), mul, div)
	}
	if l.alpha {
		s.over(dst, m.Alpha, l, mul, div)
	}
	return *dst
}

// ratio is to/from as a quotient of two float32; of 1 where it is an integer,
// as it is from 8 to 16 bits.
func ratio(to, from float64) (mul, div float32) {
	if q := to / from; q == float64(int64(q)) {
		return float32(q), 1
	}
	return float32(to), float32(from)
}

// exactMax is the largest integer up to which float32 holds all integers.
const exactMax = 1 << 24

// over lays p, scaled by mul/div as alpha has to be, over l's background. For
// integers of up to 12 bits the products are kept whole, with the peak squared.
func (s *side) over(p, alpha *plane.Plane, l look, mul, div float32) {
	peak := float32(l.peak)
	by, back := peak, float32(1)
	if l.peak*l.peak <= exactMax {
		by, back = 1, peak
		p.Peak = l.peak * l.peak
	}
	if !l.white {
		back = 0
	}
	if cap(s.cover) < p.W {
		s.cover = make([]float32, p.W)
	}
	a := s.cover[:p.W]
	for y := range p.H {
		if alpha != nil {
			asm.Scale(a, alpha.Row(y), mul, div)
		} else {
			fill(a, peak)
		}
		asm.Over(p.Row(y), p.Row(y), a, peak, by, back)
	}
}

func fill(s []float32, v float32) {
	for i := range s {
		s[i] = v
	}
}
