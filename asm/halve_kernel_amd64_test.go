//go:build !purego

package asm

import "github.com/klauspost/cpuid/v2"

var halveKernels = []struct {
	name string
	ok   bool
	step int
	run  func(*halveArgs)
}{
	{"avx2", cpuid.CPU.Supports(cpuid.AVX2, cpuid.FMA3), 8, _halve_avx2},
	{"avx512", cpuid.CPU.Supports(cpuid.AVX512F, cpuid.AVX512DQ, cpuid.AVX512BW, cpuid.AVX512VL, cpuid.FMA3), 16, _halve_avx512},
}
