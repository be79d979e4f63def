package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/fastiqa/iqa/opinion"
)

// Comparison is what is reported of several ways to restore the same pictures.
type Comparison struct {
	Task       string     // what the pictures are restored from
	Columns    []string   // the ways; the first may be to leave them as they are
	Against    string     // the column that others are held against; empty: none
	Confidence float64    // of intervals, 0 to 1
	Rows       []Compared // one a metric
}

// Compared is a metric's row of a Comparison.
type Compared struct {
	Metric string
	Lower  bool   // a lower score is better
	Cells  []Cell // one a column
}

// Cell is what a metric says of a column. NaN stands for what cannot be had, or
// was not asked for.
type Cell struct {
	Pictures int // that have a score
	Null     int // that have none

	Mean   float64 // over the pictures, of the mean over the seeds
	Best   bool    // of its row
	Seeds  int     // networks that differ in nothing but their seed
	Spread float64 // standard deviation of their means, with n-1; NaN for one

	// Against the column Against, over the pictures where both are finite.
	Difference opinion.Estimate // the mean of this score less that one
	Pairs      int              // those pictures
	Wins       int              // of them with a better score than there
}

// Tie reports whether the interval of the difference has 0 in it.
func (c *Cell) Tie() bool { return c.Difference.Low <= 0 && c.Difference.High >= 0 }

// WriteComparisons writes a document of all, in a format of New, by one Write.
//
// Tables show l1, l2 and what ends in -rmse or -sd a thousand times, mark the
// best mean of a row by a star or bold letters, and a difference whose interval
// has 0 in it as a tie. JSON lines and CSV have a record a metric and column, with the same keys: task,
// metric, better ("higher" or "lower"), column, pictures, null, mean, best,
// seeds, spread, against, difference with difference_low and difference_high,
// pairs, wins and tie; best and tie are 1 or 0, scores as iqa score has them.
// What cannot be had is null, or an empty cell. The error says that there is no
// such format, or is that of w.
func WriteComparisons(w io.Writer, format string, all []Comparison) error {
	var b []byte
	switch format {
	case "table":
		b = comparisonTables(all)
	case "jsonl":
		each(all, func(f []field) { b = append(jsonFields(append(b, '{'), f), '}', '\n') })
	case "csv":
		return comparisonCSV(w, all)
	case "md":
		b = comparisonMarkdown(all)
	default:
		return unknownFormat(format)
	}
	_, err := w.Write(b)
	return err
}

func comparisonCSV(w io.Writer, all []Comparison) error {
	c := csv.NewWriter(w)
	c.Write(fieldKeys(new(Comparison).fields(new(Compared), "", new(Cell))))
	each(all, func(f []field) { c.Write(fieldCells(f)) })
	c.Flush()
	return c.Error()
}

// each hands on all cells.
func each(all []Comparison, do func([]field)) {
	for i := range all {
		for k := range all[i].Rows {
			r := &all[i].Rows[k]
			for j := range r.Cells {
				do(all[i].fields(r, all[i].Columns[j], &r.Cells[j]))
			}
		}
	}
}

func (c *Comparison) fields(r *Compared, column string, e *Cell) []field {
	d := &e.Difference
	tie := math.NaN()
	if !math.IsNaN(d.Low) {
		tie = oneIf(e.Tie())
	}
	return []field{{key: "task", text: c.Task}, {key: "metric", text: r.Metric},
		{key: "better", text: opinion.Better(r.Lower)}, {key: "column", text: column},
		{key: "pictures", number: float64(e.Pictures)}, {key: "null", number: float64(e.Null)},
		{key: "mean", number: e.Mean}, {key: "best", number: oneIf(e.Best)},
		{key: "seeds", number: float64(e.Seeds)}, {key: "spread", number: e.Spread},
		{key: "against", text: c.Against, number: math.NaN()}, {key: "difference", number: d.Value},
		{key: "difference_low", number: d.Low}, {key: "difference_high", number: d.High},
		{key: "pairs", number: float64(e.Pairs)}, {key: "wins", number: float64(e.Wins)},
		{key: "tie", number: tie}}
}

func oneIf(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// held reports whether there is a difference to show.
func (c *Cell) held() bool { return c.Pairs > 0 }

// differing are the columns that have differences to show.
func (c *Comparison) differing() (columns []int) {
	for i := range c.Columns {
		if slices.ContainsFunc(c.Rows, func(r Compared) bool { return r.Cells[i].held() }) {
			columns = append(columns, i)
		}
	}
	return columns
}

// all are the columns.
func (c *Comparison) all() (columns []int) {
	for i := range c.Columns {
		columns = append(columns, i)
	}
	return columns
}

// title and subtitle head what people are shown.
func (c *Comparison) title() string {
	n := 0
	for i := range c.Rows {
		for k := range c.Rows[i].Cells {
			n = max(n, c.Rows[i].Cells[k].Pictures+c.Rows[i].Cells[k].Null)
		}
	}
	return fmt.Sprintf("%s, mean of %s", Plain(c.Task), plural(n, "picture"))
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (c *Comparison) subtitle() string {
	return fmt.Sprintf("difference to %s, %g %% interval, pictures with a better score",
		Plain(c.Against), 100*c.Confidence)
}
