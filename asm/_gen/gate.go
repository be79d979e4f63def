package main

import (
	"fmt"
	"regexp"
	"strings"
)

// A rule refuses an instruction. Every kernel is a leaf without a frame: the
// runtime's signals, profilers and stack growth then find nothing they do not
// know, and there is no constant whose place Go's linker would have to know.
type rule struct {
	bad *regexp.Regexp
	why string
}

// refuse returns an error for the first rule that an instruction breaks.
func refuse(rules []rule, line string) error {
	for _, r := range rules {
		if r.bad.MatchString(line) {
			return fmt.Errorf("%s: %q", r.why, line)
		}
	}
	return nil
}

func rules(pairs ...string) (all []rule) {
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, rule{regexp.MustCompile(pairs[i]), pairs[i+1]})
	}
	return all
}

// Directives say how a function is laid out, or they make data.
var harmless = regexp.MustCompile(`^\.(text|file|globl|p2align|type|size|ident|addrsig|addrsig_sym|intel_syntax)\b` +
	`|^\.section\s+"\.note\.GNU-stack"`)

// What c2goasm knows to remove from the begin and the end of a function.
var frame = regexp.MustCompile(`^(push|pop) r\w+$|^mov (rbp, rsp|rsp, rbp)$|^and rsp, -8$|^lea rsp, \[rbp - \d+\]$`)

// What may not be in the compiler's text for amd64.
var amd64Text = rules(
	`\brip\b`, "a constant table or static data",
	`^call\b`, "a call",
	`^j\w+ ([^.]|\.L[^B])`, "a jump that is not to a label: a jump table or a tail call",
	`^(add|sub|and|lea) rsp\b`, "a stack frame: a call, a spill or an array",
	`\b[re]?[sb]p\b|\b[sb]pl\b`, "use of the stack",
	`^v?(rcp|rsqrt)`, "an estimate: its bits depend on the processor",
)

// What may not be left when c2goasm has taken prologue and epilogue away.
var amd64Body = rules(
	`^(push|pop|call|ret)\b|\b[re]?[sb]p\b`, "prologue or epilogue left in the body: an early exit",
)

// What may not be in a function for arm64. x18 is the platform's, x28 is the
// goroutine, x29 and x30 are frame and return address; the others from x19 on
// and d8-d15 are a C caller's, so clang uses them only after saving them.
var arm64Text = rules(
	`\bw?sp\b`, "use of the stack",
	`\b[xw]18\b`, "x18, the platform's register",
	`\b[xw](19|2[0-8])\b`, "a register that C saves, x28 is Go's goroutine",
	`\b[xw](29|30)\b|\b(fp|lr)\b`, "frame pointer or return address",
	`^(bl|blr)\b`, "a call",
	`^br\b`, "a jump table or a tail call",
	`^adrp?\b|^ldr\w*\s+\w+, (#|0x|[-<])`, "a constant table or static data",
	`^[fu](recp|rsqrt)[esx]\b`, "an estimate: its bits depend on the processor",
)

// checkIR refuses what could round differently on another target. LLVM merges
// a multiplication with an addition, or reorders, only where the whole file
// allows it, which our flags do not, or where an instruction is marked; a
// pragma in the source would do that.
func checkIR(ir string) error {
	for line := range strings.Lines(ir) {
		if loose.MatchString(line) {
			return fmt.Errorf("arithmetic that may round differently elsewhere: %q", strings.TrimSpace(line))
		}
	}
	return nil
}

var loose = regexp.MustCompile(`llvm\.fmuladd|` +
	`\b(f(add|sub|mul|div|rem|neg|cmp)|call|select|phi) ((nnan|ninf|nsz|arcp|contract|afn|reassoc|fast)\b)`)
