//go:build !purego

package asm

var halveKernels = []struct {
	name string
	ok   bool
	step int
	run  func(*halveArgs)
}{
	{"neon", true, 4, _halve_neon},
}
