package report

import (
	"fmt"
	"io"
	"strings"
)

// markdown is a table of GitHub's Markdown, and a second one with the summary.
type markdown struct {
	w   io.Writer
	o   Options
	sum *Summary
}

func newMarkdown(w io.Writer, o Options) (Writer, error) {
	m := &markdown{w, o, NewSummary(o.Metrics)}
	return m, m.head("pair", "notes")
}

func (m *markdown) head(first string, last ...string) error {
	cols := append(append([]string{first}, m.o.Metrics...), last...)
	rule := strings.Repeat(" ---: |", len(m.o.Metrics))
	rule += strings.Repeat(" --- |", len(last))
	_, err := fmt.Fprintf(m.w, "| %s |\n| --- |%s\n", strings.Join(cols, " | "), rule)
	return err
}

func (m *markdown) Write(r *Record) error {
	m.sum.Add(r)
	var cells []string
	for _, name := range m.o.Metrics {
		v := "-"
		if r.Err == "" {
			v = short(name, r.score(name))
		}
		cells = append(cells, v)
	}
	notes := strings.Join(r.Notes, "; ")
	if r.Err != "" {
		notes = "**error** " + r.Err
	}
	return m.row(pairName(r), append(cells, escape(plain(notes)))...)
}

func (m *markdown) row(name string, cells ...string) error {
	_, err := fmt.Fprintf(m.w, "| %s | %s |\n", escape(name), strings.Join(cells, " | "))
	return err
}

func escape(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "`", "\\`").Replace(s)
}

func (m *markdown) Close() error {
	if !m.o.Summary {
		return nil
	}
	if _, err := io.WriteString(m.w, "\n"); err != nil {
		return err
	}
	scored, failed := m.sum.Count()
	if err := m.head(counts(scored, failed)); err != nil {
		return err
	}
	stats := m.sum.Stats()
	for _, s := range summaryRows {
		var cells []string
		for _, st := range stats {
			cells = append(cells, short(st.Metric, s.of(&st)))
		}
		if err := m.row(s.name, cells...); err != nil {
			return err
		}
	}
	return nil
}
