package curve

import (
	"encoding/csv"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/fastiqa/iqa/chart"
	"github.com/fastiqa/iqa/metrics"
)

// WriteCSV writes a heading and a row a step: step, counted from 1, loss, the
// parts of the loss without their weights, rate, and psnr in dB of the batch's
// outputs, from before the step. A part of a loss that is not that of the step
// is empty. Errors are those of w.
func (c *Curve) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write(slices.Concat([]string{"step", "loss"}, c.parts, []string{"rate", "psnr"}))
	for i := range c.Len() {
		row := c.row(i)
		cells := []string{strconv.Itoa(i + 1), text(row[lossColumn])}
		for k := range c.parts {
			cell := ""
			if c.has(i, k) {
				cell = text(row[firstPart+k])
			}
			cells = append(cells, cell)
		}
		psnr := metrics.Decibels(float64(row[mseColumn]))
		out.Write(append(cells, text(row[rateColumn]), strconv.FormatFloat(psnr, 'f', 4, 64)))
	}
	out.Flush()
	return out.Error()
}

// has reports whether the loss of a step has part k.
func (c *Curve) has(step, k int) bool {
	return slices.Contains(c.plan.At(step, c.steps).Parts(), c.parts[k])
}

func text(v float32) string { return strconv.FormatFloat(float64(v), 'g', 6, 32) }

// WriteSVG draws the loss with its parts, and the PSNR, both as they were and as
// running means, and where one loss gave way to another. Errors are those of w.
func (c *Curve) WriteSVG(w io.Writer, title string) error {
	f := chart.Figure{Title: title, X: "step", Panels: []chart.Panel{
		{Y: "loss", Log: true, Lines: c.both("loss", func(i int) float64 { return float64(c.row(i)[lossColumn]) })},
		{Y: "PSNR of patches, dB", Lines: c.both("", func(i int) float64 {
			return metrics.Decibels(float64(c.row(i)[mseColumn]))
		})},
	}}
	for k, name := range c.parts {
		f.Panels[0].Lines = append(f.Panels[0].Lines, c.both(name, func(i int) float64 {
			if !c.has(i, k) {
				return math.NaN()
			}
			return float64(c.row(i)[firstPart+k])
		})...)
	}
	if turn := c.plan.Turn(c.steps); c.plan.Then != nil && turn < c.Len() {
		f.Marks = []chart.Mark{{At: float64(turn + 1), Text: c.plan.Then.String()}}
	}
	return f.WriteSVG(w)
}

// both are values as they are, and their running mean.
func (c *Curve) both(name string, at func(i int) float64) []chart.Line {
	raw := make([]float64, c.Len())
	for i := range raw {
		raw[i] = at(i)
	}
	return []chart.Line{{Y: raw, Faint: true}, {Name: name, Y: c.smooth(raw)}}
}

// smooth are the means of the last fiftieth of the steps, but of no other loss.
func (c *Curve) smooth(raw []float64) []float64 {
	n := max(1, c.steps/50)
	mean := make([]float64, len(raw))
	for i := range raw {
		first := max(0, i-n+1)
		if turn := c.plan.Turn(c.steps); c.plan.Then != nil && i >= turn {
			first = max(first, turn)
		}
		for _, v := range raw[first : i+1] {
			mean[i] += v
		}
		mean[i] /= float64(i + 1 - first)
	}
	return mean
}
