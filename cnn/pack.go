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
	n := taps * taps
	if back {
		turn(dst, w, channels{in, n}, channels{out, in * n}, taps, back)
	} else {
		turn(dst, w, channels{out, in * n}, channels{in, n}, taps, back)
	}
	return dst
}

// channels are how many a convolution has, and the floats from one to the next
// in a tensor of weights.
type channels struct{ n, step int }

// turn puts weights side by side of which the tensor w has taps side by side:
// those of a convolution from some channels to others, if back is set with its
// taps reversed. One channel goes after the other, whose taps lie together.
func turn(dst, w []float32, to, from channels, taps int, back bool) {
	n := taps * taps
	for block := 0; block < to.n; block += asm.ConvBlock {
		for c := range from.n {
			src := w[block*to.step+c*from.step:]
			for tap := range n {
				at := tap
				if back {
					at = n - 1 - tap
				}
				group := dst[(block*n+tap*asm.ConvBlock)*from.n+c*asm.ConvBlock:][:asm.ConvBlock]
				for i := range group {
					group[i] = src[i*to.step+at]
				}
			}
		}
	}
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
