package asm

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

	im     impl // whose kernels make it, chosen by Init
	w      []float32
	body   ssimBody
	kernel ssimKernel
}

// Init sets the window, half of it, outermost tap first, and makes the work
// space of about 40 KiB; it allocates only where that has to grow. Kernels are
// there for windows of 11 taps; others are made by plain Go.
func (k *SSIM) Init(w []float32) {
	if len(w) == 0 {
		panic("asm: empty window")
	}
	k.w = append(k.w[:0], w...)
	k.im = best
	if len(w) != ssimHalf {
		k.im = generic
	}
	if k.im == generic {
		k.body.init(2*len(w) - 1)
		return
	}
	k.kernel.init(k.im)
}

// Strip is what SSIM.Run works on: W×H samples of the map, W ≤ StripCols, and
// the (W+taps-1)×(H+taps-1) samples of x and y they are made from. X and Y
// begin at the first of these, and their rows are XStride and YStride apart.
type Strip struct {
	X, Y             []float32
	XBytes, YBytes   []byte // both in place of X and Y, the same results; no maps
	XStride, YStride int
	W, H             int

	// Sums of (1-SSIM)/2 and (1-cs)/2: element b·Groups+g gets BlockRows rows
	// from b·BlockRows of GroupCols columns from g·GroupCols, each row's
	// columns added in float32 from the left, the rows in float64 from above.
	// What was there is overwritten. Nil: not wanted.
	S, CS  []float64
	Groups int

	// Maps of (1-SSIM)/2, (1-l)/2 and (1-cs)/2, rows MapStride apart.
	// Nil: not wanted.
	MapS, MapL, MapCS []float32
	MapStride         int

	// Soon are two places that the caller writes next, H/2 rows of StripCols/2
	// samples, SoonStride apart. They are brought near on the way, where nothing
	// waits for that; what lies there does not matter. Nil: none. Not with maps.
	Soon       [2][]float32
	SoonStride int
}

// check panics where a slice is too short for what t says of it.
func (t *Strip) check(taps int) {
	if t.W < 1 || t.H < 1 || t.W > StripCols {
		panic("asm: bad strip size")
	}
	in := func(n, stride int) bool {
		w := t.W + taps - 1
		return stride >= w && n >= (t.H+taps-2)*stride+w
	}
	nx, ny := len(t.X), len(t.Y)
	if t.ofBytes() {
		nx, ny = len(t.XBytes), len(t.YBytes)
		if t.MapS != nil || t.MapL != nil || t.MapCS != nil {
			panic("asm: maps of bytes")
		}
	}
	if !in(nx, t.XStride) || !in(ny, t.YStride) {
		panic("asm: short plane")
	}
	groups := t.groups()
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

// ofBytes says whether t has bytes, if only for one of the planes.
func (t *Strip) ofBytes() bool { return t.XBytes != nil || t.YBytes != nil }

// Run makes the sums and maps that t wants.
func (k *SSIM) Run(t *Strip) {
	t.check(2*len(k.w) - 1)
	t.clear(t.S)
	t.clear(t.CS)
	if k.im == generic {
		k.run(t)
		return
	}
	touch(nil, t.X, t.Y)
	touchBytes(t.XBytes, t.YBytes)
	if t.S != nil || t.CS != nil {
		k.runSums(t)
	}
	if t.MapS != nil || t.MapL != nil || t.MapCS != nil {
		k.runMaps(t)
	}
}

// groups is the number of groups of columns of t.
func (t *Strip) groups() int { return (t.W + GroupCols - 1) / GroupCols }

// clear clears the sums of t, where they are wanted.
func (t *Strip) clear(sums []float64) {
	for b := 0; sums != nil && b*BlockRows < t.H; b++ {
		clear(sums[b*t.Groups:][:t.groups()])
	}
}

// Similarity turns halved losses into similarities: p[i] = 1 - 2·p[i].
func Similarity(p []float32) {
	for i, q := range p {
		p[i] = 1 - float32(2*q)
	}
}
