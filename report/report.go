// Package report writes the records of scored pairs as a stream, in the
// formats that people and programs read, and sums them up.
package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// Score is one metric's score. NaN: it could not be had. It may be infinite.
type Score struct {
	Metric string
	Value  float64
}

// Record is what is reported of a pair.
type Record struct {
	Ref, Dist       string
	Width, Height   int
	Channels, Depth int
	Color           string // rgb, luma or gray
	Profile         string // the convention of the scores
	Scores          []Score
	Notes           []string
	Decode, Scoring time.Duration

	// Err says why the pair was not scored; then only it and the names count.
	Err string
}

// score is the value of the metric called name, NaN if r has none.
func (r *Record) score(name string) float64 {
	for _, s := range r.Scores {
		if s.Metric == name {
			return s.Value
		}
	}
	return math.NaN()
}

// Writer writes records one after another. Each Write of a record is one Write
// to the file behind, so what an interrupt leaves behind has whole lines.
type Writer interface {
	Write(*Record) error
	// Close finishes the document. It does not close the file.
	Close() error
}

// Options are what the formats need to know beforehand.
type Options struct {
	Metrics []string // columns, in order
	Timing  bool     // write how long decoding and scoring took
	Summary bool     // end a table, or a Markdown table, with a summary
}

// Formats returns the names that New takes.
func Formats() []string { return []string{"table", "jsonl", "csv", "md"} }

// New returns a Writer to w. The error says that there is no such format, or
// that a heading could not be written.
func New(w io.Writer, format string, o Options) (Writer, error) {
	switch format {
	case "table":
		return newTable(w, o)
	case "jsonl":
		return &jsonl{w: w, timing: o.Timing}, nil
	case "csv":
		return newCSV(w, o)
	case "md":
		return newMarkdown(w, o)
	}
	return nil, fmt.Errorf("unknown format %q (want %s)",
		format, strings.Join(Formats(), ", "))
}

// number is v with all its digits; inf and -inf, or null text for NaN.
func number(v float64, null string) string {
	switch {
	case math.IsNaN(v):
		return null
	case math.IsInf(v, 1):
		return "inf"
	case math.IsInf(v, -1):
		return "-inf"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// short is v for people: 4 decimals of decibels, 7 of all else.
func short(metric string, v float64) string {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return number(v, "-")
	case metric == "psnr":
		return strconv.FormatFloat(v, 'f', 4, 64)
	case v != 0 && math.Abs(v) < 1e-3:
		return strconv.FormatFloat(v, 'e', 4, 64)
	}
	return strconv.FormatFloat(v, 'f', 7, 64)
}

// ms is a duration in milliseconds, to the microsecond.
func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// plain is s with everything that could disturb a terminal or a table escaped.
func plain(s string) string {
	if strings.IndexFunc(s, hostile) < 0 && strings.ToValidUTF8(s, "") == s {
		return s
	}
	q := strconv.Quote(s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
}

func hostile(r rune) bool { return !strconv.IsPrint(r) }

// pairName is how a pair is called in one column.
func pairName(r *Record) string {
	switch {
	case r.Dist == "":
		return plain(r.Ref)
	case stem(r.Ref) == stem(r.Dist):
		return plain(r.Dist)
	}
	return plain(r.Ref) + " → " + plain(r.Dist)
}

// failure is the error of a pair with its name, once.
func failure(r *Record) string {
	for _, n := range [...]string{r.Dist, r.Ref} {
		if n != "" && strings.HasPrefix(r.Err, n+":") {
			return plain(r.Err)
		}
	}
	return pairName(r) + ": " + plain(r.Err)
}

// stem is a path without its extension.
func stem(s string) string {
	if i := strings.LastIndexByte(s, '.'); i > strings.LastIndexByte(s, '/') {
		return s[:i]
	}
	return s
}
