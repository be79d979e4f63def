package asm

// need returns the first n samples of s.
func need(s []float32, n int) []float32 {
	if len(s) < n {
		panic("asm: short slice")
	}
	return s[:n]
}

// whole is the part of a row of n samples that kernels make: its whole
// vectors, nothing without kernels. The Go bodies make the rest.
func whole(n int) int {
	if best == generic {
		return 0
	}
	return n &^ (best.lanes() - 1)
}

// needBytes is need of bytes.
func needBytes(s []byte, n int) []byte {
	if len(s) < n {
		panic("asm: short slice")
	}
	return s[:n]
}

// needWide is need of float64.
func needWide(s []float64, n int) []float64 {
	if len(s) < n {
		panic("asm: short slice")
	}
	return s[:n]
}
