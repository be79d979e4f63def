package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// go test ./cmd/iqa -run Docs -update renews the pictures of the documentation.
var update = flag.Bool("update", false, "renew the pictures in docs/img")

// commands are the lines of a page that run iqa.
func commands(t *testing.T, page string) (all [][]string) {
	t.Helper()
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "iqa" {
			all = append(all, f[1:])
		}
	}
	return all
}

// The pictures of the documentation are what the commands beside them draw, to
// the last pixel, whatever kernels draw them.
func TestDocs(t *testing.T) {
	t.Chdir("../..")
	made := map[string]bool{}
	for _, args := range commands(t, "docs/gradients.md") {
		i := len(args) - 1
		name := args[i]
		if args[i-1] != "-o" || filepath.Dir(name) != filepath.FromSlash("docs/img") {
			t.Errorf("%q does not end in -o docs/img/…", args)
			continue
		}
		made[filepath.Base(name)] = true
		if !*update {
			args[i] = filepath.Join(t.TempDir(), "out.png")
		}
		if code, out, errs := call(t, args...); code != 0 || out+errs != "" {
			t.Errorf("%q: code %d: %s%s", args, code, out, errs)
			continue
		}
		got, want := openPNG(t, args[i]), openPNG(t, name)
		if got.Rect != want.Rect || string(got.Pix) != string(want.Pix) {
			t.Errorf("%s is another picture now (renew it by -update, and look at it)", name)
		}
		if info, err := os.Stat(name); err != nil || info.Size() > 200_000 {
			t.Errorf("%s: %v, more than 200 kB", name, err)
		}
	}
	files, err := os.ReadDir("docs/img")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !made[f.Name()] {
			t.Errorf("docs/img/%s is drawn by no command", f.Name())
		}
	}
}
