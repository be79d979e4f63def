package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/metrics"
)

const testdata = "../../testdata/"

// call runs the command in this process.
func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	return callWith(t.Context(), "", args...)
}

func callWith(ctx context.Context, stdin string, args ...string) (int, string, string) {
	var out, err bytes.Buffer
	code := run(ctx, append([]string{"iqa"}, args...), strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

// picture is a smooth one with some texture.
func picture(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.NRGBA{uint8(x * 5), uint8(y * 7), uint8(x * y), 255})
		}
	}
	return m
}

func encoded(t *testing.T, ext string, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch ext {
	case "png":
		err = png.Encode(&b, m)
	case "jpg":
		err = jpeg.Encode(&b, m, nil)
	case "gif":
		err = gif.Encode(&b, m, nil)
	case "bmp":
		err = bmp.Encode(&b, m)
	case "tif":
		err = tiff.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func save(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// lines are the JSON records of an output, by the distorted or reference name.
func lines(t *testing.T, out string) map[string]map[string]any {
	t.Helper()
	all := map[string]map[string]any{}
	for l := range strings.Lines(out) {
		var m map[string]any
		if err := json.Unmarshal([]byte(l), &m); err != nil {
			t.Fatalf("%v: %s", err, l)
		}
		all[m["ref"].(string)] = m
	}
	return all
}

func TestWorkersPrintTheSame(t *testing.T) {
	for _, format := range []string{"table", "jsonl", "csv", "md"} {
		var want string
		for _, n := range []string{"1", "2", "7"} {
			code, out, _ := call(t, "score", testdata+"ref", testdata+"dist",
				"--workers", n, "--no-timing", "--format", format)
			if code != 0 || out == "" {
				t.Fatalf("%s: code %d", format, code)
			}
			if want == "" {
				want = out
			}
			if out != want {
				t.Errorf("%s with %s workers:\n%s\nwith 1:\n%s", format, n, out, want)
			}
		}
	}
}

// Flags stand where people put them.
func TestFlagsAnywhere(t *testing.T) {
	ref, dist := testdata+"ref/camera.png", testdata+"dist/camera.jpg"
	_, want, _ := call(t, "score", "-f", "csv", "--no-timing", "-m", "l1", ref, dist)
	for _, args := range [][]string{
		{"score", ref, dist, "-f", "csv", "--no-timing", "-m", "l1"},
		{"score", ref, "-f=csv", "--metrics=l1", dist, "--no-timing"},
		{"score", "--no-timing", ref, "--format", "csv", dist, "-m", "l1"},
		{"score", "--no-timing", "-f=csv", "-m=l1", "--", ref, dist},
	} {
		if code, out, errs := call(t, args...); code != 0 || out != want {
			t.Errorf("%q: code %d\n%s%s", args, code, out, errs)
		}
	}
}

func TestUsageErrors(t *testing.T) {
	ref, dist := testdata+"ref/camera.png", testdata+"dist/camera.jpg"
	for _, args := range [][]string{
		{"score"}, {"score", ref}, {"score", ref, dist, dist}, {"frobnicate"},
		{"score", ref, dist, "--nonsense"}, {"score", ref, dist, "--workers"},
		{"score", ref, dist, "--workers", "x"}, {"score", ref, dist, "--workers", "-1"},
		{"score", ref, dist, "--metrics", "l1,vmaf"}, {"score", ref, dist, "-m", "l1,l1"},
		{"score", ref, dist, "--color", "blue"}, {"score", ref, dist, "--format", "xml"},
		{"score", ref, dist, "--min", "ssim"}, {"score", ref, dist, "--min", "ssim=x"},
		{"score", ref, dist, "--max", "vmaf=1"}, {"score", ref, dist, "-m", "l1", "--min", "ssim=1"},
		{"score", ref, dist, "--memory", "much"}, {"score", ref, dist, "--max-pixels", "0"},
		{"score", ref, dist, "--progress", "maybe"}, {"score", "--pairs", "x.csv", ref},
		{"score", "--pairs", "not-there.csv"}, {"score", "--pairs", "."}, {"score", "not-there", dist},
		{"score", testdata + "ref", dist}, {"metrics", "l1"}, {"completion", "csh"},
		{"version", "x"}, {"completion", "bash", "x"}, {"score", ref, dist, "-m", ","}, {"--version"},
		{"score", ref, dist, "-o", "no/such/folder/x.csv"}, {"score", ref, dist, "-o", t.TempDir()},
	} {
		code, out, errs := call(t, args...)
		if code != 2 || out != "" || !strings.HasPrefix(errs, "iqa: ") ||
			strings.Count(errs, "\n") != 1 {
			t.Errorf("%q: code %d, stdout %q, stderr %q", args, code, out, errs)
		}
	}
	for want, args := range map[string][]string{
		"iqa: flag needs an argument: -workers (see iqa score --help)\n": {"score", ref, dist, "--workers"},
		"iqa: flag provided but not defined: -x (see iqa --help)\n":      {"-x"},
	} {
		if _, _, errs := call(t, args...); errs != want {
			t.Errorf("%q: %q, want %q", args, errs, want)
		}
	}
	if code, out, errs := call(t); code != 2 || out != "" || errs == "" {
		t.Errorf("bare iqa: code %d, stdout %q", code, out)
	}
}

func TestThresholds(t *testing.T) {
	for _, c := range []struct {
		code int
		args []string
	}{
		{0, []string{"--min", "ssim=0.8", "--max", "l1=0.1"}},
		{1, []string{"--min", "ssim=0.9"}},
		{1, []string{"--min", "ssim=0.1", "--max", "l2=0.0001"}},
	} {
		args := append([]string{"score", testdata + "ref", testdata + "dist"}, c.args...)
		if code, _, errs := call(t, args...); code != c.code {
			t.Errorf("%q: code %d, want %d: %s", c.args, code, c.code, errs)
		}
	}
	dir := t.TempDir()
	small := encoded(t, "png", picture(20, 20))
	save(t, dir+"/ref/a.png", small)
	save(t, dir+"/dist/a.png", small)
	if code, _, errs := call(t, "score", dir+"/ref", dir+"/dist", "--min", "ms-ssim=0"); code != 1 ||
		!strings.Contains(errs, "a.png: no ms-ssim") {
		t.Errorf("null score: code %d, %s", code, errs)
	}
	save(t, dir+"/ref/b.png", small)
	if code, _, _ := call(t, "score", dir+"/ref", dir+"/dist", "--min", "ms-ssim=0"); code != 2 {
		t.Errorf("failed pair and missed threshold: code %d, want 2", code)
	}
}

// Each bad file is a record with one line that names it, and the rest goes on.
func TestBadInput(t *testing.T) {
	dir := t.TempDir()
	good := encoded(t, "png", picture(40, 30))
	fail := map[string]string{} // name → part of its error
	add := func(name string, dist []byte, says string) {
		save(t, dir+"/ref/"+name, good)
		if dist != nil {
			save(t, dir+"/dist/"+name, dist)
		}
		if says != "" {
			fail[name] = says
		}
	}
	add("good.png", good, "")
	for _, ext := range []string{"png", "jpg", "gif", "bmp", "tif"} {
		data := encoded(t, ext, picture(40, 30))
		add("half."+ext, data[:len(data)/2], ext[:2])
		add("last."+ext, data[:len(data)-1], ext[:2])
		add("head."+ext, data[:9], "")
		fail["head."+ext] = "head." + ext
	}
	add("empty.png", []byte{}, "empty file")
	add("text.png", []byte("just some text\n"), "not an image")
	add("missing.png", nil, "no distorted picture")
	add("size.png", encoded(t, "png", picture(41, 30)), "sizes differ")
	huge := bytes.Clone(good)
	copy(huge[16:], []byte{0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0})
	add("huge.png", huge, "")
	fail["huge.png"] = "huge.png: "
	add("folder.png", nil, "is a directory")
	add("two.png", nil, "several distorted pictures")
	save(t, dir+"/dist/two.jpg", good)
	save(t, dir+"/dist/two.gif", good)
	save(t, dir+"/dist/extra.png", good)
	if err := os.MkdirAll(dir+"/dist/folder.png", 0o755); err != nil {
		t.Fatal(err)
	}
	add("link.png", nil, "link.png: ")
	save(t, dir+"/outside.png", good)
	if err := os.Symlink("../outside.png", dir+"/dist/link.png"); err != nil {
		t.Fatal(err)
	}
	code, out, errs := call(t, "score", dir+"/ref", dir+"/dist", "-f", "jsonl")
	got := lines(t, out)
	if code != 2 || len(got) != len(fail)+1 {
		t.Errorf("code %d, %d records, want %d", code, len(got), len(fail)+1)
	}
	for name, says := range fail {
		e, _ := got[name]["error"].(string)
		if !strings.HasPrefix(e, name+": ") || !strings.Contains(e, says) ||
			strings.Contains(e, "\n") || strings.Count(e, name+":") != 1 {
			t.Errorf("%s: error %q, want one that says %q", name, e, says)
		}
	}
	if got["good.png"]["error"] != nil {
		t.Errorf("good.png: %v", got["good.png"]["error"])
	}
	if !strings.Contains(errs, `"extra.png" has no reference`) {
		t.Errorf("stderr: %s", errs)
	}
}

// What is named in messages stays one line, whatever bytes its name has, and
// names that are no UTF-8 are names too.
func TestOddNames(t *testing.T) {
	dir := t.TempDir()
	good := encoded(t, "png", picture(40, 30))
	for _, name := range []string{"a\nb.png", "\x1b[31m.png", "caf\xe9.png"} {
		if err := os.WriteFile(dir+"/"+name, good, 0o644); err != nil {
			t.Skip("no such names here: ", err)
		}
		save(t, dir+"/ref/"+name, good)
		save(t, dir+"/dist/"+name, good)
	}
	if code, _, errs := call(t, "score", dir+"/ref", dir+"/dist", "-f", "jsonl"); code != 0 {
		t.Errorf("code %d: %s", code, errs)
	}
	save(t, dir+"/dist/a\nb.png", good[:99])
	save(t, dir+"/dist/c\nd.png", good)
	code, _, errs := call(t, "score", dir+"/ref", dir+"/dist", "-f", "csv", "--min", "ms-ssim=0")
	for _, want := range []string{`iqa: a\nb.png: png: `, `iqa: "c\nd.png" has no reference`,
		`iqa: \x1b[31m.png: no ms-ssim`} {
		if !strings.Contains(errs, want) {
			t.Errorf("stderr does not say %s", want)
		}
	}
	if code != 2 || strings.Contains(errs, "\nb") || strings.Contains(errs, "\x1b") {
		t.Errorf("code %d: %q", code, errs)
	}
	if code, _, errs := call(t, "score", dir+"/none\n", dir); code != 2 || strings.Count(errs, "\n") != 1 {
		t.Errorf("code %d: %q", code, errs)
	}
}

func TestNoPairs(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{{testdata + "ref/camera.png", dir}, {dir, dir}} {
		code, _, errs := call(t, append([]string{"score"}, args...)...)
		if want := "iqa: " + dir + ": no pairs found\n"; code != 2 || errs != want {
			t.Errorf("code %d: %q, want %q", code, errs, want)
		}
	}
}

// Pictures of different kinds are made alike, and the record says so.
func TestMixedKinds(t *testing.T) {
	dir := t.TempDir()
	rgb := picture(30, 30)
	gray, deep := image.NewGray(rgb.Rect), image.NewNRGBA64(rgb.Rect)
	clear := image.NewNRGBA(rgb.Rect)
	for y := range 30 {
		for x := range 30 {
			c := rgb.NRGBAAt(x, y)
			gray.Set(x, y, c)
			deep.Set(x, y, c)
			c.A = 100
			clear.Set(x, y, c)
		}
	}
	for name, m := range map[string]image.Image{"gray": gray, "deep": deep, "clear": clear} {
		save(t, dir+"/ref/"+name+".png", encoded(t, "png", rgb))
		save(t, dir+"/dist/"+name+".png", encoded(t, "png", m))
	}
	code, out, errs := call(t, "score", dir+"/ref", dir+"/dist", "-f", "jsonl")
	if code != 0 {
		t.Errorf("code %d: %s", code, errs)
	}
	got := lines(t, out)
	for name, note := range map[string]string{
		"gray": "gray against rgb", "deep": "bit depths differ", "clear": "alpha",
	} {
		notes := fmt.Sprint(got[name+".png"]["notes"])
		if !strings.Contains(notes, note) || !strings.Contains(notes, "ms-ssim: 30x30 is smaller") {
			t.Errorf("%s: notes %s", name, notes)
		}
		scores := got[name+".png"]["scores"].(map[string]any)
		if scores["ms-ssim"] != nil || scores["l1"] == nil {
			t.Errorf("%s: scores %v", name, scores)
		}
	}
	if s := got["deep.png"]["scores"].(map[string]any); s["psnr"] != "inf" || s["ssim"] != 1.0 {
		t.Errorf("16 bits of the same picture: %v", s)
	}
}

func TestPairsFile(t *testing.T) {
	r, d := testdata+"ref/camera.png", testdata+"dist/camera.jpg"
	for name, list := range map[string]string{
		"csv":        r + "," + d + "\n",
		"capitals":   "Ref, Dist\n" + r + "," + d + "\n",
		"heading":    "note,dist,ref\nx," + d + "," + r + "\r\n",
		"tsv":        "ref\tdist\n" + r + "\t" + d + "\n",
		"bom":        "\xef\xbb\xbfref,dist\n" + r + "," + d,
		"two column": r + "\t" + d,
	} {
		code, out, errs := callWith(t.Context(), list, "score", "--pairs", "-", "-f", "jsonl", "-m", "l1")
		if code != 0 || lines(t, out)[r]["scores"] == nil {
			t.Errorf("%s: code %d: %s%s", name, code, out, errs)
		}
	}
	code, out, _ := callWith(t.Context(), r+"\n"+r+","+d+"\n", "score", "--pairs", "-", "-f", "jsonl")
	if code != 2 || strings.Count(out, "\n") != 2 || !strings.Contains(out, "stdin: line 1: want") {
		t.Errorf("short row: code %d: %s", code, out)
	}
}

func TestOutput(t *testing.T) {
	dir := t.TempDir()
	name, sum := dir+"/out.jsonl", dir+"/sum.json"
	args := []string{"score", testdata + "ref", testdata + "dist", "-m", "l1", "-o", name, "--summary", sum}
	if code, out, errs := call(t, args...); code != 0 || out != "" {
		t.Errorf("code %d, stdout %q, stderr %q", code, out, errs)
	}
	b, err := os.ReadFile(name)
	if err != nil || len(lines(t, string(b))) != 4 {
		t.Errorf("%v: %s", err, b)
	}
	if b, err := os.ReadFile(sum); err != nil || !json.Valid(b) {
		t.Errorf("summary: %v: %s", err, b)
	}
	if f, _ := os.ReadDir(dir); len(f) != 2 {
		t.Errorf("left behind: %v", f)
	}
	needFull(t)
	code, _, errs := call(t, "score", testdata+"ref", testdata+"dist", "-o", "/dev/full")
	if code != 2 || !strings.Contains(errs, "/dev/full: no space left") {
		t.Errorf("full disk: code %d: %s", code, errs)
	}
}

// What was written before the disk was full stays, in whole records.
func TestOutputKeepsWholeRecords(t *testing.T) {
	name := t.TempDir() + "/out.csv"
	o, err := openOutput(name, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer o.discard()
	file := o.Writer
	io.WriteString(o, "one\n")
	o.Writer = &full{file, 2}
	if _, err := io.WriteString(o, "two\n"); err == nil {
		t.Fatal("no error of a full disk")
	}
	o.keep()
	if b, err := os.ReadFile(name); err != nil || string(b) != "one\n" {
		t.Errorf("%v: %q", err, b)
	}
}

// full has room for some bytes more.
type full struct {
	io.Writer
	room int
}

func (f *full) Write(b []byte) (int, error) {
	n, err := f.Writer.Write(b[:min(len(b), f.room)])
	if f.room -= n; err == nil && n < len(b) {
		err = syscall.ENOSPC
	}
	return n, err
}

// Errors in a table that goes to a file are told on stderr as well, and the
// summary can go to stdout.
func TestTableInFile(t *testing.T) {
	dir := t.TempDir()
	code, out, errs := call(t, "score", testdata+"ref/camera.png", testdata+"dist", "-m", "l1",
		"-o", dir+"/x.txt", "--summary", "-")
	if want := "iqa: astronaut.jpg: sizes differ"; code != 2 || !strings.Contains(errs, want) ||
		!strings.Contains(errs, "iqa: 1 scored, 3 failed") || !json.Valid([]byte(out)) {
		t.Errorf("code %d, stdout %q, stderr %q", code, out, errs)
	}
}

// stopper hands out pairs for ever and interrupts after some.
type stopper struct {
	rows int
	stop func()
}

func (s *stopper) Read(p []byte) (int, error) {
	if s.rows--; s.rows == 0 {
		s.stop()
	}
	time.Sleep(time.Millisecond)
	return copy(p, testdata+"ref/camera.png,"+testdata+"dist/camera.jpg\n"), nil
}

func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	dir := t.TempDir()
	var out, errs bytes.Buffer
	code := run(ctx, []string{"iqa", "score", "--pairs", "-", "-m", "l1", "-o", dir + "/x.jsonl"},
		&stopper{50, cancel}, &out, &errs)
	b, err := os.ReadFile(dir + "/x.jsonl")
	if code != 2 || err != nil || !strings.Contains(errs.String(), "interrupted") {
		t.Errorf("code %d, %v: %s", code, err, errs.String())
	}
	lines(t, string(b)) // whole lines only
	if len(b) > 0 && b[len(b)-1] != '\n' {
		t.Error("last line is cut")
	}
}

// built is the path of the command, built for this machine.
func built(t *testing.T) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "iqa")
	build := exec.Command("go", "build", "-o", exe, ".")
	build.Env = append(os.Environ(), "GOARCH=") // also in emulation
	if b, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	return exe
}

// The built program, and a real signal.
func TestSignal(t *testing.T) {
	exe := built(t)
	cmd := exec.Command(exe, "score", "--pairs", "-", "-m", "ssim", "-f", "jsonl")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	row := testdata + "ref/camera.png," + testdata + "dist/camera.jpg\n"
	in.Write([]byte(strings.Repeat(row, 500)))
	out := bufio.NewReader(pipe)
	if _, err := out.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	cmd.Process.Signal(os.Interrupt) // stdin stays open, and waits for more
	defer in.Close()
	rest, err := io.ReadAll(out)
	cmd.Wait()
	code := cmd.ProcessState.ExitCode()
	n := bytes.Count(rest, []byte("\n"))
	if err != nil || code != 2 || n > 400 || n > 0 && !bytes.HasSuffix(rest, []byte("}\n")) {
		t.Errorf("code %d, %v, %d lines after the signal: %q", code, err, n, rest[max(0, len(rest)-99):])
	}
}

// Gray pictures have no score by a metric of colours: null with the reason, which
// misses thresholds, and no failure. Gray against colour is scored.
func TestColorMetrics(t *testing.T) {
	dir := t.TempDir()
	gray := image.NewGray(image.Rect(0, 0, 30, 20))
	colored, other := picture(30, 20), picture(30, 20)
	other.Set(3, 4, color.NRGBA{200, 0, 0, 255})
	for name, m := range map[string]image.Image{
		"ref/gray.png": gray, "dist/gray.png": gray, "ref/color.png": colored,
		"dist/color.png": other, "ref/mixed.png": gray, "dist/mixed.png": colored,
	} {
		save(t, dir+"/"+name, encoded(t, "png", m))
	}
	code, out, errs := call(t, "score", dir+"/ref", dir+"/dist", "--metrics", "ciede2000,l1", "-f", "jsonl")
	if code != 0 {
		t.Fatalf("code %d: %s", code, errs)
	}
	for name, l := range lines(t, out) {
		scores, notes := l["scores"].(map[string]any), fmt.Sprint(l["notes"])
		v, scored := scores["ciede2000"].(float64)
		if scores["l1"] == nil || scored != (name != "gray.png") || scored && !(v > 0) {
			t.Errorf("%s: %v", name, scores)
		}
		if says := strings.Contains(notes, "ciede2000: needs colour, the pictures are gray"); says == scored {
			t.Errorf("%s: notes %s", name, notes)
		}
	}
	for format, want := range map[string]string{
		"table": "-   0.0000000  gray.png  (ciede2000: needs colour, the pictures are gray)",
		"csv":   `gray,wang2004,,0,"ciede2000: needs colour, the pictures are gray",`,
		"md":    "| gray.png | - | 0.0000000 | ciede2000: needs colour, the pictures are gray |",
	} {
		_, out, _ := call(t, "score", dir+"/ref", dir+"/dist", "-m", "ciede2000,l1", "-f", format, "--no-timing")
		if !strings.Contains(out, want) {
			t.Errorf("%s lacks %q: %s", format, want, out)
		}
	}
	code, _, errs = call(t, "score", dir+"/ref", dir+"/dist", "-m", "ciede2000", "--max", "ciede2000=101")
	if want := "iqa: gray.png: no ciede2000 to hold against a threshold\n"; code != 1 || errs != want {
		t.Errorf("code %d: %q, want %q", code, errs, want)
	}
}

// Groups stand for their metrics, which are columns and can have thresholds.
func TestGroupsOfMetrics(t *testing.T) {
	ref, dist := testdata+"ref/astronaut.png", testdata+"dist/astronaut.jpg"
	code, out, errs := call(t, "score", ref, dist, "-m", "psnr, table1,mix", "--alpha", ".5",
		"--min", "mix=0", "-f", "csv", "--no-timing")
	g, _ := metrics.LookupGroup("table1")
	rest := slices.DeleteFunc(g.Metrics, func(n string) bool { return n == "psnr" })
	want := ",psnr," + strings.Join(rest, ",") + ",mix,notes,"
	if code != 0 || !strings.Contains(out, want) {
		t.Errorf("code %d: %s%s, want %s", code, errs, out, want)
	}
	for arg, want := range map[string]string{
		"table1,table1": `iqa: --metrics: metric "table1" is given twice`,
		"table2":        `or a group: default, all, table1)`,
		" , ":           `iqa: --metrics: no metric in " , "`,
	} {
		if code, _, errs := call(t, "score", ref, dist, "-m", arg); code != 2 || !strings.Contains(errs, want) {
			t.Errorf("%q: code %d: %s", arg, code, errs)
		}
	}
	page := t.TempDir() + "/out.png"
	if code, _, errs := call(t, "gradmap", ref, dist, "-m", "table1", "-o", page); code != 2 ||
		!strings.Contains(errs, `unknown metric "table1" (want l1, `) {
		t.Errorf("gradmap of a group: code %d: %s", code, errs)
	}
}

func TestHelpAndLists(t *testing.T) {
	for _, c := range []string{"score", "gradmap", "correlate", "cnn", "cnn train", "cnn restore",
		"metrics", "version", "completion"} {
		code, out, _ := call(t, append(strings.Fields(c), "--help")...)
		if code != 0 || !strings.Contains(out, "Example") {
			t.Errorf("%s --help: code %d: %s", c, code, out)
		}
	}
	if code, out, _ := call(t, "--help"); code != 0 || !strings.Contains(out, "score") {
		t.Errorf("--help: code %d: %s", code, out)
	}
	_, out, _ := call(t, "metrics")
	for _, m := range metrics.Names() {
		if !strings.Contains(out, m+"\n") {
			t.Errorf("metrics does not list %s", m)
		}
	}
	for g := range metrics.Groups() {
		if !strings.Contains(out, "\n"+g.Name+"\n") {
			t.Errorf("metrics does not list the group %s", g.Name)
		}
	}
	if !strings.Contains(out, "images of at least 1x1, colour only; map\n") {
		t.Errorf("metrics does not say what ciede2000 needs and has: %s", out)
	}
	if _, out, _ := call(t, "version"); !strings.Contains(out, "kernels "+asm.Best()) {
		t.Errorf("version: %s", out)
	}
	for _, shell := range []string{"bash", "zsh", "fish"} {
		if code, out, _ := call(t, "completion", shell); code != 0 || !strings.Contains(out, "iqa") {
			t.Errorf("completion %s: code %d: %s", shell, code, out)
		}
	}
	if _, out, _ := call(t, "score", "--", "--generate-bash-completion"); strings.Contains(out, "panic") {
		t.Error(out)
	}
}

// The script in a real shell: flags where one begins, files where they belong.
func TestCompletionInBash(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	const script = `PATH=$1:$PATH; source <(iqa completion bash)
try() { COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _iqa; echo "${COMPREPLY[*]}"; }
try iqa sc; try iqa score ""; try iqa score --fo; try iqa score a b --m; try iqa completion z
try iqa cnn r; try iqa cnn train --wa; try iqa cnn restore -o x ""`
	out, err := exec.Command(bash, "-c", script, "bash", filepath.Dir(built(t))).CombinedOutput()
	want := "score\n\n--format\n--metrics --min --max --max-pixels --memory\nzsh\nrestore\n--warm-up\n\n"
	if err != nil || string(out) != want {
		t.Errorf("%v: %q, want %q", err, out, want)
	}
}

// Results on the terminal of the bar go above it, and none is lost.
func TestResultsAboveBar(t *testing.T) {
	var bar, terminal bytes.Buffer
	p := &progress{stderr: &bar, total: 10}
	w := above{p, &terminal}
	io.WriteString(w, "one\n")
	p.show()
	io.WriteString(w, "two\n")
	p.stop()
	io.WriteString(w, "three\n")
	if terminal.String() != "one\nthree\n" || !strings.Contains(bar.String(), "two\n") {
		t.Errorf("terminal %q, bar %q", terminal.String(), bar.String())
	}
}

func TestProgress(t *testing.T) {
	code, _, errs := call(t, "score", testdata+"ref", testdata+"dist", "--progress", "on", "-m", "l1")
	if code != 0 {
		t.Errorf("code %d: %s", code, errs)
	}
}

// Mix shows its two parts, whose weights --alpha sets; it is not scored unasked.
func TestScoreMix(t *testing.T) {
	ref, dist := testdata+"images/camera176x176.png", testdata+"images/camera176x176__noise10.png"
	for alpha, want := range map[string]string{".84": "0.553475", ".025": "0.046325"} {
		code, out, errs := call(t, "score", ref, dist, "--metrics", "mix", "--alpha", alpha)
		if code != 0 || !strings.Contains(out, want) ||
			!strings.Contains(out, "mix: 1-zhao-ms-ssim 0.653, l1 0.03077") {
			t.Errorf("alpha %s: code %d: %s%s", alpha, code, out, errs)
		}
	}
	for _, args := range [][]string{
		{"--metrics", "mix", "--alpha", "0"}, {"--metrics", "mix", "--alpha", "1.01"},
		{"--metrics", "mix", "--alpha", "NaN"}, {"--alpha", ".5"},
	} {
		code, _, errs := call(t, append([]string{"score", ref, dist}, args...)...)
		if code != 2 || !strings.Contains(errs, "--alpha") {
			t.Errorf("%q: code %d: %s", args, code, errs)
		}
	}
	if _, out, _ := call(t, "score", ref, dist); strings.Contains(out, "mix") {
		t.Errorf("mix unasked: %s", out)
	}
}

// --border is SSIM's, and records say so.
func TestScoreBorder(t *testing.T) {
	ref, dist := testdata+"images/astronaut256.png", testdata+"images/astronaut256__jpeg10.png"
	for rule, want := range map[string]string{
		"symmetric":  `"profile":"wang2004 border=symmetric","scores":{"ssim":0.80897`,
		"reflect101": `"profile":"wang2004 border=reflect101","scores":{"ssim":0.80905`,
		"valid":      `"profile":"wang2004","scores":{"ssim":0.80`,
	} {
		code, out, errs := call(t, "score", ref, dist, "--metrics", "ssim", "--border", rule, "--format", "jsonl")
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("%s: code %d: %s%s, want %s", rule, code, out, errs, want)
		}
	}
	for want, args := range map[string][]string{
		`--border: unknown "fog" (want valid, zero, replicate, symmetric, reflect101)`: {"--border", "fog"},
		"--border: only ssim has it": {"-m", "l1", "--border", "zero"},
	} {
		code, _, errs := call(t, append([]string{"score", ref, dist}, args...)...)
		if code != 2 || errs != "iqa: "+want+"\n" {
			t.Errorf("%q: code %d: %s", args, code, errs)
		}
	}
}

// What cannot be printed is told, help among it.
func TestFullStdout(t *testing.T) {
	needFull(t)
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	for _, args := range [][]string{{"--help"}, {"score", "--help"}, {"metrics"}, {"version"}} {
		var errs strings.Builder
		code := run(t.Context(), append([]string{"iqa"}, args...), strings.NewReader(""), full, &errs)
		if code != exitFailed || errs.String() != "iqa: stdout: no space left on device\n" {
			t.Errorf("%q: code %d: %s", args, code, errs.String())
		}
	}
}
