package report

import (
	"fmt"
	"io"
	"strings"
)

// table is aligned text for people. Names come last, so that columns line up
// whatever names are still to come.
type table struct {
	w   io.Writer
	o   Options
	sum *Summary
}

const columnWidth = 12

func newTable(w io.Writer, o Options) (Writer, error) {
	t := &table{w, o, NewSummary(o.Metrics)}
	return t, t.line(o.Metrics, "pair")
}

func (t *table) Write(r *Record) error {
	t.sum.Add(r)
	cells := make([]string, len(t.o.Metrics))
	for i, m := range t.o.Metrics {
		cells[i] = "-"
		if r.Err == "" {
			cells[i] = short(m, r.score(m))
		}
	}
	name := pairName(r)
	switch {
	case r.Err != "":
		name = "ERROR " + failure(r)
	case len(r.Notes) > 0:
		name += "  (" + plain(strings.Join(r.Notes, "; ")) + ")"
	}
	return t.line(cells, name)
}

func (t *table) Close() error {
	if !t.o.Summary {
		return nil
	}
	if _, err := io.WriteString(t.w, "\n"); err != nil {
		return err
	}
	return t.sum.WriteText(t.w)
}

func (t *table) line(cells []string, name string) error {
	return writeLine(t.w, cells, name)
}

func writeLine(w io.Writer, cells []string, name string) error {
	var b strings.Builder
	for _, c := range cells {
		fmt.Fprintf(&b, "%*s", columnWidth, c)
	}
	fmt.Fprintf(&b, "  %s\n", name)
	_, err := io.WriteString(w, b.String())
	return err
}
