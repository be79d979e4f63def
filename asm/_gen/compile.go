package main

import (
	"os"
	"path/filepath"
	"strings"
)

// A target is an instruction set and what the compiler must be told to use it.
// Dispatch asks the processor for exactly the features that are named here.
type target struct{ isa, arch, flags string }

var targets = []target{
	{"avx2", "amd64", x86 + " -mavx2 -mfma -mtune=haswell"},
	{"avx512", "amd64", x86 + " -mavx512f -mavx512dq -mavx512vl -mavx512bw -mfma -mprefer-vector-width=512"},
	{"neon", "arm64", "-target aarch64-unknown-linux-gnu -ffixed-x18"},
}

// No contraction: a fused multiply-add is one that the source asks for. No
// library calls, no tables, no unwinding: Go has none of what they need. No
// vectorizer: the source says what is a vector.
const common = "-std=c11 -Wall -Werror -O3 -ffp-contract=off -fno-math-errno -ffreestanding" +
	" -fno-builtin -fno-vectorize -fno-slp-vectorize -fno-asynchronous-unwind-tables" +
	" -fno-exceptions -fno-jump-tables -fno-stack-protector"

// The stack is realigned so that clang keeps rbp as frame pointer, which is the
// prologue that c2goasm knows how to remove.
const x86 = "-target x86_64-unknown-none -masm=intel -mno-red-zone -mstackrealign" +
	" -mllvm -inline-threshold=1000"

// clang compiles source c for g; do is -S, -c, -E and what belongs to it. It
// returns the file it makes, and what it prints.
func (t *tools) clang(c string, g target, do ...string) (file, printed string, err error) {
	file = filepath.Join(t.dir, "clang.out")
	args := append(strings.Fields(common+" "+g.flags), do...)
	out, err := run("", nil, t.cc, append(args, c, "-o", file)...)
	return file, string(out), err
}

func (t *tools) clangText(c string, g target, do ...string) (text, printed string, err error) {
	file, printed, err := t.clang(c, g, do...)
	if err != nil {
		return "", "", err
	}
	b, err := os.ReadFile(file)
	return string(b), printed, err
}

// kernels finds the prototypes of the symbols in source c and the layouts of
// their arguments, and checks the arithmetic while it is the same language for
// all targets.
func (t *tools) kernels(c string, g target, symbols []string) ([]kernel, error) {
	source, _, err := t.clangText(c, g, "-E", "-C")
	if err != nil {
		return nil, err
	}
	all, err := prototypes(source, g.isa, symbols)
	if err != nil {
		return nil, err
	}
	ir, dump, err := t.clangText(c, g, "-S", "-emit-llvm", "-Xclang", "-fdump-record-layouts")
	if err != nil {
		return nil, err
	}
	for i, k := range all {
		if all[i].layout, err = layoutOf(dump, k.cType); err != nil {
			return nil, err
		}
	}
	return all, checkIR(ir)
}
