package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// name is the metric for people, with what scores are multiplied by.
func (r *Compared) name() string {
	if r.factor() != 1 {
		return fmt.Sprintf("%g·%s", r.factor(), Plain(r.Metric))
	}
	return Plain(r.Metric)
}

// factor makes small losses legible, as in the tables of Zhao et al.
func (r *Compared) factor() float64 {
	if r.Metric == "l1" || r.Metric == "l2" || strings.HasSuffix(r.Metric, "-rmse") || strings.HasSuffix(r.Metric, "-sd") {
		return 1000
	}
	return 1
}

// score is a score for people.
func (r *Compared) score(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return string(number(nil, v, "-"))
	}
	decimals := 5
	if r.factor() != 1 || r.Metric == "psnr" {
		decimals = 4
	}
	return strconv.FormatFloat(float64(v*r.factor()), 'f', decimals, 64)
}

func (r *Compared) arrow() string {
	if r.Lower {
		return "↓"
	}
	return "↑"
}

// label is what a row is called: where better scores are, the metric, and what
// there is to say about it.
func (c *Comparison) label(r *Compared) string {
	s := r.arrow() + " " + r.name()
	if m := c.missing(r); m != "" {
		s += " (" + m + ")"
	}
	return s
}

// missing says what scores there are not: of pictures, or of single columns.
func (c *Comparison) missing(r *Compared) string {
	var parts []string
	same := true
	for i := range r.Cells {
		n := r.Cells[i].Null
		same = same && n == r.Cells[0].Null
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d of %s", n, Plain(c.Columns[i])))
		}
	}
	switch {
	case len(parts) == 0:
		return ""
	case same:
		return plural(r.Cells[0].Null, "picture") + " without a score"
	}
	return "pictures without a score: " + strings.Join(parts, ", ")
}

// spread is that of several seeds.
func (r *Compared) spread(c *Cell) string {
	if math.IsNaN(c.Spread) {
		return ""
	}
	return fmt.Sprintf("±%s of %d seeds", r.score(c.Spread), c.Seeds)
}

// signed is a difference for people.
func (r *Compared) signed(v float64) string {
	s := r.score(v)
	if v > 0 {
		return "+" + s
	}
	return s
}

func (r *Compared) interval(c *Cell) string {
	if math.IsNaN(c.Difference.Low) {
		return "-"
	}
	return r.signed(c.Difference.Low) + "…" + r.signed(c.Difference.High)
}

func (c *Cell) wins() string { return fmt.Sprintf("%d/%d", c.Wins, c.Pairs) }

func (c *Cell) tie() string {
	if c.Tie() {
		return "tie"
	}
	return ""
}

// comparisonTables is aligned text: for each task the means, and below them a
// line for each difference, with names last.
func comparisonTables(all []Comparison) (b []byte) {
	for i := range all {
		if i > 0 {
			b = append(b, '\n')
		}
		b = all[i].means(b)
		if len(all[i].differing()) > 0 {
			b = all[i].differences(append(b, '\n'))
		}
	}
	return b
}

func (c *Comparison) means(b []byte) []byte {
	rows, names := [][]string{nil}, []string{c.title()}
	for _, name := range c.Columns {
		rows[0] = append(rows[0], Plain(name)+" ") // a blank where others have a star
	}
	for i := range c.Rows {
		r := &c.Rows[i]
		var row []string
		for k := range r.Cells {
			mark := " "
			if r.Cells[k].Best {
				mark = "*"
			}
			row = append(row, r.score(r.Cells[k].Mean)+mark)
		}
		rows, names = append(rows, row), append(names, c.label(r))
	}
	return aligned(b, rows, names)
}

func (c *Comparison) differences(b []byte) []byte {
	rows, names := [][]string{{"", "", "", "", ""}}, []string{c.subtitle()}
	for i := range c.Rows {
		r := &c.Rows[i]
		for k := range r.Cells {
			e := &r.Cells[k]
			if !e.held() {
				continue
			}
			rows = append(rows, []string{r.signed(e.Difference.Value), r.interval(e),
				e.wins(), e.tie(), r.spread(e)})
			names = append(names, Plain(c.Columns[k])+", "+r.arrow()+" "+r.name())
		}
	}
	return aligned(b, rows, names)
}

// comparisonMarkdown is two tables a task.
func comparisonMarkdown(all []Comparison) (b []byte) {
	for i := range all {
		if i > 0 {
			b = append(b, '\n')
		}
		c := &all[i]
		b = c.markdown(b, c.title(), c.all(), func(r *Compared, e *Cell) string {
			if e.Best {
				return "**" + r.score(e.Mean) + "**"
			}
			return r.score(e.Mean)
		})
		if d := c.differing(); len(d) > 0 {
			b = c.markdown(append(b, '\n'), c.subtitle(), d, (*Compared).against)
		}
	}
	return b
}

// against is all that there is to say of a difference.
func (r *Compared) against(c *Cell) string {
	if !c.held() {
		return ""
	}
	s := r.signed(c.Difference.Value) + " " + r.interval(c) + " " + c.wins()
	for _, more := range [...]string{c.tie(), r.spread(c)} {
		if more != "" {
			s += " " + more
		}
	}
	return s
}

func (c *Comparison) markdown(b []byte, title string, columns []int, show func(*Compared, *Cell) string) []byte {
	b = open(b, escape(title))
	for _, i := range columns {
		b = cell(b, escape(c.Columns[i]))
	}
	b = append(b, "\n| --- |"...)
	for range columns {
		b = append(b, " ---: |"...)
	}
	b = append(b, '\n')
	for i := range c.Rows {
		r := &c.Rows[i]
		b = open(b, escape(c.label(r)))
		for _, k := range columns {
			b = cell(b, show(r, &r.Cells[k]))
		}
		b = append(b, '\n')
	}
	return b
}
