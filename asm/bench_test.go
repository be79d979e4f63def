package asm

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// eachImpl runs a benchmark with each implementation.
func eachImpl(b *testing.B, f func(b *testing.B)) {
	defer restore(b, Best())
	for _, name := range Available() {
		if err := Use(name); err != nil {
			b.Fatal(err)
		}
		b.Run("impl="+name, f)
	}
}

// integers are n random samples of 8 bits.
func integers(n int) []float32 {
	r := rand.New(rand.NewPCG(5, 6))
	s := make([]float32, n)
	for i := range s {
		s[i] = float32(r.IntN(256))
	}
	return s
}

// report says how fast samples of 4 bytes were read or written, and how many
// columns were made.
func report(b *testing.B, columns, samples int) {
	reportBytes(b, columns, 4*samples)
}

// reportBytes is report of what is not all samples of 4 bytes.
func reportBytes(b *testing.B, columns, bytes int) {
	per := float64(b.N) / b.Elapsed().Seconds()
	b.ReportMetric(per*float64(columns)/1e6, "MPix/s")
	b.ReportMetric(per*float64(bytes)/1e9, "GB/s")
}

// Pictures of 2 MB, of 16 MB and of 66 MB a pair.
func BenchmarkDiffSums(b *testing.B) {
	eachImpl(b, func(b *testing.B) {
		for _, size := range [][2]int{{512, 512}, {1920, 1080}, {3840, 2160}} {
			w, h := size[0], size[1]
			b.Run(fmt.Sprintf("size=%dx%d", w, h), func(b *testing.B) {
				x, y := integers(w*h), integers(w*h)
				var s DiffSums
				for b.Loop() {
					for i := 0; i < w*h; i += w {
						s.Add(x[i:][:w], y[i:][:w])
					}
				}
				report(b, w*h, 2*w*h)
			})
		}
	})
}

// Pictures of .5 MB, of 4 MB and of 16 MB a pair, of bytes.
func BenchmarkByteSums(b *testing.B) {
	eachImpl(b, func(b *testing.B) {
		for _, size := range [][2]int{{512, 512}, {1920, 1080}, {3840, 2160}} {
			w, h := size[0], size[1]
			b.Run(fmt.Sprintf("size=%dx%d", w, h), func(b *testing.B) {
				x, y := make([]byte, w*h), make([]byte, w*h)
				Narrow(x, integers(w*h))
				for b.Loop() {
					ByteSums(x, w, y, w, w, h)
				}
				reportBytes(b, w*h, 2*w*h)
			})
		}
	})
}

// Halves of whole pictures, of samples and of bytes.
func BenchmarkHalveRows(b *testing.B) {
	eachImpl(b, func(b *testing.B) {
		for _, size := range [][2]int{{512, 512}, {1920, 1080}, {3840, 2160}} {
			w, h := size[0], size[1]
			src, raw, dst := integers(w*h), make([]byte, w*h), make([]float32, w*h/4)
			Narrow(raw, src)
			name := fmt.Sprintf("size=%dx%d", w, h)
			b.Run("of=samples/"+name, func(b *testing.B) {
				for b.Loop() {
					HalveRows(dst, w/2, src, w, w, h/2)
				}
				report(b, w*h/4, w*h+w*h/4)
			})
			b.Run("of=bytes/"+name, func(b *testing.B) {
				for b.Loop() {
					HalveByteRows(dst, w/2, raw, w, w, h/2)
				}
				reportBytes(b, w*h/4, w*h+w*h)
			})
		}
	})
}

func BenchmarkRows(b *testing.B) {
	const n = 1920
	dst, x, y := make([]float32, n), integers(n), integers(n)
	raw := make([]byte, 2*n)
	for _, k := range []struct {
		name           string
		columns, bytes int
		call           func()
	}{
		{"AbsDiff", n, 12 * n, func() { AbsDiff(dst, x, y, 255) }},
		{"SquareDiff", n, 12 * n, func() { SquareDiff(dst, x, y, 255) }},
		{"Halve", n / 2, 10 * n, func() { Halve(dst[:n/2], x, y) }},
		{"HalveBytes", n / 2, 4 * n, func() { HalveBytes(dst[:n/2], raw[:n], raw[n:]) }},
		{"Narrow", n, 5 * n, func() { Narrow(raw[:n], x) }},
		{"ByteSums", n, 2 * n, func() { ByteSums(raw, n, raw[n:], n, n, 1) }},
	} {
		b.Run("kernel="+k.name, func(b *testing.B) {
			eachImpl(b, func(b *testing.B) {
				for b.Loop() {
					k.call()
				}
				reportBytes(b, k.columns, k.bytes)
			})
		})
	}
}

// A row of a picture and of a strip, moved by one sample a tap (as a horizontal
// filter reads it) or from as many rows.
func BenchmarkFIR(b *testing.B) {
	for _, taps := range []int{11, 31} {
		for _, n := range []int{128, 1920} {
			for _, dir := range []string{"h", "v"} {
				b.Run(fmt.Sprintf("taps=%d/columns=%d/dir=%s", taps, n, dir), func(b *testing.B) {
					eachImpl(b, func(b *testing.B) { benchFIR(b, taps, n, dir) })
				})
			}
		}
	}
}

func benchFIR(b *testing.B, taps, n int, dir string) {
	step := 1
	if dir == "v" {
		step = n + 16
	}
	samples, w, rows := integers(n+step*taps), integers(taps/2+1), make([][]float32, taps)
	for k := range rows {
		rows[k] = samples[step*k:]
	}
	dst := make([]float32, n)
	for b.Loop() {
		FIR(dst, w, rows)
	}
	b.ReportMetric(float64(b.N)*float64(n)/b.Elapsed().Seconds()/1e6, "MSamples/s")
}
