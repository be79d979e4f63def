package asm

import (
	"bytes"
	"math"
	"testing"
)

// One pixel that is not opaque, wherever it is, is found; other bytes are not.
func TestOpaque(t *testing.T) {
	for n := range 10 {
		checkOpaque(t, Opaque8, bytes.Repeat([]byte{0, 1, 2, 255}, n), 4, 3)
		checkOpaque(t, Opaque16, bytes.Repeat([]byte{0, 1, 2, 3, 4, 5, 255, 255}, n), 8, 6)
	}
}

// checkOpaque changes each byte of pixels whose bytes from alpha on are alpha.
func checkOpaque(t *testing.T, f func([]byte) bool, src []byte, pixel, alpha int) {
	t.Helper()
	if !f(src) {
		t.Fatalf("%v is not opaque", src)
	}
	for i := range src {
		was := src[i]
		src[i] ^= 0x10
		if want := i%pixel < alpha; f(src) != want {
			t.Errorf("%v: opaque is %v", src, !want)
		}
		src[i] = was
	}
}

func TestFinite(t *testing.T) {
	inf := math.Inf(1)
	for n := range 12 {
		s := make([]float32, n)
		for i := range s {
			s[i] = math.MaxFloat32
		}
		if !Finite(s) {
			t.Fatalf("%v is not finite", s)
		}
		for i := range s {
			for _, bad := range []float64{math.NaN(), inf, -inf} {
				s[i] = float32(bad)
				if Finite(s) {
					t.Errorf("%v is finite", s)
				}
			}
			s[i] = -math.MaxFloat32
		}
	}
}
