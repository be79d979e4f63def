package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Another compiler makes other bytes, so the check would fail on every file:
// better to say why at once.
const clangVersion = "14.0.6"

// tools are the programs that the generator runs, and a folder of its own.
type tools struct {
	cc, objdump, mc, nasm string
	version               string // first line of clang --version
	dir, bin              string
}

// openTools finds the compilers and builds the Go tools that go.mod pins.
func openTools() (t *tools, err error) {
	t = &tools{}
	if err := t.find(); err != nil {
		return nil, err
	}
	if t.dir, err = os.MkdirTemp("", "iqa-gen"); err != nil {
		return nil, err
	}
	t.bin = filepath.Join(t.dir, "bin")
	if err := t.build(); err != nil {
		t.close()
		return nil, err
	}
	return t, nil
}

func (t *tools) close() { os.RemoveAll(t.dir) }

// find looks the compilers up and refuses any other version of clang.
func (t *tools) find() error {
	var missing []string
	for _, p := range []struct {
		path          *string
		name, Package string
	}{
		{&t.cc, "clang-14", "clang-14"}, {&t.objdump, "llvm-objdump-14", "llvm-14"},
		{&t.mc, "llvm-mc-14", "llvm-14"}, {&t.nasm, "nasm", "nasm"},
	} {
		path, err := exec.LookPath(p.name)
		if err != nil {
			missing = append(missing, p.name+" (Debian package "+p.Package+")")
		}
		*p.path = path
	}
	if missing != nil {
		return &missingError{missing}
	}
	out, err := run("", nil, t.cc, "--version")
	if err != nil {
		return err
	}
	t.version, _, _ = strings.Cut(string(out), "\n")
	if !strings.HasSuffix(t.version, "clang version "+clangVersion) {
		return fmt.Errorf("%s is %q: the kernels are made by version %s, Debian 12", t.cc, t.version, clangVersion)
	}
	return nil
}

// A missingError names programs that are not installed.
type missingError struct{ programs []string }

func (e *missingError) Error() string {
	return "not installed: " + strings.Join(e.programs, ", ") +
		"; apt-get install clang-14 llvm-14 nasm"
}

// build makes c2goasm, asm2plan9s and asmfmt. asm2plan9s calls yasm: it gets
// nasm, which has the same syntax and knows AVX-512.
func (t *tools) build() error {
	c := exec.Command("go", "build", "-o", t.bin+"/", "tool")
	c.Env = append(os.Environ(), "GOOS=", "GOARCH=", "GOFLAGS=")
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("go build tool: %w\n%s", err, out)
	}
	return os.Symlink(t.nasm, filepath.Join(t.bin, "yasm"))
}

// tool runs one of the pinned tools in folder dir. They find no program but each
// other: where yasm fails, asm2plan9s would try as, which takes `dword [rcx]`
// for [rcx+4] and says nothing.
func (t *tools) tool(dir string, in []byte, name string, args ...string) ([]byte, error) {
	c := exec.Command(filepath.Join(t.bin, name), args...)
	c.Env = append(os.Environ(), "PATH="+t.bin)
	return output(c, dir, in)
}

// run runs a program and returns what it prints.
func run(dir string, in []byte, name string, args ...string) ([]byte, error) {
	return output(exec.Command(name, args...), dir, in)
}

func output(c *exec.Cmd, dir string, in []byte) ([]byte, error) {
	c.Dir, c.Stdin = dir, bytes.NewReader(in)
	out, err := c.Output()
	if err == nil {
		return out, nil
	}
	text := out
	if e := (*exec.ExitError)(nil); errors.As(err, &e) {
		text = append(text, e.Stderr...)
	}
	return nil, fmt.Errorf("%s: %w\n%s", filepath.Base(c.Path), err, firstLines(text, 20))
}

// firstLines keeps a compiler's complaint or a tool's panic readable.
func firstLines(text []byte, n int) []byte {
	lines := bytes.SplitAfterN(text, []byte("\n"), n+1)
	if len(lines) > n {
		lines = lines[:n]
	}
	return bytes.Join(lines, nil)
}
