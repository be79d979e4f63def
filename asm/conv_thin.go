package asm

// ThinClasses is how many partial sums a run of ConvThin has side by side: its
// runs are multiples of it.
const ThinClasses = 16

// ConvThin is Conv to three output channels, of which a vector would be mostly
// empty. The floats of a run are summed by 16 classes instead, each a chain,
// and these in halves: with t[i] the sum of the floats k = i, i+16, … of all
// runs, i and i+8 are added, then i and i+4, i+2, i+1, and last the bias. The
// weights of output o lie at W[((r·Run+k)/16·3+o)·16 + k%16].
type ConvThin Conv

// Make makes the row. It panics if a slice is too short for it, Bias has not 3
// elements, or Run is no multiple of ThinClasses.
func (c *ConvThin) Make() {
	if len(c.Bias) != thin || c.Rows < 1 || c.Run < 1 || c.Run%ThinClasses != 0 {
		panic("asm: convolution of odd size")
	}
	if c.N < 1 {
		return
	}
	(*Conv)(c).needRow(thin)
	need(c.W, thin*c.Rows*c.Run)
	touch(c.Dst, c.Src, c.W, c.Bias)
	if best == generic {
		c.makeGo()
		return
	}
	for p := 0; p < c.N; p += thinWork {
		convThin(best, &convThinArgs{dst: &c.Dst[p*c.DstStep], dstStep: int64(c.DstStep),
			src: &c.Src[p*c.SrcStep], srcStep: int64(c.SrcStep), rowStep: int64(c.RowStep),
			w: &c.W[0], bias: &c.Bias[0], rows: int64(c.Rows), run: int64(c.Run),
			n: int64(min(c.N-p, thinWork))})
	}
}

// thinWork bounds how many pixels a kernel makes in one call.
const thinWork = 32

// thin is the number of output channels of ConvThin.
const thin = 3

// convThinArgs are the arguments of conv_thin in _c/conv.c.
type convThinArgs struct {
	dst              *float32
	dstStep          int64
	src              *float32
	srcStep, rowStep int64
	w, bias          *float32
	rows, run, n     int64
}

func (c *ConvThin) makeGo() {
	for p := range c.N {
		var t [thin][ThinClasses]float32
		w := c.W
		for r := range c.Rows {
			src := c.Src[p*c.SrcStep+r*c.RowStep:][:c.Run]
			for ; len(src) > 0; src = src[ThinClasses:] {
				for o := range t {
					chain(&t[o], (*[ThinClasses]float32)(src), (*[ThinClasses]float32)(w))
					w = w[ThinClasses:]
				}
			}
		}
		for o := range t {
			c.Dst[p*c.DstStep+o] = halved(&t[o]) + c.Bias[o]
		}
	}
}

// chain is t = fma(a, b, t), class by class.
func chain(t, a, b *[ThinClasses]float32) {
	for i := range t {
		t[i] = fma32(a[i], b[i], t[i])
	}
}

// halved is the sum of t, added in halves.
func halved(t *[ThinClasses]float32) float32 {
	for n := ThinClasses / 2; n > 0; n /= 2 {
		for i := range n {
			t[i] += t[i+n]
		}
	}
	return t[0]
}
