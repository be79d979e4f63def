//go:build !purego

package asm

import "github.com/klauspost/cpuid/v2"

// detect asks for exactly what the kernels were compiled for. (cpuid says no
// where the system does not save the registers.)
func detect() (all []impl) {
	c := &cpuid.CPU
	if c.Supports(cpuid.AVX512F, cpuid.AVX512BW, cpuid.AVX512DQ, cpuid.AVX512VL, cpuid.FMA3) {
		all = append(all, avx512)
	}
	if c.Supports(cpuid.AVX2, cpuid.FMA3) {
		all = append(all, avx2)
	}
	return all
}
