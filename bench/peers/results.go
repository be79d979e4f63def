package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/bench/internal/child"
	"github.com/fastiqa/iqa/bench/internal/picture"
)

// results are what a run found.
type results struct {
	*options
	*field
	date     time.Time
	load     string // of the machine, before
	sections []*section
	faults   []string
}

func newResults(o *options, f *field) *results {
	r := &results{options: o, field: f, date: time.Now().UTC(), load: "unknown"}
	if n, err := child.Load(); err == nil {
		r.load = fmt.Sprintf("%.2f", n)
	}
	return r
}

// perPixel is the memory that all contestants need for a pixel, together.
const perPixel = 320

// fits says whether there is memory for pictures of that size.
func (r *results) fits(s picture.Size) error {
	have, err := child.Available()
	if need := perPixel * int64(s.Pixels()); err == nil && need > have {
		return fmt.Errorf("%s: needs about %d MiB of memory, %d are free", s, need>>20, have>>20)
	}
	return nil
}

// measure measures all metrics on a pair.
func (r *results) measure(ctx context.Context, pair picture.Files) {
	for _, metric := range r.metrics {
		g := newGroup(r.options, r.contestants, metric, pair)
		g.run(ctx)
		r.sections = append(r.sections, g.section())
		r.faults = append(r.faults, g.faults()...)
		for _, e := range g.entries {
			if e.err != nil {
				r.leaveOut(fmt.Sprintf("%s %s, %s, %d thread(s)", pair.Size, metric, e.name, e.threads), e.err)
			}
		}
	}
}

// publish prints the results and writes the file, unless a score is wrong.
func (r *results) publish() error {
	if err := r.text(os.Stdout); err != nil {
		return err
	}
	if len(r.faults) > 0 {
		return fmt.Errorf("wrong scores:\n  %s", strings.Join(r.faults, "\n  "))
	}
	if r.out == "" {
		return nil
	}
	var b strings.Builder
	if err := r.markdown(&b); err != nil {
		return err
	}
	return os.WriteFile(r.out, []byte(b.String()), 0o644)
}

func (r *results) text(w io.Writer) error {
	for _, line := range r.facts() {
		fmt.Fprintln(w, line)
	}
	for _, s := range r.sections {
		fmt.Fprintf(w, "\n%s\n", s.title)
		if err := s.Text(w); err != nil {
			return err
		}
	}
	for _, a := range r.absent {
		fmt.Fprintf(w, "\nleft out: %s", a)
	}
	_, err := fmt.Fprintln(w)
	return err
}

func (r *results) markdown(w io.Writer) error {
	fmt.Fprint(w, "# Results\n\nWritten by `make peers`; [README.md](README.md) says how to read them.\n\n")
	for _, line := range r.facts() {
		fmt.Fprintf(w, "- %s\n", line)
	}
	for _, a := range r.absent {
		fmt.Fprintf(w, "- left out: %s\n", a)
	}
	for _, s := range r.sections {
		fmt.Fprintf(w, "\n## %s\n\n", s.title)
		if err := s.Markdown(w); err != nil {
			return err
		}
	}
	return nil
}

// facts are what has to be known about a run.
func (r *results) facts() []string {
	facts := []string{
		"date: " + r.date.Format(time.DateOnly),
		fmt.Sprintf("machine: %s, %d cores, %s", asm.CPU(), runtime.NumCPU(), runtime.GOARCH),
		"iqa: built by " + runtime.Version(),
	}
	for _, c := range r.contestants {
		switch {
		case c.ours():
		case c.name == baseline:
			facts = append(facts, fmt.Sprintf("OpenCV program: %s, %s", c.version,
				strings.Join(compilerFlags, " ")))
		default:
			facts = append(facts, c.name+": "+c.version)
		}
	}
	return append(facts, fmt.Sprintf("rounds: %d, of about %v a contestant; load of the machine before: %s",
		r.rounds, r.budget, r.load))
}
