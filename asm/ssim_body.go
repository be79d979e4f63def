package asm

import "math/bits"

// ssimBody is the work space of the Go body of SSIM, which is the
// specification of the kernels.
type ssimBody struct {
	slots int       // rows in the ring, a power of two
	ring  []float32 // slots × 4 fields × StripCols: F across s, d, s², d²
	in    [4][]float32
	wide  [2][]float32 // a row of bytes of x and y, as floats
	mean  [4][]float32
	rows  [][]float32
}

func (b *ssimBody) init(taps int) {
	b.slots = 1 << bits.Len(uint(taps-1))
	b.ring = grow(b.ring, b.slots*4*StripCols)
	for i := range b.wide {
		b.wide[i] = grow(b.wide[i], StripCols+taps-1)
	}
	for f := range b.in {
		b.in[f] = grow(b.in[f], StripCols+taps-1)
		b.mean[f] = grow(b.mean[f], StripCols)
	}
	if cap(b.rows) < taps {
		b.rows = make([][]float32, taps)
	}
	b.rows = b.rows[:taps]
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// run is Run in plain Go.
func (k *SSIM) run(t *Strip) {
	taps := len(k.body.rows)
	for r := range taps - 1 {
		k.across(t, r)
	}
	for r := range t.H {
		k.across(t, r+taps-1)
		k.down(r, t.W)
		if t.S != nil {
			k.sumS(t.S[r/BlockRows*t.Groups:], t.W)
		}
		if t.CS != nil {
			k.sumCS(t.CS[r/BlockRows*t.Groups:], t.W)
		}
		k.maps(t, r)
	}
}

// across filters the four fields of input row r into the ring.
func (k *SSIM) across(t *Strip, r int) {
	n := t.W + len(k.body.rows) - 1
	x, y := k.row(t, r, n)
	s, d := k.body.in[0][:n], k.body.in[1][:n]
	ss, dd := k.body.in[2][:n], k.body.in[3][:n]
	for i, v := range x {
		u, e := (v+y[i])-k.Centre2, v-y[i]
		s[i], d[i] = u, e
		ss[i], dd[i] = u*u, e*e
	}
	for f := range k.body.in {
		for j := range k.body.rows {
			k.body.rows[j] = k.body.in[f][j:]
		}
		FIR(k.slot(r, f)[:t.W], k.w, k.body.rows)
	}
}

// row is the first n samples of input row r, as floats.
func (k *SSIM) row(t *Strip, r, n int) (x, y []float32) {
	if !t.ofBytes() {
		return t.X[r*t.XStride:][:n], t.Y[r*t.YStride:][:n]
	}
	x, y = k.body.wide[0][:n], k.body.wide[1][:n]
	gray8Go(x, t.XBytes[r*t.XStride:][:n])
	gray8Go(y, t.YBytes[r*t.YStride:][:n])
	return x, y
}

// slot is where the ring keeps field f of input row r.
func (k *SSIM) slot(r, f int) []float32 {
	o := ((r&(k.body.slots-1))*4 + f) * StripCols
	return k.body.ring[o : o+StripCols]
}

// down filters the ring's rows r … r+taps-1 into the four means.
func (k *SSIM) down(r, w int) {
	for f := range k.body.mean {
		for j := range k.body.rows {
			k.body.rows[j] = k.slot(r+j, f)
		}
		FIR(k.body.mean[f][:w], k.w, k.body.rows)
	}
}

// stats are A, B, V and D at column c.
func (k *SSIM) stats(c int) (a, b, v, d float32) {
	mus, mud := k.body.mean[0][c], k.body.mean[1][c]
	u := mus + k.Centre2
	a = fma32(u, u, k.C1)
	b = mud * mud
	v = fma32(-mus, mus, k.body.mean[2][c]+k.C2)
	d = fma32(-mud, mud, k.body.mean[3][c])
	return a, b, v, d
}

// lossS is (1-SSIM)/2 at column c.
func (k *SSIM) lossS(c int) float32 {
	a, b, v, d := k.stats(c)
	return fma32(a, d, float32(b*v)) / float32((a+b)*(v+d))
}

// lossCS is (1-cs)/2 at column c.
func (k *SSIM) lossCS(c int) float32 {
	_, _, v, d := k.stats(c)
	return d / (v + d)
}

// lossL is (1-l)/2 at column c.
func (k *SSIM) lossL(c int) float32 {
	a, b, _, _ := k.stats(c)
	return b / (a + b)
}

// sumS adds one row of (1-SSIM)/2 to the groups of its block.
func (k *SSIM) sumS(groups []float64, w int) {
	for g := 0; g*GroupCols < w; g++ {
		var t float32
		for c := g * GroupCols; c < min(w, (g+1)*GroupCols); c++ {
			t += k.lossS(c)
		}
		groups[g] += float64(t)
	}
}

// sumCS does the same with (1-cs)/2.
func (k *SSIM) sumCS(groups []float64, w int) {
	for g := 0; g*GroupCols < w; g++ {
		var t float32
		for c := g * GroupCols; c < min(w, (g+1)*GroupCols); c++ {
			t += k.lossCS(c)
		}
		groups[g] += float64(t)
	}
}

// maps writes row r of the maps that are wanted.
func (k *SSIM) maps(t *Strip, r int) {
	o := r * t.MapStride
	for c := range t.W {
		if t.MapS != nil {
			t.MapS[o+c] = k.lossS(c)
		}
		if t.MapL != nil {
			t.MapL[o+c] = k.lossL(c)
		}
		if t.MapCS != nil {
			t.MapCS[o+c] = k.lossCS(c)
		}
	}
}
