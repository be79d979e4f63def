package cnn

import "github.com/fastiqa/iqa/asm"

// trace is a passage through the network, and what the way back needs of it: a
// layer's sums z and what the activation makes of them.
type trace struct {
	in     grid
	z1, a1 grid
	z2, a2 grid
	out    grid
	back   bool // there will be a way back

	// Gradients by the sums of each layer.
	g1, g2, g3 grid
}

// size makes t a passage of pictures of w×h pixels. With same set the output is
// as large, and beyond the edges there are zeros in every layer; otherwise it
// has the pixels whose windows fit, Radius fewer at each side.
func (t *trace) size(w, h int, same bool) {
	pad := func(taps int) int {
		if same {
			return taps / 2
		}
		return 0
	}
	t.in.reset(w, h, Channels, pad(taps1))
	narrow := func(taps int) { w, h = w-taps+1+2*pad(taps), h-taps+1+2*pad(taps) }
	narrow(taps1)
	t.a1.reset(w, h, Features, pad(taps2))
	narrow(taps2)
	t.a2.reset(w, h, Features, pad(taps3))
	narrow(taps3)
	t.out.reset(w, h, Channels, 0)
	t.back = false
}

// forward makes the output of what is in t.in. A row goes through the activation
// while it is near.
func (t *trace) forward(p *packed) {
	for y := range t.a1.h {
		z := t.sums(&t.z1, &t.a1, y)
		convolve(z, &t.in, y, p.conv1, p.net.part(bias1), taps1)
		asm.PReLU(t.a1.row(y), z, p.net.part(slope1))
	}
	for y := range t.a2.h {
		z := t.sums(&t.z2, &t.a2, y)
		convolve(z, &t.a1, y, p.conv2, p.net.part(bias2), taps2)
		asm.PReLU(t.a2.row(y), z, p.net.part(slope2))
	}
	bias := p.net.part(bias3)
	for y := range t.out.h {
		(&asm.ConvThin{Dst: t.out.row(y), DstStep: Channels,
			Src: t.a2.from(y), SrcStep: Features, RowStep: t.a2.stride(),
			W: p.conv3, Bias: bias, Rows: taps3, Run: taps3 * Features, N: t.out.w}).Make()
	}
}

// sums is where row y of a layer's sums goes: to z if the way back needs them,
// otherwise to where the activation is made of them.
func (t *trace) sums(z, a *grid, y int) []float32 {
	if t.back {
		return z.row(y)
	}
	return a.row(y)
}

// convolve makes row y of a layer, dst, of src and its margin.
func convolve(dst []float32, src *grid, y int, w, bias []float32, taps int) {
	(&asm.Conv{Dst: dst, DstStep: len(bias),
		Src: src.from(y), SrcStep: src.c, RowStep: src.stride(),
		W: w, Bias: bias, Rows: taps, Run: taps * src.c, N: len(dst) / len(bias)}).Make()
}
