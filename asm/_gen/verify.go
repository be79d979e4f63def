package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// sameInstructions compares what came out of the tools, line by line, with
// what clang wrote.
func sameInstructions(lines []string, text string) error {
	want, got := body(lines), converted(text)
	for i := range max(len(want), len(got)) {
		w, g := at(want, i), at(got, i)
		if w != g {
			return fmt.Errorf("instruction %d: clang wrote %q, the tools made %q", i, w, g)
		}
	}
	return nil
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "nothing"
}

// body returns clang's instructions without those that c2goasm is meant to
// take away or to move.
func body(lines []string) (all []string) {
	for _, line := range lines {
		line = spelled(line)
		switch {
		case line[0] == '.', strings.HasSuffix(line, ":"), frame.MatchString(line):
		case line == "ret", line == "vzeroupper":
		case line[0] == 'j':
			jump, label, _ := strings.Cut(line, " .")
			all = append(all, strings.ToUpper(jump)+" "+label)
		default:
			all = append(all, line)
		}
	}
	return all
}

var goJump = regexp.MustCompile(`^\s+(J\w+)\s+(\w+)$`)

// converted returns the instructions of the assembled text.
func converted(text string) (all []string) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if m := encoded.FindStringSubmatch(line); m != nil {
			all = append(all, spelled(m[2]))
		} else if m := goJump.FindStringSubmatch(line); m != nil {
			all = append(all, m[1]+" "+m[2])
		}
	}
	return all
}

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
	for i := range max(len(want), len(got)) {
		if w, g := at(want, i), at(got, i); w != g {
			return fmt.Errorf("the bytes of %q say %q", w, g)
		}
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
