package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// A layout says where clang puts the fields of a kernel's arguments. Go's
// struct must do the same, or the kernel reads and writes anywhere.
type layout struct {
	names   []string // in Go
	offsets []string
	size    string
}

var (
	fieldAt = regexp.MustCompile(`^ *(\d+) \|   \S.*?(\w+)$`) // not the fields of a field
	sizeIs  = regexp.MustCompile(`^ *\| \[sizeof=(\d+),`)
)

// layoutOf finds a struct in what clang -fdump-record-layouts prints.
func layoutOf(dump, cType string) (l layout, err error) {
	begin := regexp.MustCompile(`(?m)^ *0 \| (?:struct )?` + cType + `\n`).FindStringIndex(dump)
	if begin == nil {
		return l, fmt.Errorf("%s: its layout was not found", cType)
	}
	for line := range strings.Lines(dump[begin[1]:]) {
		line = strings.TrimRight(line, "\n")
		if m := sizeIs.FindStringSubmatch(line); m != nil {
			l.size = m[1]
			return l, nil
		}
		if m := fieldAt.FindStringSubmatch(line); m != nil {
			l.names = append(l.names, camel(m[2]))
			l.offsets = append(l.offsets, m[1])
		}
	}
	return l, fmt.Errorf("%s: its layout has no end", cType)
}

// assert writes Go that compiles only if goType has this layout: every element
// must be an array of length 0.
func (l layout) assert(b *bytes.Buffer, goType string) {
	fmt.Fprintf(b, "\n// %s is laid out as in C.\nvar _ = [...][0]byte{\n", goType)
	for i, name := range l.names {
		fmt.Fprintf(b, "\t[unsafe.Offsetof(%s{}.%s) - %s]byte{},\n", goType, name, l.offsets[i])
	}
	fmt.Fprintf(b, "\t[unsafe.Sizeof(%s{}) - %s]byte{},\n}\n", goType, l.size)
}
