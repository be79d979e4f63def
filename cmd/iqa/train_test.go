package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/safetensors"
)

// album is a folder with two small pictures.
func album(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	save(t, dir+"/a.png", encoded(t, "png", picture(19, 17)))
	save(t, dir+"/below/b.png", encoded(t, "png", picture(12, 23)))
	return dir
}

// quick are the arguments of a training of few pixels: plain Go is slow.
func quick(data, out string, more ...string) []string {
	return append([]string{"cnn", "train", "--task", "sr2", "--loss", "l1", "--data", data, "-o", out,
		"--steps", "6", "--batch", "2", "--patch", "5", "--checkpoint-every", "0"}, more...)
}

// trained runs a training and returns its weights.
func trained(t *testing.T, args []string) []byte {
	t.Helper()
	if code, out, errs := call(t, args...); code != 0 || out != "" {
		t.Fatalf("%q: code %d: %s%s", args, code, out, errs)
	}
	return content(t, outputOf(args))
}

func outputOf(args []string) string {
	for i, a := range args {
		if a == "-o" {
			return args[i+1]
		}
	}
	return ""
}

func content(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A network learns, and its file says from what and how.
func TestTrain(t *testing.T) {
	data, dir := album(t), t.TempDir()
	b := trained(t, quick(data, dir+"/w.safetensors", "--steps", "40", "--rate", ".002",
		"--log", dir+"/c.csv", "--plot", dir+"/c.svg"))
	n, meta, err := cnn.Decode(b)
	if err != nil || len(n.Params) != cnn.Size() {
		t.Fatal(err)
	}
	for k, want := range map[string]string{"task": "sr2", "loss": "l1", "form": "centre", "steps": "40",
		"batch": "2", "patch": "5", "padding": "same", "rate": "0.002", "warm-up": "4", "decay": "cosine",
		"optimizer": "adam", "seed": "1", "pictures": "2", "square": "0", "data": filepath.Base(data)} {
		if meta[k] != want {
			t.Errorf("%s is %q, want %q", k, meta[k], want)
		}
	}
	if len(meta["files-sha256"]) != 64 || meta["final-loss"] == "" || meta["iqa"] != version() {
		t.Errorf("%v", meta)
	}
	rows := strings.Split(strings.TrimSpace(string(content(t, dir+"/c.csv"))), "\n")
	if len(rows) != 41 || rows[0] != "step,loss,rate,psnr" {
		t.Fatalf("%d rows, %s", len(rows), rows[0])
	}
	if first, last := lossOf(rows[1]), lossOf(rows[40]); !(last < first/2) {
		t.Errorf("loss from %g to %g", first, last)
	}
	if svg := string(content(t, dir+"/c.svg")); !strings.Contains(svg, "sr2, l1, centre form") {
		t.Error(svg)
	}
	if f, _ := os.ReadDir(dir); len(f) != 3 {
		t.Errorf("left behind: %v", f)
	}
}

func lossOf(row string) (v float64) {
	cells := strings.Split(row, ",")
	v, _ = strconv.ParseFloat(cells[1], 64)
	return v
}

// The same bits for any number of workers, and others for another seed.
func TestTrainBits(t *testing.T) {
	data, dir := album(t), t.TempDir()
	one := trained(t, quick(data, dir+"/1", "--workers", "1", "--task", "demosaic"))
	two := trained(t, quick(data, dir+"/2", "--workers", "2", "--task", "demosaic"))
	if !bytes.Equal(one, two) {
		t.Error("two workers make other weights")
	}
	if bytes.Equal(one, trained(t, quick(data, dir+"/3", "--seed", "2", "--task", "demosaic"))) {
		t.Error("another seed makes the same weights")
	}
}

// stopping ends a run once a file is there.
func stopping(t *testing.T, args []string, when func() bool) (code int, errs string) {
	t.Helper()
	ctx := &watch{Context: t.Context(), when: when}
	code, _, errs = callWith(ctx, "", args...)
	return code, errs
}

// watch is a context that ends when something is so.
type watch struct {
	context.Context
	when func() bool
}

func (w *watch) Err() error {
	if w.when() {
		return context.Canceled
	}
	return nil
}

// Interrupted, and gone on with, a training has the weights, the log and the
// plot of one that was not; after a switch of losses, too.
func TestTrainResumes(t *testing.T) {
	data, dir := album(t), t.TempDir()
	for _, more := range [][]string{
		{"--optimizer", "sgd", "--decay", "inverse", "--loss", "mix"},
		{"--switch", "mix:l2@34%", "--loss", ""},
	} {
		files := func(name string) []string {
			return append(quick(data, dir+"/"+name, "--log", dir+"/"+name+".csv", "--plot", dir+"/"+name+".svg"), more...)
		}
		whole := trained(t, files("whole"))
		checkpoint := dir + "/part.checkpoint.safetensors"
		there := func() bool { _, err := os.Stat(checkpoint); return err == nil }
		code, errs := stopping(t, append(files("part"), "--checkpoint-every", "3"), there)
		if want := "iqa: interrupted at step 3 (go on with --resume " + checkpoint + ")\n"; code != 2 || !strings.HasSuffix(errs, want) {
			t.Fatalf("code %d: %s, want %s", code, errs, want)
		}
		if code, _, errs := call(t, append(files("part"), "--resume", checkpoint, "--seed", "2")...); code != 2 ||
			!strings.Contains(errs, `is of another training: its seed is "1", not "2"`) {
			t.Errorf("another seed: code %d: %s", code, errs)
		}
		part := trained(t, append(files("part"), "--resume", checkpoint))
		if !bytes.Equal(whole, part) {
			t.Errorf("%q: other weights", more)
		}
		for _, ext := range []string{".csv", ".svg"} {
			if !bytes.Equal(content(t, dir+"/whole"+ext), content(t, dir+"/part"+ext)) {
				t.Errorf("%q: another %s", more, ext)
			}
		}
		if there() {
			t.Errorf("%q: checkpoint of a training that has ended", more)
		}
	}
}

// A second round begins with the weights of the first, says so, and can be resumed.
func TestTrainFrom(t *testing.T) {
	data, dir := album(t), t.TempDir()
	first := trained(t, quick(data, dir+"/first"))
	round := func(name string, more ...string) []string {
		return append(quick(data, dir+"/"+name, "--from", dir+"/first", "--seed", "2"), more...)
	}
	second := trained(t, round("second"))
	other := trained(t, quick(data, dir+"/other", "--seed", "2"))
	a, meta, err := cnn.Decode(second)
	if want := fmt.Sprintf("%x", sha256.Sum256(first)); err != nil || meta["from-sha256"] != want {
		t.Errorf("%v, made from %q, want %q", err, meta["from-sha256"], want)
	}
	near, _, _ := cnn.Decode(first)
	far, meta, _ := cnn.Decode(other)
	if _, ok := meta["from-sha256"]; ok || apart(a, near) > apart(a, far)/4 {
		t.Errorf("%v from where it began, %v from another: %v", apart(a, near), apart(a, far), meta)
	}
	there := func() bool { _, err := os.Stat(dir + "/part.checkpoint.safetensors"); return err == nil }
	if code, errs := stopping(t, round("part", "--checkpoint-every", "3"), there); code != 2 {
		t.Fatal(errs)
	}
	checkpoint := []string{"--resume", dir + "/part.checkpoint.safetensors"}
	if code, _, errs := call(t, append(quick(data, dir+"/part", "--seed", "2"), checkpoint...)...); code != 2 ||
		!strings.Contains(errs, "its from-sha256 is ") {
		t.Errorf("without --from: code %d: %s", code, errs)
	}
	if part := trained(t, round("part", checkpoint...)); !bytes.Equal(part, second) {
		t.Error("resumed to other weights")
	}
	for want, from := range map[string]string{"none: no such file": dir + "/none", "not a safetensors": data + "/a.png",
		"--output: " + dir + "/x is also read from": dir + "/x"} {
		if code, _, errs := call(t, quick(data, dir+"/x", "--from", from)...); code != 2 || !strings.Contains(errs, want) {
			t.Errorf("code %d: %s, want %s", code, errs, want)
		}
	}
}

// apart is the largest difference of two networks' parameters.
func apart(a, b *cnn.Net) (most float64) {
	for i, v := range a.Params {
		most = max(most, math.Abs(float64(v-b.Params[i])))
	}
	return most
}

// What a checkpoint is not taken for, and what is not taken for one.
func TestTrainResumeRefuses(t *testing.T) {
	data, dir := album(t), t.TempDir()
	args := quick(data, dir+"/w.safetensors")
	trained(t, args)
	for want, resume := range map[string]string{
		"no checkpoint of a training": dir + "/w.safetensors",
		"no such file":                dir + "/none",
		"header of ":                  data + "/a.png",
	} {
		code, _, errs := call(t, append(args, "--resume", resume)...)
		if code != 2 || !strings.Contains(errs, want) || strings.Count(errs, "\n") > 2 {
			t.Errorf("code %d: %s, want %s", code, errs, want)
		}
	}
}

// A rate too high ends the training, and keeps the last checkpoint.
func TestTrainDiverges(t *testing.T) {
	data, dir := album(t), t.TempDir()
	code, _, errs := call(t, quick(data, dir+"/w.safetensors", "--rate", "1e30", "--warm-up", "0",
		"--loss", "l2", "--optimizer", "sgd", "--checkpoint-every", "1")...)
	if code != 2 || !strings.Contains(errs, "loss is not finite at step 1: training has diverged") ||
		!strings.Contains(errs, dir+"/w.checkpoint.safetensors has step 1\n") {
		t.Errorf("code %d: %s", code, errs)
	}
	if _, err := cnn.DecodeCheckpoint(content(t, dir+"/w.checkpoint.safetensors")); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(dir + "/w.safetensors"); err == nil {
		t.Error("weights are there")
	}
}

// Pictures of every kind, and how they are taken, are told.
func TestTrainTellsOfPictures(t *testing.T) {
	data := album(t)
	gray := image.NewGray(image.Rect(0, 0, 9, 9))
	gray.Set(1, 1, color.White)
	clear := picture(9, 9)
	clear.Pix[3] = 7
	save(t, data+"/gray.png", encoded(t, "png", gray))
	save(t, data+"/clear.png", encoded(t, "png", clear))
	save(t, data+"/small.png", encoded(t, "png", picture(4, 9)))
	save(t, data+"/broken.png", []byte("nothing"))
	code, _, errs := call(t, quick(data, t.TempDir()+"/w", "--steps", "1", "--memory", "2k")...)
	if code != 0 {
		t.Fatalf("code %d: %s", code, errs)
	}
	for _, want := range []string{
		"iqa: left out: " + data + "/broken.png: not an image of a known format",
		"iqa: left out: " + data + "/small.png: picture is smaller than a patch",
		"iqa: 4 pictures, 0.0 megapixels; 1 gray taken for three channels; 1 with alpha laid over black; " +
			"1 smaller than a patch left out; 1 unreadable left out; " +
			"of each the square of 6 pixels in its middle, for more do not fit into --memory\n",
	} {
		if !strings.Contains(errs, want) {
			t.Errorf("no %q in %s", want, errs)
		}
	}
}

// Arguments that cannot be are refused in a line, before anything is done.
func TestTrainUsage(t *testing.T) {
	data, dir := album(t), t.TempDir()
	empty := t.TempDir()
	broken := t.TempDir()
	save(t, broken+"/a.png", []byte("nothing"))
	out := dir + "/w.safetensors"
	for want, more := range map[string][]string{
		"--task: unknown \"fog\"":       {"--task", "fog"},
		"--quality: only the task jpeg": {"--quality", "3"},
		"--quality: 0 is not":           {"--task", "jpeg", "--quality", "0"},
		"--loss: unknown loss":          {"--loss", "fog"},
		"want one or the other":         {"--switch", "l1:l2@50%"},
		"two losses are a --switch":     {"--loss", "l1:l2@50%"},
		"--switch: \"\" is no part":     {"--switch", "l1", "--loss", ""},
		"--form: unknown":               {"--form", "edge"},
		"--patch: mix takes 31 pixels":  {"--patch", "31", "--loss", "mix", "--form", "map"},
		"16 less than the patch":        {"--patch", "46", "--loss", "mix", "--form", "map"},
		"the centre pixel":              {"--patch", "32", "--loss", "mix"},
		"--patch: 16 is not from 17":    {"--patch", "16", "--valid"},
		"--patch: 0 is not from 1":      {"--patch", "0"},
		"--steps: 0":                    {"--steps", "0"},
		"--batch: 0":                    {"--batch", "0"},
		"--rate: 0":                     {"--rate", "0"},
		"--rate: NaN":                   {"--rate", "NaN"},
		"--warm-up: 7":                  {"--warm-up", "7"},
		"--decay: unknown":              {"--decay", "slow"},
		"--optimizer: unknown":          {"--optimizer", "lbfgs"},
		"--checkpoint-every: -1":        {"--checkpoint-every", "-1"},
		"--memory":                      {"--memory", "much"},
		"--target: only the task pairs": {"--target", data},
		"--target: want one for each":   {"--task", "pairs"},
		"both are " + out:               {"--log", out},
		"more than the memory":          {"--memory", "100"},
		"none: no such file":            {"--data", "none"},
		empty + ": no pictures found":   {"--data", empty},
		"no/such: no such file":         {"--plot", "no/such"},
		"is a directory":                {"--log", dir},
		"unexpected argument":           {"x"},
		"all 2 pictures are smaller":    {"--patch", "25"},
	} {
		code, stdout, errs := call(t, quick(data, out, more...)...)
		lines := strings.Split(strings.TrimSpace(errs), "\n")
		if last := lines[len(lines)-1]; code != 2 || stdout != "" || !strings.HasPrefix(last, "iqa: ") || !strings.Contains(last, want) {
			t.Errorf("%q: code %d: %s, want %s", more, code, errs, want)
		}
	}
	code, _, errs := call(t, quick(broken, out)...)
	if code != 2 || !strings.Contains(errs, "none of 1 pictures can be read") {
		t.Errorf("all unreadable: code %d: %s", code, errs)
	}
	for _, args := range [][]string{{"cnn"}, {"cnn", "fog"}, {"cnn", "train"}, {"cnn", "train", "--task", "sr2"},
		{"cnn", "train", "--task", "sr2", "--loss", "l1"}, {"cnn", "train", "--task", "sr2", "--loss", "l1", "--data", data}} {
		if code, out, errs := call(t, args...); code != 2 || out != "" || errs == "" {
			t.Errorf("%q: code %d: %s%s", args, code, out, errs)
		}
	}
	if f, _ := os.ReadDir(dir); len(f) != 0 {
		t.Errorf("left behind: %v", f)
	}
}

// A full disk neither loses the weights nor ends a training that may go on.
func TestTrainFullDisk(t *testing.T) {
	needFull(t)
	data, dir := album(t), t.TempDir()
	code, _, errs := call(t, quick(data, dir+"/w", "--checkpoint", "/dev/full", "--checkpoint-every", "3")...)
	if code != 0 || !strings.Contains(errs, "iqa: training goes on: /dev/full: no space left on device\n") {
		t.Errorf("checkpoint: code %d: %s", code, errs)
	}
	code, _, errs = call(t, quick(data, "/dev/full", "--checkpoint", dir+"/c")...)
	if code != 2 || !strings.Contains(errs, "/dev/full: no space left on device (write them again with --resume "+dir+"/c)\n") {
		t.Errorf("weights: code %d: %s", code, errs)
	}
	again := trained(t, quick(data, dir+"/again", "--checkpoint", dir+"/c", "--resume", dir+"/c"))
	if !bytes.Equal(again, content(t, dir+"/w")) {
		t.Error("other weights are written again")
	}
}

// What was there stays where a file cannot be written to its end.
func TestWriteFileKeeps(t *testing.T) {
	name := t.TempDir() + "/x"
	save(t, name, []byte("old"))
	err := writeFile(name, nil, func(w io.Writer) error {
		_, err := io.Copy(&full{w, 5}, strings.NewReader("newer than that"))
		return err
	})
	if err == nil || string(content(t, name)) != "old" {
		t.Errorf("%v, %q", err, content(t, name))
	}
	if f, _ := os.ReadDir(filepath.Dir(name)); len(f) != 1 {
		t.Errorf("left behind: %v", f)
	}
}

// Weights of 16 bits have half the size.
func TestTrainHalf(t *testing.T) {
	data, dir := album(t), t.TempDir()
	b := trained(t, quick(data, dir+"/w", "--half", "--steps", "1"))
	f, err := safetensors.Decode(b)
	if err != nil || len(b) > 260_000 || len(f.Tensors) != len(cnn.Tensors()) {
		t.Errorf("%d bytes, %v", len(b), err)
	}
}

// Pairs of two folders, the map form, and outputs without edges.
func TestTrainForms(t *testing.T) {
	clean, dir := t.TempDir(), t.TempDir()
	save(t, clean+"/a.png", encoded(t, "png", picture(28, 28)))
	noisy := t.TempDir()
	save(t, noisy+"/a.jpg", encoded(t, "jpg", picture(28, 28)))
	_, meta, err := cnn.Decode(trained(t, quick(noisy, dir+"/w", "--task", "pairs", "--target", clean,
		"--loss", "ssim=.5,l1", "--form", "map", "--patch", "27", "--steps", "1", "--log", dir+"/c.csv")))
	if err != nil || meta["task"] != "pairs" || meta["padding"] != "valid" || meta["form"] != "map" || meta["loss"] != "ssim=0.5,l1" {
		t.Errorf("%v, %v", meta, err)
	}
	if head, _, _ := strings.Cut(string(content(t, dir+"/c.csv")), "\n"); head != "step,loss,ssim,l1,rate,psnr" {
		t.Error(head)
	}
}
