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
	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/plane"
)

// Serve answers commands until in ends, as package child says. The version is
// the name of the implementation in use. Pictures are kept as planes of bytes or of
// floats.
func Serve(in io.Reader, out io.Writer, threads int, bytes bool) error {
	s := server{threads: threads, scorers: map[string]scorer{}}
	s.ref.Compact, s.dist.Compact = bytes, bytes
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
	net       *cnn.Net
	grad      plane.Plane
	made      []*plane.Plane    // by the last call
	scorers   map[string]scorer // kept for their work space
}

func (s *server) answer(words []string) (string, error) {
	switch line := strings.Join(words, " "); {
	case line == "version":
		return asm.Best(), nil
	case strings.HasPrefix(line, "load "):
		var w, h, channels int
		var ref, dist string
		if _, err := fmt.Sscanf(line, "load %d %d %d %s %s", &w, &h, &channels, &ref, &dist); err != nil {
			return "", err
		}
		return "", s.load(w, h, channels, ref, dist)
	case strings.HasPrefix(line, "run "):
		var metric string
		var n int
		if _, err := fmt.Sscanf(line, "run %s %d", &metric, &n); err != nil {
			return "", err
		}
		return s.run(metric, n)
	case len(words) == 2 && words[0] == "network":
		return "", s.readNetwork(words[1])
	case len(words) == 2 && words[0] == "gradient":
		return "", s.write(words[1])
	default:
		return "", fmt.Errorf("unknown command %q", line)
	}
}

func (s *server) load(w, h, channels int, ref, dist string) error {
	if err := load(&s.ref, w, h, channels, ref); err != nil {
		return err
	}
	if err := load(&s.dist, w, h, channels, dist); err != nil {
		return err
	}
	clear(s.scorers)     // they are for pictures with as many channels
	debug.FreeOSMemory() // the bytes of the files
	return nil
}

func load(to *plane.Image, w, h, channels int, name string) error {
	raw, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	space, ok := map[int]plane.Space{1: plane.Gray, 3: plane.RGB}[channels]
	if !ok || w < 1 || h < 1 || len(raw) != w*h*channels {
		return fmt.Errorf("%s: %d bytes, want %dx%d of %d channels", name, len(raw), w, h, channels)
	}
	to.Reset8(space, w, h, false)
	for y := range h {
		convert(to, y, raw[y*w*channels:][:w*channels])
	}
	return nil
}

// convert makes row y of gray bytes, or of three channels.
func convert(to *plane.Image, y int, raw []byte) {
	if len(to.Planes) == 1 {
		to.Planes[0].Set8(y, raw)
		return
	}
	asm.RGB8(to.Draft(0, y), to.Draft(1, y), to.Draft(2, y), raw, 3)
	to.Commit(y)
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
