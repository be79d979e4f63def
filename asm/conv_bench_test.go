package asm

import (
	"fmt"
	"testing"
)

// The convolutions of the network of Zhao et al. on patches of 31×31 pixels, a
// row at a time: forward, and the gradient by the weights of one row of taps, three rows at a time.
// GFLOP/s counts a multiplication and an addition for each weight.
func BenchmarkConv(b *testing.B) {
	const n, out = 31, 64
	for _, l := range []struct{ in, taps int }{{3, 9}, {64, 5}, {3, 5}} {
		run, wide := l.taps*l.in, (n+l.taps-1)*l.in
		c := Conv{Dst: make([]float32, n*out), DstStep: out,
			Src: make([]float32, wide*l.taps), SrcStep: l.in, RowStep: wide,
			W: make([]float32, l.taps*run*out), Bias: make([]float32, out),
			Rows: l.taps, Run: run, N: n}
		benchConv(b, fmt.Sprintf("op=conv/window=%dx%dx%dx%d", l.taps, l.taps, l.in, out), n*len(c.W), c.Make)
		u := Outer{Dst: make([]float32, run*out), DstStep: out, A: c.Src, AStep: l.in, ALine: wide,
			B: make([]float32, 3*n*out), BStep: out, BLine: n * out, Rows: run, Cols: out, N: n, Lines: 3}
		benchConv(b, fmt.Sprintf("op=outer/window=%dx%dx%d", l.taps, l.in, out), 3*n*len(u.Dst), u.Add)
	}
	t := ConvThin{Dst: make([]float32, n*thin), DstStep: thin,
		Src: make([]float32, (n+4)*5*64), SrcStep: 64, RowStep: (n + 4) * 64,
		W: make([]float32, 5*5*64*thin), Bias: make([]float32, thin), Rows: 5, Run: 5 * 64, N: n}
	benchConv(b, "op=thin/window=5x5x64x3", n*len(t.W), t.Make)
}

// benchConv runs a kernel that goes through so many weights a call.
func benchConv(b *testing.B, name string, weights int, call func()) {
	b.Run(name, func(b *testing.B) {
		eachImpl(b, func(b *testing.B) {
			for b.Loop() {
				call()
			}
			b.ReportMetric(float64(b.N)*2*float64(weights)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
		})
	})
}
