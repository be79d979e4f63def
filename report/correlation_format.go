package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// correlationTable is aligned text, a line a metric, with the names last.
func correlationTable(all []Correlation) (b []byte) {
	rows := [][]string{{}}
	for _, s := range statistics {
		rows[0] = append(rows[0], s.name)
	}
	rows[0] = append(rows[0], "pairs")
	for i := range all {
		rows = append(rows, all[i].cells())
	}
	for i, row := range rows {
		for k, cell := range row {
			b = append(pad(b, width(rows, k)-utf8.RuneCountInString(cell)), cell...)
		}
		b = append(b, "  "...)
		if i == 0 {
			b = append(b, "metric\n"...)
			continue
		}
		b = append(b, Plain(all[i-1].Metric)...)
		if notes := all[i-1].remarks(); notes != "" {
			b = append(append(append(b, "  ("...), Plain(notes)...), ')')
		}
		b = append(b, '\n')
	}
	return b
}

// cells are the statistics and the count of pairs.
func (c *Correlation) cells() (row []string) {
	for _, s := range statistics {
		row = append(row, shortEstimate(s.of(c)))
	}
	return append(row, strconv.Itoa(c.Pairs))
}

// width is that of a column, with two spaces before it.
func width(rows [][]string, column int) (n int) {
	for _, row := range rows {
		n = max(n, utf8.RuneCountInString(row[column])+2)
	}
	return n
}

func correlationMarkdown(all []Correlation) []byte {
	b := open(nil, "metric")
	for _, s := range statistics {
		b = cell(b, s.name)
	}
	b = append(cell(cell(b, "pairs"), "notes"), "\n| --- |"...)
	for range len(statistics) + 1 {
		b = append(b, " ---: |"...)
	}
	b = append(b, " --- |\n"...)
	for i := range all {
		b = open(b, escape(all[i].Metric))
		for _, s := range all[i].cells() {
			b = cell(b, s)
		}
		b = append(cell(b, escape(all[i].remarks())), '\n')
	}
	return b
}

func correlationCSV(w io.Writer, all []Correlation) error {
	c := csv.NewWriter(w)
	var heading []string
	for _, f := range new(Correlation).fields() {
		heading = append(heading, f.key)
	}
	c.Write(append(heading, "notes"))
	for i := range all {
		var row []string
		for _, f := range all[i].fields() {
			if f.text == "" {
				f.text = string(number(nil, f.number, ""))
			}
			row = append(row, f.text)
		}
		c.Write(append(row, strings.Join(all[i].Notes, "; ")))
	}
	c.Flush()
	return c.Error()
}
