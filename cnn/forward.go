package cnn

import "github.com/fastiqa/iqa/asm"

// trace is a passage through the network, and what the way back needs of it: a
// layer's sums z and what the activation makes of them.
type trace struct {
	in     grid
	z1, a1 grid
	z2, a2 grid
	out    grid

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
	t.z1.reset(w-taps1+1+2*pad(taps1), h-taps1+1+2*pad(taps1), Features, 0)
	t.a1.reset(t.z1.w, t.z1.h, Features, pad(taps2))
	t.z2.reset(t.z1.w-taps2+1+2*pad(taps2), t.z1.h-taps2+1+2*pad(taps2), Features, 0)
	t.a2.reset(t.z2.w, t.z2.h, Features, pad(taps3))
	t.out.reset(t.z2.w-taps3+1+2*pad(taps3), t.z2.h-taps3+1+2*pad(taps3), Channels, 0)
}

// forward makes the output of what is in t.in. A row goes through the activation
// while it is near.
func (t *trace) forward(p *packed) {
	for y := range t.z1.h {
		convolve(&t.z1, &t.in, y, p.conv1, p.net.part(bias1), taps1)
		asm.PReLU(t.a1.row(y), t.z1.row(y), p.net.part(slope1))
	}
	for y := range t.z2.h {
		convolve(&t.z2, &t.a1, y, p.conv2, p.net.part(bias2), taps2)
		asm.PReLU(t.a2.row(y), t.z2.row(y), p.net.part(slope2))
	}
	bias := p.net.part(bias3)
	for y := range t.out.h {
		(&asm.ConvThin{Dst: t.out.row(y), DstStep: Channels,
			Src: t.a2.from(y), SrcStep: Features, RowStep: t.a2.stride(),
			W: p.conv3, Bias: bias, Rows: taps3, Run: taps3 * Features, N: t.out.w}).Make()
	}
}

// convolve makes row y of dst of src and its margin.
func convolve(dst, src *grid, y int, w, bias []float32, taps int) {
	(&asm.Conv{Dst: dst.row(y), DstStep: dst.c,
		Src: src.from(y), SrcStep: src.c, RowStep: src.stride(),
		W: w, Bias: bias, Rows: taps, Run: taps * src.c, N: dst.w}).Make()
}
