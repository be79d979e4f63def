package table

import (
	"cmp"
	"math"
	"slices"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/opinion"
	"github.com/fastiqa/iqa/report"
)

const (
	inputColumn = "input" // pictures as networks are given them
	baseColumn  = "l2"    // what other losses are held against, unless it is said
)

// Table collects outcomes. It keeps eight bytes a score.
type Table struct {
	Trials  []*Trial
	Metrics []string      // those of the outcomes
	Areas   bool          // these follow the metrics
	Against string        // the column that others are held against; empty: l2
	Study   opinion.Study // Rounds, Confidence and Seed of intervals

	pictures []string
	scores   [][][][]float64 // of a picture, as Outcome has them
}

// Add takes the outcome of the picture of that name.
func (t *Table) Add(picture string, o *Outcome) {
	t.pictures = append(t.pictures, picture)
	t.scores = append(t.scores, o.Scores)
}

// Rows are the names of the scores: metrics and areas.
func (t *Table) Rows() []string {
	if !t.Areas {
		return t.Metrics
	}
	return append(slices.Clone(t.Metrics), Areas()...)
}

// Base is the name of the column that others are held against.
func (t *Table) Base() string { return cmp.Or(t.Against, baseColumn) }

// HasBase reports whether the i-th trial has that column.
func (t *Table) HasBase(i int) bool { return t.base(i) >= 0 }

// base is its place among the columns of a trial; -1: none.
func (t *Table) base(trial int) int {
	return slices.IndexFunc(t.Trials[trial].Columns, func(c Column) bool { return c.Name == t.Base() })
}

// Comparisons are the tables of all trials. Scores of several seeds are averaged
// for each picture first. Of each column but Base and the input a cell has the
// difference to Base, picture by picture.
func (t *Table) Comparisons() (all []report.Comparison) {
	confidence := t.Study.Confidence
	if confidence == 0 {
		confidence = .95
	}
	for i, trial := range t.Trials {
		c := report.Comparison{Task: trial.Title(), Columns: []string{inputColumn}, Confidence: confidence}
		for _, column := range trial.Columns {
			c.Columns = append(c.Columns, column.Name)
		}
		if t.HasBase(i) {
			c.Against = t.Base()
		}
		for m := range t.Rows() {
			c.Rows = append(c.Rows, t.row(i, m))
		}
		all = append(all, c)
	}
	return all
}

// row is that of a metric or area.
func (t *Table) row(trial, metric int) report.Compared {
	r := report.Compared{Metric: t.Rows()[metric], Lower: true}
	if info, ok := metrics.Lookup(r.Metric); ok {
		r.Lower = info.Lower
	}
	seeds := t.seeds(trial, metric)
	base := t.base(trial) + 1 // behind the input; 0: none
	for i, s := range seeds {
		c := cell(s)
		if base > 0 && i > 0 && i != base {
			t.hold(&c, average(s), average(seeds[base]), r.Lower)
		}
		r.Cells = append(r.Cells, c)
	}
	markBest(r.Cells, r.Lower)
	return r
}

// seeds are the scores of a metric by column, seed and picture.
func (t *Table) seeds(trial, metric int) [][][]float64 {
	all := [][][]float64{make([][]float64, 1)}
	for _, c := range t.Trials[trial].Columns {
		all = append(all, make([][]float64, len(c.Networks)))
	}
	for _, picture := range t.scores {
		scores := picture[trial]
		for i := range all {
			for k := range all[i] {
				all[i][k] = append(all[i][k], scores[k][metric])
			}
			scores = scores[len(all[i]):]
		}
	}
	return all
}

// cell has the mean and the spread of a column. A picture that a seed has no score
// of is left out of both.
func cell(seeds [][]float64) report.Cell {
	nan := math.NaN()
	c := report.Cell{Seeds: len(seeds), Spread: nan,
		Difference: opinion.Estimate{Value: nan, Low: nan, High: nan}}
	whole := average(seeds)
	c.Mean = mean(where(whole, whole))
	c.Pictures = len(where(whole, whole))
	c.Null = len(whole) - c.Pictures
	if len(seeds) > 1 {
		means := make([]float64, len(seeds))
		for i, s := range seeds {
			means[i] = mean(where(whole, s))
		}
		c.Spread = deviation(means)
	}
	return c
}

// where are the numbers of v that stand where there is one in mask.
func where(mask, v []float64) (all []float64) {
	for i, m := range mask {
		if !math.IsNaN(m) {
			all = append(all, v[i])
		}
	}
	return all
}

// hold holds a column against another, picture by picture.
func (t *Table) hold(c *report.Cell, scores, base []float64, lower bool) {
	var differences []float64
	for i, v := range scores {
		d := v - base[i]
		if d-d != 0 { // there is no score, or an infinite one
			continue
		}
		differences = append(differences, d)
		if d != 0 && d < 0 == lower {
			c.Wins++
		}
	}
	c.Pairs = len(differences)
	c.Difference = t.Study.Mean(differences)
}

// average is the mean over seeds, for each picture.
func average(seeds [][]float64) []float64 {
	if len(seeds) == 1 {
		return seeds[0]
	}
	all := make([]float64, len(seeds[0]))
	column := make([]float64, len(seeds))
	for i := range all {
		for k, s := range seeds {
			column[k] = s[i]
		}
		all[i] = mean(column)
	}
	return all
}

// mean is NaN of nothing.
func mean(v []float64) float64 { return opinion.Study{}.Mean(v).Value }

// deviation is the standard deviation, with n-1.
func deviation(v []float64) float64 {
	m, squares := mean(v), 0.0
	for _, e := range v {
		squares += float64((e - m) * (e - m))
	}
	return math.Sqrt(squares / float64(len(v)-1))
}

// markBest marks the best means of several, all that are equal. Means of fewer
// pictures than another's cannot be the best.
func markBest(cells []report.Cell, lower bool) {
	most := 1
	for _, c := range cells {
		most = max(most, c.Pictures)
	}
	best := math.NaN()
	for _, c := range cells {
		if c.Pictures == most && (math.IsNaN(best) || lower && c.Mean < best || !lower && c.Mean > best) {
			best = c.Mean
		}
	}
	for i := range cells {
		cells[i].Best = cells[i].Pictures == most && cells[i].Mean == best
	}
}

// Samples are the scores of each picture and network.
func (t *Table) Samples() (all []report.Sample) {
	names := t.Rows()
	for p, picture := range t.pictures {
		for i, trial := range t.Trials {
			add := func(column, seed string, scores []float64) {
				s := report.Sample{Picture: picture, Task: trial.Title(), Column: column, Seed: seed}
				for m, v := range scores {
					s.Scores = append(s.Scores, report.Score{Metric: names[m], Value: v})
				}
				all = append(all, s)
			}
			rows := t.scores[p][i]
			add(inputColumn, "", rows[0])
			for k, n := range trial.networks() {
				add(n.Column, n.Seed, rows[k+1])
			}
		}
	}
	return all
}
