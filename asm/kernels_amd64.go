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

func centre(im impl, a *centreArgs) {
	if im == avx512 {
		_centre_avx512(a)
		return
	}
	_centre_avx2(a)
}

func halve(im impl, a *halveArgs) {
	if im == avx512 {
		_halve_avx512(a)
		return
	}
	_halve_avx2(a)
}

func ssim(im impl, want ssimWant, a *ssimArgs) {
	switch {
	case im == avx512 && want == wantS:
		_ssim_avx512(a)
	case im == avx512 && want == wantCS:
		_ssim_cs_avx512(a)
	case im == avx512 && want == wantBoth:
		_ssim_both_avx512(a)
	case im == avx512:
		_ssim_map_avx512(a)
	case want == wantS:
		_ssim_avx2(a)
	case want == wantCS:
		_ssim_cs_avx2(a)
	case want == wantBoth:
		_ssim_both_avx2(a)
	default:
		_ssim_map_avx2(a)
	}
}

func diffSums(im impl, a *diffSumsArgs) {
	if im == avx512 {
		_diff_sums_avx512(a)
		return
	}
	_diff_sums_avx2(a)
}

func absDiff(im impl, a *pointDiffArgs) {
	if im == avx512 {
		_abs_diff_avx512(a)
		return
	}
	_abs_diff_avx2(a)
}

func squareDiff(im impl, a *pointDiffArgs) {
	if im == avx512 {
		_square_diff_avx512(a)
		return
	}
	_square_diff_avx2(a)
}

func fir(im impl, a *firArgs) {
	if im == avx512 {
		_fir_avx512(a)
		return
	}
	_fir_avx2(a)
}
