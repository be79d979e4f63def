package asm

import (
	"fmt"
	"image/color"
	"slices"
	"testing"
)

// interleaved is the kernel for the last of n channels of 8 or 16 bits. After
// its last sample no byte may be read.
func interleaved(n, bytes int) kernel {
	size := func(cols int) sizes {
		return sizes{dst: []int{cols}, raw: []int{max(n*(cols-1)+1, 0) * bytes}}
	}
	if bytes == 1 {
		return kernel{fmt.Sprintf("Interleaved8 of %d", n), size,
			func(m *memory) { Interleaved8(m.dst[0], m.raw[0], n) }}
	}
	return kernel{fmt.Sprintf("Interleaved16 of %d", n), size,
		func(m *memory) { Interleaved16(m.dst[0], m.raw[0], n) }}
}

func rgb8Kernel(step int) kernel {
	return kernel{fmt.Sprintf("RGB8 of %d", step), func(n int) sizes {
		return sizes{dst: []int{n, n, n}, raw: []int{step * n}}
	}, func(m *memory) { RGB8(m.dst[0], m.dst[1], m.dst[2], m.raw[0], step) }}
}

func ycbcrKernel(half bool) kernel {
	return kernel{fmt.Sprintf("YCbCr8 half %t", half), func(n int) sizes {
		c := n
		if half {
			c = (n + 1) / 2
		}
		return sizes{dst: []int{n, n, n}, raw: []int{n, c, c}}
	}, func(m *memory) {
		YCbCr8(m.dst[0], m.dst[1], m.dst[2], m.raw[0], m.raw[1], m.raw[2], half)
	}}
}

// Kernels take no more of a longer source than they need for dst.
func TestLongSources(t *testing.T) {
	src := make([]byte, 1000)
	for i := range src {
		src[i] = byte(i * 7)
	}
	forEachImpl(t, func(t *testing.T) {
		got, want, rest := make([]float32, 100), make([]float32, 100), make([]float32, 100)
		for n := range 60 {
			clear(got)
			clear(want)
			Interleaved8(got[:n], src, 3)
			interleaved8Go(want[:n], src, 3)
			YCbCr8(got[60:][:40], rest, rest, src, src[1:], src[2:], true)
			ycbcr8Go(want[60:][:40], rest, rest, src, src[1:], src[2:], 1)
			if !slices.Equal(got, want) {
				t.Fatalf("%d samples: %v, want %v", n, got, want)
			}
		}
	})
}

// All 2^24 colours, or each 31st chroma of blue, are those of image/color.
func TestYCbCr(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 31
	}
	luma := make([]byte, 256)
	for i := range luma {
		luma[i] = byte(i)
	}
	forEachImpl(t, func(t *testing.T) {
		for cb := 0; cb < 256; cb += step {
			for cr := range 256 {
				checkYCbCr(t, luma, byte(cb), byte(cr))
			}
		}
	})
}

func checkYCbCr(t *testing.T, luma []byte, cb, cr byte) {
	var r, g, b [256]float32
	var u, v [128]byte
	for i := range u {
		u[i], v[i] = cb, cr
	}
	YCbCr8(r[:], g[:], b[:], luma, u[:], v[:], true)
	for i, y := range luma {
		wr, wg, wb := color.YCbCrToRGB(y, cb, cr)
		if r[i] != float32(wr) || g[i] != float32(wg) || b[i] != float32(wb) {
			t.Fatalf("Y'CbCr %d %d %d is %g %g %g, want %d %d %d",
				y, cb, cr, r[i], g[i], b[i], wr, wg, wb)
		}
	}
}
