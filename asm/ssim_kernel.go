package asm

import (
	"math"
	"unsafe"
)

// What the kernels of _c/ssim.c are made for.
const (
	ssimHalf    = 6                  // weights of half the window: 11 taps
	ssimTaps    = 2*ssimHalf - 1     //
	ssimIn      = StripCols + 10     // columns they read, whatever the strip's width
	ssimRing    = 12 * 4 * StripCols // floats: 12 rows of four fields
	ssimScratch = 1728
	ssimAhead   = StripCols + 16
	ssimQuot    = 3 * 2 * StripCols // quotients: three kinds, two rows
	ssimPadded  = (ssimIn + 15) &^ 15
)

// ssimArgs are the arguments of _c/ssim.c, which says what they are.
type ssimArgs struct {
	x, y             unsafe.Pointer
	xoff, yoff       int64
	xstride, ystride int64
	left             int64
	ring             *float32
	slot             int64
	need             int64
	turns            int64
	scratch          *float32
	quot             *float32
	neighbour        *int32
	mask0, mask1     *float32
	sumS, sumCs      *float64
	maps             *float32
	soon0, soon1     *float32
	soonoff          int64
	soonstride       int64
	ahead            *float32
	w                [ssimHalf]float32
	c1, c2, centre2  float32
	fold, one        float32
	band             *float32
	bandoff          int64
	edge             *float32
	edgeoff          int64
	aside            *float32
	ones             int32
	signs            int32
	first            int32
}

// ssimWant says which of the kernels that add up, of _c/ssim.c and _c/ssim_grad.c.
type ssimWant int

const (
	wantS ssimWant = iota
	wantCS
	wantBoth
	wantBytesS // the same of bytes
	wantBytesCS
	wantBytesBoth
	wantGrad
	wantGradCS
)

// run calls the kernel that makes what is wanted.
func (want ssimWant) run(im impl, a *ssimArgs) {
	switch want {
	case wantS:
		ssim(im, a)
	case wantCS:
		ssimCs(im, a)
	case wantBoth:
		ssimBoth(im, a)
	case wantBytesS:
		ssimBytes(im, a)
	case wantBytesCS:
		ssimBytesCs(im, a)
	case wantBytesBoth:
		ssimBytesBoth(im, a)
	case wantGrad:
		ssimGrad(im, a)
	default:
		ssimGradCs(im, a)
	}
}

// ssimKernel is the work space of a kernel: what it uses most lies together
// and fits the first cache.
type ssimKernel struct {
	lanes   int // of the implementation it is for
	mem     []float32
	ring    []float32
	scratch []float32
	quot    []float32
	ahead   []float32
	maps    []float32
	none    []float32 // masks of no column, and of the first width ones
	mask    []float32
	width   int
	x, y    []float32 // copies of strips too near the end of their slice
	xb, yb  []byte
	s, cs   [StripCols / GroupCols]float64
}

func (w *ssimKernel) init(im impl) {
	if w.lanes == im.lanes() {
		return
	}
	w.lanes = im.lanes()
	w.width = 0
	const line = 16 // floats of a cache line
	w.mem = make([]float32, ssimRing+ssimScratch+ssimAhead+2*ssimQuot+2*StripCols+line)
	past := uintptr(unsafe.Pointer(&w.mem[0])) / 4 % line
	rest := w.mem[(line-past)%line:]
	take := func(n int) (s []float32) {
		s, rest = rest[:n], rest[n:]
		return s
	}
	w.ring, w.scratch, w.quot = take(ssimRing), take(ssimScratch), take(ssimQuot)
	w.ahead = take(ssimAhead)
	w.maps, w.none, w.mask = take(ssimQuot), take(StripCols), take(StripCols)
}

// Lanes are chunks of adjoining columns, see _c/lanes.h: chunk i is lane i, but
// with AVX-512, chunks 4t, 4t+2, 4t+1 and 4t+3 are lanes t, t+4, t+8 and t+12.

// ssimNeighbour is in which lane the chunk to the right is with AVX-512, once for
// each column of the halo, which is a lane of another vector, from 16 on; and then
// in which that to the left is.
var ssimNeighbour = [11 * 16]int32{
	8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7, 1, 2, 3, 16,
	8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7, 1, 2, 3, 17,
	8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7, 1, 2, 3, 18,
	8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7, 1, 2, 3, 19,
	8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7, 1, 2, 3, 20,
	8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7, 1, 2, 3, 21,
	8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7, 1, 2, 3, 22,
	8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7, 1, 2, 3, 23,
	8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7, 1, 2, 3, 24,
	8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7, 1, 2, 3, 25,

	16, 12, 13, 14, 8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7,
}

// chunk is the lane of a chunk.
func (w *ssimKernel) chunk(i int) int {
	if w.lanes == 16 {
		return [...]int{0, 8, 4, 12}[i%4] + i/4
	}
	return i
}

// lane is where column c of a strip lies in a row in lane order.
func (w *ssimKernel) lane(c int) int {
	wide := StripCols / w.lanes
	return c%wide*w.lanes + w.chunk(c/wide)
}

// sumLane is where the sum of group g lies.
func (w *ssimKernel) sumLane(g int) int {
	wide := StripCols / GroupCols / w.lanes
	return g%wide*w.lanes + w.chunk(g/wide)
}

// columns makes the mask of the first n columns.
func (w *ssimKernel) columns(n int) {
	if w.width == n {
		return
	}
	w.width = n
	for c := range StripCols {
		w.mask[w.lane(c)] = 0
		if c < n {
			w.mask[w.lane(c)] = math.Float32frombits(math.MaxUint32)
		}
	}
}

// args readies the kernel for a strip.
func (k *SSIM) args(t *Strip) ssimArgs {
	w := &k.kernel
	w.columns(t.W)
	x, xstride := w.samples(t, t.X, t.XBytes, t.XStride, &w.x, &w.xb)
	y, ystride := w.samples(t, t.Y, t.YBytes, t.YStride, &w.y, &w.yb)
	return ssimArgs{
		soon0: unsafe.SliceData(t.Soon[0]), soon1: unsafe.SliceData(t.Soon[1]),
		soonstride: int64(t.SoonStride),
		x:          x, y: y, xstride: int64(xstride), ystride: int64(ystride),
		left: int64(t.H + ssimTaps - 1), need: ssimTaps + 1,
		ring: &w.ring[0], scratch: &w.scratch[0], quot: &w.quot[0],
		neighbour: &ssimNeighbour[0],
		mask0:     &w.mask[0], mask1: &w.mask[0],
		sumS: &w.s[0], sumCs: &w.cs[0], maps: &w.maps[0], ahead: &w.ahead[0],
		w: [ssimHalf]float32(k.w), c1: k.C1, c2: k.C2, centre2: k.Centre2,
		ones: 0x01010101, signs: -0x00fe00ff, first: 1,
	}
}

// samples are the strip's of one plane, floats or bytes, as kernels can read them.
func (*ssimKernel) samples(t *Strip, s []float32, b []byte, stride int, pad *[]float32, padb *[]byte) (unsafe.Pointer, int) {
	if b != nil {
		b, stride = readable(t, b, stride, padb)
		return unsafe.Pointer(&b[0]), stride
	}
	s, stride = readable(t, s, stride, pad)
	return unsafe.Pointer(&s[0]), stride
}

// readable returns samples whose rows can be read as far as the kernels do:
// the strip's own where its slice has the room behind it, else a copy. What
// lies behind a row does not matter: it is masked.
func readable[T float32 | byte](t *Strip, s []T, stride int, pad *[]T) ([]T, int) {
	rows := t.H + ssimTaps - 1
	if need := (rows-1)*stride + ssimIn; need <= cap(s) {
		return s[:need], stride
	}
	*pad = grow(*pad, rows*ssimPadded)
	for r := range rows {
		copy((*pad)[r*ssimPadded:], s[r*stride:][:t.W+ssimTaps-1])
	}
	return *pad, ssimPadded
}

// runSums makes the sums that are wanted.
func (k *SSIM) runSums(t *Strip) {
	want := wantBoth
	switch {
	case t.CS == nil:
		want = wantS
	case t.S == nil:
		want = wantCS
	}
	if t.ofBytes() {
		want += wantBytesS
	}
	a := k.args(t)
	for r := 0; r < t.H; r += BlockRows {
		k.kernel.clear()
		k.turns(&a, want, min(BlockRows, t.H-r))
		k.kernel.take(t, r)
	}
}

// clear begins the sums of a block.
func (w *ssimKernel) clear() {
	clear(w.s[:])
	clear(w.cs[:])
}

// take takes the sums of the block from row r on.
func (w *ssimKernel) take(t *Strip, r int) {
	first := r / BlockRows * t.Groups
	for g := range t.groups() {
		if t.S != nil {
			t.S[first+g] = w.s[w.sumLane(g)]
		}
		if t.CS != nil {
			t.CS[first+g] = w.cs[w.sumLane(g)]
		}
	}
}

// turns makes rows output rows, two a turn. The second row of an odd last turn
// is masked.
func (k *SSIM) turns(a *ssimArgs, want ssimWant, rows int) {
	if a.turns = int64(rows / 2); a.turns > 0 {
		want.run(k.im, a)
	}
	if rows&1 == 1 {
		a.turns, a.mask1 = 1, &k.kernel.none[0]
		want.run(k.im, a)
	}
}

// runMaps makes the maps that are wanted, turn by turn.
func (k *SSIM) runMaps(t *Strip) {
	a := k.args(t)
	for r := 0; r < t.H; r += 2 {
		a.turns = 1
		ssimMap(k.im, &a)
		for row := r; row < min(r+2, t.H); row++ {
			for kind, dst := range [...][]float32{t.MapS, t.MapCS, t.MapL} {
				if dst != nil {
					src := k.kernel.maps[(2*kind+row-r)*StripCols:]
					copy(dst[row*t.MapStride:][:t.W], src)
				}
			}
		}
	}
}
