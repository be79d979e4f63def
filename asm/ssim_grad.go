package asm

// SSIMGrad is SSIM with the gradient of the map's mean, in the same pass: what
// it reads and writes is the two planes and the gradient. The sums have the bits
// of SSIM's, whose A, B, V and D these are.
//
// By the chain rule, and but for a factor of 4, a position of the map contributes
//
//	b = Q·D   c = Q·V                          Q = w_cs/(V+D)²
//	a = P·(u·B - F(d)·A) + F(d)·c - F(s)·b     P = w_l/(A+B)²
//
// to samples under its window, with w_l and w_cs the derivatives of what is
// averaged by l and by cs. With F' the window over the positions of the map, 0
// outside, the gradient at a sample is F'(a) + s·F'(b) - d·F'(c). Squares of
// sums of squares are beyond float32 for samples that squares are not: A, B, V
// and D are divided by A+B and V+D first, all by one division:
//
//	z = 1/((A+B)·(V+D))   1/(A+B) = z·(V+D)   1/(V+D) = z·(A+B)
//
// Positions whose statistics have other centres than the samples' are brought
// to that: s differs by a constant, which moves from b to a.
//
// A picture is made in rows of tiles from above, these in strips from the left:
// what strips to the left and rows above contribute is kept. An SSIMGrad is not
// for two goroutines at once.
type SSIMGrad struct {
	SSIM             // Centre2 is that of a tile's statistics
	Samples2 float32 // the same of the samples, one for the whole picture
	K        float32 // what the gradient is multiplied by
	OfCS     bool    // of the mean cs: w_l = 0, w_cs = 1; else w_l = cs, w_cs = l

	adjBody   gradBody
	adjKernel gradKernel

	band  []float32 // rows of a, b and c filtered across: halo of them, then a block's
	above []float32 // for each strip, the halo rows above the next tile
	edge  []float32 // for each row of a tile, the last columns of the strip to the left
}

// Init is that of SSIM, with about 130 KiB more.
func (k *SSIMGrad) Init(w []float32) {
	k.SSIM.Init(w)
	if k.im == generic {
		k.adjBody.init(k.halo())
	} else {
		k.adjKernel.init()
	}
	k.band = grow(k.band, (k.halo()+BlockRows+adjointRows-1)*bandCols)
}

const (
	bandCols    = 3 * StripCols // of a row of the band: of a, b and c
	adjointRows = 4             // that the kernel makes in a turn
)

// halo is by how much a window is wider than a sample.
func (k *SSIMGrad) halo() int { return 2*len(k.w) - 2 }

// Begin readies k for the strips of a picture, or of a part of it above which no
// position of the map counts.
func (k *SSIMGrad) Begin(strips int) {
	k.above = grow(k.above, strips*k.halo()*bandCols)
	clear(k.above)
}

// GradStrip is what SSIMGrad.Run works on: a Strip of the map, and the part of
// the gradient that begins at the same sample. They are of one size but at the
// right and at the bottom of the picture, where the gradient goes on for
// another taps-1 columns and rows: W may be 0 there. GradH is 0 for rows of the
// map that are only above the gradient's.
//
// Of the sums, S is that of the mean l·cs, CS that of the mean cs: the other is
// nil, and so are the maps.
type GradStrip struct {
	Strip
	Col          int // number of the strip in its row of tiles, from the left
	Dst          []float32
	DstStride    int
	GradW, GradH int // GradW ≤ StripCols
}

// check panics where a slice is too short for what t says of it.
func (t *GradStrip) check(k *SSIMGrad) {
	if t.W < 0 || t.H < 0 || t.GradW < 1 || t.GradH < 0 || t.GradW > StripCols {
		panic("asm: bad strip size")
	}
	if t.ofBytes() || t.MapS != nil || t.MapL != nil || t.MapCS != nil || k.OfCS && t.S != nil || !k.OfCS && t.CS != nil {
		panic("asm: not with a gradient")
	}
	if t.W > 0 && t.H > 0 {
		t.Strip.check(k.halo() + 1)
	}
	if n := (t.Col + 1) * k.halo() * bandCols; t.Col < 0 || len(k.above) < n {
		panic("asm: more strips than were begun")
	}
	if t.GradH == 0 {
		return
	}
	in := func(s []float32, stride int) bool {
		return stride >= t.GradW && len(s) >= (t.GradH-1)*stride+t.GradW
	}
	if !in(t.X, t.XStride) || !in(t.Y, t.YStride) {
		panic("asm: short plane")
	}
	if !in(t.Dst, t.DstStride) {
		panic("asm: short result")
	}
}

// Run makes the sums that t wants, and its part of the gradient.
func (k *SSIMGrad) Run(t *GradStrip) {
	t.check(k)
	k.clear(t)
	touch(nil, t.X, t.Y, t.Dst)
	var a ssimArgs
	if k.im != generic && t.H > 0 {
		a = k.args(t)
	}
	above := k.above[t.Col*k.halo()*bandCols:][:k.halo()*bandCols]
	copy(k.band, above)
	for r := 0; r < max(t.H, t.GradH); r += BlockRows {
		rows, out := block(t.H, r), block(t.GradH, r)
		clear(k.row(rows)[:max(out-rows, 0)*bandCols])
		if k.im == generic {
			k.rows(t, r, rows)
			k.combine(t, r, out)
		} else {
			k.turns(&a, t, r, rows)
			k.adjoints(t, r, out)
		}
		copy(k.band, k.band[max(rows, out)*bandCols:][:len(above)])
	}
	copy(above, k.band)
}

// clear clears the sums of t, and at the left what would be to the left.
func (k *SSIMGrad) clear(t *GradStrip) {
	t.Strip.clear(t.S)
	t.Strip.clear(t.CS)
	n := (t.H + 1) * k.edgeCols()
	if len(k.edge) < n {
		k.edge = grow(k.edge, n)
	}
	if t.Col == 0 {
		clear(k.edge)
	}
}

// block is how many of h rows are in the block from r on.
func block(h, r int) int { return min(max(h-r, 0), BlockRows) }

// row is the band from row r of a block on.
func (k *SSIMGrad) row(r int) []float32 { return k.band[(k.halo()+r)*bandCols:] }
