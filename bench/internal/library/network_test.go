package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/safetensors"
)

// A network restores, learns, and writes pictures and moments.
func TestNetwork(t *testing.T) {
	const w, h = 40, 33
	dir := t.TempDir()
	ref, net, made := filepath.Join(dir, "ref"), filepath.Join(dir, "net"), filepath.Join(dir, "made")
	raw := make([]byte, 3*w*h)
	for i := range raw {
		raw[i] = byte(i * 7)
	}
	if err := os.WriteFile(ref, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := WriteNetwork(net, safetensors.F16); err != nil {
		t.Fatal(err)
	}
	for metric, floats := range map[string]int{Restore: 3 * w * h, Patches: Batch * 3 * Side * Side, Step: cnn.Size()} {
		a := serve(t, 1, "load 40 33 3 "+ref+" "+ref, "run "+metric+" 1", "network "+net,
			"run "+metric+" 1", "gradient "+made)
		if len(a) != 5 || !strings.HasPrefix(a[1], "error no network") || !strings.HasPrefix(a[3], "ok ") || a[4] != "ok" {
			t.Fatalf("%s: answers %q", metric, a)
		}
		if b, err := os.ReadFile(made); err != nil || len(b) != 4*floats {
			t.Errorf("%s: %d bytes, want %d floats (%v)", metric, len(b), floats, err)
		}
	}
}
