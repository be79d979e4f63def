package asm

import (
	"slices"
	"testing"
)

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
