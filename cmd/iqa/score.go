package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/pipeline"
	"github.com/fastiqa/iqa/plane"
	"github.com/fastiqa/iqa/report"
)

// profile is the name of the conventions that scores follow, and in what they differ.
func (o *options) profile() string {
	if b := o.dials.border; b != plane.Valid {
		return "wang2004 border=" + b.String()
	}
	return "wang2004"
}

const scoreText = `REF and DIST are two files, two folders, or one reference and a folder.
Files of two folders are paired by their paths inside them, or where the
extensions differ, by their paths without those. Or --pairs names a CSV or TSV
file with the columns ref and dist (- is stdin), whose paths begin at the
current folder.

Results go to stdout, or with --output to a file; all else goes to stderr.

Exit codes: 0 all done; 1 a --min or --max was missed; 2 a pair failed, the
arguments are wrong, or an interrupt (what was scored is written).

Examples:
   iqa score original.png compressed.jpg
   iqa score ref/ dist/ --metrics ssim,ms-ssim --min ssim=0.95
   iqa score ref/ dist/ --metrics table1,ciede2000
   iqa score ref/ dist/ --format jsonl --output scores.jsonl
   iqa score original.png variants/ --color luma --format csv
   find-pairs | iqa score --pairs - --format jsonl`

func scoreCommand() *cli.Command {
	return &cli.Command{
		Name:        "score",
		Usage:       "score images against their references",
		ArgsUsage:   "REF DIST",
		Description: scoreText,
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "metrics", Aliases: []string{"m"},
				Usage: "comma-separated `LIST` of scores and groups of them (see iqa metrics; default " +
					strings.Join(metrics.Defaults(), ",") + ")"},
		}, dialFlags(), []cli.Flag{
			&cli.StringFlag{Name: "color", Value: "rgb",
				Usage: "`rgb` (mean of the channels) or luma (BT.601)"},
			&cli.StringFlag{Name: "pairs", Usage: "take the pairs from `FILE` (CSV or TSV)"},
			&cli.StringSliceFlag{Name: "min",
				Usage: "exit 1 where a score is below, as `METRIC=VALUE` (repeatable)"},
			&cli.StringSliceFlag{Name: "max",
				Usage: "exit 1 where a score is above, as `METRIC=VALUE` (repeatable)"},
			formatFlag(), outputFlag(),
			&cli.StringFlag{Name: "summary",
				Usage: "write a summary as JSON to `FILE` (- is stdout)"},
			&cli.BoolFlag{Name: "no-timing",
				Usage: "leave the times out, so that runs compare byte for byte"},
		}, runFlags()),
		Action: score,
	}
}

// options are the flags of score, checked.
type options struct {
	metrics  []string
	dials    dials
	color    metrics.Color
	format   string
	limits   limits
	memory   int64
	progress string
}

func score(c *cli.Context) error {
	o, err := readOptions(c)
	if err != nil {
		return err
	}
	s, err := openSource(c)
	if err != nil {
		return err
	}
	defer s.close()
	out, err := openOutput(c.String("output"), c.App.Writer)
	if err != nil {
		return err
	}
	defer out.discard()
	w, err := report.New(out, o.format, report.Options{
		Metrics: o.metrics, Timing: !c.Bool("no-timing"), Summary: !s.single,
	})
	if err != nil {
		return fmt.Errorf("%s: %w", out.name, cause(err))
	}
	ceiling := limitMemory()
	b := &batch{
		ctx: c.Context, options: o, source: s, out: out, w: w,
		stdout: c.App.Writer, stderr: c.App.ErrWriter, sum: report.NewSummary(o.metrics),
		runner: pipeline.Runner{
			Ref: s.ref, Dist: s.dist, Workers: c.Int("workers"),
			Memory: o.memory, Ceiling: ceiling,
			Set: newSet(o, s.single, c.Int("workers")),
		},
	}
	b.bar = newProgress(o.progress, c.App.ErrWriter, out)
	return b.run(c.String("summary"))
}

func readOptions(c *cli.Context) (o options, err error) {
	o.metrics = metrics.Defaults()
	if list := c.String("metrics"); list != "" {
		if o.metrics, err = readNames(list); err != nil {
			return o, fmt.Errorf("--metrics: %w", err)
		}
	}
	if o.dials, err = readDials(c, o.metrics...); err != nil {
		return o, err
	}
	switch c.String("color") {
	case "rgb":
	case "luma":
		o.color = metrics.Luma
	default:
		return o, fmt.Errorf("--color: unknown %q (want rgb or luma)", c.String("color"))
	}
	if o.limits, err = readLimits(c.StringSlice("min"), c.StringSlice("max"), o.metrics); err != nil {
		return o, err
	}
	if o.format, err = format(c.String("format"), c.String("output")); err != nil {
		return o, err
	}
	o.memory, o.progress, err = readRun(c)
	return o, err
}

// readNames are metrics and groups of them, each metric once.
func readNames(list string) ([]string, error) {
	names, err := metrics.Expand(splitList(list)...)
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("no metric in %q", list)
	}
	return names, err
}

func splitList(s string) (list []string) {
	for n := range strings.SplitSeq(s, ",") {
		if n = strings.TrimSpace(n); n != "" {
			list = append(list, n)
		}
	}
	return list
}

// newSet returns what makes a worker's metrics. A single pair is scored by all
// goroutines together, many are scored one by each.
func newSet(o options, single bool, workers int) func() *metrics.Set {
	return func() *metrics.Set {
		m, err := metrics.ByName(o.metrics...)
		if err != nil {
			panic("iqa: metrics were checked before")
		}
		o.dials.set(m...)
		s := &metrics.Set{Metrics: m, Color: o.color}
		if single {
			s.Par = pipeline.Par(defaultWorkers(workers))
		}
		return s
	}
}
