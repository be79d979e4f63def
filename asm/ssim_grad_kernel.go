package asm

// What the kernels of _c/ssim_grad.c and _c/adjoint.c are made for.
const (
	gradEdge       = 32 // floats of a row's edge: 10 each of a, b and c
	gradAside      = 8 * 16
	adjointScratch = (4*2 + 1) * StripCols
	gradRows       = 16 // of a call, which takes some microseconds
)

// adjointArgs are the arguments of _c/adjoint.c, which says what they are.
type adjointArgs struct {
	band              *float32
	bandoff           int64
	x, y              *float32
	xoff, yoff        int64
	xstride, ystride  int64
	dst               *float32
	dstoff, dststride int64
	turns             int64
	scratch           *float32
	w                 [ssimHalf]float32
	centre2, k        float32
}

// gradKernel is the work space of the kernels beside that of SSIM's.
type gradKernel struct {
	aside   []float32
	scratch []float32
	zeros   []float32 // a row of samples for strips that have no column of the map
	x, y    []float32 // copies of rows of less than a strip's width, or less than a turn
	dst     []float32
}

func (w *gradKernel) init() {
	w.aside, w.scratch = grow(w.aside, gradAside), grow(w.scratch, adjointScratch)
	w.zeros = grow(w.zeros, ssimIn)
	const turn = adjointRows * StripCols
	w.x, w.y, w.dst = grow(w.x, turn), grow(w.y, turn), grow(w.dst, turn)
}

// args readies the kernel for a strip.
func (k *SSIMGrad) args(t *GradStrip) ssimArgs {
	s := t.Strip
	if s.W == 0 {
		s.X, s.Y, s.XStride, s.YStride = k.adjKernel.zeros, k.adjKernel.zeros, 0, 0
	}
	a := k.SSIM.args(&s)
	a.fold, a.one = k.Centre2-k.Samples2, 1
	a.band, a.edge, a.aside = &k.band[0], &k.edge[0], &k.adjKernel.aside[0]
	return a
}

// turns makes n rows of the band, of the map's rows from r on, and their sums.
func (k *SSIMGrad) turns(a *ssimArgs, t *GradStrip, r, n int) {
	want := wantGrad
	if k.OfCS {
		want = wantGradCS
	}
	a.bandoff = int64(k.halo() * bandCols)
	k.kernel.clear()
	for i := 0; i < n; i += gradRows {
		k.SSIM.turns(a, want, min(n-i, gradRows))
	}
	if n > 0 {
		k.kernel.take(&t.Strip, r)
	}
}

// adjoints makes n rows of the gradient from row r on, in place where they are
// whole turns of whole strips.
func (k *SSIMGrad) adjoints(t *GradStrip, r, n int) {
	i := 0
	if t.GradW == StripCols && n >= adjointRows {
		i = n &^ (adjointRows - 1)
		a := k.adjointArgs(t.X[r*t.XStride:], t.Y[r*t.YStride:], t.Dst[r*t.DstStride:])
		a.xstride, a.ystride, a.dststride = int64(t.XStride), int64(t.YStride), int64(t.DstStride)
		for j := 0; j < i; j += gradRows {
			a.turns = int64(min(i-j, gradRows) / adjointRows)
			adjoint(k.im, &a)
		}
	}
	for ; i < n; i += adjointRows {
		k.adjointPart(t, r+i, i, min(n-i, adjointRows))
	}
}

// adjointPart makes n rows of the gradient, a turn at the most, from row r on,
// which is row i of the block.
func (k *SSIMGrad) adjointPart(t *GradStrip, r, i, n int) {
	w := &k.adjKernel
	for j := range n {
		copy(w.x[j*StripCols:], t.X[(r+j)*t.XStride:][:t.GradW])
		copy(w.y[j*StripCols:], t.Y[(r+j)*t.YStride:][:t.GradW])
	}
	a := k.adjointArgs(w.x, w.y, w.dst)
	a.xstride, a.ystride, a.dststride = StripCols, StripCols, StripCols
	a.bandoff, a.turns = int64(i*bandCols), 1
	adjoint(k.im, &a)
	for j := range n {
		copy(t.Dst[(r+j)*t.DstStride:][:t.GradW], w.dst[j*StripCols:])
	}
}

// adjointArgs are the arguments but for strides and how many turns.
func (k *SSIMGrad) adjointArgs(x, y, dst []float32) adjointArgs {
	return adjointArgs{
		band: &k.band[0], x: &x[0], y: &y[0], dst: &dst[0],
		scratch: &k.adjKernel.scratch[0],
		w:       [ssimHalf]float32(k.w), centre2: k.Samples2, k: k.K,
	}
}
