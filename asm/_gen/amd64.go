package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// amd64 takes the road of text: clang's assembly, c2goasm, asm2plan9s with
// nasm, asmfmt, and the gates between them.
func (t *tools) amd64(c, base string, g target) (code []byte, kernels []kernel, err error) {
	text, _, err := t.clangText(c, g, "-S")
	if err != nil {
		return nil, nil, err
	}
	lines := clean(text)
	symbols, err := checkText(lines)
	if err != nil {
		return nil, nil, err
	}
	if kernels, err = t.kernels(c, g, symbols); err != nil {
		return nil, nil, err
	}
	if code, err = t.c2goasm(lines, base, kernels); err != nil {
		return nil, nil, err
	}
	code, err = t.tool("", code, "asmfmt")
	return code, kernels, err
}

var (
	asmComment = regexp.MustCompile(`\s*#.*`)
	shift      = regexp.MustCompile(`^\s*(sh[lr]|sar|ro[lr])\s+[^,]+$`)
)

// clean removes comments, among them clang's marks around inline assembly,
// names 64-byte operands as nasm does and writes down that a shift is by one.
func clean(text string) (lines []string) {
	for line := range strings.Lines(text) {
		line = asmComment.ReplaceAllString(strings.TrimRight(line, "\n"), "")
		line = strings.ReplaceAll(line, "zmmword", "zword")
		line = shift.ReplaceAllString(line, "$0, 1")
		if strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// checkText applies the gates to clang's text and returns its functions.
func checkText(lines []string) (symbols []string, err error) {
	var open string // the function, until its ret
	for _, line := range lines {
		f := strings.Fields(line)
		line = strings.Join(f, " ")
		switch {
		case strings.HasPrefix(line, ".globl "):
			symbols = append(symbols, f[1])
		case slices.Contains(symbols, strings.TrimSuffix(line, ":")):
			open = symbols[len(symbols)-1]
		case strings.HasSuffix(line, ":"), harmless.MatchString(line):
		case line[0] == '.':
			return nil, fmt.Errorf("a constant table or static data: %q", line)
		case open == "":
			return nil, fmt.Errorf("several ret in a function, or code after it, or an uninlined function: %q", line)
		case f[0] == "ret":
			open = ""
		case !frame.MatchString(line):
			err = refuse(amd64Text, line)
		}
		if err != nil {
			return nil, err
		}
	}
	if open != "" {
		return nil, fmt.Errorf("%s does not end with ret", open)
	}
	return symbols, nil
}

// c2goasm converts clang's lines and assembles them, one gate after the other.
func (t *tools) c2goasm(lines []string, base string, kernels []kernel) ([]byte, error) {
	text, err := t.convert(lines, base, kernels)
	if err == nil {
		err = checkBody(text)
	}
	if err == nil {
		err = t.nasmTakes(text)
	}
	if err == nil {
		text, err = t.assemble(text)
	}
	if err == nil {
		err = sameInstructions(lines, text)
	}
	if err == nil {
		err = t.verify(text)
	}
	if err != nil {
		return nil, err
	}
	return finish(text, kernels)
}

// convert lets c2goasm take the prologues away, name labels and jumps as Go
// does and make comments of all other instructions.
func (t *tools) convert(lines []string, base string, kernels []kernel) (string, error) {
	in, out := filepath.Join(t.dir, "clang.s"), filepath.Join(t.dir, base+".s")
	if err := os.WriteFile(in, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		return "", err
	}
	companion := filepath.Join(t.dir, base+".go") // where it reads the prototypes
	if err := os.WriteFile(companion, stubs("", kernels), 0o644); err != nil {
		return "", err
	}
	if _, err := t.tool(t.dir, nil, "c2goasm", in, out); err != nil {
		return "", err
	}
	text, err := os.ReadFile(out)
	return string(text), err
}

// assemble lets asm2plan9s put bytes before these comments.
func (t *tools) assemble(text string) (string, error) {
	file := filepath.Join(t.dir, "plan9.s")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return "", err
	}
	if _, err := t.tool(t.dir, nil, "asm2plan9s", file); err != nil {
		return "", err
	}
	out, err := os.ReadFile(file)
	return string(out), err
}

// unassembled finds the instructions that are comments and nothing else.
var unassembled = regexp.MustCompile(`(?m)^\s+// (.*)$`)

// checkBody finds what c2goasm should have taken away.
func checkBody(text string) error {
	for _, m := range unassembled.FindAllStringSubmatch(text, -1) {
		if err := refuse(amd64Body, m[1]); err != nil {
			return err
		}
	}
	return nil
}

// nasmTakes says which instruction nasm refuses; asm2plan9s would not.
func (t *tools) nasmTakes(text string) error {
	in := filepath.Join(t.dir, "all.asm")
	var b bytes.Buffer
	b.WriteString("[bits 64]\n")
	for _, m := range unassembled.FindAllStringSubmatch(text, -1) {
		fmt.Fprintln(&b, m[1])
	}
	if err := os.WriteFile(in, b.Bytes(), 0o644); err != nil {
		return err
	}
	// Not to /dev/null: after an error nasm removes its output.
	_, err := run(t.dir, nil, t.nasm, "-o", in+".bin", in)
	return err
}

// finish checks what came out and gives it Go's header.
func finish(text string, kernels []kernel) ([]byte, error) {
	if err := checkUpper(text); err != nil {
		return nil, err
	}
	if m := unassembled.FindStringSubmatch(text); m != nil {
		return nil, fmt.Errorf("a line was not assembled: %q", m[1])
	}
	for _, k := range kernels {
		plain := fmt.Sprintf("TEXT ·_%s(SB), $0-8\n\n", k.symbol)
		if strings.Count(text, plain) != 1 {
			return nil, fmt.Errorf("%s has a stack frame", k.symbol)
		}
		text = strings.Replace(text, plain, k.text(), 1)
	}
	_, text, _ = strings.Cut(text, "DO NOT EDIT\n") // c2goasm's own header
	return []byte("#include \"textflag.h\"\n" + text), nil
}
