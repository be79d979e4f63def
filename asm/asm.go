// Package asm has the inner loops: everything that runs once a sample. Each
// loop is written in plain Go, and that body is the specification: it fixes
// the order of every operation, so that any other implementation can be held
// to the same bits. Nothing here allocates, except where it says so, keeps
// state outside its arguments, or knows about files, metrics or goroutines.
//
// The package is public because the others are built on it. Its API may change
// in any release.
//
// Short slices panic with a constant text before any work is done.
//
// # Arithmetic
//
// Every product that is added to something is written float32(a*b): without
// the conversion the compiler fuses the two into one instruction on some
// architectures and not on others. Fused multiply-adds that are meant are
// written as such and rounded once, whatever the processor.
package asm

//go:generate go run -C _gen .

import (
	"slices"
	"strings"

	"github.com/klauspost/cpuid/v2"
)

// CPU describes the processor for bug reports: its name, and which of the
// vector instruction sets that matter here the operating system lets it use.
func CPU() string {
	c := &cpuid.CPU
	name := strings.Join(strings.Fields(c.BrandName), " ")
	if name == "" {
		name = "unknown processor"
	}
	var sets []string
	for _, f := range []cpuid.FeatureID{
		cpuid.ASIMD, cpuid.AVX2, cpuid.FMA3,
		cpuid.AVX512F, cpuid.AVX512BW, cpuid.AVX512DQ, cpuid.AVX512VL,
	} {
		if c.Supports(f) {
			sets = append(sets, strings.ToLower(f.String()))
		}
	}
	return strings.Join(slices.Insert(sets, 0, name), " ")
}
