// Package report writes the records of scored pairs as a stream, in the
// formats that people and programs read, and sums them up.
package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"time"
)

// Score is one metric's score. NaN: it could not be had. It may be infinite.
type Score struct {
	Metric string
	Value  float64
}

// Record is what is reported of a pair.
type Record struct {
	Ref, Dist       string        // names of the two files
	Width, Height   int           // in pixels
	Channels, Depth int           // Depth in bits a channel
	Color           string        // rgb, luma or gray
	Profile         string        // the convention of the scores: wang2004
	Scores          []Score       // in the order they are reported in
	Notes           []string      // remarks, such as why a score is missing
	Decode, Scoring time.Duration // time it took

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

// Writer writes records one after another. It keeps nothing of a record.
type Writer interface {
	// Write writes one record by one Write to the file behind, so that an
	// interrupt leaves whole records. The error is that of the file.
	Write(*Record) error
	// Close finishes the document. It does not close the file behind. The
	// error is that of the file.
	Close() error
}

// Options are what the formats need to know beforehand.
type Options struct {
	// Metrics are the columns, in order. JSON lines have no columns: they hold
	// the scores of each record.
	Metrics []string
	// Timing adds how long decoding and scoring took, in milliseconds, to
	// JSON lines and CSV.
	Timing bool
	// Summary ends a table, text or Markdown, with a summary. For that the
	// scores are kept in memory, as by Summary.
	Summary bool
}

// Formats returns the names that New takes.
func Formats() []string { return []string{"table", "jsonl", "csv", "md"} }

// New returns a Writer to w and writes the heading, if the format has one. The
// error says that there is no such format, or is that of w.
func New(w io.Writer, format string, o Options) (Writer, error) {
	o.Metrics = slices.Clone(o.Metrics)
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
	return nil, unknownFormat(format)
}

func unknownFormat(format string) error {
	return fmt.Errorf("unknown format %q (want table, jsonl, csv or md)", format)
}
