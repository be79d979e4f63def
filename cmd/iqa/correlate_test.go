package main

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

const (
	rated = "../../opinion/testdata/"

	tidScores, tid     = rated + "tid2013.scores.csv", rated + "tid2013.txt"
	kadidScores, kadid = rated + "kadid.scores.jsonl", rated + "kadid.csv"
)

// correlated are the records of a run, by metric.
func correlated(t *testing.T, args ...string) (map[string]map[string]any, string) {
	t.Helper()
	code, out, errs := call(t, append([]string{"correlate", "-f", "jsonl"}, args...)...)
	if code != 0 {
		t.Fatalf("%q: code %d: %s", args, code, errs)
	}
	all := map[string]map[string]any{}
	for l := range strings.Lines(out) {
		var m map[string]any
		if err := json.Unmarshal([]byte(l), &m); err != nil {
			t.Fatalf("%v: %s", err, l)
		}
		all[m["metric"].(string)] = m
	}
	return all, errs
}

// The layouts of TID2013 and KADID-10k, with the numbers of SciPy.
func TestCorrelate(t *testing.T) {
	var golden map[string]map[string]map[string]float64
	b, err := os.ReadFile(rated + "scipy.json")
	if err == nil {
		err = json.Unmarshal(b, &golden)
	}
	if err != nil {
		t.Fatal(err)
	}
	sign := map[string]float64{"l1": -1, "gmsd": -1, "psnr": 1, "ssim": 1, "mine": 1}
	for set, files := range map[string][2]string{"tid2013": {tidScores, tid}, "kadid": {kadidScores, kadid}} {
		got, _ := correlated(t, files[0], files[1], "--bootstrap", "100")
		for metric, want := range golden[set] {
			r := got[metric]
			for key, v := range map[string]float64{
				"srocc": sign[metric] * want["spearman"], "krocc": sign[metric] * want["kendall"],
				"plcc": want["plcc"], "rmse": want["rmse"], "pairs": want["pairs"], "infinite": want["infinite"],
			} {
				if f, ok := r[key].(float64); !ok || math.Abs(f-v) > 1e-9 {
					t.Errorf("%s %s: %s is %v, want %v", set, metric, key, r[key], v)
				}
				low, there := r[key+"_low"].(float64)
				if there && (low > v || r[key+"_high"].(float64) < v) {
					t.Errorf("%s %s: %s %v is not in %v…%v", set, metric, key, v, low, r[key+"_high"])
				}
			}
		}
	}
}

// What was taken for what is told, once, on stderr.
func TestCorrelateTells(t *testing.T) {
	dir := t.TempDir()
	save(t, dir+"/s.csv", []byte("dist,ssim,l1\na.png,.9,\nb.png,.8,.02\nc.png,.7,.03\nd.png,.6,.05\ne.png,.5,.1\n"))
	save(t, dir+"/live.csv", []byte("image,dmos\nA.bmp,10\nb.bmp,20\nc.bmp,31\nd.bmp,42\nx.bmp,1\ny.bmp,1\nz.bmp,1\nw.bmp,1\n"))
	got, errs := correlated(t, dir+"/s.csv", dir+"/live.csv", "--bootstrap", "0")
	want := "iqa: " + dir + "/live.csv: column dmos, lower is better (taken for differences of opinions)\n" +
		"iqa: without an opinion: 1: e.png\niqa: without a score: 4: x.bmp, y.bmp, z.bmp, …\n"
	if errs != want {
		t.Errorf("stderr %q, want %q", errs, want)
	}
	if s := got["ssim"]; s["srocc"] != 1.0 || s["opinion"] != "lower" || s["plcc"] != nil || s["srocc_low"] != nil ||
		s["notes"].([]any)[0] != "plcc, rmse: fewer than 5 pairs to fit" {
		t.Errorf("ssim: %v", s)
	}
	if s := got["l1"]; s["srocc"] != 1.0 || s["null"] != 1.0 || s["better"] != "lower" {
		t.Errorf("l1: %v", s)
	}
	got, errs = correlated(t, dir+"/s.csv", dir+"/live.csv", "--higher-better", "-m", "ssim")
	if len(got) != 1 || got["ssim"]["srocc"] != -1.0 || !strings.Contains(errs, "higher is better (as said)") ||
		!strings.Contains(errs, "every metric disagrees with the opinions: is higher better?") {
		t.Errorf("%v: %s", got, errs)
	}
	_, errs = correlated(t, kadidScores, kadid, "--bootstrap", "0")
	if !strings.Contains(errs, "column dmos, higher is better (the dmos of KADID-10k is a mean opinion)") ||
		!strings.Contains(errs, "records with an error instead of scores: 1") {
		t.Error(errs)
	}
}

func TestCorrelateErrors(t *testing.T) {
	dir := t.TempDir()
	save(t, dir+"/twice.txt", []byte("1 a/I01_01_1.bmp\n2 b/I01_01_1.bmp\n"))
	save(t, dir+"/other.txt", []byte("1 x.bmp\n2 y.bmp\n"))
	save(t, dir+"/bad.csv", []byte("image,mos\nx,y\n"))
	for _, c := range []struct {
		says string
		args []string
	}{
		{"want SCORES and MOS, got 1", []string{tidScores}},
		{"want SCORES and MOS, got 3", []string{tidScores, tid, tid}},
		{"not-there: ", []string{tidScores, "not-there"}},
		{"is a directory", []string{dir, tid}},
		{"only one of SCORES and MOS can be stdin", []string{"-", "-"}},
		{"stdin: no rows", []string{"-", tid}},
		{"bad.csv: line 2: column mos", []string{tidScores, dir + "/bad.csv"}},
		{"--match path compares whole paths", []string{tidScores, dir + "/twice.txt"}},
		{"no image has a score and an opinion", []string{tidScores, dir + "/other.txt"}},
		{"no image has a score and an opinion", []string{tidScores, dir + "/twice.txt", "--match", "path"}},
		{`no column "mos" (there are 1, 2)`, []string{tidScores, tid, "--score-column", "mos"}},
		{`--metrics: "vmaf" is no column of numbers`, []string{tidScores, tid, "-m", "ssim,vmaf"}},
		{"--bootstrap: -1", []string{tidScores, tid, "--bootstrap", "-1"}},
		{"--confidence: 1 ", []string{tidScores, tid, "--confidence", "1"}},
		{"--confidence: NaN ", []string{tidScores, tid, "--confidence", "nan"}},
		{"--match: unknown", []string{tidScores, tid, "--match", "maybe"}},
		{"--lower-better and --higher-better", []string{tidScores, tid, "--lower-better", "--higher-better"}},
		{"--format: unknown", []string{tidScores, tid, "--format", "xml"}},
		{"no/such/folder/x.csv", []string{tidScores, tid, "-o", "no/such/folder/x.csv"}},
	} {
		code, out, errs := call(t, append([]string{"correlate"}, c.args...)...)
		last := errs[strings.LastIndex(strings.TrimSuffix(errs, "\n"), "\n")+1:]
		if code != 2 || out != "" || !strings.HasPrefix(last, "iqa: ") || !strings.Contains(last, c.says) {
			t.Errorf("%q: code %d, stdout %q, stderr %q, want %q", c.args, code, out, errs, c.says)
		}
	}
}

func TestCorrelateOutput(t *testing.T) {
	dir := t.TempDir()
	name := dir + "/out.csv"
	if code, out, errs := call(t, "correlate", tidScores, tid, "-o", name, "--bootstrap", "20"); code != 0 || out != "" {
		t.Fatalf("code %d, stdout %q, stderr %q", code, out, errs)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	if err != nil || len(rows) != 4 || rows[1][0] != "l1" {
		t.Errorf("%v: %s", err, b)
	}
	if f, _ := os.ReadDir(dir); len(f) != 1 {
		t.Errorf("left behind: %v", f)
	}
	_, first, _ := call(t, "correlate", tidScores, tid, "--bootstrap", "20")
	_, again, _ := call(t, "correlate", tidScores, tid, "--bootstrap", "20", "--seed", "1")
	_, other, _ := call(t, "correlate", tidScores, tid, "--bootstrap", "20", "--seed", "2")
	if first != again || first == other || !strings.Contains(first, "ssim\n") {
		t.Errorf("%s%s%s", first, again, other)
	}
}

// From images to correlations: what score writes, in either format, is read.
func TestScoreThenCorrelate(t *testing.T) {
	dir := t.TempDir()
	mos := "image,MOS\n"
	for i, name := range []string{"retina", "chelsea", "astronaut", "camera"} {
		mos += "Ref/" + strings.ToUpper(name) + ".bmp," + strconv.Itoa(5-i) + "\n"
	}
	save(t, dir+"/mos.csv", []byte(mos))
	for _, format := range []string{"csv", "jsonl"} {
		code, scores, errs := call(t, "score", testdata+"ref", testdata+"dist", "-f", format)
		if code != 0 {
			t.Fatalf("code %d: %s", code, errs)
		}
		code, out, errs := callWith(t.Context(), scores, "correlate", "-", dir+"/mos.csv", "-f", "csv", "--bootstrap", "0")
		if code != 0 {
			t.Fatalf("%s: code %d: %s", format, code, errs)
		}
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil || len(rows) != 6 {
			t.Fatalf("%s: %v: %s", format, err, out)
		}
		// By l2 and psnr the order is that of the opinions; l1 and ssim change two
		// neighbours; ms-ssim has retina last.
		for i, want := range []string{"0.8", "1", "1", "0.8", "-0.4"} {
			if got := rows[i+1][6]; got != want {
				t.Errorf("%s: srocc of %s is %s, want %s", format, rows[i+1][0], got, want)
			}
		}
	}
}
