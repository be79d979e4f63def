// Package table lays out results for people: aligned text, or Markdown.
package table

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Table is a heading and rows of as many cells. Columns of numbers are aligned
// to the right, the first ones, which hold words, to the left.
type Table struct {
	Head []string
	Left int // how many columns hold words
	Rows [][]string
}

// Add appends a row.
func (t *Table) Add(cells ...string) { t.Rows = append(t.Rows, cells) }

// Text writes aligned columns.
func (t *Table) Text(w io.Writer) error {
	var b strings.Builder
	widths := t.widths()
	for _, row := range t.lines() {
		line := ""
		for i, cell := range row {
			if i > 0 {
				line += "  "
			}
			line += t.pad(i, cell, widths[i])
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Markdown writes a table that is aligned as text, too.
func (t *Table) Markdown(w io.Writer) error {
	var b strings.Builder
	widths := t.widths()
	for n, row := range t.lines() {
		for i, cell := range row {
			b.WriteString("| " + t.pad(i, cell, widths[i]) + " ")
		}
		b.WriteString("|\n")
		if n == 0 {
			b.WriteString(t.rule(widths))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t *Table) rule(widths []int) (s string) {
	for i, n := range widths {
		if i < t.Left {
			s += "|-" + strings.Repeat("-", n) + "-"
		} else {
			s += "|-" + strings.Repeat("-", n) + ":"
		}
	}
	return s + "|\n"
}

func (t *Table) lines() [][]string {
	return append([][]string{t.Head}, t.Rows...)
}

func (t *Table) widths() []int {
	widths := make([]int, len(t.Head))
	for _, row := range t.lines() {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	return widths
}

func (t *Table) pad(column int, cell string, width int) string {
	space := strings.Repeat(" ", width-utf8.RuneCountInString(cell))
	if column < t.Left {
		return cell + space
	}
	return space + cell
}

// Number formats a rate or ratio with three digits that count; 0, which means
// that there is none, as a dash.
func Number(v float64) string {
	switch {
	case v == 0:
		return "-"
	case v >= 99.95:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 9.995:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}
