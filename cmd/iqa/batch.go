package main

import (
	"context"
	"fmt"
	"io"
	"runtime"

	"github.com/fastiqa/iqa/pipeline"
	"github.com/fastiqa/iqa/report"
)

func defaultWorkers(n int) int {
	if n > 0 {
		return n
	}
	return runtime.GOMAXPROCS(0)
}

// batch is one run of score.
type batch struct {
	ctx context.Context
	options
	source *source
	out    *output
	w      report.Writer
	stdout io.Writer
	stderr io.Writer
	sum    *report.Summary
	runner pipeline.Runner
	bar    *progress
	missed int
	told   int // missed thresholds on stderr
}

// maxTold is how many lines of one kind are worth reading.
const maxTold = 20

// run scores everything and finishes the output, also after an interrupt.
func (b *batch) run(summary string) error {
	err := b.records()
	b.bar.stop()
	if err == nil {
		err = b.w.Close()
	}
	if err != nil {
		b.out.keep()
		return fmt.Errorf("%s: %w", b.out.name, cause(err))
	}
	if err := b.out.commit(); err != nil {
		return err
	}
	if summary != "" {
		if err := writeSummary(summary, b.stdout, b.sum); err != nil {
			return err
		}
	}
	return b.verdict()
}

func (b *batch) records() error {
	b.bar.start(b.source)
	for r, err := range b.runner.Run(b.ctx, b.source.pairs) {
		rec := b.record(r, err)
		b.sum.Add(rec)
		if err := b.w.Write(rec); err != nil {
			return err
		}
		if err == nil {
			b.check(rec)
		}
		b.bar.step()
	}
	return nil
}

// record is a result as reports have it.
func (b *batch) record(r *pipeline.Result, err error) *report.Record {
	rec := &report.Record{
		Ref: r.Ref, Dist: r.Dist, Profile: b.profile(), Notes: r.Notes,
		Width: r.Size.X, Height: r.Size.Y, Channels: r.Channels, Depth: r.Depth,
		Color: r.Space.String(), Decode: r.Decode, Scoring: r.Scoring,
	}
	if err != nil {
		rec.Err = err.Error()
		if !b.shown() {
			b.bar.first(&b.told, "%v", err)
		}
	}
	for _, s := range r.Scores {
		rec.Scores = append(rec.Scores, report.Score{Metric: s.Metric, Value: s.Value})
	}
	return rec
}

// shown reports whether people see the table itself, with all errors in it.
func (b *batch) shown() bool { return b.format == "table" && b.out.name == "stdout" }

// check compares a record with the thresholds.
func (b *batch) check(r *report.Record) {
	for _, miss := range b.limits.missed(r) {
		b.bar.first(&b.missed, "%s: %s", r.Dist, miss)
	}
}

// verdict tells what is left to tell and chooses the exit code.
func (b *batch) verdict() error {
	b.source.tellStrays(b.stderr)
	for _, n := range [...]struct {
		count int
		what  string
	}{{b.missed, "missed thresholds"}, {b.told, "failed pairs"}} {
		if n.count > maxTold {
			fmt.Fprintf(b.stderr, "iqa: … and %d more %s\n", n.count-maxTold, n.what)
		}
	}
	scored, failed := b.sum.Count()
	if !b.shown() && scored+failed > 1 {
		fmt.Fprintf(b.stderr, "iqa: %d scored, %d failed\n", scored, failed)
	}
	switch {
	case b.ctx.Err() != nil:
		return fmt.Errorf("interrupted after %d pairs", scored+failed)
	case failed > 0:
		return errFailed
	case scored == 0:
		return fmt.Errorf("%s: no pairs found", b.source.title)
	case b.missed > 0:
		return errMissed
	}
	return nil
}

func writeSummary(name string, stdout io.Writer, s *report.Summary) error {
	return writeFile(name, stdout, s.WriteJSON)
}
