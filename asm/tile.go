package asm

import "math"

// Tile is W×H samples of two pictures X and Y, whose rows are XStride and
// YStride apart.
type Tile struct {
	X, Y             []float32
	XStride, YStride int
	W, H             int
}

// check panics where a slice of a picture is too short, or fields whose rows are
// pitch apart do not fit in n elements.
func (t *Tile) check(pitch, n int) {
	if t.W < 1 || t.H < 1 || t.XStride < t.W || t.YStride < t.W || pitch < t.W {
		panic("asm: bad tile size")
	}
	need(t.X, (t.H-1)*t.XStride+t.W)
	need(t.Y, (t.H-1)*t.YStride+t.W)
	if n < (t.H-1)*pitch+t.W {
		panic("asm: short field")
	}
}

// Fields makes the four fields that windows go over, their rows pitch apart:
//
//	s = (x+y)-centre2   d = (x-y)-offset   s²   d²
//
// It panics if a slice is too short.
func (t *Tile) Fields(s, d, ss, dd []float32, pitch int, centre2, offset float32) {
	t.check(pitch, min(len(s), len(d), len(ss), len(dd)))
	touch(s, t.X, t.Y)
	m := whole(t.W)
	if m > 0 {
		tileFields(best, &tileFieldsArgs{s: &s[0], d: &d[0], ss: &ss[0], dd: &dd[0], pitch: int64(pitch),
			x: &t.X[0], y: &t.Y[0], xstride: int64(t.XStride), ystride: int64(t.YStride),
			n: int64(m), rows: int64(t.H), centre2: centre2, offset: offset})
	}
	for r := range t.H {
		x, y, o := t.X[r*t.XStride:], t.Y[r*t.YStride:], r*pitch
		for i := m; i < t.W; i++ {
			u, e := (x[i]+y[i])-centre2, (x[i]-y[i])-offset
			s[o+i], d[o+i] = u, e
			ss[o+i], dd[o+i] = u*u, e*e
		}
	}
}

// tileFieldsArgs are the arguments of tile_fields in _c/tile.c.
type tileFieldsArgs struct {
	s, d, ss, dd     *float32
	pitch            int64
	x, y             *float32
	xstride, ystride int64
	n                int64 // columns: a multiple of the vector's length, not 0
	rows             int64 // not 0
	at, xat, yat     int64 // 0
	centre2, offset  float32
}

// WideFields makes the fields s = x+y and s² in float64, exact for samples of
// up to 24 bits, their rows pitch apart. It panics if a slice is too short.
func (t *Tile) WideFields(s, ss []float64, pitch int) {
	t.check(pitch, min(len(s), len(ss)))
	touch(nil, t.X, t.Y)
	m := whole(t.W)
	if m > 0 {
		wideFields(best, &wideFieldsArgs{s: &s[0], ss: &ss[0], pitch: int64(pitch),
			x: &t.X[0], y: &t.Y[0], xstride: int64(t.XStride), ystride: int64(t.YStride),
			n: int64(m), rows: int64(t.H)})
	}
	for r := range t.H {
		x, y, o := t.X[r*t.XStride:], t.Y[r*t.YStride:], r*pitch
		for i := m; i < t.W; i++ {
			v := float64(x[i]) + float64(y[i])
			s[o+i], ss[o+i] = v, v*v
		}
	}
}

// wideFieldsArgs are the arguments of wide_fields in _c/tile.c.
type wideFieldsArgs struct {
	s, ss            *float64
	pitch            int64
	x, y             *float32
	xstride, ystride int64
	n                int64 // columns: a multiple of the vector's length, not 0
	rows             int64 // not 0
}

// Variance makes of the windowed means s of s, and v of s², the V of Means:
//
//	v[i] = fma(-s[i], s[i], v[i]+c2)
//
// It panics if s is shorter than v.
func Variance(v, s []float32, c2 float32) {
	n := len(v)
	s = need(s, n)
	touch(v, s)
	m := whole(n)
	if m > 0 {
		variance(best, &varianceArgs{&v[0], &s[0], int64(m), c2})
	}
	for i := m; i < n; i++ {
		v[i] = fma32(-s[i], s[i], v[i]+c2)
	}
}

// varianceArgs are the arguments of variance in _c/tile.c.
type varianceArgs struct {
	v, s *float32
	n    int64 // columns: a multiple of the vector's length, not 0
	c2   float32
}

// WideStats makes of the windowed means ms of s and mss of s² what Means takes:
//
//	s[i] = ms - centre2   v[i] = fma(-ms, ms, mss+c2)
//
// rounded to float32 at the end. It panics if a slice is shorter than s.
func WideStats(s, v []float32, ms, mss []float64, centre2, c2 float64) {
	n := len(s)
	v, ms, mss = need(v, n), needWide(ms, n), needWide(mss, n)
	touch(s)
	touch(v)
	m := whole(n)
	if m > 0 {
		wideStats(best, &wideStatsArgs{&s[0], &v[0], &ms[0], &mss[0], int64(m), centre2, c2})
	}
	for i := m; i < n; i++ {
		s[i] = float32(ms[i] - centre2)
		v[i] = float32(math.FMA(-ms[i], ms[i], mss[i]+c2))
	}
}

// wideStatsArgs are the arguments of wide_stats in _c/tile.c.
type wideStatsArgs struct {
	s, v        *float32
	ms, mss     *float64
	n           int64 // columns: a multiple of the vector's length, not 0
	centre2, c2 float64
}
