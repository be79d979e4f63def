//go:build !purego && (amd64 || arm64)

package asm

// halveArgs are the arguments of _c/halve.c: rows of whole vectors.
type halveArgs struct {
	dst     *float32
	a, b    *float32 // 2n samples each
	n       int64    // outputs: a multiple of the vector's length, not 0
	quarter float32  // ¼
}
