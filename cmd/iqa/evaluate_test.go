package main

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/safetensors"
)

// network saves a network that has learnt nothing.
func network(t *testing.T, name string, seed uint64, meta map[string]string) string {
	t.Helper()
	b, err := cnn.New(seed).Encode(meta, safetensors.F16)
	if err != nil {
		t.Fatal(err)
	}
	save(t, name, b)
	return name
}

// exhibits are a folder of small pictures, and networks by l2 and mix for sr2.
func exhibits(t *testing.T) (dir, data, l2, mix string) {
	t.Helper()
	dir = t.TempDir()
	data = dir + "/data"
	for i, name := range []string{"a.png", "b/c.png", "d.png"} {
		save(t, data+"/"+name, encoded(t, "png", picture(17+i, 17)))
	}
	l2 = network(t, dir+"/one.safetensors", 1, map[string]string{"task": "sr2", "loss": "l2", "form": "centre", "seed": "1"})
	mix = network(t, dir+"/two.safetensors", 2, map[string]string{"task": "sr2", "loss": "mix:alpha=.025", "form": "map", "seed": "1"})
	return dir, data, l2, mix
}

func contents(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Tables, values and pages do not depend on the number of workers.
func TestEvaluateWorkers(t *testing.T) {
	dir, data, l2, mix := exhibits(t)
	save(t, data+"/broken.png", []byte("\x89PNG\r\n\x1a\nnothing"))
	save(t, data+"/notes.txt", []byte("none"))
	var want string
	for _, n := range []string{"1", "2", "7"} {
		code, out, errs := call(t, "cnn", "evaluate", "-w", l2+","+mix, "-d", data, "-j", n, "-f", "md",
			"--metrics", "psnr,ssim,ms-ssim", "--values", dir+"/v.csv", "--html", dir+"/p.html", "--figures", "1")
		if code != 2 || !strings.HasPrefix(errs, "iqa: broken.png: ") || !strings.HasSuffix(errs,
			"\niqa: files passed over that are no images by their names: 1\niqa: 3 evaluated, 1 failed\n") {
			t.Fatalf("code %d: %s", code, errs)
		}
		all := out + errs + contents(t, dir+"/v.csv") + contents(t, dir+"/p.html")
		if want == "" {
			want = all
		}
		if all != want {
			t.Errorf("with %s workers:\n%s\nwith 1:\n%s", n, all, want)
		}
	}
	for _, says := range []string{
		"| sr2, mean of 3 pictures | input | l2 | mix:alpha=.025 map |", "| ↑ ms-ssim (3 pictures without a score) | - | - | - |",
		"| difference to l2, 95 % interval, pictures with a better score | mix:alpha=.025 map |",
		"picture,task,column,seed,psnr,ssim,ms-ssim\na.png,sr2,input,,", "\nb/c.png,sr2,mix:alpha=.025 map,1,",
		"<h2>a.png, sr2</h2>", "<figcaption>clean</figcaption>", "<figcaption>mix:alpha=.025 map</figcaption>",
	} {
		if !strings.Contains(want, says) {
			t.Errorf("no %q in\n%s", says, want)
		}
	}
	if n := strings.Count(want, "<img "); n != 4 {
		t.Errorf("%d pictures on the page, want 4", n)
	}
}

// Without l2 there are no differences, which is told. A file that says nothing
// is known by its name and --task; what is for another task is left out.
func TestEvaluateWithoutBase(t *testing.T) {
	dir, data, l2, _ := exhibits(t)
	plain := network(t, dir+"/plain.safetensors", 3, nil)
	for _, n := range []string{"b/c.png", "d.png"} {
		os.Remove(filepath.Join(data, n))
	}
	code, out, errs := call(t, "cnn", "evaluate", "-w", plain, "-w", l2, "--task", "jpeg", "-d", data, "-m", "l1", "-f", "csv")
	if want := "iqa: jpeg quality=30: no network by l2 to hold others against\n"; code != 0 || errs != want {
		t.Errorf("code %d: %q, want %q", code, errs, want)
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(rows) != 3 || rows[2][3] != "plain" || rows[2][0] != "jpeg quality=30" || rows[2][10] != "" {
		t.Errorf("%v: %s", err, out)
	}
}

// What cannot be done is told in a line, before anything is restored.
func TestEvaluateRefuses(t *testing.T) {
	dir, data, l2, mix := exhibits(t)
	again := network(t, dir+"/again.safetensors", 9, map[string]string{"task": "sr2", "loss": "l2", "seed": "1"})
	mute := network(t, dir+"/mute.safetensors", 9, nil)
	other := safetensors.File{Tensors: []safetensors.Tensor{{Name: "fc.weight", Shape: []int{1}, Data: []float32{1}}}}
	b, err := other.Encode(safetensors.F32)
	if err != nil {
		t.Fatal(err)
	}
	save(t, dir+"/other.safetensors", b)
	save(t, dir+"/broken.safetensors", []byte("nothing of use"))
	c := cnn.Checkpoint{Net: cnn.New(1)}
	if b, err = c.Encode(); err != nil {
		t.Fatal(err)
	}
	save(t, dir+"/half.safetensors", b)
	save(t, dir+"/empty/notes.txt", []byte("none"))
	save(t, dir+"/bad/a.png", []byte("\x89PNG\r\n\x1a\nnothing"))
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-w", l2}, "want --data FOLDER"},
		{[]string{"-w", l2, "-d", data, "more"}, `unexpected argument "more"`},
		{[]string{"-w", dir + "/none", "-d", data}, dir + "/none: no such file"},
		{[]string{"-w", dir + "/other.safetensors", "-d", data}, dir + "/other.safetensors: 1 tensors, the network has 8"},
		{[]string{"-w", dir + "/broken.safetensors", "-d", data}, dir + "/broken.safetensors: "},
		{[]string{"-w", dir + "/half.safetensors", "-d", data}, dir + "/half.safetensors: a checkpoint"},
		{[]string{"-w", mute, "-d", data}, mute + ": does not say its task"},
		{[]string{"-w", l2 + "," + again, "-d", data}, l2 + " and " + again + " are both for sr2 by l2, of one seed"},
		{[]string{"-w", l2, "-d", data, "--task", "fog"}, `--task: unknown "fog"`},
		{[]string{"-w", l2, "-d", data, "--target", data}, "--target: only the task pairs has it"},
		{[]string{"-w", l2, "-d", data, "--task", "pairs"}, "--task pairs: want --target FOLDER"},
		{[]string{"-d", data, "--task", "pairs", "--target", data}, "--task pairs: want --weights"},
		{[]string{"-w", l2, "-d", l2, "--task", "pairs", "--target", data}, l2 + ": is a file, want a folder"},
		{[]string{"-w", l2, "-d", data, "--task", "pairs", "--target", l2}, l2 + ": is a file, want a folder"},
		{[]string{"-w", l2 + "," + again, "-d", data, "--task", "pairs", "--target", data}, l2 + " and " + again + " are both for pairs by l2"},
		{[]string{"-w", l2, "-d", data, "--task", "jpeg"}, "--task jpeg: none of the networks is for it"},
		{[]string{"-w", l2, "-d", l2}, l2 + ": is a file, want a folder"},
		{[]string{"-w", l2, "-d", dir + "/none"}, dir + "/none: no such file"},
		{[]string{"-w", l2, "-d", data, "-m", "fog"}, "--metrics: "},
		{[]string{"-w", l2, "-d", data, "-m", ","}, "--metrics: no metric"},
		{[]string{"-w", l2, "-d", data, "-f", "xml"}, "--format: unknown"},
		{[]string{"-w", l2, "-d", data, "--bootstrap", "-1"}, "--bootstrap: -1 is not"},
		{[]string{"-w", l2, "-d", data, "--figures", "-1"}, "--figures: -1 is negative"},
		{[]string{"-w", l2 + "," + mix, "-d", data, "-o", mix}, "--output: " + mix + " is also read from"},
		{[]string{"-w", l2, "-d", data, "-o", dir + "/x", "--html", dir + "/./x"}, "--output and --html are both "},
		{[]string{"-w", l2, "-d", data, "--values", dir + "/none/v.csv"}, dir + "/none/v.csv: no such file"},
		{[]string{"-w", l2, "-d", dir + "/empty"}, "files passed over that are no images by their names: 1\niqa: " + dir + "/empty: no pictures found"},
		{[]string{"-w", l2, "-d", dir + "/bad", "-o", dir + "/t.csv"}, "a.png: "},
	} {
		code, out, errs := call(t, append([]string{"cnn", "evaluate"}, c.args...)...)
		if code != 2 || out != "" || !strings.HasPrefix(errs, "iqa: "+c.want) || strings.Count(errs, "\n") > 2 {
			t.Errorf("%q: code %d: %s%s, want %q", c.args, code, out, errs, c.want)
		}
	}
	if _, err := os.Stat(dir + "/t.csv"); err == nil {
		t.Error("a table of no pictures was written")
	}
}

// A full disk ends in one line, and an interrupt too.
func TestEvaluateEnds(t *testing.T) {
	_, data, l2, _ := exhibits(t)
	if err := os.RemoveAll(data + "/b"); err != nil {
		t.Fatal(err)
	}
	os.Remove(data + "/d.png")
	args := []string{"cnn", "evaluate", "-w", l2, "-d", data, "-m", "l1"}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if code, out, errs := callWith(ctx, "", args...); code != 2 || out != "" || errs != "iqa: interrupted after 0 pictures\n" {
		t.Errorf("interrupted: code %d: %s%s", code, out, errs)
	}
	needFull(t)
	for _, flag := range []string{"-o", "--values", "--html"} {
		code, _, errs := call(t, append(args, flag, "/dev/full")...)
		if code != 2 || errs != "iqa: /dev/full: no space left on device\n" {
			t.Errorf("%s: code %d: %q", flag, code, errs)
		}
	}
}

// Of pairs the input is what is in --data: it has the scores of iqa score, and what a
// network makes of it those of iqa cnn restore.
func TestEvaluatePairs(t *testing.T) {
	_, clean, l2, mix := exhibits(t)
	spoilt, restored := t.TempDir(), t.TempDir()
	for i, name := range []string{"a", "b/c"} {
		m := picture(17+i, 17)
		for k := range m.Pix {
			m.Pix[k] ^= uint8(k % 3 * (1 - k%4/3))
		}
		save(t, spoilt+"/"+name+".bmp", encoded(t, "bmp", m))
	}
	code, out, errs := call(t, "cnn", "evaluate", "-w", l2+","+mix, "--task", "pairs", "-d", spoilt, "--target", clean,
		"-m", "l1,psnr", "--quantize", "-f", "csv", "--values", restored+"/values.csv")
	if want := "iqa: d.png: no distorted picture of that name\niqa: 2 evaluated, 1 failed\n"; code != 2 || !strings.HasPrefix(out, "task,") || errs != want {
		t.Errorf("code %d: %s%s, want %s", code, out, errs, want)
	}
	if code, _, errs := call(t, "cnn", "restore", "-w", l2, spoilt, "-o", restored+"/l2"); code != 0 {
		t.Fatal(errs)
	}
	rows, err := csv.NewReader(strings.NewReader(contents(t, restored+"/values.csv"))).ReadAll()
	if err != nil || len(rows) != 7 || rows[1][1] != "pairs" {
		t.Fatal(err, rows)
	}
	for row, dist := range map[int]string{1: spoilt + "/a.bmp", 2: restored + "/l2/a.png", 5: restored + "/l2/b/c.png"} {
		ref := clean + "/" + rows[row][0]
		_, out, _ := call(t, "score", ref, dist, "-m", "l1,psnr", "-f", "csv", "--no-timing")
		fields := strings.Split(strings.Split(out, "\n")[1], ",")
		for i, text := range rows[row][4:6] {
			got, _ := strconv.ParseFloat(text, 64)
			want, err := strconv.ParseFloat(fields[8+i], 64)
			if err != nil || math.Abs(got-want) > 1e-6*want { // on 0…1 in float32, on 0…255 there
				t.Errorf("row %d: %v, want %v", row, rows[row], fields)
			}
		}
	}
}
