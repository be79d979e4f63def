package report

import (
	"fmt"
	"io"
	"math"
	"slices"
)

// Summary sums records up. Its quantiles are exact, for which it keeps 8 bytes
// a score: 40 MB for a million pairs of five metrics.
type Summary struct {
	metrics        []string
	values         [][]float64
	nulls          []int
	scored, failed int
}

// NewSummary returns an empty summary of the given metrics.
func NewSummary(metrics []string) *Summary {
	n := len(metrics)
	return &Summary{metrics: metrics, values: make([][]float64, n), nulls: make([]int, n)}
}

// Add counts a record. Its nulls count in no statistic.
func (s *Summary) Add(r *Record) {
	if r.Err != "" {
		s.failed++
		return
	}
	s.scored++
	for i, m := range s.metrics {
		if v := r.score(m); math.IsNaN(v) {
			s.nulls[i]++
		} else {
			s.values[i] = append(s.values[i], v)
		}
	}
}

// Count returns the pairs that were scored and those that failed.
func (s *Summary) Count() (scored, failed int) { return s.scored, s.failed }

// Stat are the statistics of one metric, NaN where Count is 0. The mean adds
// scores in the order of the records. Quantiles are interpolated linearly
// between order statistics (type 7 of Hyndman and Fan, The American
// Statistician 50(4), 1996, pp. 361-365).
type Stat struct {
	Metric                     string
	Count, Null                int
	Mean, Min, P5, Median, Max float64
}

// Stats returns the statistics so far, a metric each.
func (s *Summary) Stats() []Stat {
	var all []Stat
	for i, m := range s.metrics {
		all = append(all, stat(m, s.values[i], s.nulls[i]))
	}
	return all
}

func stat(m string, values []float64, null int) Stat {
	nan := math.NaN()
	t := Stat{m, len(values), null, nan, nan, nan, nan, nan}
	if len(values) == 0 {
		return t
	}
	var sum float64
	for _, v := range values {
		sum += v
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	t.Mean = sum / float64(len(values))
	t.Min, t.Max = sorted[0], sorted[len(sorted)-1]
	t.P5, t.Median = quantile(sorted, .05), quantile(sorted, .5)
	return t
}

// quantile avoids Inf-Inf and 0·Inf, which are NaN.
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(at)
	lo, f := sorted[i], at-float64(i)
	if f == 0 || sorted[i+1] == lo {
		return lo
	}
	return lo*(1-f) + sorted[i+1]*f
}

// summaryRows are what a summary prints of each metric.
var summaryRows = []struct {
	name string
	of   func(*Stat) float64
}{
	{"mean", func(s *Stat) float64 { return s.Mean }},
	{"min", func(s *Stat) float64 { return s.Min }},
	{"p5", func(s *Stat) float64 { return s.P5 }},
	{"median", func(s *Stat) float64 { return s.Median }},
	{"max", func(s *Stat) float64 { return s.Max }},
}

// WriteText writes the summary in the columns of a table.
func (s *Summary) WriteText(w io.Writer) error {
	stats := s.Stats()
	for _, row := range summaryRows {
		var cells []string
		for _, st := range stats {
			cells = append(cells, short(st.Metric, row.of(&st)))
		}
		if err := writeLine(w, cells, row.name); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, counts(s.scored, s.failed))
	return err
}

func counts(scored, failed int) string {
	return fmt.Sprintf("%d scored, %d failed", scored, failed)
}

// WriteJSON writes the summary as one JSON object.
func (s *Summary) WriteJSON(w io.Writer) error {
	b := fmt.Appendf(nil, `{"scored":%d,"failed":%d,"metrics":{`, s.scored, s.failed)
	for _, st := range s.Stats() {
		b = append(key(b, st.Metric), '{')
		b = fmt.Appendf(b, `"count":%d,"null":%d`, st.Count, st.Null)
		for _, row := range summaryRows {
			b = value(key(b, row.name), row.of(&st))
		}
		b = append(b, '}')
	}
	_, err := w.Write(append(b, '}', '}', '\n'))
	return err
}
