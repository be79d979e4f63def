package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fastiqa/iqa/bench/internal/measure"
	"github.com/fastiqa/iqa/bench/internal/picture"
)

// entryOf makes an entry that has been measured: one call a round.
func entryOf(name string, threads int, score float64, wall ...time.Duration) *entry {
	e := &entry{contestant: &contestant{
		name: name, metrics: []string{"ssim"}, parallel: true, calls: 4,
		tolerance: map[string]float64{"ssim": 1e-5},
	}, threads: threads, score: score}
	for _, t := range wall {
		e.samples = append(e.samples, []measure.Sample{{CPU: t, Wall: t}})
	}
	return e
}

func groupOf(entries ...*entry) *group {
	return &group{metric: "ssim", entries: entries,
		pair: picture.Files{Size: picture.Size{W: 2000, H: 1000}}}
}

func TestFaults(t *testing.T) {
	good := groupOf(entryOf("iqa a", 1, .9), entryOf("iqa b", 2, .9),
		entryOf(baseline, 1, .900009), entryOf(reference, 1, .899992))
	if f := good.faults(); len(f) != 0 {
		t.Errorf("faults where there are none: %q", f)
	}
	bad := groupOf(entryOf("iqa a", 1, .9), entryOf("iqa b", 2, .90000000000001),
		entryOf(baseline, 1, .90002), entryOf(reference, 1, .89998))
	if f := bad.faults(); len(f) != 3 {
		t.Errorf("%d faults, want 3: %q", len(f), f)
	}
	bad.entries[1].err = errors.New("died")
	if f := bad.faults(); len(f) != 2 {
		t.Errorf("%d faults, want 2 without the one that failed: %q", len(f), f)
	}
}

func TestSection(t *testing.T) {
	ms := time.Millisecond
	one := entryOf("iqa a", 1, .9, 2*ms, 4*ms)
	one.base, one.peak = 20<<20, 20<<20+6e6
	two := entryOf("iqa a", 2, .9, ms, 4*ms)
	failed := entryOf("iqa b", 1, 0)
	failed.err = errors.New("died")
	s := groupOf(one, entryOf(baseline, 1, .9, 8*ms, 8*ms), two, failed).section()
	for i, want := range []string{
		"iqa a 1 2 1000 1000 4.00 2.00 - - 26 3.0 0.90000000",
		"OpenCV 1 2 250 250 1.00 1.00 - - 0 0.0 0.90000000",
		"iqa a 2 2 2000 2000 - - 2.00 1.00 0 0.0 0.90000000",
		"iqa b 1 0 failed - - - - - - - -",
	} {
		if got := strings.Join(s.Rows[i], " "); got != want {
			t.Errorf("row %d: %s\nwant   %s", i, got, want)
		}
		if len(s.Rows[i]) != len(s.Head) {
			t.Errorf("row %d has %d cells, the heading %d", i, len(s.Rows[i]), len(s.Head))
		}
	}
}

func TestCallsFor(t *testing.T) {
	for call, want := range map[time.Duration]int{
		0: most, time.Microsecond: most, 20 * time.Millisecond: 5, time.Second: 4,
	} {
		if n := callsFor(call, 100*time.Millisecond, 4); n != want {
			t.Errorf("calls of %v: %d, want %d", call, n, want)
		}
	}
}

// A slow contestant has its first call alone; one that failed has no turn.
func TestTurn(t *testing.T) {
	e := entryOf("slow", 1, .9, time.Minute)
	e.turn("ssim")
	if n := e.samples.Count(); n != 1 || e.err != nil {
		t.Errorf("%d samples, %v", n, e.err)
	}
}

func TestNewGroup(t *testing.T) {
	a := &contestant{name: "a", metrics: []string{"ssim", "ms-ssim"}, parallel: true}
	b := &contestant{name: "b", metrics: []string{"ssim"}}
	all, o := []*contestant{a, b}, &options{threads: []int{1, 2}}
	if n := len(newGroup(o, all, "ssim", picture.Files{}).entries); n != 3 {
		t.Errorf("ssim: %d entries, want 3", n)
	}
	if n := len(newGroup(o, all, "ms-ssim", picture.Files{}).entries); n != 2 {
		t.Errorf("ms-ssim: %d entries, want 2", n)
	}
}

func TestWanted(t *testing.T) {
	if !wanted("OpenCV", nil) || !wanted("iqa avx2", []string{"torch", "IQA"}) {
		t.Error("not wanted, but should be")
	}
	if wanted("OpenCV", []string{"iqa"}) {
		t.Error("OpenCV is wanted by iqa")
	}
}

func TestParse(t *testing.T) {
	o, err := parse(strings.Fields("-quick -only iqa,opencv -metrics ssim"))
	if err != nil || len(o.sizes) != 2 || len(o.only) != 2 || len(o.metrics) != 1 {
		t.Errorf("%+v, %v", o, err)
	}
	if o, err = parse(strings.Fields("-quick -sizes 200x300")); err != nil ||
		len(o.sizes) != 1 || o.sizes[0] != (picture.Size{W: 200, H: 300}) {
		t.Errorf("%+v, %v", o, err)
	}
	for _, bad := range []string{"x", "-rounds 0", "-metrics psnr", "-sizes 5", "-sizes 100x900"} {
		if _, err := parse(strings.Fields(bad)); err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
}

// The file is not written over by a run with wrong scores.
func TestPublish(t *testing.T) {
	name := filepath.Join(t.TempDir(), "R.md")
	r := newResults(&options{out: name, rounds: 3}, &field{
		contestants: []*contestant{{name: baseline, version: "4.6"}},
		absent:      []string{"torch: not installed"},
	})
	r.sections = []*section{groupOf(entryOf("iqa a", 1, .9, time.Second)).section()}
	r.faults = []string{"wrong"}
	if err := r.publish(); err == nil {
		t.Error("no error for a wrong score")
	}
	if _, err := os.Stat(name); err == nil {
		t.Error("wrong scores were written")
	}
	r.faults = nil
	if err := r.publish(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	for _, want := range []string{"4.6", "-march=native", "left out: torch", "## 2000x1000, ssim"} {
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("no %q in the file (%v):\n%s", want, err, text)
		}
	}
}
