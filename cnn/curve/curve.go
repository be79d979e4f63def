// Package curve keeps what a training went through, step by step: as a table, as
// a drawing, and as a tensor beside the parameters in a checkpoint.
package curve

import (
	"fmt"
	"slices"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/safetensors"
	"github.com/fastiqa/iqa/metrics"
)

// Curve has a row a step: the loss, the mean squared difference of outputs and
// targets, the rate, and the parts of the loss. Numbers are float32, so that a
// curve is the same after it was in a file.
type Curve struct {
	plan  *cnn.Plan
	steps int // of the whole training
	parts []string
	rows  []float32
}

// The columns before those of the parts.
const (
	lossColumn = iota
	mseColumn
	rateColumn
	firstPart
)

// New returns an empty curve of a training of so many steps.
func New(plan *cnn.Plan, steps int) *Curve {
	c := &Curve{plan: plan, steps: steps}
	for _, o := range plan.Objectives() {
		for _, name := range o.Parts() {
			if !slices.Contains(c.parts, name) {
				c.parts = append(c.parts, name)
			}
		}
	}
	return c
}

// Len is the number of steps so far.
func (c *Curve) Len() int { return len(c.rows) / c.width() }

func (c *Curve) width() int { return firstPart + len(c.parts) }

// row are the numbers of a step.
func (c *Curve) row(step int) []float32 { return c.rows[step*c.width():][:c.width()] }

// Add adds a step: what Training.Step returned, MSE and Parts of the training,
// and the rate.
func (c *Curve) Add(loss, mse, rate float64, parts []float64) {
	names := c.plan.At(c.Len(), c.steps).Parts()
	c.rows = append(c.rows, float32(loss), float32(mse), float32(rate))
	c.rows = append(c.rows, make([]float32, len(c.parts))...)
	row := c.row(c.Len() - 1)
	for i, v := range parts {
		row[firstPart+slices.Index(c.parts, names[i])] = float32(v)
	}
}

// Last is the mean loss of the last n steps, or of as many as there are, and
// the PSNR of their mean squared difference in dB.
func (c *Curve) Last(n int) (loss, psnr float64) {
	mse := 0.0
	n = min(n, c.Len())
	for i := c.Len() - n; i < c.Len(); i++ {
		loss += float64(c.row(i)[lossColumn])
		mse += float64(c.row(i)[mseColumn])
	}
	return loss / float64(n), metrics.Decibels(mse / float64(n))
}

const tensorName = "curve"

// Tensor is the curve as a tensor, for a checkpoint.
func (c *Curve) Tensor() safetensors.Tensor {
	return safetensors.Tensor{Name: tensorName, Shape: []int{c.Len(), c.width()}, Data: c.rows}
}

// Resume makes c the curve that is among the tensors of a checkpoint of that
// many steps. The error says that there is none, or another's.
func (c *Curve) Resume(tensors []safetensors.Tensor, steps int) error {
	f := safetensors.File{Tensors: tensors}
	rows, err := f.Want(tensorName, steps, c.width())
	if err != nil {
		return fmt.Errorf("curve: %w", err)
	}
	c.rows = slices.Clone(rows)
	return nil
}
