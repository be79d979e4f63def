package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"

	"github.com/fastiqa/iqa/cnn/table"
	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/pipeline"
	"github.com/fastiqa/iqa/plane"
	"github.com/fastiqa/iqa/report"
)

// evaluation is one run of evaluate.
type evaluation struct {
	ctx      context.Context
	source   *source
	stdout   io.Writer
	stderr   io.Writer
	runner   pipeline.Runner
	table    table.Table
	progress string
	bar      *progress

	output, format, values, html string

	quantize bool
	figures  int // pictures to be shown

	numbers  sync.Map // name of a picture → its number in the folder
	outcomes sync.Map // name of a picture → what became of it
	shown    []report.Figure
	done     int
	failed   int
	noted    int
}

// outputs refuses to write over what is read, or two things to one file.
func (e *evaluation) outputs(weights []string) error {
	seen := map[string]string{}
	for _, o := range [...][2]string{{"--output", e.output}, {"--values", e.values}, {"--html", e.html}} {
		if o[1] == "" {
			continue
		}
		name := filepath.Clean(o[1])
		if other := seen[name]; other != "" {
			return fmt.Errorf("%s and %s are both %s", other, o[0], o[1])
		}
		seen[name] = o[0]
		if err := notAnInput(o[0], o[1], weights); err != nil {
			return err
		}
	}
	return nil
}

func (e *evaluation) run() error {
	e.bar = newProgress(e.progress, e.stderr, &output{Writer: io.Discard})
	total := int64(0)
	if e.bar.on {
		total = e.source.count()
	}
	e.bar.begin(total, "pictures")
	e.runner.Ref, e.runner.Dist = e.source.ref, e.source.dist
	e.runner.Work, e.runner.Do = e.workspace, e.examiner
	for r, err := range e.runner.Run(e.ctx, e.pictures) {
		e.take(r, err)
		e.bar.step()
	}
	e.bar.stop()
	if e.done > 0 {
		if err := e.write(); err != nil {
			return err
		}
	}
	return e.verdict()
}

// take takes what became of a picture.
func (e *evaluation) take(r *pipeline.Result, err error) {
	if err != nil {
		e.bar.first(&e.failed, "%v", err)
		return
	}
	for _, n := range r.Notes {
		e.bar.first(&e.noted, "%s: %s", r.Ref, strings.TrimPrefix(n, r.Ref+": "))
	}
	made, _ := e.outcomes.LoadAndDelete(r.Ref)
	o := made.(*table.Outcome)
	e.table.Add(r.Ref, o)
	e.done++
	for _, f := range o.Figures {
		f.Title = r.Ref + ", " + f.Title
		e.shown = append(e.shown, f)
	}
}

// pictures are those of the folder, which have their numbers by its order,
// whichever is read first.
func (e *evaluation) pictures(yield func(pipeline.Pair, error) bool) {
	number := 0
	for p, err := range e.source.pairs {
		e.numbers.Store(p.Ref, number)
		number++
		if !yield(p, err) {
			return
		}
	}
}

// workspace is what a picture takes beside itself.
func (e *evaluation) workspace(ref, _ *imageio.Config) int64 {
	return e.evaluator().Memory(ref.W, ref.H, e.figures > 0)
}

func (e *evaluation) evaluator() *table.Evaluator {
	all, err := metrics.ByName(e.table.Metrics...)
	if err != nil {
		panic("iqa: metrics were checked before")
	}
	return &table.Evaluator{Trials: e.table.Trials, Metrics: all, Quantize: e.quantize, Areas: e.table.Areas}
}

// examiner returns what a worker does with each picture.
func (e *evaluation) examiner() func(p pipeline.Pair, clean, input *plane.Image) ([]string, error) {
	worker := e.evaluator()
	return func(p pipeline.Pair, clean, input *plane.Image) (_ []string, err error) {
		n, _ := e.numbers.LoadAndDelete(p.Ref)
		number := n.(int)
		var o *table.Outcome
		if len(input.Planes) > 0 {
			o, err = worker.EvaluatePair(e.ctx, clean, input, number < e.figures)
		} else {
			o, err = worker.Evaluate(e.ctx, clean, uint64(number), number < e.figures)
		}
		if err == nil {
			e.outcomes.Store(p.Ref, o)
		}
		return nil, err
	}
}

// write writes all that was asked for.
func (e *evaluation) write() error {
	all := e.table.Comparisons()
	err := writeFile(e.output, e.stdout, func(w io.Writer) error {
		return report.WriteComparisons(w, e.format, all)
	})
	if err == nil && e.values != "" {
		err = writeFile(e.values, e.stdout, func(w io.Writer) error {
			return report.WriteSamples(w, e.table.Rows(), e.table.Samples())
		})
	}
	if err == nil && e.html != "" {
		title := "Networks on " + filepath.Base(e.source.title)
		err = writeFile(e.html, e.stdout, func(w io.Writer) error {
			return report.WritePage(w, &report.Page{Title: title, Comparisons: all, Figures: e.shown})
		})
	}
	return err
}

// verdict tells what is left to tell and chooses the exit code.
func (e *evaluation) verdict() error {
	e.source.tellStrays(e.stderr)
	for i, t := range e.table.Trials {
		if e.done > 0 && !e.table.HasBase(i) {
			fmt.Fprintf(e.stderr, "iqa: %s: no network by %s to hold others against\n", t.Title(), e.table.Base())
		}
	}
	if e.failed > 0 {
		fmt.Fprintf(e.stderr, "iqa: %d evaluated, %d failed\n", e.done, e.failed)
	}
	switch {
	case e.ctx.Err() != nil:
		return fmt.Errorf("interrupted after %d pictures", e.done+e.failed)
	case e.failed > 0:
		return errFailed
	case e.done == 0:
		return fmt.Errorf("%s: no pictures found", e.source.title)
	}
	return nil
}
