package report

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
)

// csvWriter writes comma-separated values (RFC 4180) with a heading. A score
// that could not be had is an empty cell.
type csvWriter struct {
	w       io.Writer
	metrics []string
	timing  bool
	row     []string
	num     []byte

	// A csv.Writer hands on 4096 bytes at a time, which would tear records.
	buf bytes.Buffer
	enc *csv.Writer
}

func newCSV(w io.Writer, o Options) (Writer, error) {
	c := &csvWriter{w: w, metrics: o.Metrics, timing: o.Timing}
	c.enc = csv.NewWriter(&c.buf)
	c.row = append(c.row, "ref", "dist", "width", "height", "channels",
		"depth", "color", "profile")
	c.row = append(append(c.row, c.metrics...), "notes")
	if c.timing {
		c.row = append(c.row, "decode_ms", "score_ms")
	}
	return c, c.put("error")
}

func (c *csvWriter) Close() error { return nil }

func (c *csvWriter) Write(r *Record) error {
	c.row = append(c.row[:0], r.Ref, r.Dist)
	if r.Err != "" {
		c.blank()
	} else {
		c.scored(r)
	}
	return c.put(r.Err)
}

// blank are the cells that a pair that was not scored leaves empty.
func (c *csvWriter) blank() {
	for range 6 + len(c.metrics) + 1 {
		c.row = append(c.row, "")
	}
	if c.timing {
		c.row = append(c.row, "", "")
	}
}

func (c *csvWriter) scored(r *Record) {
	for _, n := range [...]int{r.Width, r.Height, r.Channels, r.Depth} {
		c.row = append(c.row, strconv.Itoa(n))
	}
	c.row = append(c.row, r.Color, r.Profile)
	for _, m := range c.metrics {
		c.value(r.score(m))
	}
	c.row = append(c.row, notes(r))
	if c.timing {
		c.value(ms(r.Decode))
		c.value(ms(r.Scoring))
	}
}

func (c *csvWriter) value(v float64) {
	c.num = number(c.num[:0], v, "")
	c.row = append(c.row, string(c.num))
}

// put writes the row with its last cell.
func (c *csvWriter) put(last string) error {
	c.row = append(c.row, last)
	c.buf.Reset()
	if err := c.enc.Write(c.row); err != nil {
		return err
	}
	if c.enc.Flush(); c.enc.Error() != nil {
		return c.enc.Error()
	}
	_, err := c.w.Write(c.buf.Bytes())
	return err
}
