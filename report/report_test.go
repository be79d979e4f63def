package report_test

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/fastiqa/iqa/report"
)

var names = []string{"psnr", "ssim"}

func records() []*report.Record {
	return []*report.Record{{
		Ref: "a.png", Dist: "a.jpg", Width: 768, Height: 512, Channels: 3, Depth: 8,
		Color: "rgb", Profile: "wang2004", Decode: 31200 * time.Microsecond,
		Scoring: 4800 * time.Microsecond,
		Scores:  []report.Score{{"psnr", 35.125}, {"ssim", .957}},
	}, {
		Ref: "b|c.png", Dist: "b|c.png", Width: 5, Height: 6, Channels: 1, Depth: 16,
		Color: "gray", Profile: "wang2004", Notes: []string{"ssim: too small", "x"},
		Scores: []report.Score{{"psnr", math.Inf(1)}, {"ssim", math.NaN()}},
	}, {
		Ref: "d\n.png", Dist: "e\x1b.jpg", Err: "e\x1b.jpg: unexpected EOF",
	}}
}

func write(t testing.TB, format string, o report.Options, rs []*report.Record) string {
	t.Helper()
	var b strings.Builder
	w, err := report.New(&b, format, o)
	for _, r := range rs {
		if err == nil {
			err = w.Write(r)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var golden = map[string]string{
	"jsonl": `{"ref":"a.png","dist":"a.jpg","width":768,"height":512,"channels":3,"depth":8,"color":"rgb","profile":"wang2004","scores":{"psnr":35.125,"ssim":0.957},"notes":[],"decode_ms":31.2,"score_ms":4.8}
{"ref":"b|c.png","dist":"b|c.png","width":5,"height":6,"channels":1,"depth":16,"color":"gray","profile":"wang2004","scores":{"psnr":"inf","ssim":null},"notes":["ssim: too small","x"],"decode_ms":0,"score_ms":0}
{"ref":"d\n.png","dist":"e\u001b.jpg","error":"e\u001b.jpg: unexpected EOF"}
`,
	"csv": `ref,dist,width,height,channels,depth,color,profile,psnr,ssim,notes,decode_ms,score_ms,error
a.png,a.jpg,768,512,3,8,rgb,wang2004,35.125,0.957,,31.2,4.8,
b|c.png,b|c.png,5,6,1,16,gray,wang2004,inf,,ssim: too small; x,0,0,
"d
.png",` + "e\x1b.jpg,,,,,,,,,,,,e\x1b.jpg: unexpected EOF\n",
	"table": `        psnr        ssim  pair
     35.1250   0.9570000  a.jpg
         inf           -  b|c.png  (ssim: too small; x)
           -           -  e\x1b.jpg: ERROR unexpected EOF

         inf   0.9570000  mean
     35.1250   0.9570000  min
         inf   0.9570000  p5
         inf   0.9570000  median
         inf   0.9570000  max
2 scored, 1 failed
`,
	"md": `| pair | psnr | ssim | notes |
| --- | ---: | ---: | --- |
| a.jpg | 35.1250 | 0.9570000 |  |
| b\|c.png | inf | - | ssim: too small; x |
| e\\x1b.jpg | - | - | **ERROR** unexpected EOF |

| 2 scored, 1 failed | psnr | ssim |
| --- | ---: | ---: |
| mean | inf | 0.9570000 |
| min | 35.1250 | 0.9570000 |
| p5 | inf | 0.9570000 |
| median | inf | 0.9570000 |
| max | inf | 0.9570000 |
`,
}

func TestFormats(t *testing.T) {
	for _, f := range report.Formats() {
		got := write(t, f, report.Options{Metrics: names, Timing: true, Summary: true}, records())
		if got != golden[f] {
			t.Errorf("%s: got\n%s\nwant\n%s", f, got, golden[f])
		}
	}
	if _, err := report.New(nil, "xml", report.Options{}); err == nil {
		t.Error("xml is a format")
	}
}

func TestNoTiming(t *testing.T) {
	got := write(t, "jsonl", report.Options{Metrics: names}, records())
	if strings.Contains(got, "_ms") {
		t.Error(got)
	}
}

func TestSummary(t *testing.T) {
	s := report.NewSummary([]string{"l1"})
	for _, v := range []float64{3, 1, 4, 1, 5, 9, 2, 6, math.NaN()} {
		s.Add(&report.Record{Scores: []report.Score{{"l1", v}}})
	}
	s.Add(&report.Record{Err: "x"})
	// numpy.percentile of 1 1 2 3 4 5 6 9: 5 % is 1, 50 % is 3.5
	want := report.Stat{"l1", 8, 1, 3.875, 1, 1, 3.5, 9}
	if got := s.Stats()[0]; got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if a, b := s.Count(); a != 9 || b != 1 {
		t.Errorf("%d scored, %d failed", a, b)
	}
	var b strings.Builder
	if err := s.WriteJSON(&b); err != nil || !json.Valid([]byte(b.String())) {
		t.Errorf("%v: %s", err, b.String())
	}
}

type fullDisk struct{ room int }

func (f *fullDisk) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errors.New("no space left")
	}
	return len(p), nil
}

func TestWriteErrors(t *testing.T) {
	for _, f := range report.Formats() {
		for room := range len(golden[f]) {
			d := &fullDisk{room}
			w, err := report.New(d, f, report.Options{Metrics: names, Timing: true, Summary: true})
			for _, r := range records() {
				if err == nil {
					err = w.Write(r)
				}
			}
			if err == nil {
				err = w.Close()
			}
			if err == nil {
				t.Fatalf("%s: a disk with %d bytes of room took it all", f, room)
			}
		}
	}
}

func FuzzJSONL(f *testing.F) {
	f.Add("a", "b", "note", "", 1.5, true)
	f.Add("\xff\"\\", "\u2028", "\x00", "x", math.Inf(-1), false)
	f.Fuzz(func(t *testing.T, ref, dist, note, fail string, v float64, timing bool) {
		r := &report.Record{Ref: ref, Dist: dist, Notes: []string{note}, Err: fail,
			Scores: []report.Score{{"l1", v}, {note, v}}}
		got := write(t, "jsonl", report.Options{Timing: timing}, []*report.Record{r})
		var m map[string]any
		if err := json.Unmarshal([]byte(got), &m); err != nil {
			t.Fatalf("%v: %s", err, got)
		}
		if want := string([]rune(ref)); m["ref"] != want { // U+FFFD for a bad byte
			t.Fatalf("ref %q is read as %q", ref, m["ref"])
		}
		if strings.Count(got, "\n") != 1 {
			t.Fatalf("not one line: %q", got)
		}
	})
}

func ExampleNew() {
	w, err := report.New(os.Stdout, "jsonl", report.Options{Metrics: []string{"ssim"}})
	if err != nil {
		panic(err)
	}
	w.Write(&report.Record{Ref: "b.png", Dist: "b.jpg", Err: "b.jpg: unexpected EOF"})
	w.Close()
	// Output:
	// {"ref":"b.png","dist":"b.jpg","error":"b.jpg: unexpected EOF"}
}

func BenchmarkWrite(b *testing.B) {
	for _, f := range report.Formats() {
		b.Run("format="+f, func(b *testing.B) {
			w, err := report.New(discard{}, f, report.Options{Metrics: names, Timing: true})
			if err != nil {
				b.Fatal(err)
			}
			r := records()[0]
			b.ReportAllocs()
			for b.Loop() {
				w.Write(r)
			}
		})
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
