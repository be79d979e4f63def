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
