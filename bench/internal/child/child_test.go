package child

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/fastiqa/iqa/bench/internal/library"
	"github.com/fastiqa/iqa/bench/internal/picture"
)

// The test binary is a contestant when it is asked to be one.
func TestMain(m *testing.M) {
	switch os.Getenv("CONTESTANT") {
	case "library":
		if err := library.Serve(os.Stdin, os.Stdout, 1, false); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	case "broken":
		os.Stderr.WriteString("first\nno such library\n")
		os.Exit(3)
	}
	os.Exit(m.Run())
}

func start(t *testing.T, which string) *Process {
	p, err := Start(context.Background(), []string{os.Args[0]}, []string{"CONTESTANT=" + which})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// The library answers as the protocol says, from the first line to the last.
func TestConversation(t *testing.T) {
	p := start(t, "library")
	if v, err := p.Version(); err != nil || v == "" {
		t.Fatalf("version %q, %v", v, err)
	}
	if _, _, err := p.Run("ssim", 1); err == nil {
		t.Error("ran without pictures")
	}
	photos, err := picture.Photos("../../../testdata/ref")
	if err != nil {
		t.Fatal(err)
	}
	f, err := picture.Write(t.TempDir(), picture.Size{W: 200, H: 180}, 1, photos)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Load(f); err != nil {
		t.Fatal(err)
	}
	for metric, atLeast := range map[string]float64{"ssim": .5, "ms-ssim": .9} {
		score, times, err := p.Run(metric, 3)
		if err != nil || score < atLeast || score >= 1 || len(times) != 3 {
			t.Errorf("%s %v in %v, %v", metric, score, times, err)
		}
	}
	if _, _, err := p.Run("nonsense", 1); err == nil {
		t.Error("no error for an unknown metric")
	}
	if err := p.Gradient(f.Ref + ".grad"); err == nil {
		t.Error("wrote a gradient that was not made")
	}
	if _, _, err := p.Run("ssim-grad", 1); err != nil {
		t.Fatal(err)
	}
	if err := p.Gradient(f.Ref + ".grad"); err != nil {
		t.Fatal(err)
	}
	if s, err := os.Stat(f.Ref + ".grad"); err != nil || s.Size() != 4*200*180 {
		t.Errorf("file of the gradient: %v, %v", s, err)
	}
	if n, err := p.Peak(); err != nil || n < 1<<20 {
		t.Errorf("peak of %d bytes, %v", n, err)
	}
}

func TestDeath(t *testing.T) {
	_, err := start(t, "broken").Version()
	if err == nil || !strings.Contains(err.Error(), "no such library") {
		t.Errorf("error %v, want the last line of stderr", err)
	}
}

func TestParseAnswer(t *testing.T) {
	for line, want := range map[string]string{
		"ok\n": "", "ok OpenCV 4.6\n": "OpenCV 4.6", "ok 1 2:3": "1 2:3",
	} {
		if got, err := parseAnswer(line); err != nil || got != want {
			t.Errorf("%q: %q, %v", line, got, err)
		}
	}
	for line, want := range map[string]string{
		"error no file\n": "no file", "hello\n": "neither", "": "neither",
	} {
		if _, err := parseAnswer(line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", line, err, want)
		}
	}
}

func TestParseRun(t *testing.T) {
	score, times, err := parseRun("0.75 1500:2000 7:8")
	if err != nil || score != .75 || len(times) != 2 ||
		times[0].CPU != 1500*time.Nanosecond || times[1].Wall != 8*time.Nanosecond {
		t.Errorf("%v, %v, %v", score, times, err)
	}
	for _, bad := range []string{"", "x", "1 5", "1 5:", "1 -5:5", "1 5:5:5"} {
		if _, _, err := parseRun(bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

func TestParseField(t *testing.T) {
	text := "VmPeak:\t  900 kB\nVmHWM:\t     123 kB\n"
	if n, err := parseField(text, "VmHWM"); err != nil || n != 123<<10 {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := parseField(text, "VmRSS"); err == nil {
		t.Error("no error for a field that is not there")
	}
}
