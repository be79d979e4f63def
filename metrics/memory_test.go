package metrics_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// Memory is at least what the first Score allocates, and not wildly more.
func TestSetMemory(t *testing.T) {
	const w, h = 700, 500
	for _, c := range []struct {
		name  string
		color metrics.Color
		space plane.Space
		peak  float64 // of the distorted picture
		alpha bool
		all   bool // metrics, not just those of Defaults
	}{
		{"gray", metrics.RGB, plane.Gray, 255, false, false},
		{"rgb", metrics.RGB, plane.RGB, 255, false, false},
		{"all metrics", metrics.RGB, plane.Gray, 255, false, true},
		{"all metrics, rgb", metrics.RGB, plane.RGB, 255, false, true},
		{"luma", metrics.Luma, plane.RGB, 255, false, false},
		{"gray alpha", metrics.RGB, plane.Gray, 255, true, false},
		{"rgb alpha", metrics.RGB, plane.RGB, 255, true, false},
		{"luma alpha", metrics.Luma, plane.RGB, 255, true, false},
		{"rgb 16 bit", metrics.RGB, plane.RGB, 65535, false, false},
	} {
		var ref, dist plane.Image
		ref.Reset(c.space, w, h, 255, c.alpha)
		dist.Reset(c.space, w, h, c.peak, false)
		for i := range dist.Planes { // equal pictures take no work space, nor do flat ones
			copy(ref.Planes[i].Pix, noise(w, h, 255, uint64(i)).Pix)
		}
		s := metrics.Set{Color: c.color}
		if c.all {
			s.Metrics = all(t)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := s.Score(nil, &ref, &dist); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		const fixed = 1 << 20 // kernels, sums of groups, rounding up
		got := int64(after.TotalAlloc - before.TotalAlloc)
		most := s.Memory(w, h, len(ref.Planes), c.alpha || c.peak != 255) + fixed
		if got > most || got < (most-fixed)/2 {
			t.Errorf("%s: %d bytes, estimated %d", c.name, got, most)
		}
	}
}

func TestSetForget(t *testing.T) {
	gone := make(chan string, 9)
	s := new(metrics.Set)
	score := func(ref *plane.Image) []metrics.Score {
		dist := watched("dist", gone)
		dist.Planes[0].Row(9)[9] = 7
		scores, err := s.Score(nil, ref, dist)
		if err != nil {
			t.Fatal(err)
		}
		return scores
	}
	ref := watched("ref", gone)
	s.Prepare(ref)
	first := score(ref)
	s.Forget()
	if name := next(t, gone); name != "dist" {
		t.Fatalf("%s is gone, want dist", name)
	}
	for i, again := range score(ref) {
		if again != first[i] {
			t.Errorf("%v before, %v after", first[i], again)
		}
	}
	ref = nil
	s.Prepare(nil)
	s.Forget()
	if a, b := next(t, gone), next(t, gone); a == b {
		t.Errorf("%s is gone twice", a)
	}
}

// watched is a picture that sends its name when it has been collected.
func watched(name string, gone chan string) *plane.Image {
	m := new(plane.Image)
	m.Reset(plane.RGB, 200, 180, 255, false)
	runtime.AddCleanup(&m.Planes[1].Pix[0], func(s string) { gone <- s }, name)
	return m
}

// next waits until a picture has been collected.
func next(t *testing.T, gone chan string) string {
	t.Helper()
	runtime.GC()
	select {
	case name := <-gone:
		return name
	case <-time.After(10 * time.Second):
		t.Fatal("a picture is still held")
		return ""
	}
}
