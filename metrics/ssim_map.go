package metrics

import (
	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// ssimMap is the map of a pair of planes: its size, its tiles, and the sums over it
// that are wanted.
type ssimMap struct {
	ref, dist *plane.Plane
	w, h      int
	groups    int
	strips    int
	first     int       // of its tiles, among those of all pairs of a pass
	s, cs     []float64 // nil where not wanted
	bufS      []float64
	bufCS     []float64
}

// set readies m for a pair, and makes room for the sums.
func (m *ssimMap) set(ref, dist *plane.Plane, taps int, s, cs bool) {
	m.ref, m.dist = ref, dist
	m.w, m.h = ref.W-taps+1, ref.H-taps+1
	m.groups = ceilDiv(m.w, asm.GroupCols)
	m.strips = ceilDiv(m.w, asm.StripCols)
	m.s, m.cs = nil, nil
	n := m.groups * ceilDiv(m.h, asm.BlockRows)
	if s {
		m.bufS = grow(m.bufS, n)
		m.s = m.bufS
	}
	if cs {
		m.bufCS = grow(m.bufCS, n)
		m.cs = m.bufCS
	}
}

// mean adds the group sums in index order. They are halved losses; rounding may
// make a mean negative, but no similarity is above 1.
func (m *ssimMap) mean(sums []float64) float64 {
	var t float64
	for _, v := range sums {
		t += v
	}
	return max(0, 2*t/(float64(m.w)*float64(m.h)))
}

// tiles is the number of tiles.
func (m *ssimMap) tiles() int { return m.strips * ceilDiv(m.h, tileRows) }

// at is where tile t begins, from left to right and down.
func (m *ssimMap) at(t int) (x, y int) {
	return t % m.strips * asm.StripCols, t / m.strips * tileRows
}

// count has t, which begins at x, y, make its part of the sums.
func (m *ssimMap) count(t *asm.Strip, x, y int) {
	g := y/asm.BlockRows*m.groups + x/asm.GroupCols
	if m.s != nil {
		t.S = m.s[g:]
	}
	if m.cs != nil {
		t.CS = m.cs[g:]
	}
}

// inputs are what the tile at x, y is made from.
func (m *ssimMap) inputs(x, y int) asm.Strip {
	t := asm.Strip{
		XStride: m.dist.Stride, YStride: m.ref.Stride,
		W: min(asm.StripCols, m.w-x), H: min(tileRows, m.h-y),
		Groups: m.groups,
	}
	i, j := y*m.dist.Stride+x, y*m.ref.Stride+x
	if m.dist.OfBytes() {
		t.XBytes, t.YBytes = m.dist.Bytes[i:], m.ref.Bytes[j:]
	} else {
		t.X, t.Y = m.dist.Pix[i:], m.ref.Pix[j:]
	}
	return t
}
