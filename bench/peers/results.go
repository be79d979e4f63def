package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/bench/internal/child"
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

// newResults leaves out the contests whose metrics the library does not have.
func newResults(o *options, f *field) *results {
	r := &results{options: o, field: f, date: time.Now().UTC(), load: "unknown"}
	if n, err := child.Load(); err == nil {
		r.load = fmt.Sprintf("%.2f", n)
	}
	o.contests = slices.DeleteFunc(slices.Clone(o.contests), func(c *contest) bool {
		if !c.known() {
			r.leaveOut(c.name, errors.New("iqa has no such metric"))
		}
		return !c.known()
	})
	return r
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
		case c.name == opencvName:
			facts = append(facts, fmt.Sprintf("OpenCV program: %s, %s", c.version,
				strings.Join(compilerFlags, " ")))
		case c.name == allTapsName:
			facts = append(facts, allTapsName+": the same program with windows of 31 taps for each σ of"+
				" zhao-ms-ssim and mix, as published; OpenCV, as iqa, leaves out taps below 2^-26: 5, 11, 23, 31 and 31 are left")
		default:
			facts = append(facts, c.name+": "+c.version)
		}
	}
	return append(facts, fmt.Sprintf("rounds: %d, of about %v a contestant; load of the machine before: %s",
		r.rounds, r.budget, r.load))
}
