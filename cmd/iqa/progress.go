package main

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/fastiqa/iqa/report"
)

// patience is how long a run may take before it shows a bar.
const patience = time.Second

// progress is a bar on stderr that appears when the work is long. A nil one,
// and one that never appears, only print.
type progress struct {
	stderr io.Writer
	on     bool
	unit   string // what is counted
	total  int64
	begun  time.Time
	done   int64
	box    *mpb.Progress
	bar    *mpb.Bar
	note   atomic.Pointer[string] // beside the bar
}

// newProgress decides whether there is to be a bar: where people look at
// stderr. Results on the same terminal then go above the bar.
func newProgress(when string, stderr io.Writer, out *output) *progress {
	p := &progress{stderr: stderr}
	p.on = when == "on" || when == "auto" && isTerminal(stderr)
	if p.on && isTerminal(stderr) && sameFile(out.Writer, stderr) {
		out.Writer = above{p, out.Writer}
	}
	return p
}

// above writes to a terminal, above the bar if there is one.
type above struct {
	*progress
	terminal io.Writer
}

func (a above) Write(b []byte) (int, error) {
	if a.box != nil {
		return a.box.Write(b)
	}
	return a.terminal.Write(b)
}

func sameFile(a, b io.Writer) bool {
	f, ok := a.(*os.File)
	g, both := b.(*os.File)
	if !ok || !both {
		return false
	}
	i, err := f.Stat()
	j, err2 := g.Stat()
	return err == nil && err2 == nil && os.SameFile(i, j)
}

// isTerminal reports whether w is a terminal: a character device other than
// the null device.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

func (p *progress) start(s *source) {
	total := int64(0)
	if p.on {
		total = s.count()
	}
	p.begin(total, "pairs")
}

// begin begins to count anew.
func (p *progress) begin(total int64, unit string) {
	p.stop()
	p.begun, p.total, p.unit, p.done = time.Now(), total, unit, 0
	p.note.Store(nil)
}

// tell puts a text beside the bar.
func (p *progress) tell(text string) { p.note.Store(&text) }

func (p *progress) told(decor.Statistics) string {
	if text := p.note.Load(); text != nil {
		return " " + *text
	}
	return ""
}

// step counts one more, and shows the bar once the work has proved long.
func (p *progress) step() {
	p.done++
	if p.bar == nil && p.on && p.total > 1 && time.Since(p.begun) > patience {
		p.show()
	}
	if p.bar != nil {
		p.bar.SetCurrent(p.done)
	}
}

func (p *progress) show() {
	width := 40
	if p.note.Load() != nil {
		width = 80
	}
	p.box = mpb.New(mpb.WithOutput(p.stderr), mpb.WithWidth(width), mpb.WithAutoRefresh())
	p.bar = p.box.AddBar(p.total,
		mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.CountersNoUnit("%d / %d "+p.unit+" ")),
		mpb.AppendDecorators(decor.NewAverageSpeed(0, " %.1f/s", p.begun),
			decor.NewAverageETA(decor.ET_STYLE_GO, p.begun, nil, decor.WCSyncSpace),
			decor.Any(p.told)))
}

// printf prints above the bar.
func (p *progress) printf(format string, args ...any) {
	if p.box != nil {
		fmt.Fprintf(p.box, format, args...)
		return
	}
	fmt.Fprintf(p.stderr, format, args...)
}

// first prints a line as printf does, if it is one of the first of its kind, and
// counts it.
func (p *progress) first(count *int, format string, args ...any) {
	if *count++; *count <= maxTold {
		p.printf("iqa: %s\n", report.Plain(fmt.Sprintf(format, args...)))
	}
}

// stop takes the bar away.
func (p *progress) stop() {
	if p.bar == nil {
		return
	}
	p.bar.Abort(true)
	p.box.Wait()
	p.bar, p.box = nil, nil
}
