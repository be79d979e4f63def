package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// A call is a kernel as package asm calls it, whatever the implementation.
type call struct{ name, goType string } // in C, in Go

// dispatch adds, for each architecture and for all others, the file with the
// functions that call a kernel of the implementation in use. It reads the stubs
// of all families: those that were made now, and in dir those that were not.
func (t *tools) dispatch(want map[string][]byte, dir string, families []string) error {
	calls, err := callsOf(want, dir, families)
	if err != nil {
		return err
	}
	text := map[string]string{"other": "purego || (!amd64 && !arm64)"}
	for _, g := range targets {
		text[g.arch] = "!purego"
	}
	for arch, build := range text {
		head := fmt.Sprintf("%s*.c. DO NOT EDIT.\n// %s\n\n//go:build %s\n\n", mark, t.version, build)
		if want["kernels_"+arch+".go"], err = format.Source(append([]byte(head), callers(arch, calls)...)); err != nil {
			return err
		}
	}
	return nil
}

// callsOf are the kernels of all families, which are the same for all targets.
func callsOf(want map[string][]byte, dir string, families []string) (calls []call, err error) {
	for i, g := range targets {
		var here []call
		for _, f := range families {
			name := f + "_" + g.isa + "_" + g.arch + ".go"
			text := want[name]
			if text == nil {
				if text, err = os.ReadFile(filepath.Join(dir, name)); err != nil {
					return nil, fmt.Errorf("make all families first: %w", err)
				}
			}
			here = append(here, declared(text, g.isa)...)
		}
		if i > 0 && !slices.Equal(calls, here) {
			return nil, fmt.Errorf("kernels of %s and %s differ", targets[0].isa, g.isa)
		}
		calls = here
	}
	return calls, nil
}

// declared are the kernels that a file of stubs declares.
func declared(stubs []byte, isa string) (calls []call) {
	decl := regexp.MustCompile(`(?m)^func _(\w+)_` + isa + `\(\w+ \*(\w+)\)$`)
	for _, m := range decl.FindAllSubmatch(stubs, -1) {
		calls = append(calls, call{string(m[1]), string(m[2])})
	}
	return calls
}

// callers is the file of an architecture, without its header. Calls are direct:
// arguments stay on the stack.
func callers(arch string, calls []call) []byte {
	var isas []string
	for _, g := range targets {
		if g.arch == arch {
			isas = append(isas, g.isa)
		}
	}
	var b bytes.Buffer
	b.WriteString("package asm\n\n")
	switch len(isas) {
	case 0:
		b.WriteString("const noKernels = \"asm: no kernels\"\n\n")
	case 1:
		b.WriteString("// There is one implementation beside generic: no switches.\n\n")
	default:
		b.WriteString("// im is not generic.\n\n")
	}
	for _, c := range calls {
		c.caller(&b, isas)
	}
	return b.Bytes()
}

// caller writes the function that calls c, of one of the implementations.
func (c call) caller(b *bytes.Buffer, isas []string) {
	name := camel(c.name)
	switch last := len(isas) - 1; last {
	case -1:
		fmt.Fprintf(b, "func %s(impl, *%s) { panic(noKernels) }\n", name, c.goType)
	case 0:
		fmt.Fprintf(b, "func %s(_ impl, a *%s) { _%s_%s(a) }\n", name, c.goType, c.name, isas[0])
	default:
		fmt.Fprintf(b, "func %s(im impl, a *%s) {\n\tswitch im {\n", name, c.goType)
		for _, isa := range isas[:last] {
			fmt.Fprintf(b, "\tcase %s:\n\t\t_%s_%s(a)\n", isa, c.name, isa)
		}
		fmt.Fprintf(b, "\tdefault:\n\t\t_%s_%s(a)\n\t}\n}\n\n", c.name, isas[last])
	}
}
