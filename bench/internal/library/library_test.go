package library

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/asm"
)

func serve(t *testing.T, threads int, lines ...string) []string {
	return serveKept(t, threads, false, lines...)
}

func serveKept(t *testing.T, threads int, bytes bool, lines ...string) []string {
	var out strings.Builder
	if err := Serve(strings.NewReader(strings.Join(lines, "\n")), &out, threads, bytes); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(out.String()), "\n")
}

// Two threads give the score that one gives, as do planes of bytes, and equal
// pictures give 1.
func TestServe(t *testing.T) {
	raw := make([]byte, 300*200)
	for i := range raw {
		raw[i] = byte(i * i >> 7)
	}
	dir := t.TempDir()
	ref, dist := filepath.Join(dir, "ref"), filepath.Join(dir, "dist")
	if err := os.WriteFile(ref, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	raw[100*300+150] ^= 64
	if err := os.WriteFile(dist, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	lines := []string{"version", "load 300 200 1 " + ref + " " + dist, "run ssim 1",
		"load 300 200 1 " + ref + " " + ref, "run ssim 2"}
	one, two := serve(t, 1, lines...), serve(t, 2, lines...)
	if len(one) != 5 || len(two) != 5 {
		t.Fatalf("answers %q and %q", one, two)
	}
	if one[0] != "ok "+asm.Best() || one[1] != "ok" {
		t.Errorf("answers %q", one)
	}
	if a, b := strings.Fields(one[2])[1], strings.Fields(two[2])[1]; a != b || !strings.HasPrefix(a, "0.9") {
		t.Errorf("scores with one and two threads: %s, %s", a, b)
	}
	kept := serveKept(t, 1, true, lines...)
	if a, b := strings.Fields(one[2])[1], strings.Fields(kept[2])[1]; a != b {
		t.Errorf("scores of floats and of bytes: %s, %s", a, b)
	}
	if w := strings.Fields(one[4]); len(w) != 4 || w[1] != "1" {
		t.Errorf("equal pictures, two calls: %q", one[4])
	}
}

// The gradient of L1 by 2×1 samples is half the sign of the difference.
func TestGradient(t *testing.T) {
	dir := t.TempDir()
	ref, dist, grad := filepath.Join(dir, "ref"), filepath.Join(dir, "dist"), filepath.Join(dir, "grad")
	for name, raw := range map[string][]byte{ref: {10, 20}, dist: {0, 71}} {
		if err := os.WriteFile(name, raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a := serve(t, 1, "load 2 1 1 "+ref+" "+dist, "run l1-grad 1", "gradient "+grad)
	if len(a) != 3 || !strings.HasPrefix(a[1], "ok 0.1196") || a[2] != "ok" {
		t.Fatalf("answers %q", a)
	}
	raw, err := os.ReadFile(grad)
	if err != nil || len(raw) != 8 {
		t.Fatalf("%d bytes, %v", len(raw), err)
	}
	for i, want := range []float32{-.5, .5} {
		if v := math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:])); v != want {
			t.Errorf("sample %d: %v, want %v", i, v, want)
		}
	}
}

// Three channels are in the score, whether gray pictures were there before or not.
func TestColor(t *testing.T) {
	dir := t.TempDir()
	ref, dist := filepath.Join(dir, "ref"), filepath.Join(dir, "dist")
	for name, raw := range map[string][]byte{ref: {0, 0, 0, 0, 0, 0}, dist: {0, 0, 0, 0, 0, 204}} {
		if err := os.WriteFile(name, raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a := serve(t, 1, "load 6 1 1 "+ref+" "+ref, "run l1 1", "load 2 1 3 "+ref+" "+dist, "run l1 1", "run l1-grad 1")
	if len(a) != 5 || !strings.HasPrefix(a[3], "ok 0.13333") ||
		!strings.HasPrefix(a[4], "error no gradient") {
		t.Errorf("answers %q", a)
	}
}

func TestErrors(t *testing.T) {
	for _, line := range []string{"", "hello", "load 1", "load 1 1 1 none none",
		"run", "run ssim 1", "run nonsense 1", "gradient", "gradient none"} {
		if a := serve(t, 1, line+"\n"); !strings.HasPrefix(a[0], "error ") {
			t.Errorf("%q: %q, want an error", line, a)
		}
	}
}
