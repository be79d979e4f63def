package asm

// Convolutions of pictures whose channels lie side by side, pixel by pixel. The
// window of a pixel is Rows runs of Run adjoining floats; that of the next
// pixel lies SrcStep floats on.

// ConvBlock is the number of output channels whose weights lie together: Conv
// makes multiples of it.
const ConvBlock = 32

// Conv makes a row of N pixels of a convolution. Output channel o of pixel p is
// one chain, in the order of the runs, from the bias on:
//
//	t = Bias[o]
//	t = fma(Src[p·SrcStep+r·RowStep+k], weight(o, r, k), t)   k < Run, r < Rows
//	Dst[p·DstStep+o] = t
//
// with weight(o, r, k) = W[((o/32·Rows+r)·Run+k)·32 + o%32]. len(Bias) is the
// number of output channels.
type Conv struct {
	Dst              []float32
	DstStep          int
	Src              []float32
	SrcStep, RowStep int
	W, Bias          []float32
	Rows, Run        int
	N                int
}

// Make makes the row. It panics if a slice is too short for it, or the number
// of output channels is no multiple of ConvBlock.
func (c *Conv) Make() {
	out := len(c.Bias)
	if out%ConvBlock != 0 || c.Rows < 1 || c.Run < 1 {
		panic("asm: convolution of odd size")
	}
	if c.N < 1 || out == 0 {
		return
	}
	c.needRow(out)
	need(c.W, out*c.Rows*c.Run)
	touch(c.Dst, c.Src, c.W, c.Bias)
	if best == generic {
		c.makeGo()
		return
	}
	step := out
	if out*c.Rows*c.Run > convWork {
		step = 2 * best.lanes()
	}
	for o := 0; o < out; o += step {
		c.tiles(o, o+step)
	}
}

// convWork bounds how many weights a kernel goes through in one call, to some
// microseconds: assembly cannot be preempted.
const convWork = 1 << 15

// needRow panics unless Dst and Src have N pixels.
func (c *Conv) needRow(out int) {
	if min(c.DstStep, c.SrcStep, c.RowStep) < 0 {
		panic("asm: negative step")
	}
	need(c.Dst, (c.N-1)*c.DstStep+out)
	need(c.Src, (c.N-1)*c.SrcStep+(c.Rows-1)*c.RowStep+c.Run)
}

// tiles makes some output channels, in tiles of as many pixels as there are
// registers for, or nearly.
func (c *Conv) tiles(from, to int) {
	tiles := tilesOf(c.N, best.tile())
	for i := range tiles {
		p, n := tileAt(i, c.N, tiles)
		conv(best, &convArgs{dst: &c.Dst[p*c.DstStep], dstStep: int64(c.DstStep),
			src: &c.Src[p*c.SrcStep], srcStep: int64(c.SrcStep), rowStep: int64(c.RowStep),
			w: &c.W[0], bias: &c.Bias[0], rows: int64(c.Rows), run: int64(c.Run), n: int64(n),
			from: int64(from), to: int64(to)})
	}
}

// tilesOf is how many tiles of at most most make n, and tileAt the begin and
// the length of one of them: they differ by one at most.
func tilesOf(n, most int) int { return (n + most - 1) / most }

func tileAt(i, n, tiles int) (at, length int) {
	at = i * n / tiles
	return at, (i+1)*n/tiles - at
}

// convArgs are the arguments of conv in _c/conv.c.
type convArgs struct {
	dst              *float32
	dstStep          int64
	src              *float32
	srcStep, rowStep int64
	w, bias          *float32
	rows, run, n     int64
	from, to         int64
}

func (c *Conv) makeGo() {
	for p := range c.N {
		dst := c.Dst[p*c.DstStep:][:len(c.Bias)]
		copy(dst, c.Bias)
		for o := 0; o < len(dst); o += ConvBlock {
			w := c.W[o*c.Rows*c.Run:]
			for r := range c.Rows {
				src := c.Src[p*c.SrcStep+r*c.RowStep:][:c.Run]
				w = addRun((*[ConvBlock]float32)(dst[o:]), src, w)
			}
		}
	}
}

// addRun adds a run to a block of sums and returns the weights behind it.
func addRun(dst *[ConvBlock]float32, src, w []float32) []float32 {
	for _, v := range src {
		for o, t := range dst {
			dst[o] = fma32(v, w[o], t)
		}
		w = w[ConvBlock:]
	}
	return w
}
