package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each kernel can be called, under a name of its own.
func TestKernels(t *testing.T) {
	ref := filepath.Join(t.TempDir(), "ref")
	if err := os.WriteFile(ref, []byte{1}, 0o644); err != nil {
		t.Fatal(err)
	}
	lines := []string{"load 1 1 1 " + ref + " " + ref}
	for _, k := range Kernels {
		lines = append(lines, "run "+k.Metric()+" 2")
	}
	for i, a := range serve(t, 1, append(lines, "run kernel-z 1")...)[1:] {
		if i < len(Kernels) && (!strings.HasPrefix(a, "ok 0 ") || len(strings.Fields(a)) != 4) {
			t.Errorf("%s: %q", Kernels[i].Name, a)
		}
		if i == len(Kernels) && !strings.HasPrefix(a, "error ") {
			t.Errorf("an unknown kernel: %q", a)
		}
	}
	if n := Kernels[1].Flops(); n != 2*31*31*102400 {
		t.Errorf("%d operations", n)
	}
}
