package asm

import (
	"fmt"
	"testing"
)

// benchCols is the width of the pictures that these benchmarks convert, a row a call.
const benchCols = 1920

// onEach runs f with each implementation in use.
func onEach(b *testing.B, name string, f func()) {
	defer restore(b, Best())
	for _, im := range Available() {
		if err := Use(im); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("%s/impl=%s", name, im), func(b *testing.B) {
			for b.Loop() {
				f()
			}
			b.ReportMetric(float64(b.N)*benchCols/b.Elapsed().Seconds()/1e6, "MPix/s")
		})
	}
}

func BenchmarkConvert(b *testing.B) {
	r, g, bl := make([]float32, benchCols), make([]float32, benchCols), make([]float32, benchCols)
	src := make([]byte, 8*benchCols)
	onEach(b, "op=gray/depth=8", func() { Gray8(r, src[:benchCols]) })
	onEach(b, "op=gray/depth=16", func() { Gray16(r, src[:2*benchCols]) })
	for n := 2; n <= 4; n++ {
		last := src[:n*benchCols][n-1:]
		onEach(b, fmt.Sprintf("op=channel/of=%d/depth=8", n), func() { Interleaved8(r, last, n) })
	}
	for n := 2; n <= 4; n++ {
		last := src[:2*n*benchCols][2*n-2:]
		onEach(b, fmt.Sprintf("op=channel/of=%d/depth=16", n), func() { Interleaved16(r, last, n) })
	}
	for step := 3; step <= 4; step++ {
		onEach(b, fmt.Sprintf("op=rgb/step=%d", step), func() { RGB8(r, g, bl, src[:step*benchCols], step) })
	}
	for _, half := range []bool{false, true} {
		onEach(b, fmt.Sprintf("op=ycbcr/half=%t", half), func() {
			YCbCr8(r, g, bl, src[:benchCols], src[benchCols:], src[2*benchCols:], half)
		})
	}
}

func BenchmarkVideo(b *testing.B) {
	r, g, bl := make([]float32, benchCols), make([]float32, benchCols), make([]float32, benchCols)
	src := make([]byte, benchCols)
	onEach(b, "op=video", func() { Video8(r, g, bl, src, src, src) })
}

func BenchmarkColor(b *testing.B) {
	dst, r, g, bl := make([]float32, benchCols), make([]float32, benchCols), make([]float32, benchCols), make([]float32, benchCols)
	for i := range r {
		r[i], g[i], bl[i] = float32(i%256), float32(i%251), float32(i%241)
	}
	w := &[3]float64{299, 587, 114}
	onEach(b, "op=weigh3", func() { Weigh3(dst, r, g, bl, w) })
	onEach(b, "op=scale", func() { Scale(dst, r, 257, 3) })
	onEach(b, "op=over", func() { Over(dst, r, g, 255, 255, 1) })
}

func BenchmarkFinite(b *testing.B) {
	src := make([]float32, benchCols)
	for b.Loop() {
		if !Finite(src) {
			b.Fatal("zeros are not finite")
		}
	}
	b.ReportMetric(float64(b.N)*benchCols/b.Elapsed().Seconds()/1e6, "MSamples/s")
}
