package asm

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// someBytes are n random bytes, and the same as samples.
func someBytes(r *rand.Rand, n int) ([]byte, []float32) {
	raw, samples := make([]byte, n), make([]float32, n)
	for i := range raw {
		raw[i] = byte(r.Uint32())
	}
	Gray8(samples, raw)
	return raw, samples
}

// Halves of bytes are those of the same numbers as samples.
func TestHalveBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	forEachImpl(t, func(t *testing.T) {
		for _, w := range columns()[1:] {
			half, h := (w+1)/2, 3
			raw, samples := someBytes(r, (w+5)*2*h)
			got, want := make([]float32, h*half), make([]float32, h*half)
			HalveByteRows(got, half, raw, w+5, w, h)
			HalveRows(want, half, samples, w+5, w, h)
			if !slices.Equal(got, want) {
				t.Fatalf("rows of %d columns differ", w)
			}
			HalveBytes(got[:half], raw[:w], raw[w:])
			Halve(want[:half], samples[:w], samples[w:])
			if !slices.Equal(got, want) {
				t.Fatalf("%d columns differ", w)
			}
		}
	})
}

// All sums of four bytes have their quarter.
func TestHalveBytesIsExact(t *testing.T) {
	forEachImpl(t, func(t *testing.T) {
		const n = 4*255 + 1
		var a, b [2 * n]byte
		var got [n]float32
		for s := range n {
			for i, p := range []*byte{&a[2*s], &a[2*s+1], &b[2*s], &b[2*s+1]} {
				*p = byte(min(max(s-255*i, 0), 255))
			}
		}
		HalveBytes(got[:], a[:], b[:])
		for s, v := range got {
			if v != float32(s)/4 {
				t.Fatalf("a quarter of %d is %g", s, v)
			}
		}
	})
}

// Sums of bytes are those of the same numbers as samples, whatever the order.
func TestByteSums(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	forEachImpl(t, func(t *testing.T) {
		for _, w := range columns()[1:] {
			const h = 5
			x, fx := someBytes(r, (w+1)*h)
			y, fy := someBytes(r, (w+2)*h)
			var s DiffSums
			for i := range h {
				s.Add(fx[i*(w+1):][:w], fy[i*(w+2):][:w])
			}
			abs, sq := ByteSums(x, w+1, y, w+2, w, h)
			a, q, _ := s.Totals()
			if float64(abs) != a || float64(sq) != q {
				t.Fatalf("%d columns: %d and %d, want %g and %g", w, abs, sq, a, q)
			}
		}
	})
}

// No sum overflows, however long the rows.
func TestLargeByteSums(t *testing.T) {
	forEachImpl(t, func(t *testing.T) {
		for _, w := range []int{byteColumns - 1, byteColumns, byteColumns + 1, 3*byteColumns + 77} {
			x, y := make([]byte, 2*w), make([]byte, 2*w)
			for i := range y {
				y[i] = 255
			}
			abs, sq := ByteSums(x, w, y, w, w, 2)
			if n := uint64(2 * w); abs != 255*n || sq != 255*255*n {
				t.Errorf("%d columns: %d and %d", w, abs, sq)
			}
		}
	})
}

// Every byte becomes a sample and comes back.
func TestNarrow(t *testing.T) {
	forEachImpl(t, func(t *testing.T) {
		var raw, back [259]byte
		var samples [259]float32
		for i := range raw {
			raw[i] = byte(i)
		}
		Gray8(samples[:], raw[:])
		for n := range samples {
			clear(back[:])
			Narrow(back[:n], samples[:n])
			if !slices.Equal(back[:n], raw[:n]) || back[n] != 0 {
				t.Fatalf("%d samples: %d", n, back)
			}
		}
	})
}

// What is no byte becomes one the same way everywhere.
func TestNarrowOfOthers(t *testing.T) {
	some := []float32{-1, -.5, negative, 0x1p-149, .999, 254.999, 255, 255.5, 256, 40000, 70000,
		0x1p31, 0x1p32, -0x1p31, 0x1p127, -0x1p127, inf, -inf, nan, -nan}
	want := []byte{0, 0, 0, 0, 0, 254, 255, 255, 255, 255, 255,
		255, 255, 0, 255, 0, 255, 0, 0, 0}
	some, want = slices.Repeat(some, 7), slices.Repeat(want, 7)
	forEachImpl(t, func(t *testing.T) {
		got := make([]byte, len(some))
		if Narrow(got, some); !slices.Equal(got, want) {
			t.Errorf("%d, want %d", got, want)
		}
	})
}
