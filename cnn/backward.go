package cnn

import "github.com/fastiqa/iqa/asm"

// sizeBack makes room for the way back: a gradient's margin lets the layer
// before it be made by a convolution.
func (t *trace) sizeBack() {
	t.g3.reset(t.out.w, t.out.h, Channels, (t.a2.w+taps3-1-t.out.w)/2)
	t.g2.reset(t.z2.w, t.z2.h, Features, (t.a1.w+taps2-1-t.z2.w)/2)
	t.g1.reset(t.z1.w, t.z1.h, Features, 0)
	for i, w := range []int{weight1, weight2, weight3} {
		if t.raw[i] == nil {
			t.raw[i] = make([]float32, tensors[w].Len())
		}
	}
}

// backward writes the gradient by the parameters to grad. t.g3 holds that by
// the output of the passage.
func (t *trace) backward(grad []float32, p *packed) {
	clear(grad)
	bias := part(grad, bias3)
	for y := range t.g3.h {
		sumPixels(bias, t.g3.row(y))
	}
	clear(t.raw[2])
	t.thinWeights(t.raw[2])
	unpackThin(part(grad, weight3), t.raw[2])

	convolve(&t.g2, &t.g3, p.back3, p.none, taps3)
	t.deactivate(grad, &t.g2, &t.z2, p.net.part(slope2), bias2, slope2)
	clear(t.raw[1])
	weights(t.raw[1], &t.a1, &t.g2, taps2)
	unpack(part(grad, weight2), t.raw[1], Features, taps2)

	convolve(&t.g1, &t.g2, p.back2, p.none, taps2)
	t.deactivate(grad, &t.g1, &t.z1, p.net.part(slope1), bias1, slope1)
	clear(t.raw[0])
	weights(t.raw[0], &t.in, &t.g1, taps1)
	unpack(part(grad, weight1), t.raw[0], Channels, taps1)
}

// deactivate takes g back through an activation.
func (t *trace) deactivate(grad []float32, g, z *grid, slope []float32, bias, dslope int) {
	for y := range g.h {
		asm.PReLUBack(g.row(y), part(grad, bias), part(grad, dslope), z.row(y), slope)
	}
}

// weights adds up the gradient by a layer's weights of what went in, src, and
// the gradient g by what came out.
func weights(dst []float32, src, g *grid, taps int) {
	run := taps * src.c
	for y := range g.h {
		for r := range taps {
			(&asm.Outer{Dst: dst[r*run*g.c:], DstStep: g.c,
				A: src.from(y + r), AStep: src.c, B: g.row(y), BStep: g.c,
				Rows: run, Cols: g.c, N: g.w}).Add()
		}
	}
}

// thinWeights is weights of the last layer, whose inputs are more than its
// outputs: they change places.
func (t *trace) thinWeights(dst []float32) {
	for y := range t.g3.h {
		for r := range taps3 {
			for x := range taps3 {
				(&asm.Outer{Dst: dst[(r*taps3+x)*Channels*Features:], DstStep: Features,
					A: t.g3.row(y), AStep: Channels,
					B: t.a2.from(y + r)[x*Features:], BStep: Features,
					Rows: Channels, Cols: Features, N: t.g3.w}).Add()
			}
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

// unpack lays out what weights has made as a tensor.
func unpack(dst, raw []float32, in, taps int) {
	i := 0
	for o := range Features {
		for c := range in {
			for k := range taps * taps {
				dst[i] = raw[(k*in+c)*Features+o]
				i++
			}
		}
	}
}

// unpackThin lays out what thinWeights has made.
func unpackThin(dst, raw []float32) {
	i := 0
	for o := range Channels {
		for c := range Features {
			for k := range taps3 * taps3 {
				dst[i] = raw[(k*Channels+o)*Features+c]
				i++
			}
		}
	}
}
