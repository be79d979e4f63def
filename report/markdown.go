package report

import (
	"io"
	"strings"
)

// markdown is a table of GitHub's Markdown, and a second one with the summary.
type markdown struct {
	w       io.Writer
	metrics []string
	sum     *Summary // nil if none is asked for
	buf     []byte
}

func newMarkdown(w io.Writer, o Options) (Writer, error) {
	m := &markdown{w: w, metrics: o.Metrics}
	if o.Summary {
		m.sum = NewSummary(o.Metrics)
	}
	return m, m.put(m.heading(nil, "pair", true))
}

// heading appends the names of the columns and the rule below them.
func (m *markdown) heading(b []byte, first string, notes bool) []byte {
	b = open(b, first)
	for _, name := range m.metrics {
		b = cell(b, escape(name))
	}
	if notes {
		b = cell(b, "notes")
	}
	b = append(b, "\n| --- |"...)
	for range m.metrics {
		b = append(b, " ---: |"...)
	}
	if notes {
		b = append(b, " --- |"...)
	}
	return append(b, '\n')
}

func (m *markdown) Write(r *Record) error {
	if m.sum != nil {
		m.sum.Add(r)
	}
	if r.Err != "" {
		return m.put(m.failed(m.buf[:0], r))
	}
	b := open(m.buf[:0], escape(pairName(r)))
	for _, name := range m.metrics {
		b = score(b, name, r.score(name))
	}
	return m.put(append(cell(b, escape(Plain(notes(r)))), '\n'))
}

// failed appends a row without scores, with the error for a note.
func (m *markdown) failed(b []byte, r *Record) []byte {
	name, fault := failure(r)
	b = open(b, escape(name))
	for range m.metrics {
		b = cell(b, "-")
	}
	return append(cell(b, "**ERROR** "+escape(fault)), '\n')
}

func (m *markdown) Close() error {
	if m.sum == nil {
		return nil
	}
	b := m.heading(append(m.buf[:0], '\n'), m.sum.counts(), false)
	stats := m.sum.Stats()
	for _, row := range summaryRows {
		b = open(b, row.name)
		for i := range stats {
			b = score(b, stats[i].Metric, row.of(&stats[i]))
		}
		b = append(b, '\n')
	}
	return m.put(b)
}

func (m *markdown) put(b []byte) error {
	m.buf = b
	_, err := m.w.Write(b)
	return err
}

// open appends the first cell of a row, cell and score any other.
func open(b []byte, s string) []byte { return cell(append(b, '|'), s) }

func cell(b []byte, s string) []byte {
	b = append(append(b, ' '), s...)
	return append(b, " |"...)
}

func score(b []byte, metric string, v float64) []byte {
	b = short(append(b, ' '), metric, v)
	return append(b, " |"...)
}

// escape is s for a cell, such that it shows as s: no markup, no new cell.
func escape(s string) string { return markup.Replace(Plain(s)) }

var markup = strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;", ">", "&gt;",
	"&", "&amp;", "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`,
	"]", `\]`, "$", `\$`)
