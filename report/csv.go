package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// csvWriter writes comma-separated values (RFC 4180) with a heading. A score
// that could not be had is an empty cell.
type csvWriter struct {
	w   *csv.Writer
	o   Options
	row []string
}

func newCSV(w io.Writer, o Options) (Writer, error) {
	c := &csvWriter{w: csv.NewWriter(w), o: o}
	head := []string{"ref", "dist", "width", "height", "channels", "depth",
		"color", "profile"}
	head = append(append(head, o.Metrics...), "notes")
	if o.Timing {
		head = append(head, "decode_ms", "score_ms")
	}
	return c, c.put(append(head, "error"))
}

func (c *csvWriter) Close() error { return nil }

func (c *csvWriter) Write(r *Record) error {
	row := append(c.row[:0], r.Ref, r.Dist)
	if r.Err != "" {
		for range 6 + len(c.o.Metrics) + 1 {
			row = append(row, "")
		}
		if c.o.Timing {
			row = append(row, "", "")
		}
	} else {
		row = c.scored(row, r)
	}
	c.row = append(row, r.Err)
	return c.put(c.row)
}

func (c *csvWriter) scored(row []string, r *Record) []string {
	for _, n := range [...]int{r.Width, r.Height, r.Channels, r.Depth} {
		row = append(row, strconv.Itoa(n))
	}
	row = append(row, r.Color, r.Profile)
	for _, m := range c.o.Metrics {
		row = append(row, number(r.score(m), ""))
	}
	row = append(row, strings.Join(r.Notes, "; "))
	if c.o.Timing {
		row = append(row, number(ms(r.Decode), ""), number(ms(r.Scoring), ""))
	}
	return row
}

func (c *csvWriter) put(row []string) error {
	if err := c.w.Write(row); err != nil {
		return err
	}
	c.w.Flush()
	return c.w.Error()
}
