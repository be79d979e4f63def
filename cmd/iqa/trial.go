package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/opinion"
	"github.com/fastiqa/iqa/report"
)

// trial is scores and opinions, and which of them are of the same images.
type trial struct {
	names   [2]string // of the files
	scores  *opinion.Scores
	ratings *opinion.Ratings
	pairs   [][2]int
	study   opinion.Study
	stderr  io.Writer
}

func openTrial(c *cli.Context, scores, mos string, study opinion.Study) (t *trial, err error) {
	if scores == "-" && mos == "-" {
		return nil, errors.New("only one of SCORES and MOS can be stdin")
	}
	t = &trial{names: [2]string{scores, mos}, study: study, stderr: c.App.ErrWriter}
	t.scores, err = readFile(c, scores, opinion.ReadScores)
	if err != nil {
		return nil, err
	}
	columns := opinion.Columns{Name: c.String("name-column"), Score: c.String("score-column")}
	t.ratings, err = readFile(c, mos, func(r io.Reader) (*opinion.Ratings, error) {
		return opinion.ReadRatings(r, columns)
	})
	if err != nil {
		return nil, err
	}
	return t, t.choose(splitList(c.String("metrics")))
}

// readFile reads a file, or stdin for -.
func readFile[T any](c *cli.Context, name string, read func(io.Reader) (T, error)) (all T, err error) {
	in := c.App.Reader
	if name == "-" {
		name, in = "stdin", until(c.Context, in)
	} else {
		f, err := os.Open(name)
		if err != nil {
			return all, fmt.Errorf("%s: %w", name, cause(err))
		}
		defer f.Close()
		in = f
	}
	if all, err = read(in); err != nil {
		return all, fmt.Errorf("%s: %w", name, cause(err))
	}
	return all, nil
}

// choose leaves the metrics of --metrics, if there are any.
func (t *trial) choose(list []string) error {
	if len(list) == 0 {
		return nil
	}
	var chosen []opinion.Column
	for _, name := range list {
		i := slices.IndexFunc(t.scores.Metrics, func(c opinion.Column) bool { return c.Metric == name })
		if i < 0 {
			return fmt.Errorf("--metrics: %q is no column of numbers in %s", name, t.names[0])
		}
		chosen = append(chosen, t.scores.Metrics[i])
	}
	t.scores.Metrics = chosen
	return nil
}

// direct settles which opinions are better, and tells it.
func (t *trial) direct(c *cli.Context) {
	r := t.ratings
	why := r.Why
	if c.Bool("lower-better") || c.Bool("higher-better") {
		r.Lower, why = c.Bool("lower-better"), "as said"
	}
	t.study.LowerOpinions = r.Lower
	t.tell("%s: column %s, %s is better (%s)", t.names[1], r.Column, opinion.Better(r.Lower), why)
}

// join finds the same images, and tells of those that have no partner.
func (t *trial) join(match string) error {
	j, err := opinion.Join(t.scores.Names, t.ratings.Names, match == "path")
	if err != nil {
		if match == "name" {
			err = fmt.Errorf("%w (--match path compares whole paths)", err)
		}
		return err
	}
	t.tellNames("without an opinion", j.Scored)
	t.tellNames("without a score", j.Rated)
	if t.scores.Failed > 0 {
		t.tell("%s: records with an error instead of scores: %d", t.names[0], t.scores.Failed)
	}
	if len(j.Pairs) == 0 {
		return fmt.Errorf("no image has a score and an opinion: %q is none of %q, …",
			t.scores.Names[0], t.ratings.Names[0])
	}
	t.pairs = j.Pairs
	return nil
}

// tellNames names the first few of many.
func (t *trial) tellNames(what string, names []string) {
	const few = 3
	if len(names) == 0 {
		return
	}
	first, more := names, ""
	if len(names) > few {
		first, more = names[:few], ", …"
	}
	t.tell("%s: %d: %s%s", what, len(names), strings.Join(first, ", "), more)
}

func (t *trial) tell(format string, args ...any) {
	fmt.Fprintf(t.stderr, "iqa: %s\n", report.Plain(fmt.Sprintf(format, args...)))
}

// correlations are those of all metrics, which are computed side by side.
func (t *trial) correlations(ctx context.Context) ([]report.Correlation, error) {
	all := make([]report.Correlation, len(t.scores.Metrics))
	var work sync.WaitGroup
	var next atomic.Int64
	for range min(defaultWorkers(0), len(all)) {
		work.Go(func() {
			for i := next.Add(1); i <= int64(len(all)) && ctx.Err() == nil; i = next.Add(1) {
				all[i-1] = t.correlation(t.scores.Metrics[i-1])
			}
		})
	}
	work.Wait()
	if ctx.Err() != nil {
		return nil, errors.New("interrupted")
	}
	return all, nil
}

// correlation is that of one metric.
func (t *trial) correlation(c opinion.Column) report.Correlation {
	info, _ := metrics.Lookup(c.Metric)
	study := t.study
	study.LowerScores = info.Lower
	r := report.Correlation{Metric: c.Metric, Lower: info.Lower, LowerOpinions: study.LowerOpinions}
	var scores, opinions []float64
	for _, p := range t.pairs {
		if s := c.Values[p[0]]; !math.IsNaN(s) {
			scores, opinions = append(scores, s), append(opinions, t.ratings.Values[p[1]])
		} else {
			r.Null++
		}
	}
	r.Agreement = study.Compare(scores, opinions)
	return r
}

// doubt asks whether the direction is right where all metrics disagree.
func (t *trial) doubt(all []report.Correlation) {
	for i := range all {
		if !(all[i].SROCC.Value < 0) {
			return
		}
	}
	t.tell("every metric disagrees with the opinions: is %s better? (see --lower-better and --higher-better)",
		opinion.Better(t.ratings.Lower))
}
