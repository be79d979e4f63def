package report

import (
	"encoding/csv"
	"io"
)

// Sample is one picture as one network, or none, has restored it.
type Sample struct {
	Picture, Task, Column string
	Seed                  string // of the network; empty: unknown, or none
	Scores                []Score
}

// WriteSamples writes all as CSV, a row each: picture, task, column, seed, and a
// column for each of the metrics, whose scores are as iqa score has them; one
// that could not be had is an empty cell. The error is that of w.
func WriteSamples(w io.Writer, metrics []string, all []Sample) error {
	c := csv.NewWriter(w)
	c.Write(append([]string{"picture", "task", "column", "seed"}, metrics...))
	for i := range all {
		s := &all[i]
		row := []string{s.Picture, s.Task, s.Column, s.Seed}
		r := Record{Scores: s.Scores}
		for _, m := range metrics {
			row = append(row, string(number(nil, r.score(m), "")))
		}
		c.Write(row)
	}
	c.Flush()
	return c.Error()
}
