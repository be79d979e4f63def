package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/cnn/weights"
)

// A network in the program restores as its file does, and another one otherwise.
func TestRestoreBundled(t *testing.T) {
	dir := t.TempDir()
	save(t, dir+"/a.png", encoded(t, "png", picture(31, 20)))
	b, _ := weights.File("jpeg", "mix")
	save(t, dir+"/mix.safetensors", b)
	for name, args := range map[string][]string{
		"file": {"-w", dir + "/mix.safetensors"}, "mix": {"--task", "jpeg", "--loss", "mix"},
		"usual": {"-t", "jpeg"}, "usual2": {"-t", "jpeg", "-l", usualLoss},
	} {
		args = append([]string{"cnn", "restore", dir + "/a.png", "-o", dir + "/" + name + ".png"}, args...)
		if code, out, errs := call(t, args...); code != 0 || out+errs != "" {
			t.Fatalf("%q: code %d: %s%s", args, code, out, errs)
		}
	}
	if !bytes.Equal(content(t, dir+"/file.png"), content(t, dir+"/mix.png")) {
		t.Error("the network in the program is not that of its file")
	}
	if !bytes.Equal(content(t, dir+"/usual.png"), content(t, dir+"/usual2.png")) {
		t.Error("another network is the usual one")
	}
	if bytes.Equal(content(t, dir+"/mix.png"), content(t, dir+"/usual.png")) {
		t.Error("--loss has no effect")
	}
}

// What is enlarged has twice the size, and its alpha too.
func TestRestoreEnlarged(t *testing.T) {
	weights, dir := net(t), t.TempDir()
	small := picture(13, 9)
	for i := 3; i < len(small.Pix); i += 4 {
		small.Pix[i] = uint8(i)
	}
	save(t, dir+"/a.png", encoded(t, "png", small))
	if code, out, errs := call(t, "cnn", "restore", "--enlarge", dir+"/a.png", "-w", weights, "-o", dir+"/b.png"); code != 0 || out+errs != "" {
		t.Fatalf("code %d: %s%s", code, out, errs)
	}
	a, b := loaded(t, dir+"/a.png"), loaded(t, dir+"/b.png")
	if b.Size() != a.Size().Mul(2) || b.Alpha == nil || b.Alpha.Size() != b.Size() {
		t.Fatalf("%v of %v", b.Size(), a.Size())
	}
	// In the corner there is one sample, and the network makes it a tenth paler.
	for c := range a.Planes {
		want := 255*.05 + float64(a.Planes[c].Row(0)[0])*.9
		if d := float64(b.Planes[c].Row(0)[0]) - want; d < -.51 || d > .51 {
			t.Errorf("channel %d: %g in the corner, want %g", c, want+d, want)
		}
	}
	if a.Alpha.Row(0)[0] != b.Alpha.Row(0)[0] {
		t.Error("alpha is not enlarged")
	}
}

// Without --weights the networks in the program are compared, those of a task.
func TestEvaluateBundled(t *testing.T) {
	_, data, _, _ := exhibits(t)
	code, out, errs := call(t, "cnn", "evaluate", "-t", "sr2", "-d", data, "-m", "l1", "-f", "md")
	if code != 0 || errs != "" {
		t.Fatalf("code %d: %s", code, errs)
	}
	want := "| input | l2 | l1 | ssim:sigma=5 | ms-ssim | mix | mix:alpha=.025 map |"
	if !strings.Contains(out, want) || strings.Contains(out, "jpeg") {
		t.Errorf("%s, want %s", out, want)
	}
}

func TestList(t *testing.T) {
	code, out, errs := call(t, "cnn", "list")
	if code != 0 || errs != "" {
		t.Fatalf("code %d: %s", code, errs)
	}
	for _, want := range []string{"--task jpeg --loss mix-balanced\n    jpeg quality=30, by mix:alpha=.025, form map\n    2500 steps of 16 patches of 63 pixels, rate 0.001, seed 2, of 66 pictures (gb82,clic), after another round\n",
		"--task sr2 --loss ssim\n    sr2, by ssim:sigma=5, form centre\n    3000 steps of 16 patches of 31 pixels, rate 0.001, seed 1, of 66 pictures (gb82,clic)\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if n := strings.Count(out, "--task "); n != len(weights.Tasks())*len(weights.Losses()) {
		t.Errorf("%d networks", n)
	}
	if code, _, errs := call(t, "cnn", "list", "more"); code != 2 || !strings.Contains(errs, `unexpected argument "more"`) {
		t.Errorf("code %d: %s", code, errs)
	}
}
