package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A kernel can be called on every architecture, by the name that it has in C.
func TestDispatch(t *testing.T) {
	dir := family(t, copying+strings.ReplaceAll(copying, "void SUF(k)", "// args: kArgs\nvoid SUF(two_words)"))
	stale(t, dir, false)
	for name, want := range map[string][]string{
		"kernels_amd64.go": {"//go:build !purego\n", "func k(im impl, a *kArgs) {", "func twoWords(im impl, a *kArgs) {\n" +
			"\tswitch im {\n\tcase avx2:\n\t\t_two_words_avx2(a)\n\tdefault:\n\t\t_two_words_avx512(a)\n\t}\n}\n"},
		"kernels_arm64.go": {"//go:build !purego\n", "func twoWords(_ impl, a *kArgs) { _two_words_neon(a) }\n"},
		"kernels_other.go": {"//go:build purego || (!amd64 && !arm64)\n", "func twoWords(impl, *kArgs) { panic(noKernels) }\n"},
	} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range want {
			if !strings.Contains(string(text), part) {
				t.Errorf("%s has no %q:\n%s", name, part, text)
			}
		}
	}
}

// A kernel that one implementation lacks could not be called there.
func TestDispatchDiffers(t *testing.T) {
	dir := family(t, copying+"#if VL != 4\n"+strings.Replace(copying, "SUF(k)", "SUF(k2)", 1)+"#endif\n")
	if _, err := generate(dir, nil, false); err == nil || !strings.Contains(err.Error(), "avx2 and neon differ") {
		t.Errorf("error %v", err)
	}
}

// One family can be made alone where the others have been.
func TestDispatchOfSome(t *testing.T) {
	dir := family(t, copying)
	put(t, filepath.Join(dir, "_c", "other.c"), vocabulary+copying)
	if _, err := generate(dir, []string{"family"}, false); err == nil || !strings.Contains(err.Error(), "all families") {
		t.Errorf("error %v", err)
	}
}
