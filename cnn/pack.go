package cnn

import "github.com/fastiqa/iqa/asm"

// packed are the weights of a network as the kernels want them.
type packed struct {
	net          *Net
	conv1, conv2 []float32 // forward
	conv3        []float32
	back2, back3 []float32 // backward: taps reversed, inputs for outputs
	none         []float32 // biases of the way back
}

// pack makes the weights of n those of p.
func (p *packed) pack(n *Net) {
	n.check()
	p.net = n
	p.conv1 = pack(p.conv1, n.part(weight1), Features, Channels, taps1, false)
	p.conv2 = pack(p.conv2, n.part(weight2), Features, Features, taps2, false)
	p.conv3 = packThin(p.conv3, n.part(weight3))
	if p.none == nil {
		p.none = make([]float32, Features)
	}
}

// packBack makes the weights of the way back, too.
func (p *packed) packBack() {
	p.back2 = pack(p.back2, p.net.part(weight2), Features, Features, taps2, true)
	p.back3 = pack(p.back3, p.net.part(weight3), Channels, Features, taps3, true)
}

// pack lays out the weights of a layer of out×in×taps×taps for asm.Conv, which
// makes its outputs, or if back is set those for asm.Conv to make the gradient
// by its inputs.
func pack(dst, w []float32, out, in, taps int, back bool) []float32 {
	if len(dst) != len(w) {
		dst = make([]float32, len(w))
	}
	run := taps * in
	if back {
		run = taps * out
	}
	i := 0
	for o := range out {
		for c := range in {
			for y := range taps {
				for x := range taps {
					to, r, k := o, y, x*in+c
					if back {
						to, r, k = c, taps-1-y, (taps-1-x)*out+o
					}
					block, lane := to/asm.ConvBlock, to%asm.ConvBlock
					dst[((block*taps+r)*run+k)*asm.ConvBlock+lane] = w[i]
					i++
				}
			}
		}
	}
	return dst
}

// packThin lays out the last layer for asm.ConvThin.
func packThin(dst, w []float32) []float32 {
	if len(dst) != len(w) {
		dst = make([]float32, len(w))
	}
	i := 0
	for o := range Channels {
		for c := range Features {
			for y := range taps3 {
				for x := range taps3 {
					k := x*Features + c
					at := (y*taps3*Features+k)/asm.ThinClasses*Channels + o
					dst[at*asm.ThinClasses+k%asm.ThinClasses] = w[i]
					i++
				}
			}
		}
	}
	return dst
}
