package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// An encoded line has the bytes of one instruction and says which it is.
var (
	encoded = regexp.MustCompile(`(?m)^\s+((?:QUAD|LONG|WORD|BYTE) .*?)\s+// (.*)$`)
	literal = regexp.MustCompile(`\$0x([0-9a-f]+)`)
)

// verify disassembles every instruction and compares it with what clang wrote:
// the assembler and the tools around it are old and guess where they do not
// know, so nothing is taken on trust.
func (t *tools) verify(text string) error {
	var in bytes.Buffer
	var want []string
	for _, m := range encoded.FindAllStringSubmatch(text, -1) {
		fmt.Fprintln(&in, bracketed(m[1]))
		want = append(want, spelled(m[2]))
	}
	out, err := run("", in.Bytes(), t.mc, "-disassemble", "-triple=x86_64-unknown-none",
		"-mcpu=skylake-avx512", "-output-asm-variant=1")
	if err != nil {
		return err
	}
	got := instructions(string(out))
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			return fmt.Errorf("the bytes are not those of %q: they say %q", want[i], got[min(i, len(got)):min(i+1, len(got))])
		}
	}
	if len(got) != len(want) {
		return fmt.Errorf("%d instructions became %d", len(want), len(got))
	}
	return nil
}

// bracketed writes the bytes of a line as llvm-mc wants those of one
// instruction.
func bracketed(line string) string {
	var all []byte
	for _, m := range literal.FindAllStringSubmatch(line, -1) {
		b, _ := hex.DecodeString(m[1])
		slices.Reverse(b)
		all = append(all, b...)
	}
	return strings.ReplaceAll(fmt.Sprintf("[% #x]", all), "0X", "0x")
}

// instructions are the lines of a disassembly, spelled alike.
func instructions(text string) (all []string) {
	for line := range strings.Lines(text) {
		line = spelled(asmComment.ReplaceAllString(line, ""))
		if line != "" && line != ".text" {
			all = append(all, line)
		}
	}
	return all
}

var (
	alike = strings.NewReplacer("xmmword ptr", "oword", "ymmword ptr", "yword", "zmmword ptr", "zword",
		"word ptr", "word", "byte ptr", "byte", ",", ", ", "movabs", "mov")
	shiftByOne = regexp.MustCompile(`^((?:sh[lr]|sar|ro[lr]) [^,]+), 1$`)
)

// spelled gives the many ways to write an instruction one form.
func spelled(line string) string {
	line = strings.Join(strings.Fields(alike.Replace(line)), " ")
	return shiftByOne.ReplaceAllString(line, "$1")
}

var upperHalf = regexp.MustCompile(`\b[yz]mm(\d|1[0-5])\b`)

// checkUpper asks for a vzeroupper before every return from code that leaves
// something in the upper halves of the registers: the SSE code after it would
// be slow.
func checkUpper(text string) error {
	for _, f := range strings.Split(text, "TEXT ")[1:] {
		if upperHalf.MatchString(f) && !strings.Contains(f, "VZEROUPPER\n    RET\n") {
			name, _, _ := strings.Cut(f, "(")
			return fmt.Errorf("%s has no vzeroupper before its ret", name)
		}
	}
	return nil
}
