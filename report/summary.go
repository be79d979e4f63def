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
	tallies        []tally
	scored, failed int
}

// tally are the scores of one metric. The sum is taken as they come in, so that
// they may be sorted where they are.
type tally struct {
	metric string
	values []float64
	sum    float64
	nulls  int
}

// NewSummary returns an empty summary of the given metrics.
func NewSummary(metrics []string) *Summary {
	s := &Summary{tallies: make([]tally, len(metrics))}
	for i, m := range metrics {
		s.tallies[i].metric = m
	}
	return s
}

// Add counts a record, as failed if it has an error. A score that is NaN, or
// that r has not, is null and counts in no statistic. Nothing of r is kept.
func (s *Summary) Add(r *Record) {
	if r.Err != "" {
		s.failed++
		return
	}
	s.scored++
	for i := range s.tallies {
		t := &s.tallies[i]
		t.add(r.score(t.metric))
	}
}

func (t *tally) add(v float64) {
	if math.IsNaN(v) {
		t.nulls++
		return
	}
	t.values = append(t.values, v)
	t.sum += v
}

// Count returns the pairs that were scored and those that failed.
func (s *Summary) Count() (scored, failed int) { return s.scored, s.failed }

func (s *Summary) counts() string {
	return fmt.Sprintf("%d scored, %d failed", s.scored, s.failed)
}

// Stat are the statistics of one metric, in its unit; NaN where Count is 0.
//
// The mean adds scores in the order of the records. It is NaN if there are both
// infinities among them.
//
// P5 and Median, the quantiles at 5 and 50 %, are interpolated linearly between
// order statistics, as numpy does by default (type 7 of Hyndman and Fan, The
// American Statistician 50(4), 1996, pp. 361-365). Between a finite score and
// an infinite one lies the infinite one, between the two infinities the nearer.
type Stat struct {
	Metric                     string
	Count, Null                int // scores there are, and those not to be had
	Mean, Min, P5, Median, Max float64
}

// Stats returns the statistics so far, a metric each, in the order of the
// metrics. More records may be added after.
func (s *Summary) Stats() []Stat {
	all := make([]Stat, len(s.tallies))
	for i := range s.tallies {
		all[i] = s.tallies[i].stat()
	}
	return all
}

func (t *tally) stat() Stat {
	n, nan := len(t.values), math.NaN()
	if n == 0 {
		return Stat{t.metric, 0, t.nulls, nan, nan, nan, nan, nan}
	}
	slices.Sort(t.values)
	return Stat{
		Metric: t.metric, Count: n, Null: t.nulls,
		Mean: t.sum / float64(n),
		Min:  t.values[0], Max: t.values[n-1],
		P5: quantile(t.values, .05), Median: quantile(t.values, .5),
	}
}

// quantile is the one at q, 0 to 1, of at least one score.
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(at)
	f := at - float64(i)
	if f == 0 || sorted[i+1] == sorted[i] { // 0·Inf and Inf-Inf are NaN
		return sorted[i]
	}
	return between(sorted[i], sorted[i+1], f)
}

// between is the point at f, over 0 and under 1, of the way from lo to hi. It
// starts from the nearer end, as numpy does, to the same last bit: conversions
// keep compilers from fusing product and sum.
func between(lo, hi, f float64) float64 {
	switch d := hi - lo; {
	case math.IsInf(lo, -1) && math.IsInf(hi, 1):
		if f < .5 {
			return lo
		}
		return hi
	case math.IsInf(d, 0): // one end is, or finite ones are too far apart
		return float64(lo*(1-f)) + float64(hi*f)
	case f < .5:
		return lo + float64(d*f)
	default:
		return hi - float64(d*(1-f))
	}
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

// WriteText writes the summary as aligned text, in the columns of a table with
// a heading. The error is that of w.
func (s *Summary) WriteText(w io.Writer) error {
	var metrics []string
	for _, t := range s.tallies {
		metrics = append(metrics, t.metric)
	}
	c := newColumns(metrics)
	_, err := w.Write(s.rows(c.heading(nil, "statistic"), c))
	return err
}

// rows appends a line a statistic, and one with the counts.
func (s *Summary) rows(b []byte, c columns) []byte {
	stats := s.Stats()
	for _, row := range summaryRows {
		for i := range stats {
			b = c.number(b, i, row.of(&stats[i]))
		}
		b = append(append(append(b, "  "...), row.name...), '\n')
	}
	return append(append(b, s.counts()...), '\n')
}

// WriteJSON writes the summary as one JSON object, on a line: the counts of
// pairs as scored and failed, and under metrics an object for each with count,
// null, mean, min, p5, median and max. NaN is null, infinity is "inf" or
// "-inf". The error is that of w.
func (s *Summary) WriteJSON(w io.Writer) error {
	b := fmt.Appendf(nil, `{"scored":%d,"failed":%d,"metrics":{`,
		s.scored, s.failed)
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
