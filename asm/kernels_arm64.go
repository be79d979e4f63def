//go:build !purego

package asm

import "github.com/klauspost/cpuid/v2"

// detect finds NEON, which every arm64 processor has.
func detect() []impl {
	if cpuid.CPU.Supports(cpuid.ASIMD) {
		return []impl{neon}
	}
	return nil
}

// There is one implementation: no switches.

func centre(_ impl, a *centreArgs) { _centre_neon(a) }

func halve(_ impl, a *halveArgs) { _halve_neon(a) }

func ssim(_ impl, want ssimWant, a *ssimArgs) {
	switch want {
	case wantS:
		_ssim_neon(a)
	case wantCS:
		_ssim_cs_neon(a)
	case wantBoth:
		_ssim_both_neon(a)
	default:
		_ssim_map_neon(a)
	}
}

func diffSums(_ impl, a *diffSumsArgs) { _diff_sums_neon(a) }

func absDiff(_ impl, a *pointDiffArgs) { _abs_diff_neon(a) }

func squareDiff(_ impl, a *pointDiffArgs) { _square_diff_neon(a) }
func fir(_ impl, a *firArgs)              { _fir_neon(a) }
