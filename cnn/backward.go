package cnn

import "github.com/fastiqa/iqa/asm"

// sizeBack makes room for the way back: a gradient's margin lets the layer
// before it be made by a convolution.
func (t *trace) sizeBack() {
	t.back = true
	t.z1.reset(t.a1.w, t.a1.h, Features, 0)
	t.z2.reset(t.a2.w, t.a2.h, Features, 0)
	t.g3.reset(t.out.w, t.out.h, Channels, (t.a2.w+taps3-1-t.out.w)/2)
	t.g2.reset(t.a2.w, t.a2.h, Features, (t.a1.w+taps2-1-t.a2.w)/2)
	t.g1.reset(t.a1.w, t.a1.h, Features, 0)
}

// backward writes the gradient by the parameters to raw, as the kernels add it
// up: unpack lays it out. t.g3 holds the gradient by the output of the passage.
func (t *trace) backward(raw []float32, p *packed) {
	clear(raw)
	bias := part(raw, bias3)
	for y := range t.g3.h {
		sumPixels(bias, t.g3.row(y))
	}
	t.thinWeights(part(raw, weight3))
	for y := range t.g2.h {
		convolve(t.g2.row(y), &t.g3, y, p.back3, p.none, taps3)
		asm.PReLUBack(t.g2.row(y), part(raw, bias2), part(raw, slope2), t.z2.row(y), p.net.part(slope2))
	}
	weights(part(raw, weight2), &t.a1, &t.g2, taps2)
	for y := range t.g1.h {
		convolve(t.g1.row(y), &t.g2, y, p.back2, p.none, taps2)
		asm.PReLUBack(t.g1.row(y), part(raw, bias1), part(raw, slope1), t.z1.row(y), p.net.part(slope1))
	}
	weights(part(raw, weight1), &t.in, &t.g1, taps1)
}

// together is how many rows of w pixels the gradients by weights are made of at a
// time: enough pixels to be worth the loads and stores of the sums, and few enough
// to stay near.
func together(w int) int { return max(1, 96/w) }

// weights adds up the gradient by a layer's weights of what went in, src, and
// the gradient g by what came out.
func weights(dst []float32, src, g *grid, taps int) {
	run, step := taps*src.c, together(g.w)
	for y := 0; y < g.h; y += step {
		for r := range taps {
			(&asm.Outer{Dst: dst[r*run*g.c:], DstStep: g.c,
				A: src.from(y + r), AStep: src.c, ALine: src.stride(),
				B: g.after(0, y), BStep: g.c, BLine: g.stride(),
				Rows: run, Cols: g.c, N: g.w, Lines: min(step, g.h-y)}).Add()
		}
	}
}

// thinWeights is weights of the last layer, whose inputs are more than its
// outputs: they change places. A pixel of the input meets those of the output
// whose windows it is in, from its last column of taps to its first; there are
// zeros where they are beyond the edges.
func (t *trace) thinWeights(dst []float32) {
	const run = taps3 * Channels
	w, step := t.g3.w+taps3-1, together(t.g3.w)
	for y := 0; y < t.g3.h; y += step {
		for r := range taps3 {
			(&asm.Outer{Dst: dst[r*run*Features:], DstStep: Features,
				A: t.g3.after(1-taps3, y), AStep: Channels, ALine: t.g3.stride(),
				B: t.a2.from(y + r), BStep: Features, BLine: t.a2.stride(),
				Rows: run, Cols: Features, N: w, Lines: min(step, t.g3.h-y)}).Add()
		}
	}
}

// sumPixels adds up pixels, channel by channel.
func sumPixels(dst, pixels []float32) {
	for ; len(pixels) > 0; pixels = pixels[len(dst):] {
		for c := range dst {
			dst[c] += pixels[c]
		}
	}
}

// unpack lays out what backward has made as Tensors says.
func unpack(dst, raw []float32) {
	copy(dst, raw) // what is no weight
	unpackWeights(part(dst, weight1), part(raw, weight1), Channels, taps1)
	unpackWeights(part(dst, weight2), part(raw, weight2), Features, taps2)
	unpackThin(part(dst, weight3), part(raw, weight3))
}

// unpackWeights lays out what weights has made, an input after the other: the
// places that the taps of one go to are near each other.
func unpackWeights(dst, raw []float32, in, taps int) {
	taps *= taps
	for c := range in {
		for k := range taps {
			for o, v := range raw[(k*in+c)*Features:][:Features] {
				dst[(o*in+c)*taps+k] = v
			}
		}
	}
}

// unpackThin lays out what thinWeights has made.
func unpackThin(dst, raw []float32) {
	i := 0
	for o := range Channels {
		for c := range Features {
			for y := range taps3 {
				for x := range taps3 {
					dst[i] = raw[((y*taps3+taps3-1-x)*Channels+o)*Features+c]
					i++
				}
			}
		}
	}
}
