package main

import (
	"strconv"

	"github.com/fastiqa/iqa/bench/internal/measure"
	"github.com/fastiqa/iqa/bench/internal/table"
)

// section is a table with its title.
type section struct {
	title string
	table.Table
}

// section makes the table of a group.
func (g *group) section() *section {
	s := &section{title: g.pair.Size.String() + ", " + g.metric}
	s.Left = 1
	s.Head = []string{"contestant", "threads", "calls", "MPix/s CPU", "MPix/s wall",
		"× OpenCV", "worst", "× 1 thread", "worst", "peak MiB", "B/px", "score"}
	for _, e := range g.entries {
		s.Add(g.row(e)...)
	}
	return s
}

func (g *group) row(e *entry) []string {
	cells := []string{e.name, strconv.Itoa(e.threads), strconv.Itoa(e.samples.Count())}
	if e.err != nil {
		return append(cells, "failed", "-", "-", "-", "-", "-", "-", "-", "-")
	}
	n := g.pair.Pixels()
	cells = append(cells,
		table.Number(measure.Rate(n, e.samples.Fastest(measure.CPU))),
		table.Number(measure.Rate(n, e.samples.Fastest(measure.Wall))))
	cells = append(cells, g.ratio(e, g.entry(baseline, e.threads), measure.ClockFor(e.threads))...)
	var single *entry
	if e.threads > 1 {
		single = g.entry(e.name, 1)
	}
	cells = append(cells, g.ratio(e, single, measure.Wall)...)
	return append(cells, mib(e.peak), g.scratch(e), strconv.FormatFloat(e.score, 'f', 8, 64))
}

// ratio is the speed of e as a multiple of another's, and in its worst round.
func (g *group) ratio(e, base *entry, c measure.Clock) []string {
	if base == nil || base.err != nil {
		return []string{"-", "-"}
	}
	all, worst := e.samples.Ratio(base.samples, c)
	return []string{table.Number(all), table.Number(worst)}
}

func mib(bytes int64) string { return strconv.FormatInt((bytes+1<<19)>>20, 10) }

// scratch is the memory beyond the pictures in bytes a pixel. For less than
// two million pixels it would say how large the program is.
func (g *group) scratch(e *entry) string {
	n := g.pair.Pixels()
	if n < 2e6 {
		return "-"
	}
	return strconv.FormatFloat(float64(e.peak-e.base)/float64(n), 'f', 1, 64)
}
