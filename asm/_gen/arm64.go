package main

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// arm64 takes the road of bytes: clang's object, whose words are written down
// as they are, with their disassembly as comment. A function is one TEXT block,
// so branches, which are relative, stay valid.
func (t *tools) arm64(c, base string, g target) (code []byte, kernels []kernel, err error) {
	file, _, err := t.clang(c, g, "-c")
	if err != nil {
		return nil, nil, err
	}
	funcs, err := functions(file)
	if err != nil {
		return nil, nil, err
	}
	if err := t.disassemble(file, funcs); err != nil {
		return nil, nil, err
	}
	var symbols []string
	for _, f := range funcs {
		symbols = append(symbols, f.name)
	}
	if kernels, err = t.kernels(c, g, symbols); err != nil {
		return nil, nil, err
	}
	code, err = words(funcs, kernels)
	return code, kernels, err
}

// A function is a symbol of an object: its code and the text of each word.
type function struct {
	name  string
	start uint64
	code  []byte
	text  []string
}

// functions reads the functions of an object that has nothing but functions.
func functions(file string) ([]function, error) {
	f, err := elf.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for _, s := range f.Sections {
		if err := checkSection(s); err != nil {
			return nil, err
		}
	}
	symbols, err := f.Symbols()
	if err != nil {
		return nil, err
	}
	code, err := f.Section(".text").Data()
	if err != nil {
		return nil, err
	}
	return cut(code, symbols)
}

// checkSection refuses data, and code that needs to know where anything is.
func checkSection(s *elf.Section) error {
	switch {
	case s.Size == 0:
	case s.Type == elf.SHT_REL || s.Type == elf.SHT_RELA:
		if s.Name != ".rela.eh_frame" {
			return fmt.Errorf("%s: relocations: a call, a constant table or static data", s.Name)
		}
	case s.Flags&elf.SHF_ALLOC != 0 && s.Name != ".text":
		return fmt.Errorf("%s is not empty: a constant table or static data", s.Name)
	}
	return nil
}

// cut divides the code among the functions, which must be exported: one that
// is not was not inlined, and is called.
func cut(code []byte, symbols []elf.Symbol) (all []function, err error) {
	for _, s := range symbols {
		if elf.ST_TYPE(s.Info) != elf.STT_FUNC {
			continue
		}
		if elf.ST_BIND(s.Info) != elf.STB_GLOBAL {
			return nil, fmt.Errorf("%s was not inlined", s.Name)
		}
		all = append(all, function{name: s.Name, start: s.Value, code: code[s.Value:][:s.Size]})
	}
	slices.SortFunc(all, func(a, b function) int { return int(a.start) - int(b.start) })
	return all, nil
}

var disassembly = regexp.MustCompile(`^\s*([0-9a-f]+):\s+(.*)$`)

// disassemble fills in the text of every word.
func (t *tools) disassemble(file string, funcs []function) error {
	out, err := run("", nil, t.objdump, "-d", "--no-show-raw-insn", file)
	if err != nil {
		return err
	}
	text := map[uint64]string{}
	for line := range strings.Lines(string(out)) {
		if m := disassembly.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			at, _ := strconv.ParseUint(m[1], 16, 64)
			text[at] = strings.Join(strings.Fields(m[2]), " ")
		}
	}
	for i := range funcs {
		f := &funcs[i]
		for at := f.start; at < f.start+uint64(len(f.code)); at += 4 {
			f.text = append(f.text, text[at])
		}
	}
	return nil
}

// words writes the functions as Go assembly, in the order of the source.
func words(funcs []function, kernels []kernel) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("#include \"textflag.h\"\n")
	for _, k := range kernels {
		i := slices.IndexFunc(funcs, func(f function) bool { return f.name == k.symbol })
		f := funcs[i]
		if err := checkWords(f); err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		fmt.Fprintf(&b, "\n%s\tMOVD %s+0(FP), R0\n", k.text(), k.arg)
		last := len(f.text) - 1
		for i, text := range f.text[:last] {
			fmt.Fprintf(&b, "\tWORD $0x%08x // %s\n", binary.LittleEndian.Uint32(f.code[4*i:]), text)
		}
		b.WriteString("\tRET\n")
	}
	return b.Bytes(), nil
}

var branchTo = regexp.MustCompile(`<(\w+)(\+0x[0-9a-f]+)?>`)

// checkWords applies the gates to one function.
func checkWords(f function) error {
	for i, text := range f.text {
		last := i == len(f.text)-1
		switch m := branchTo.FindStringSubmatch(text); {
		case text == "" || text == "<unknown>":
			return fmt.Errorf("word %d was not disassembled", i)
		case (text == "ret") != last:
			return fmt.Errorf("it must have one ret, at its end: word %d: %q", i, text)
		case m != nil && m[1] != f.name:
			return fmt.Errorf("a jump out of the function: %q", text)
		}
		if err := refuse(arm64Text, text); err != nil {
			return err
		}
	}
	return nil
}
