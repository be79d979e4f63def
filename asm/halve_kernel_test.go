//go:build !purego && (amd64 || arm64)

package asm

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The kernels have the bits of Halve, whatever the numbers, and write nothing
// beyond their outputs.
func TestHalveKernels(t *testing.T) {
	for _, k := range halveKernels {
		t.Run(k.name, func(t *testing.T) {
			if !k.ok {
				t.Skip("not on this processor")
			}
			for n := k.step; n <= 5*k.step; n += k.step {
				testHalveKernel(t, k.run, n)
			}
		})
	}
}

func testHalveKernel(t *testing.T, run func(*halveArgs), n int) {
	a, b := anyFloats(2*n), anyFloats(2*n)
	want, got := make([]float32, n), make([]float32, n+1)
	got[n] = 7
	Halve(want, a, b)
	run(&halveArgs{dst: &got[0], a: &a[0], b: &b[0], n: int64(n), quarter: .25})
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("n %d: output %d is %g, want %g", n, i, got[i], want[i])
		}
	}
	if got[n] != 7 {
		t.Fatalf("n %d: wrote one output too many", n)
	}
}

// anyFloats returns finite numbers of all magnitudes, from subnormal to those
// whose sum of four is still finite.
func anyFloats(n int) []float32 {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	all := make([]float32, n)
	for i := range all {
		bits := r.Uint32()
		all[i] = math.Float32frombits(bits&^(255<<23) | bits>>23%250<<23)
	}
	return all
}
