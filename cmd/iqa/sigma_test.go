package main

import (
	"encoding/csv"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/cnn"
)

// quickSigma are the arguments of a study of few pixels.
func quickSigma(data, test, out string, more ...string) []string {
	return append([]string{"cnn", "sigma", "--data", data, "--test", test, "-o", out, "--sigmas", ".5,1.5",
		"--steps", "6", "--batch", "2", "--patch", "5", "--checkpoint-every", "0", "--metrics", "l1,psnr",
		"--bootstrap", "100", "--format", "md"}, more...)
}

// stripes is a folder with a picture of an edge between flat areas.
func stripes(t *testing.T) string {
	t.Helper()
	dir, m := t.TempDir(), picture(24, 12)
	for i := range m.Pix {
		m.Pix[i] = 255
		if i/4%24 < 12 && i%4 < 3 {
			m.Pix[i] = 60
		}
	}
	save(t, dir+"/edge.png", encoded(t, "png", m))
	save(t, dir+"/steep.png", encoded(t, "png", picture(14, 13)))
	return dir
}

// studied runs a study and returns what it printed.
func studied(t *testing.T, args []string) (stdout, stderr string) {
	t.Helper()
	code, out, errs := call(t, args...)
	if code != 0 || !strings.Contains(out, "flat-rmse") {
		t.Fatalf("%q: code %d: %s%s", args, code, out, errs)
	}
	return out, errs
}

// results are the files of a folder.
func results(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range files {
		all[f.Name()] = contents(t, dir+"/"+f.Name())
	}
	return all
}

var studyFiles = []string{"page.html", "sigma-0.5.csv", "sigma-0.5.safetensors",
	"sigma-1.5.csv", "sigma-1.5.safetensors", "values.csv"}

// A study has the networks that train makes with the same flags, a table with a
// column for each, and a page.
func TestSigma(t *testing.T) {
	data, test, dir := album(t), stripes(t), t.TempDir()
	out, errs := studied(t, quickSigma(data, test, dir+"/new/folder"))
	for _, want := range []string{
		"| demosaic a=0.005,b=0.0001, mean of 2 pictures | input | σ=0.5 | σ=1.5 |", "| ↓ 1000·l1 | ", "| ↑ psnr | ",
		"| ↓ 1000·flat-rmse (1 picture without a score) | ", "| ↓ 1000·edge-rmse (1 picture without a score) | ",
		"| ↓ 1000·flat-sd (1 picture without a score) | ", "| ↓ 1000·edge-sd (1 picture without a score) | ",
		"| difference to σ=0.5, 95 % interval, pictures with a better score | σ=1.5 |",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	for _, want := range []string{"iqa: σ=0.5, 1 of 2: from step 0 of 6\n", "iqa: σ=1.5, 2 of 2: from step 0 of 6\n"} {
		if !strings.Contains(errs, want) {
			t.Errorf("no %q in\n%s", want, errs)
		}
	}
	files := results(t, dir+"/new/folder")
	if names := sorted(files); !slices.Equal(names, studyFiles) {
		t.Fatalf("%q, want %q", names, studyFiles)
	}
	alone := trained(t, quick(data, dir+"/w", "--task", "demosaic", "--loss", "ssim:sigma=1.5", "--log", dir+"/c.csv"))
	if string(alone) != files["sigma-1.5.safetensors"] || contents(t, dir+"/c.csv") != files["sigma-1.5.csv"] {
		t.Error("not the network that train makes")
	}
	if !strings.HasPrefix(files["values.csv"], "picture,task,column,seed,l1,psnr,flat-rmse,edge-rmse,flat-sd,edge-sd\nedge.png,") ||
		strings.Count(files["page.html"], "<figcaption>σ=1.5</figcaption>") != 2 {
		t.Errorf("%s\n%s", files["values.csv"], files["page.html"])
	}
}

func sorted(files map[string]string) []string { return slices.Sorted(maps.Keys(files)) }

// Interrupted, and started again with another number of workers, a study has the
// files of one that was not, to the last byte. What is finished is not trained
// again.
func TestSigmaResumes(t *testing.T) {
	data, test, dir := album(t), stripes(t), t.TempDir()
	want, _ := studied(t, quickSigma(data, test, dir+"/whole", "-j", "1"))
	args := quickSigma(data, test, dir+"/part", "-j", "2", "--checkpoint-every", "4")
	there := func() bool { _, err := os.Stat(dir + "/part/sigma-1.5.checkpoint.safetensors"); return err == nil }
	code, errs := stopping(t, args, there)
	if code != 2 || !strings.HasSuffix(errs, "iqa: σ=1.5: interrupted at step 4 (go on with the same command)\n") {
		t.Fatalf("code %d: %s", code, errs)
	}
	if names := sorted(results(t, dir+"/part")); !slices.Equal(names, []string{"sigma-0.5.csv",
		"sigma-0.5.safetensors", "sigma-1.5.checkpoint.safetensors", "sigma-1.5.csv"}) {
		t.Errorf("after an interrupt: %q", names)
	}
	for i, told := range []string{"iqa: σ=1.5, 2 of 2: from step 4 of 6\n", "iqa: σ=1.5, 2 of 2: taken from " + dir + "/part/sigma-1.5.safetensors\n"} {
		got, errs := studied(t, args)
		if got != want || !strings.Contains(errs, told) ||
			!strings.Contains(errs, "iqa: σ=0.5, 1 of 2: taken from "+dir+"/part/sigma-0.5.safetensors\n") {
			t.Errorf("run %d: %s%s, want %s%s", i+2, got, errs, want, told)
		}
		whole, part := results(t, dir+"/whole"), results(t, dir+"/part")
		if names := sorted(part); !slices.Equal(names, studyFiles) {
			t.Errorf("run %d: %q", i+2, names)
		}
		for name, b := range whole {
			if part[name] != b {
				t.Errorf("run %d: another %s", i+2, name)
			}
		}
	}
}

// What another study left in the folder is not taken, and stays.
func TestSigmaOthers(t *testing.T) {
	data, test, dir := album(t), stripes(t), t.TempDir()
	studied(t, quickSigma(data, test, dir+"/a"))
	before := results(t, dir+"/a")
	const hint = " (want another --output, or remove it)\n"
	for want, args := range map[string][]string{
		`its steps is "6", not "7"` + hint:                           {"--steps", "7"},
		`its seed is "1", not "2"` + hint:                            {"--seed", "2"},
		`its task is "demosaic", not "sr2"` + hint:                   {"--task", "sr2"},
		`its pictures is "2", not "4"` + hint:                        {"--data", album(t)},
		`sigma-1.5.safetensors: is of another training: its rate is`: {"--rate", ".1", "--sigmas", "2,1.5"},
	} {
		code, out, errs := call(t, quickSigma(data, test, dir+"/a", args...)...)
		if code != 2 || out != "" || !strings.Contains(errs, want) {
			t.Errorf("code %d: %s%s, want %s", code, out, errs, want)
		}
	}
	if after := results(t, dir+"/a"); !maps.Equal(after, before) {
		t.Errorf("the folder has other files now: %q", sorted(after))
	}
	other := content(t, dir+"/a/sigma-0.5.safetensors")
	for name, b := range map[string][]byte{"sigma-0.5.checkpoint.safetensors": other, "sigma-0.5.safetensors": other[:99]} {
		folder := t.TempDir()
		save(t, folder+"/"+name, b)
		code, _, errs := call(t, quickSigma(data, test, folder)...)
		if code != 2 || !strings.Contains(errs, "iqa: "+folder+"/"+name+": ") || !strings.HasSuffix(errs, hint) {
			t.Errorf("%s: code %d: %s", name, code, errs)
		}
	}
}

// What cannot be is told in a line, before anything is written.
func TestSigmaRefuses(t *testing.T) {
	data, test, dir := album(t), stripes(t), t.TempDir()
	save(t, dir+"/file", nil)
	save(t, dir+"/empty/notes.txt", nil)
	out := dir + "/out"
	sr2 := trainedAs(t, data, dir+"/sr2.safetensors", "sr2", "l1", "1")
	same := trainedAs(t, data, dir+"/same.safetensors", "demosaic", "ssim:sigma=1.50", "1")
	for _, c := range []struct{ flag, value, want string }{
		{"--sigmas", "0", `--sigmas: "0" is no number from 0.1 to 100`},
		{"--sigmas", "3,-1", `--sigmas: "-1" is no number`},
		{"--sigmas", "NaN", `--sigmas: "NaN" is no number`},
		{"--sigmas", "Inf", `--sigmas: "Inf" is no number`},
		{"--sigmas", "1e-9", `--sigmas: "1e-9" is no number`},
		{"--sigmas", "wide", `--sigmas: "wide" is no number`},
		{"--sigmas", "1,,3", `--sigmas: "" is no number`},
		{"--sigmas", "", `--sigmas: "" is no number`},
		{"--sigmas", "3, 1,3.0", "--sigmas: 3 is there twice"},
		{"--base", "3", "--base: 3 is not among --sigmas"},
		{"--base", "none", `--base: "none" is no number`},
		{"--task", "pairs", `--task: unknown "pairs" (want demosaic, sr2, jpeg)`},
		{"--quality", "10", "--quality: only the task jpeg"},
		{"--test", "", "want --test DIR (see iqa cnn sigma --help)"},
		{"--test", dir + "/none", dir + "/none: no such file"},
		{"--test", dir + "/file", dir + "/file: is a file, want a folder"},
		{"--test", dir + "/empty", dir + "/empty: no pictures found"},
		{"-o", "", "want --output DIR"},
		{"-o", dir + "/file", "--output: " + dir + "/file: not a directory"},
		{"--patch", "4", "--patch: "},
		{"--steps", "0", "--steps: 0"},
		{"--metrics", "fog", "--metrics: "},
		{"--figures", "-1", "--figures: -1"},
		{"--format", "xml", "--format: unknown"},
		{"--memory", "much", "--memory: "},
		{"--weights", dir + "/none", dir + "/none: no such file"},
		{"--weights", sr2, sr2 + ": is for sr2, not demosaic a=0.005,b=0.0001"},
		{"--weights", same, out + "/sigma-1.5.safetensors and " + same + " are both for demosaic"},
	} {
		code, stdout, errs := call(t, quickSigma(data, test, out, c.flag, c.value)...)
		if code != 2 || stdout != "" || !strings.HasPrefix(errs, "iqa: "+c.want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s %q: code %d: %s%s, want %s", c.flag, c.value, code, stdout, errs, c.want)
		}
	}
	if code, _, errs := call(t, "cnn", "sigma", "--test", test, "-o", out); code != 2 || errs != "iqa: want --data DIR (see iqa cnn sigma --help)\n" {
		t.Errorf("code %d: %s", code, errs)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("the folder was made")
	}
	code, _, errs := call(t, quickSigma(dir+"/none", test, out)...)
	if code != 2 || errs != "iqa: "+dir+"/none: no such file or directory\n" {
		t.Errorf("no pictures: code %d: %s", code, errs)
	}
}

// trainedAs trains a network that is not of the study.
func trainedAs(t *testing.T, data, name, task, loss, seed string) string {
	t.Helper()
	trained(t, quick(data, name, "--task", task, "--loss", loss, "--seed", seed, "--steps", "2"))
	return name
}

// Further networks are columns of their own, or other seeds of a width, by
// whatever name they have it.
func TestSigmaWeights(t *testing.T) {
	data, test, dir := album(t), stripes(t), t.TempDir()
	l2 := trainedAs(t, data, dir+"/l2.safetensors", "demosaic", "l2", "1")
	five := trainedAs(t, data, dir+"/five.safetensors", "demosaic", "ssim", "2")
	out, _ := studied(t, quickSigma(data, test, dir+"/out", "--sigmas", "5,.5", "-w", l2+","+five, "--format", "csv", "--base", ".5"))
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows[1:5] {
		got = append(got, r[3]+" "+r[8]+" "+r[10])
	}
	if want := []string{"input 1 σ=0.5", "l2 1 σ=0.5", "σ=5 2 σ=0.5", "σ=0.5 1 σ=0.5"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	_, meta, err := cnn.Decode(content(t, dir+"/out/sigma-5.safetensors"))
	if err != nil || meta["loss"] != "ssim:sigma=5" || meta["form"] != "centre" {
		t.Errorf("%v, %v", meta, err)
	}
}
