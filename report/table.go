package report

import (
	"io"
	"unicode/utf8"
)

// columnWidth is the width of a column, in characters; the longest number
// leaves one of them free. Only a metric with a longer name has a wider one.
const columnWidth = 12

// table is aligned text for people. Names come last, so that columns line up
// whatever names are still to come.
type table struct {
	w    io.Writer
	cols columns
	sum  *Summary // nil if none is asked for
	buf  []byte
}

func newTable(w io.Writer, o Options) (Writer, error) {
	t := &table{w: w, cols: newColumns(o.Metrics)}
	if o.Summary {
		t.sum = NewSummary(o.Metrics)
	}
	return t, t.put(t.cols.heading(nil, "pair"))
}

func (t *table) Write(r *Record) error {
	if t.sum != nil {
		t.sum.Add(r)
	}
	b := t.buf[:0]
	for i, m := range t.cols.metrics {
		if r.Err != "" {
			b = t.cols.cell(b, i, "-")
		} else {
			b = t.cols.number(b, i, r.score(m))
		}
	}
	return t.put(append(remark(b, r), '\n'))
}

// remark appends the name of a pair and what there is to say about it.
func remark(b []byte, r *Record) []byte {
	b = append(b, "  "...)
	if r.Err != "" {
		name, fault := failure(r)
		if name != "" {
			b = append(append(b, name...), ": "...)
		}
		return append(append(b, "ERROR "...), fault...)
	}
	b = append(b, pairName(r)...)
	if len(r.Notes) > 0 {
		b = append(append(b, "  ("...), Plain(notes(r))...)
		b = append(b, ')')
	}
	return b
}

func (t *table) Close() error {
	if t.sum == nil {
		return nil
	}
	return t.put(t.sum.rows(append(t.buf[:0], '\n'), t.cols))
}

func (t *table) put(b []byte) error {
	t.buf = b
	_, err := t.w.Write(b)
	return err
}

// columns lay out the scores of lines of text.
type columns struct {
	metrics []string
	heads   []string
	widths  []int
}

func newColumns(metrics []string) columns {
	c := columns{metrics: metrics, heads: plainAll(metrics)}
	for _, h := range c.heads {
		n := utf8.RuneCountInString(h) + 1
		c.widths = append(c.widths, max(columnWidth, n))
	}
	return c
}

// heading appends the line of the names of the columns; last is that of names.
func (c columns) heading(b []byte, last string) []byte {
	for i, h := range c.heads {
		b = c.cell(b, i, h)
	}
	return append(append(append(b, "  "...), last...), '\n')
}

// number appends a score in the column i.
func (c columns) number(b []byte, i int, v float64) []byte {
	var room [32]byte
	n := short(room[:0], c.metrics[i], v)
	return append(pad(b, c.widths[i]-len(n)), n...)
}

// cell appends text in the column i.
func (c columns) cell(b []byte, i int, s string) []byte {
	return append(pad(b, c.widths[i]-utf8.RuneCountInString(s)), s...)
}

func pad(b []byte, n int) []byte {
	for range n {
		b = append(b, ' ')
	}
	return b
}
