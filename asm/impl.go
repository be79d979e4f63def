package asm

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// impl is an implementation of the kernels. All have the same bits.
type impl int

const (
	generic impl = iota // the Go bodies
	avx2                // amd64: AVX2 and FMA3
	avx512              // amd64: AVX-512 F, BW, DQ and VL, and FMA3
	neon                // arm64
)

// String returns the name that IQA_CPU and reports use.
func (im impl) String() string {
	return [...]string{"generic", "avx2", "avx512", "neon"}[im]
}

// lanes is the number of float32 in a vector of im.
func (im impl) lanes() int { return [...]int{1, 8, 16, 4}[im] }

// tile is how many scalars by two vectors im keeps in registers: TILE in
// _c/conv.c.
func (im impl) tile() int { return [...]int{1, 6, 12, 8}[im] }

// best is the implementation in use. Nothing but Use changes it.
var best = choose(os.Getenv(envCPU))

// envCPU is the environment variable that overrides the choice.
const envCPU = "IQA_CPU"

// choose returns the implementation of that name, or the best there is where
// this processor has none of that name.
func choose(name string) impl {
	for _, im := range usable {
		if im.String() == name {
			return im
		}
	}
	return usable[0]
}

// usable are the implementations that this processor can run, best first.
var usable = append(detect(), generic)

// Available returns the implementations of the kernels that this processor can
// run, best first: avx512, avx2 or neon. The last is always "generic", plain Go.
func Available() []string {
	var names []string
	for _, im := range usable {
		names = append(names, im.String())
	}
	return names
}

// Best returns the implementation in use: the first of Available, or the one
// that the environment variable IQA_CPU or Use has named.
func Best() string { return best.String() }

// Use makes name the implementation in use. It is for tests and measurements,
// and must not be called while a kernel runs. The error says that this
// processor has no such implementation.
func Use(name string) error {
	if !slices.Contains(Available(), name) {
		return fmt.Errorf("%q is none of the implementations that this processor has: %s",
			name, strings.Join(Available(), ", "))
	}
	best = choose(name)
	return nil
}

// CheckEnv returns an error if IQA_CPU names no implementation that this
// processor has. The library ignores such a name; commands refuse it.
func CheckEnv() error {
	name, set := os.LookupEnv(envCPU)
	if !set || name == "" || slices.Contains(Available(), name) {
		return nil
	}
	return fmt.Errorf("%s=%s: this processor has %s", envCPU, name,
		strings.Join(Available(), ", "))
}
