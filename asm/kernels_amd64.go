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

// The switches: direct calls, so that arguments stay on the stack. im is not
// generic.

func halve(im impl, a *halveArgs) {
	if im == avx512 {
		_halve_avx512(a)
		return
	}
	_halve_avx2(a)
}
