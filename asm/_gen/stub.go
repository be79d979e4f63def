package main

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A kernel is one function of a family, for one target.
type kernel struct {
	symbol string // name in C and in the object: halve_avx2
	arg    string // name of the one argument
	cType  string // the struct it points to: halve_args
	goType string // the same in Go: halveArgs
	layout layout // of that struct
	pos    int    // where the source defines it
}

// prototypes finds the definitions of the compiler's symbols in the
// preprocessed source and returns them in the order of the source. Since it
// asks for every symbol that came out, no function gets past the rule of one
// pointer: a float argument or a result would be silently wrong in Go.
func prototypes(source, isa string, symbols []string) (all []kernel, err error) {
	source = lineMarker.ReplaceAllString(source, "")
	for _, s := range symbols {
		k, err := prototype(source, isa, s)
		if err != nil {
			return nil, err
		}
		all = append(all, k)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("it has no kernel: void SUF(name)(name_args *p)")
	}
	slices.SortFunc(all, func(a, b kernel) int { return a.pos - b.pos })
	return all, nil
}

var (
	lineMarker = regexp.MustCompile(`(?m)^# .*\n`)
	onePointer = regexp.MustCompile(`^\s*(?:const\s+)?(?:struct\s+)?(\w+)\s*\*\s*(\w+)\s*$`)
	argsNote   = regexp.MustCompile(`//\s*args:\s*(\w+)\s*$`)
	justVoid   = regexp.MustCompile(`(?:^|[\s;}])void\s*$`)
)

func prototype(source, isa, symbol string) (kernel, error) {
	name, ok := strings.CutSuffix(symbol, "_"+isa)
	if !ok {
		return kernel{}, fmt.Errorf("%s is neither static nor named by SUF()", symbol)
	}
	at := regexp.MustCompile(`\b` + symbol + `\s*\(([^()]*)\)\s*\{`).FindStringSubmatchIndex(source)
	if at == nil {
		return kernel{}, fmt.Errorf("%s: its definition was not found", symbol)
	}
	before := lastLines(source[:at[0]])
	arg := onePointer.FindStringSubmatch(source[at[2]:at[3]])
	if arg == nil || !justVoid.MatchString(before) {
		return kernel{}, fmt.Errorf("%s: a kernel takes one pointer to a struct and returns nothing", symbol)
	}
	k := kernel{symbol: symbol, cType: arg[1], arg: arg[2], goType: camel(name) + "Args", pos: at[0]}
	before = strings.TrimSpace(justVoid.ReplaceAllString(before, ""))
	if m := argsNote.FindStringSubmatch(before); m != nil {
		k.goType = m[1]
	}
	return k, nil
}

// lastLines returns the end of s that can belong to a prototype: its own line
// and the two above.
func lastLines(s string) string {
	lines := strings.Split(s, "\n")
	return strings.Join(lines[max(0, len(lines)-3):], "\n")
}

// camel makes a Go name of a C name: ssim_map becomes ssimMap.
func camel(name string) string {
	words := strings.Split(name, "_")
	for i, w := range words[1:] {
		if w != "" {
			words[i+1] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, "")
}

// stubs declares the kernels in Go, without the header.
func stubs(family string, kernels []kernel) []byte {
	var b bytes.Buffer
	b.WriteString("package asm\n\nimport \"unsafe\"\n")
	for _, k := range kernels {
		name := k.symbol[:strings.LastIndexByte(k.symbol, '_')]
		fmt.Fprintf(&b, "\n// _%s is %s of _c/%s.c.\n//\n//go:noescape\n%s\n", k.symbol, name, family, k.decl())
	}
	seen := map[string]bool{}
	for _, k := range kernels {
		if !seen[k.goType] {
			k.layout.assert(&b, k.goType)
		}
		seen[k.goType] = true
	}
	return b.Bytes()
}

// decl is the declaration of a kernel in Go.
func (k kernel) decl() string {
	return fmt.Sprintf("func _%s(%s *%s)", k.symbol, k.arg, k.goType)
}

// text begins its definition in Go's assembler. No check of the stack: it has
// no frame.
func (k kernel) text() string {
	return fmt.Sprintf("// %s\nTEXT ·_%s(SB), NOSPLIT, $0-8\n", k.decl(), k.symbol)
}
