package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// correlationTable is aligned text, a line a metric, with the names last.
func correlationTable(all []Correlation) []byte {
	rows := [][]string{{}}
	for _, s := range statistics {
		rows[0] = append(rows[0], s.name)
	}
	rows[0] = append(rows[0], "pairs")
	for i := range all {
		rows = append(rows, all[i].cells())
	}
	names := []string{"metric"}
	for i := range all {
		name := Plain(all[i].Metric)
		if notes := all[i].remarks(); notes != "" {
			name += "  (" + Plain(notes) + ")"
		}
		names = append(names, name)
	}
	return aligned(nil, rows, names)
}

// cells are the statistics and the count of pairs.
func (c *Correlation) cells() (row []string) {
	for _, s := range statistics {
		row = append(row, shortEstimate(s.of(c)))
	}
	return append(row, strconv.Itoa(c.Pairs))
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
	c.Write(append(fieldKeys(new(Correlation).fields()), "notes"))
	for i := range all {
		c.Write(append(fieldCells(all[i].fields()), strings.Join(all[i].Notes, "; ")))
	}
	c.Flush()
	return c.Error()
}
