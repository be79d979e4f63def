//go:build race

package asm

// touch tells the race detector, which sees nothing of assembly, what a kernel
// is about to write and read. The first and the last sample stand for all.
func touch(dst []float32, src ...[]float32) {
	for _, s := range src {
		if n := len(s); n > 0 {
			seen(s[0], s[n-1])
		}
	}
	if n := len(dst); n > 0 {
		first, last := dst[0], dst[n-1]
		seen(first, last)
		dst[0], dst[n-1] = first, last
	}
}

// seen keeps what it is given from being compiled away.
//
//go:noinline
func seen(_, _ float32) {}

// touchBytes is touch for bytes that a kernel is about to read.
func touchBytes(src ...[]byte) {
	for _, s := range src {
		if n := len(s); n > 0 {
			seen(float32(s[0]), float32(s[n-1]))
		}
	}
}

// touchOut is touch for bytes that a kernel is about to write.
func touchOut(dst []byte) {
	if n := len(dst); n > 0 {
		first, last := dst[0], dst[n-1]
		seen(float32(first), float32(last))
		dst[0], dst[n-1] = first, last
	}
}

// touchRGB is touch for three channels that a kernel is about to write.
func touchRGB(r, g, b []float32) {
	touch(r)
	touch(g)
	touch(b)
}
