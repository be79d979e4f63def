package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Go's assembler changes nothing: the object has clang's bytes, up to ret.
func TestWords(t *testing.T) {
	tools := *compilers(t)
	tools.dir = t.TempDir()
	dir := t.TempDir()
	c := filepath.Join(dir, "family.c")
	put(t, c, vocabulary+copying)
	object, _, err := tools.clang(c, targetOf("neon"), "-c")
	if err != nil {
		t.Fatal(err)
	}
	funcs, err := functions(object)
	if err != nil {
		t.Fatal(err)
	}
	want := bytes.TrimSuffix(funcs[0].code, []byte{0xc0, 0x03, 0x5f, 0xd6})
	got := assembled(t, "arm64", tools, c, "neon")
	if len(want) < 40 || !bytes.Contains(got, want) {
		t.Errorf("% x\nis not in Go's object", want)
	}
}

// assembled makes Go's object of one family.
func assembled(t *testing.T, arch string, tools tools, c, isa string) []byte {
	t.Helper()
	files := map[string][]byte{}
	if err := tools.family(files, c, "family", targetOf(isa)); err != nil {
		t.Fatal(err)
	}
	s := filepath.Join(tools.dir, "go.s")
	put(t, s, string(files["family_"+isa+"_"+arch+".s"]))
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	include := filepath.Join(strings.TrimSpace(string(root)), "pkg", "include")
	cmd := exec.Command("go", "tool", "asm", "-p", "asm", "-I", include, "-o", s+".o", s)
	cmd.Env = append(cmd.Environ(), "GOOS=linux", "GOARCH="+arch)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return read(t, s+".o")
}

func TestCheckWords(t *testing.T) {
	for _, r := range []struct {
		name, text, want string
	}{
		{"good", "add x0, x1, #1|b.gt 0x14 <f+0x14>|fmla v0.4s, v1.4s, v2.4s|ret", ""},
		{"free in Go", "fadd v8.4s, v15.4s, v9.4s|ldr d8, [x0]|ret", ""},
		{"not disassembled", "add x0, x1, #1||ret", "not disassembled"},
		{"unknown", "<unknown>|ret", "not disassembled"},
		{"two rets", "ret|add x0, x1, #1|ret", "one ret"},
		{"no ret", "add x0, x1, #1", "one ret"},
		{"other function", "b 0x40 <g>|ret", "out of the function"},
		{"jump table", "br x8|ret", "jump table"},
		{"call", "blr x8|ret", "a call"},
		{"literal", "ldr q0, 0x40 <f+0x40>|ret", "a constant table"},
		{"page", "adrp x8, 0x0 <f>|ret", "a constant table"},
		{"stack", "stp d9, d8, [sp, #-16]!|ret", "use of the stack"},
		{"goroutine", "mov x28, x0|ret", "Go's goroutine"},
	} {
		err := checkWords(function{name: "f", text: strings.Split(r.text, "|")})
		if (err == nil) != (r.want == "") || err != nil && !strings.Contains(err.Error(), r.want) {
			t.Errorf("%s: %v, want %q", r.name, err, r.want)
		}
	}
}
