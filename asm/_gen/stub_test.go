package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

const two = `
# 1 "family.c"
void ssim_map_neon(ssim_map_args *p) { }
// Kernels of a family share a struct.
// args: ssimArgs
void
ssim_neon (const struct ssim_args * q)
{ ssim_map_neon(0); }
static inline void helper_neon(int a, int b) { }
`

func TestPrototypes(t *testing.T) {
	all, err := prototypes(two, "neon", []string{"ssim_neon", "ssim_map_neon"})
	if err != nil {
		t.Fatal(err)
	}
	got := all[0].decl() + " " + all[0].cType + "; " + all[1].decl() + " " + all[1].cType
	const want = "func _ssim_map_neon(p *ssimMapArgs) ssim_map_args; func _ssim_neon(q *ssimArgs) ssim_args"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// A Go struct that is not laid out as in C does not compile.
func TestLayout(t *testing.T) {
	files, err := make1(t, copying, "neon", "")
	if err != nil {
		t.Fatal(err)
	}
	for fields, good := range map[string]bool{
		"a, b *float32; n int64; f float32":    true,
		"b, a *float32; n int64; f float32":    false,
		"a, b *float32; n int32; f float32":    false,
		"a, b *float32; n, m int64; f float32": false,
		"a, b *float32; n int64; f [3]float32": false,
		"a, b *float32; n int64":               false,
	} {
		dir := t.TempDir()
		put(t, filepath.Join(dir, "stub_arm64.go"), string(files["family_neon_arm64.go"]))
		put(t, filepath.Join(dir, "args.go"), "package asm\ntype kArgs struct {"+fields+"}\n")
		put(t, filepath.Join(dir, "code_arm64.s"), "")
		put(t, filepath.Join(dir, "go.mod"), "module asm\n")
		cmd := exec.Command("go", "build", ".")
		cmd.Dir = dir
		cmd.Env = append(cmd.Environ(), "GOARCH=arm64", "GOOS=linux")
		if out, err := cmd.CombinedOutput(); (err == nil) != good {
			t.Errorf("%s: %v\n%s", fields, err, out)
		}
	}
}

// Two kernels with one struct check it once.
func TestSharedStruct(t *testing.T) {
	files, err := make1(t, copying+strings.Replace("// args: kArgs\n"+copying, "(k)", "(k_too)", 1), "avx2", "")
	if err != nil {
		t.Fatal(err)
	}
	text := string(files["family_avx2_amd64.go"])
	if strings.Count(text, "(p *kArgs)") != 2 || strings.Count(text, "Sizeof(kArgs{})") != 1 {
		t.Error(text)
	}
}

func TestCamel(t *testing.T) {
	for c, want := range map[string]string{"gray8": "gray8", "ssim_map": "ssimMap", "a_b_c2": "aBC2", "x_": "x"} {
		if got := camel(c); got != want {
			t.Errorf("%s: %s, want %s", c, got, want)
		}
	}
}
