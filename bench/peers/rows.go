package main

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/fastiqa/iqa/bench/internal/measure"
	"github.com/fastiqa/iqa/bench/internal/table"
)

// section is a table with its title.
type section struct {
	title string
	table.Table
}

// column is one or more columns of a table, and what an entry has in them.
type column struct {
	shown bool
	head  []string
	cells func(*entry) []string
}

// section makes the table of a group. Those of pictures in colour have one
// heading, so that they can follow each other.
func (g *group) section() *section {
	s := &section{title: g.pair.Size.String() + ", " + g.name}
	s.Left = 1
	if g.series == color {
		s.title, s.Left = g.pair.Size.String()+", pictures in colour", 2
	}
	if g.work != nil {
		s.title = g.work.of(g.pair.Size) + ", " + g.name
	}
	columns := g.columns()
	for _, c := range columns {
		s.Head = append(s.Head, c.head...)
	}
	for _, e := range g.entries {
		s.Add(row(columns, e, s.Left)...)
	}
	return s
}

// row has dashes for what a contestant that failed was to say.
func row(columns []column, e *entry, words int) (cells []string) {
	for _, c := range columns {
		for i := range c.head {
			switch {
			case e.err == nil || len(cells) < words:
				cells = append(cells, c.cells(e)[i])
			case len(cells) == words:
				cells = append(cells, "failed")
			default:
				cells = append(cells, "-")
			}
		}
	}
	return cells
}

func (g *group) columns() []column {
	if g.work != nil {
		return g.workColumns()
	}
	base, grad := g.base, g.alone != ""
	if g.series == color {
		base = "peer"
	}
	all := []column{
		{g.series == color, []string{"metric"}, g.metric},
		{true, []string{"contestant"}, name},
		{g.parallel, []string{"threads"}, threads},
		{true, []string{"calls", "MPix/s CPU", "MPix/s wall"}, g.rates},
		{true, []string{"× " + base, "worst"}, g.times(g.base)},
	}
	for _, name := range g.also {
		all = append(all, column{true, []string{"× " + name, "worst"}, g.times(name)})
	}
	all = append(all, []column{
		{g.parallel, []string{"× 1 thread", "worst"}, g.scaling},
		{g.parallel, []string{"× two apart", "worst"}, g.ofTwins},
		{grad, []string{"× own " + g.alone, "worst"}, ofAlone},
		{true, []string{"peak MiB", "B/px", "score"}, g.memoryAndScore},
		{grad, []string{"Δ gradient"}, distance},
	}...)
	return slices.DeleteFunc(all, func(c column) bool { return !c.shown })
}

func (g *group) metric(*entry) []string { return []string{g.name} }

func name(e *entry) []string { return []string{e.name} }

func threads(e *entry) []string { return []string{strconv.Itoa(e.threads)} }

// distance is that of the gradient.
func distance(e *entry) []string { return []string{fmt.Sprintf("%.2g", e.apart)} }

func (g *group) rates(e *entry) []string {
	n := g.pair.Pixels()
	return []string{strconv.Itoa(e.samples.Count()),
		table.Number(measure.Rate(n, e.samples.Fastest(measure.CPU))),
		table.Number(measure.Rate(n, e.samples.Fastest(measure.Wall)))}
}

// times is the speed of an entry as a multiple of that of the contestant of this
// name.
func (g *group) times(name string) func(*entry) []string {
	return func(e *entry) []string {
		base := g.entry(name, e.threads)
		if base == nil || base.err != nil {
			return []string{"-", "-"}
		}
		return ratio(e.samples, base.samples, measure.ClockFor(e.threads))
	}
}

// scaling is the speed of e as a multiple of that of one thread.
func (g *group) scaling(e *entry) []string {
	single := g.entry(e.name, 1)
	if e.threads == 1 || single == nil || single.err != nil {
		return []string{"-", "-"}
	}
	return ratio(e.samples, single.samples, measure.Wall)
}

// ofAlone is the speed of a score with its gradient as a part of that of the
// score alone.
func ofAlone(e *entry) []string { return ratio(e.samples, e.alone, measure.CPU) }

// ratio is the speed of a as a multiple of b's, and in a's worst round.
func ratio(a, b measure.Rounds, c measure.Clock) []string {
	return numbers(a.Ratio(b, c))
}

func numbers(all, worst float64) []string {
	return []string{table.Number(all), table.Number(worst)}
}

func (g *group) memoryAndScore(e *entry) []string {
	return []string{mebibytes(e.peak), g.scratch(e),
		fmt.Sprintf("%.8f", e.score)}
}

func mebibytes(n int64) string { return strconv.FormatInt((n+1<<19)>>20, 10) }

// scratch is the memory beyond the pictures in bytes a pixel. For less than
// two million pixels it would say how large the program is.
func (g *group) scratch(e *entry) string {
	n := g.pair.Pixels()
	if n < 2e6 {
		return "-"
	}
	return strconv.FormatFloat(float64(e.peak-e.base)/float64(n), 'f', 1, 64)
}
