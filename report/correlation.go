package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/fastiqa/iqa/opinion"
)

// Correlation is what is reported of the agreement of a metric with opinions.
type Correlation struct {
	Metric        string
	Lower         bool // a lower score is better
	LowerOpinions bool // a lower opinion is better
	Null          int  // images with an opinion whose score could not be had
	opinion.Agreement
}

// statistics are the columns, with their intervals.
var statistics = []struct {
	name string
	of   func(*Correlation) opinion.Estimate
}{
	{"srocc", func(c *Correlation) opinion.Estimate { return c.SROCC }},
	{"krocc", func(c *Correlation) opinion.Estimate { return c.KROCC }},
	{"plcc", func(c *Correlation) opinion.Estimate { return c.PLCC }},
	{"rmse", func(c *Correlation) opinion.Estimate { return c.RMSE }},
}

// WriteCorrelations writes a document of all, in a format of New, by one Write.
//
// JSON lines and CSV have the same keys: metric; better and opinion, "higher" or
// "lower"; pairs, null and infinite, which are counts; srocc, krocc, plcc and
// rmse, each with _low and _high, the ends of its interval; the parameters of the
// fit, b1 to b5; and notes. What cannot be had is null, or an empty cell. The
// error says that there is no such format, or is that of w.
func WriteCorrelations(w io.Writer, format string, all []Correlation) error {
	var b []byte
	switch format {
	case "table":
		b = correlationTable(all)
	case "jsonl":
		for i := range all {
			b = all[i].json(b)
		}
	case "csv":
		return correlationCSV(w, all)
	case "md":
		b = correlationMarkdown(all)
	default:
		return unknownFormat(format)
	}
	_, err := w.Write(b)
	return err
}

// fields are all but the notes.
func (c *Correlation) fields() []field {
	all := []field{{key: "metric", text: c.Metric}, {key: "better", text: opinion.Better(c.Lower)},
		{key: "opinion", text: opinion.Better(c.LowerOpinions)}, {key: "pairs", number: float64(c.Pairs)},
		{key: "null", number: float64(c.Null)}, {key: "infinite", number: float64(c.Infinite)}}
	for _, s := range statistics {
		e := s.of(c)
		all = append(all, field{key: s.name, number: e.Value},
			field{key: s.name + "_low", number: e.Low}, field{key: s.name + "_high", number: e.High})
	}
	f := &c.Fit
	for i, v := range [...]float64{f.B1, f.B2, f.B3, f.B4, f.B5} {
		all = append(all, field{key: "b" + strconv.Itoa(i+1), number: v})
	}
	return all
}

func (c *Correlation) json(b []byte) []byte {
	b = jsonFields(append(b, '{'), c.fields())
	return append(list(key(b, "notes"), c.Notes), '}', '\n')
}

// shortEstimate is an estimate for people: four decimals, or four digits of what is very
// small or large.
func shortEstimate(e opinion.Estimate) string {
	if math.IsNaN(e.Value) {
		return "-"
	}
	if math.IsNaN(e.Low) {
		return shortStatistic(e.Value)
	}
	return fmt.Sprintf("%s %s…%s", shortStatistic(e.Value), shortStatistic(e.Low), shortStatistic(e.High))
}

func shortStatistic(v float64) string {
	if a := math.Abs(v); a != 0 && (a < 1e-3 || a >= 1e4) {
		return strconv.FormatFloat(v, 'e', 3, 64)
	}
	return strconv.FormatFloat(v, 'f', 4, 64)
}

// remarks are the notes, with the counts of what is missing.
func (c *Correlation) remarks() string {
	all := slices.Clone(c.Notes)
	if c.Null > 0 {
		all = append(all, fmt.Sprintf("%d without a score", c.Null))
	}
	if c.Infinite > 0 {
		all = append(all, fmt.Sprintf("%d infinite, not in plcc and rmse", c.Infinite))
	}
	return strings.Join(all, "; ")
}
