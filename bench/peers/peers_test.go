package main

import (
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fastiqa/iqa/bench/internal/measure"
	"github.com/fastiqa/iqa/bench/internal/picture"
)

// entryOf makes an entry that has been measured: one call a round.
func entryOf(name string, threads int, score float64, wall ...time.Duration) *entry {
	e := &entry{contestant: &contestant{
		name: name, parallel: true, calls: 4,
		limits: map[string]limit{"ssim": {score: 1e-5}, "ssim-grad": {1e-5, 1e-3}},
	}, threads: threads, score: score}
	if e.ours() {
		e.limits = nil
	}
	for _, t := range wall {
		e.samples = append(e.samples, []measure.Sample{{CPU: t, Wall: t}})
	}
	return e
}

func groupOf(contest string, entries ...*entry) *group {
	chosen, err := choose([]string{contest})
	if err != nil {
		panic(err)
	}
	return &group{contest: chosen[0], entries: entries,
		pair: picture.Files{Size: picture.Size{W: 2000, H: 1000}, Channels: 1}}
}

func TestFaults(t *testing.T) {
	good := groupOf("ssim", entryOf("iqa a", 1, .9), entryOf("iqa b", 2, .9),
		entryOf(opencvName, 1, .900009), entryOf(skimage32Name, 1, .899992))
	if f := good.faults(); len(f) != 0 {
		t.Errorf("faults where there are none: %q", f)
	}
	bad := groupOf("ssim", entryOf("iqa a", 1, .9), entryOf("iqa b", 2, .90000000000001),
		entryOf(opencvName, 1, .90002), entryOf(skimage32Name, 1, .89998))
	if f := bad.faults(); len(f) != 3 {
		t.Errorf("%d faults, want 3: %q", len(f), f)
	}
	bad.entries[1].err = errors.New("died")
	if f := bad.faults(); len(f) != 2 {
		t.Errorf("%d faults, want 2 without the one that failed: %q", len(f), f)
	}
}

// Gradients have limits of their own; the library's must be equal.
func TestGradientFaults(t *testing.T) {
	g := groupOf("ssim-grad", entryOf("iqa a", 1, .9), entryOf("iqa b", 1, .9), entryOf(msssimName, 1, .9))
	g.entries[2].apart = 9e-4
	if f := g.faults(); len(f) != 0 {
		t.Errorf("faults where there are none: %q", f)
	}
	g.entries[1].apart, g.entries[2].apart = 1e-12, 2e-3
	if f := g.faults(); len(f) != 2 || !strings.Contains(f[1], "gradient") {
		t.Errorf("faults %q, want 2 of gradients", f)
	}
	g.entries[1].apart, g.entries[2].apart = 0, math.NaN()
	if f := g.faults(); len(f) != 1 {
		t.Errorf("faults %q, want 1 of NaN", f)
	}
}

func TestApart(t *testing.T) {
	bytes := func(v ...float32) (b []byte) {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
		return b
	}
	want := bytes(3, -4)
	for _, c := range []struct {
		got  []byte
		want float64
	}{{want, 0}, {bytes(-3, 4), 2}, {bytes(3, -3.5), .1}} {
		if d, err := apart(c.got, want); err != nil || d != c.want {
			t.Errorf("apart %v, %v, want %v", d, err, c.want)
		}
	}
	if _, err := apart(want[4:], want); err == nil {
		t.Error("no error for a gradient that is too short")
	}
}

func rowsAre(t *testing.T, s *section, want ...string) {
	t.Helper()
	for i, want := range want {
		if got := strings.Join(s.Rows[i], " "); got != want {
			t.Errorf("row %d: %s\nwant   %s", i, got, want)
		}
		if len(s.Rows[i]) != len(s.Head) {
			t.Errorf("row %d has %d cells, the heading %d", i, len(s.Rows[i]), len(s.Head))
		}
	}
}

func TestSection(t *testing.T) {
	ms := time.Millisecond
	one := entryOf("iqa a", 1, .9, 2*ms, 4*ms)
	one.base, one.peak = 20<<20, 20<<20+6e6
	one.beside = entryOf("", 1, 0, 1800*time.Microsecond, 2*ms).samples // while a twin worked, too
	two := entryOf("iqa a", 2, .9, ms, 4*ms)
	failed := entryOf("iqa b", 1, 0)
	failed.err = errors.New("died")
	rowsAre(t, groupOf("ssim", one, entryOf(opencvName, 1, .9, 8*ms, 8*ms), two, failed).section(),
		"iqa a 1 2 1000 1000 4.00 2.00 - - - - 26 3.0 0.90000000",
		"OpenCV 1 2 250 250 1.00 1.00 - - - - 0 0.0 0.90000000",
		"iqa a 2 2 2000 2000 - - 2.00 1.00 0.90 0.25 0 0.0 0.90000000",
		"iqa b failed - - - - - - - - - - - -")
}

// A second column of ratios, where a contest has two to compare with.
func TestAlso(t *testing.T) {
	ms := time.Millisecond
	g := groupOf("mix", entryOf("iqa a", 1, .9, 2*ms), entryOf(opencvName, 1, .9, 8*ms),
		entryOf(allTapsName, 1, .9, 10*ms))
	if head := strings.Join(g.section().Head, " "); !strings.Contains(head, "× OpenCV worst × OpenCV 31 taps worst") {
		t.Errorf("heading %s", head)
	}
	rowsAre(t, g.section(),
		"iqa a 1 1000 1000 4.00 4.00 5.00 5.00 0 0.0 0.90000000",
		"OpenCV 1 250 250 1.00 1.00 1.25 1.25 0 0.0 0.90000000",
		"OpenCV 31 taps 1 200 200 0.80 0.80 1.00 1.00 0 0.0 0.90000000")
}

// A gradient stands beside a peer's, and beside the library's own score.
func TestGradientSection(t *testing.T) {
	ms := time.Millisecond
	own, peer := entryOf("iqa a", 1, .9, 4*ms, 5*ms), entryOf(msssimName, 1, .9, 40*ms, 40*ms)
	own.alone = measure.Rounds{{{CPU: ms, Wall: ms}}, {{CPU: ms, Wall: ms}}}
	peer.apart = 2e-5
	rowsAre(t, groupOf("ssim-grad", own, peer).section(),
		"iqa a 2 500 500 10.0 8.00 0.25 0.20 0 0.0 0.90000000 0",
		"pytorch-msssim 2 50.0 50.0 1.00 1.00 - - 0 0.0 0.90000000 2e-05")
}

// Pictures in colour of one size have one table.
func TestAdd(t *testing.T) {
	ms := time.Millisecond
	r := new(results)
	for _, name := range []string{"gmsd", "mdsi"} {
		r.add(groupOf(name, entryOf("iqa a", 1, .1, ms), entryOf(piqName, 1, .1, 3*ms)))
	}
	r.add(groupOf("ssim", entryOf("iqa a", 1, .9, ms)))
	if len(r.sections) != 2 {
		t.Fatalf("%d tables, want 2", len(r.sections))
	}
	rowsAre(t, r.sections[0],
		"gmsd iqa a 1 2000 2000 3.00 3.00 0 0.0 0.10000000",
		"gmsd piq 1 667 667 1.00 1.00 0 0.0 0.10000000",
		"mdsi iqa a 1 2000 2000 3.00 3.00 0 0.0 0.10000000",
		"mdsi piq 1 667 667 1.00 1.00 0 0.0 0.10000000")
}

func TestCallsFor(t *testing.T) {
	for call, want := range map[time.Duration]int{
		0: most, time.Microsecond: most, 20 * time.Millisecond: 5, time.Second: 4,
		1500 * time.Millisecond: 2, time.Minute: 1,
	} {
		if n := callsFor(call, 100*time.Millisecond, 4); n != want {
			t.Errorf("calls of %v: %d, want %d", call, n, want)
		}
	}
}

// A slow contestant has its first call alone; one that failed has no turn.
func TestTurn(t *testing.T) {
	e := entryOf("slow", 1, .9, time.Minute)
	e.turn(contests[0])
	if n := e.samples.Count(); n != 1 || e.err != nil {
		t.Errorf("%d samples, %v", n, e.err)
	}
}

// A process of the library with one thread has a twin where there is one with two,
// and what counts of both at once is the first half of the slower one's calls.
func TestTwin(t *testing.T) {
	script := `while read what metric n; do
case "$what $n" in "run 1") echo "ok .5 9:9";; "run 4") echo "ok .5 9:6 9:4 9:1 9:1";; *) echo ok;; esac
done`
	c := &contestant{name: "iqa a", argv: []string{"sh", "-c", script}, parallel: true, calls: 4}
	o := &options{threads: []int{1, 2}, rounds: 1}
	g := newGroup(o, &contest{name: "ssim", parallel: true}, []*contestant{c}, picture.Files{})
	one, two := g.entries[0], g.entries[1]
	if !g.twinned(one) || g.twinned(two) {
		t.Fatal("not one has a twin")
	}
	g.run(t.Context())
	if one.err != nil || two.err != nil || two.twin != nil {
		t.Fatalf("errors %v, %v", one.err, two.err)
	}
	if len(one.beside) != 1 || len(one.beside[0]) != 2 || one.beside.Fastest(measure.Wall) != 4 {
		t.Errorf("samples beside the twin: %v", one.beside)
	}
}

func TestNewGroup(t *testing.T) {
	a := &contestant{name: "a", parallel: true}
	b := &contestant{name: "b"}
	o := &options{threads: []int{1, 2}}
	for parallel, want := range map[bool]int{true: 3, false: 2} {
		g := newGroup(o, &contest{parallel: parallel}, []*contestant{a, b}, picture.Files{})
		if n := len(g.entries); n != want {
			t.Errorf("parallel %v: %d entries, want %d", parallel, n, want)
		}
	}
}

// Peers take part if they have a contest; slow ones not with large pictures.
func TestTakers(t *testing.T) {
	own, generic := entryOf("iqa a", 1, 0).contestant, entryOf("iqa generic", 1, 0).contestant
	all := []*contestant{own, generic, entryOf("b", 1, 0).contestant, {name: "c"}}
	c := &contest{name: "ssim", slow: 100, memory: 60}
	for pixels, want := range map[int]int{100: 3, 101: 1} {
		takers, fewer := c.takers(pixels, all)
		if len(takers) != want || fewer != (want < 3) {
			t.Errorf("%d pixels: %d takers, want %d; fewer: %v", pixels, len(takers), want, fewer)
		}
	}
	if small, large := c.need(100, all[:1]), c.need(100, all[2:]); small != 100*perOwn || large != 100*60 {
		t.Errorf("memory of %d bytes for the library, %d for peers", small, large)
	}
}

// Contests are left out whose pictures are too large, or which the library
// does not know.
func TestOpen(t *testing.T) {
	gray, colored := &contest{name: "ssim", series: scores}, &contest{name: "psnr", series: color, most: 4}
	o := &options{contests: []*contest{gray, colored, {name: "nonsense"}}}
	r := newResults(o, new(field))
	if len(r.contests) != 2 || len(r.absent) != 1 {
		t.Fatalf("%d contests, left out: %q", len(r.contests), r.absent)
	}
	small, large := picture.Size{W: 2, H: 2}, picture.Size{W: 2, H: 3}
	if len(r.open(small, 1)) != 1 || len(r.open(small, 3)) != 1 || len(r.open(large, 3)) != 0 {
		t.Error("wrong contests")
	}
	if len(r.absent) != 2 {
		t.Errorf("left out: %q", r.absent)
	}
}

// Every contest has a base that has it, and every limit is that of a contest.
func TestContests(t *testing.T) {
	limits := map[string]map[string]limit{opencvName: opencvLimits, allTapsName: allTapsLimits}
	for _, p := range pythons("", "") {
		limits[p.name] = p.limits
	}
	known := map[string]bool{}
	for _, c := range contests {
		known[c.name] = true
		if _, ok := limits[c.base][c.name]; !ok {
			t.Errorf("%s: %q does not have it", c.name, c.base)
		}
	}
	for name, all := range limits {
		for contest, l := range all {
			if !known[contest] || l.score <= 0 || compared(contest) != (l.grad > 0) {
				t.Errorf("%s has the limit %v of %q", name, l, contest)
			}
		}
	}
}

// compared says whether more than the score of a contest is compared.
func compared(contest string) bool {
	return strings.HasSuffix(contest, "-grad") || strings.HasPrefix(contest, "cnn-")
}

func TestWanted(t *testing.T) {
	if !wanted("OpenCV", nil) || !wanted("iqa avx2", []string{"torch", "IQA"}) {
		t.Error("not wanted, but should be")
	}
	if wanted("OpenCV", []string{"iqa"}) {
		t.Error("OpenCV is wanted by iqa")
	}
	o, err := parse([]string{"-metrics", "gmsd"})
	if err != nil {
		t.Fatal(err)
	}
	if c := opencv(""); slices.ContainsFunc(c, o.wants) || !o.wants(entryOf("iqa a", 1, 0).contestant) {
		t.Error("OpenCV is wanted for gmsd, or iqa is not")
	}
}

func TestParse(t *testing.T) {
	o, err := parse(strings.Fields("-quick -only iqa,opencv -metrics ssim"))
	if err != nil || len(o.sizes) != 2 || len(o.only) != 2 || len(o.contests) != 1 {
		t.Errorf("%+v, %v", o, err)
	}
	if o, err = parse(strings.Fields("-metrics mix-grad,gradients,gmsd")); err != nil || len(o.contests) != 4 {
		t.Errorf("%+v, %v", o, err)
	}
	if o, err = parse(nil); err != nil || len(o.contests) != len(contests) {
		t.Errorf("%+v, %v", o, err)
	}
	if o, err = parse(strings.Fields("-quick -sizes 200x300")); err != nil ||
		len(o.sizes) != 1 || o.sizes[0] != (picture.Size{W: 200, H: 300}) {
		t.Errorf("%+v, %v", o, err)
	}
	for _, bad := range []string{"x", "-rounds 0", "-metrics psnr", "-sizes 5", "-sizes 170x900"} {
		if _, err := parse(strings.Fields(bad)); err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
}

// The file is not written over by a run with wrong scores.
func TestPublish(t *testing.T) {
	name := filepath.Join(t.TempDir(), "R.md")
	r := newResults(&options{out: name, rounds: 3}, &field{
		contestants: []*contestant{{name: opencvName, version: "4.6"}, {name: allTapsName}},
		absent:      []string{"torch: not installed"},
	})
	r.sections = []*section{groupOf("ssim", entryOf("iqa a", 1, .9, time.Second)).section()}
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
	for _, want := range []string{"4.6", "-march=native", "OpenCV 31 taps: the same program", "left out: torch", "## 2000x1000, ssim"} {
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("no %q in the file (%v):\n%s", want, err, text)
		}
	}
}
