package asm

import "math/bits"

// The grid on which sums of SSIM maps are taken. It depends on the map alone,
// so the sums do not depend on who makes which part of it.
const (
	StripCols = 128 // columns that one call makes at the most
	BlockRows = 64  // rows that one float64 adds up
	GroupCols = 8   // adjoining columns that one float32 adds up
)

// SSIM is the fused kernel of the structural similarity of two planes x and y:
// both filters, the formula and the sums in one pass, without temporaries of
// the size of the picture. With s = (x+y)-2m, d = x-y and F the window:
//
//	A = fma(u, u, C1)   u = F(s)+2m      V = fma(-F(s), F(s), F(s²)+C2)
//	B = F(d)²                            D = fma(-F(d), F(d), F(d²))
//	(1-SSIM)/2 = fma(A, D, B·V) / ((A+B)·(V+D))
//	(1-cs)/2 = D/(V+D)                   (1-l)/2 = B/(A+B)
//
// In this form nothing is lost to cancellation, and d = 0 gives exactly 0.
// The fields are constants; Init makes the work space. An SSIM is not for two
// goroutines at once.
type SSIM struct {
	C1, C2  float32 // 2·(K1·Peak)², 2·(K2·Peak)²
	Centre2 float32 // 2m, m a constant near the mean of both planes

	w     []float32
	slots int       // rows in the ring, a power of two
	ring  []float32 // slots × 4 fields × StripCols: F across s, d, s², d²
	in    [4][]float32
	mean  [4][]float32
	rows  [][]float32
}

// Init sets the window, half of it, outermost tap first, and makes the work
// space of about 40 KiB; it allocates only where that has to grow.
func (k *SSIM) Init(w []float32) {
	taps := 2*len(w) - 1
	if taps < 1 {
		panic("asm: empty window")
	}
	k.w = append(k.w[:0], w...)
	k.slots = 1 << bits.Len(uint(taps-1))
	k.ring = grow(k.ring, k.slots*4*StripCols)
	for f := range k.in {
		k.in[f] = grow(k.in[f], StripCols+taps-1)
		k.mean[f] = grow(k.mean[f], StripCols)
	}
	if cap(k.rows) < taps {
		k.rows = make([][]float32, taps)
	}
	k.rows = k.rows[:taps]
}

func grow(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n)
	}
	return s[:n]
}

// Strip is what SSIM.Run works on: W×H samples of the map, W ≤ StripCols, and
// the (W+taps-1)×(H+taps-1) samples of x and y they are made from. X and Y
// begin at the first of these, and their rows are XStride and YStride apart.
type Strip struct {
	X, Y             []float32
	XStride, YStride int
	W, H             int

	// Sums of (1-SSIM)/2 and (1-cs)/2: element b·Groups+g gets BlockRows rows
	// from b·BlockRows of GroupCols columns from g·GroupCols, each row's
	// columns added in float32 from the left, the rows in float64 from above.
	// Nil: not wanted.
	S, CS  []float64
	Groups int

	// Maps of (1-SSIM)/2, (1-l)/2 and (1-cs)/2, rows MapStride apart.
	// Nil: not wanted.
	MapS, MapL, MapCS []float32
	MapStride         int
}

// check panics where a slice is too short for what t says of it.
func (t *Strip) check(taps int) {
	if t.W < 1 || t.H < 1 || t.W > StripCols {
		panic("asm: bad strip size")
	}
	in := func(s []float32, stride int) bool {
		w := t.W + taps - 1
		return stride >= w && len(s) >= (t.H+taps-2)*stride+w
	}
	if !in(t.X, t.XStride) || !in(t.Y, t.YStride) {
		panic("asm: short plane")
	}
	groups := (t.W + GroupCols - 1) / GroupCols
	last := (t.H-1)/BlockRows*t.Groups + groups
	sums := func(s []float64) bool {
		return s == nil || len(s) >= last && t.Groups >= groups
	}
	out := func(s []float32) bool {
		return s == nil || t.MapStride >= t.W && len(s) >= (t.H-1)*t.MapStride+t.W
	}
	if !sums(t.S) || !sums(t.CS) || !out(t.MapS) || !out(t.MapL) || !out(t.MapCS) {
		panic("asm: short result")
	}
}

// Run makes the sums and maps that t wants. Sums are added to what is there.
func (k *SSIM) Run(t *Strip) {
	taps := len(k.rows)
	t.check(taps)
	for r := range taps - 1 {
		k.across(t, r)
	}
	for r := range t.H {
		k.across(t, r+taps-1)
		k.down(t, r)
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
	n := t.W + len(k.rows) - 1
	x, y := t.X[r*t.XStride:][:n], t.Y[r*t.YStride:][:n]
	s, d := k.in[0][:n], k.in[1][:n]
	ss, dd := k.in[2][:n], k.in[3][:n]
	for i, v := range x {
		u, e := (v+y[i])-k.Centre2, v-y[i]
		s[i], d[i] = u, e
		ss[i], dd[i] = u*u, e*e
	}
	for f := range k.in {
		for j := range k.rows {
			k.rows[j] = k.in[f][j:]
		}
		FIR(k.slot(r, f)[:t.W], k.w, k.rows)
	}
}

// slot is where the ring keeps field f of input row r.
func (k *SSIM) slot(r, f int) []float32 {
	o := ((r&(k.slots-1))*4 + f) * StripCols
	return k.ring[o : o+StripCols]
}

// down filters the ring's rows r … r+taps-1 into the four means.
func (k *SSIM) down(t *Strip, r int) {
	for f := range k.mean {
		for j := range k.rows {
			k.rows[j] = k.slot(r+j, f)
		}
		FIR(k.mean[f][:t.W], k.w, k.rows)
	}
}

// stats are A, B, V and D at column c.
func (k *SSIM) stats(c int) (a, b, v, d float32) {
	mus, mud := k.mean[0][c], k.mean[1][c]
	u := mus + k.Centre2
	a = fma32(u, u, k.C1)
	b = mud * mud
	v = fma32(-mus, mus, k.mean[2][c]+k.C2)
	d = fma32(-mud, mud, k.mean[3][c])
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

// Similarity turns halved losses into similarities: p[i] = 1 - 2·p[i].
func Similarity(p []float32) {
	for i, q := range p {
		p[i] = 1 - float32(2*q)
	}
}
