package asm

import "math"

// WideFields makes the fields s = x+y and s² in float64, exact for samples of
// up to 24 bits. It panics if a slice is shorter than s.
func WideFields(s, ss []float64, x, y []float32) {
	n := len(s)
	ss, x, y = needWide(ss, n), need(x, n), need(y, n)
	touch(nil, x, y)
	m := whole(n)
	if m > 0 {
		wideFields(best, &wideFieldsArgs{&s[0], &ss[0], &x[0], &y[0], int64(m)})
	}
	for i := m; i < n; i++ {
		v := float64(x[i]) + float64(y[i])
		s[i], ss[i] = v, v*v
	}
}

// wideFieldsArgs are the arguments of wide_fields in _c/wide.c.
type wideFieldsArgs struct {
	s, ss *float64
	x, y  *float32
	n     int64 // columns: a multiple of the vector's length, not 0
}

func needWide(s []float64, n int) []float64 {
	if len(s) < n {
		panic("asm: short slice")
	}
	return s[:n]
}

// WideFIR is FIR in float64, with weights of float64.
func WideFIR(dst, w []float64, rows [][]float64) {
	mid := len(w) - 1
	if mid < 0 || len(rows) != 2*mid+1 {
		panic("asm: window does not match the rows")
	}
	for _, r := range rows {
		needWide(r, len(dst))
	}
	if mid == 0 || best == generic || len(dst) < best.lanes() {
		wideFIRGo(dst, w, rows)
		return
	}
	wideFIR(best, &wideFIRArgs{&dst[0], &w[0], &rows[0], int64(mid), int64(len(dst))})
}

// wideFIRArgs are the arguments of wide_fir in _c/wide.c.
type wideFIRArgs struct {
	dst  *float64
	w    *float64   // mid+1
	rows *[]float64 // 2·mid+1
	mid  int64      // not 0
	n    int64      // columns: half a vector's length or more
}

func wideFIRGo(dst, w []float64, rows [][]float64) {
	n, mid := len(rows), len(w)-1
	if mid == 0 {
		for i, v := range rows[0][:len(dst)] {
			dst[i] = w[0] * v
		}
		return
	}
	a, b := rows[0], rows[n-1]
	for i := range dst {
		dst[i] = w[0] * (a[i] + b[i])
	}
	for k := 1; k < mid; k++ {
		a, b := rows[k], rows[n-1-k]
		for i, t := range dst {
			dst[i] = math.FMA(w[k], a[i]+b[i], t)
		}
	}
	for i, t := range dst {
		dst[i] = math.FMA(w[mid], rows[mid][i], t)
	}
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

// wideStatsArgs are the arguments of wide_stats in _c/wide.c.
type wideStatsArgs struct {
	s, v        *float32
	ms, mss     *float64
	n           int64 // columns: a multiple of the vector's length, not 0
	centre2, c2 float64
}
