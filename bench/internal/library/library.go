// Package library is the contestant of this project: a process that answers
// the lines of package child with the library's scores.
package library

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/bench/internal/measure"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/pipeline"
	"github.com/fastiqa/iqa/plane"
)

// Serve answers commands until in ends:
//
//	version                 ok NAME OF THE IMPLEMENTATION IN USE
//	load W H REF DIST       ok
//	run METRIC N            ok SCORE CPU:WALL CPU:WALL …
//
// with times in nanoseconds, or "error WHY".
func Serve(in io.Reader, out io.Writer, threads int) error {
	s := server{threads: threads, scorers: map[string]func() (float64, error){}}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		answer, err := s.answer(strings.Fields(lines.Text()))
		if err != nil {
			answer = "error " + err.Error()
		} else {
			answer = strings.TrimSpace("ok " + answer)
		}
		if _, err := fmt.Fprintln(out, answer); err != nil {
			return err
		}
	}
	return lines.Err()
}

type server struct {
	threads   int
	ref, dist plane.Image
	scorers   map[string]func() (float64, error) // kept for their work space
}

func (s *server) answer(words []string) (string, error) {
	switch line := strings.Join(words, " "); {
	case line == "version":
		return asm.Best(), nil
	case strings.HasPrefix(line, "load "):
		var w, h int
		var ref, dist string
		if _, err := fmt.Sscanf(line, "load %d %d %s %s", &w, &h, &ref, &dist); err != nil {
			return "", err
		}
		return "", s.load(w, h, ref, dist)
	case strings.HasPrefix(line, "run "):
		var metric string
		var n int
		if _, err := fmt.Sscanf(line, "run %s %d", &metric, &n); err != nil {
			return "", err
		}
		return s.run(metric, n)
	default:
		return "", fmt.Errorf("unknown command %q", line)
	}
}

func (s *server) load(w, h int, ref, dist string) error {
	if err := load(&s.ref, w, h, ref); err != nil {
		return err
	}
	if err := load(&s.dist, w, h, dist); err != nil {
		return err
	}
	debug.FreeOSMemory() // the bytes of the files
	return nil
}

func load(to *plane.Image, w, h int, name string) error {
	raw, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if w < 1 || h < 1 || len(raw) != w*h {
		return fmt.Errorf("%s: %d bytes, want %dx%d", name, len(raw), w, h)
	}
	to.Reset(plane.Gray, w, h, 255, false)
	for y := range h {
		asm.Gray8(to.Planes[0].Row(y), raw[y*w:][:w])
	}
	return nil
}

func (s *server) run(metric string, n int) (string, error) {
	if len(s.ref.Planes) == 0 {
		return "", fmt.Errorf("nothing is loaded")
	}
	score, err := s.scorer(metric)
	if err != nil {
		return "", err
	}
	var value float64
	var times strings.Builder
	for range n {
		t := measure.Call(func() { value, err = score() })
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&times, " %d:%d", t.CPU.Nanoseconds(), t.Wall.Nanoseconds())
	}
	return fmt.Sprintf("%.17g%s", value, times.String()), nil
}

// scorer is the metric on planes with one thread, and with more a set, which
// is what can share out its work.
func (s *server) scorer(metric string) (func() (float64, error), error) {
	if f := s.scorers[metric]; f != nil {
		return f, nil
	}
	m, err := metrics.ByName(metric)
	if err != nil {
		return nil, err
	}
	f := s.onSet(m)
	if s.threads == 1 {
		f = func() (float64, error) {
			return m[0].Score(&s.ref.Planes[0], &s.dist.Planes[0])
		}
	}
	s.scorers[metric] = f
	return f, nil
}

func (s *server) onSet(m []metrics.Metric) func() (float64, error) {
	set := metrics.Set{Metrics: m, Par: pipeline.Par(s.threads)}
	var room [1]metrics.Score
	return func() (float64, error) {
		scores, err := set.Score(room[:0], &s.ref, &s.dist)
		if err != nil {
			return 0, err
		}
		return scores[0].Value, scores[0].Err
	}
}
