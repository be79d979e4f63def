package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/curve"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/pipeline"
	"github.com/fastiqa/iqa/report"
)

// trainer is one run of cnn train.
type trainer struct {
	ctx context.Context
	trainOptions
	stderr io.Writer
	bar    *progress

	lesson
	training *cnn.Training
	curve    *curve.Curve
	begun    time.Time
	before   int  // steps that were done before
	wrote    bool // a checkpoint
	saved    int  // steps of that
	told     int
}

// settled is how many of the last steps the final loss is the mean of.
const settled = 50

// run trains, from the pictures to the weights.
func (t *trainer) run() error {
	if err := writable(t.output, t.checkpoint, t.log, t.plot); err != nil {
		return err
	}
	ceiling := limitMemory()
	if err := t.read(ceiling); err != nil {
		return err
	}
	if err := t.prepare(); err != nil {
		return err
	}
	return t.learn()
}

// learn trains to the last step, and writes the weights.
func (t *trainer) learn() error {
	t.bar.begin(int64(t.rate.Steps-t.before), "steps")
	for t.training.Done < t.rate.Steps {
		if t.ctx.Err() != nil {
			return t.interrupted()
		}
		if err := t.step(); err != nil {
			return t.failed(err)
		}
	}
	t.bar.stop()
	return t.finish()
}

// prepare makes the training, or makes it what a checkpoint has.
func (t *trainer) prepare() error {
	by, err := cnn.NewOptimizer(t.optimizer)
	if err != nil {
		return err
	}
	t.curve, t.begun = curve.New(t.plan, t.rate.Steps), time.Now()
	t.training = &cnn.Training{Source: &t.patches, Batch: t.batch, Valid: t.valid,
		By: by, Rate: t.rate, Par: pipeline.Par(t.workers)}
	if t.training.Net, err = t.begin(); err != nil {
		return err
	}
	if t.resume != "" {
		if err := t.goOn(); err != nil {
			return err
		}
	}
	t.before = t.training.Done
	t.training.Loss = t.plan.At(t.before, t.rate.Steps).Loss
	return nil
}

// begin is the network that the first step begins with.
func (t *trainer) begin() (*cnn.Net, error) {
	if t.from == "" {
		return cnn.New(t.seed), nil
	}
	b, err := readWeights(t.from)
	if err != nil {
		return nil, err
	}
	n, _, err := cnn.Decode(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.from, err)
	}
	t.fromHash = fmt.Sprintf("%x", sha256.Sum256(b))
	return n, nil
}

// goOn makes the training that of the checkpoint.
func (t *trainer) goOn() error {
	b, err := readWeights(t.resume)
	if err != nil {
		return err
	}
	c, err := cnn.DecodeCheckpoint(b)
	if err == nil {
		err = t.sameSettings(c.Meta)
	}
	if err == nil && c.Done > t.rate.Steps {
		err = fmt.Errorf("has %d steps of %d", c.Done, t.rate.Steps)
	}
	if err == nil {
		err = t.curve.Resume(c.Extra, c.Done)
	}
	if err == nil {
		err = c.Resume(t.training)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", t.resume, err)
	}
	return nil
}

// step trains with one more batch.
func (t *trainer) step() error {
	r := t.training
	if r.Done == t.plan.Turn(t.rate.Steps) && t.plan.Then != nil {
		r.Switch(t.plan.Then.Loss)
	}
	rate := t.rate.At(r.Done)
	loss, err := r.Step()
	if err != nil {
		return err
	}
	t.curve.Add(loss, r.MSE(), rate, r.Parts())
	t.bar.tell(fmt.Sprintf("loss %.4f psnr %.2f dB", loss, metrics.Decibels(r.MSE())))
	t.bar.step()
	if t.every > 0 && r.Done%t.every == 0 && r.Done < t.rate.Steps {
		t.pause()
	}
	return nil
}

// save writes a checkpoint.
func (t *trainer) save() error {
	c := t.training.Checkpoint(t.metadata())
	c.Extra = append(c.Extra, t.curve.Tensor())
	b, err := c.Encode()
	if err == nil {
		err = writeFile(t.checkpoint, nil, bytesTo(b))
	}
	if err == nil {
		t.saved, t.wrote = t.training.Done, true
	}
	return err
}

func bytesTo(b []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}
}

// pause writes what there is so far. The training goes on if that fails: the
// disk may have room again when it ends.
func (t *trainer) pause() {
	err := t.save()
	if err == nil {
		err = t.draw()
	}
	if err != nil {
		t.tell("training goes on: %v", t.kept(err))
	}
}

// draw writes the log and the plot.
func (t *trainer) draw() error {
	if t.log != "" {
		if err := writeFile(t.log, nil, t.curve.WriteCSV); err != nil {
			return err
		}
	}
	if t.plot == "" {
		return nil
	}
	title := fmt.Sprintf("%s, %s, %v form", t.taskName(), t.plan, t.plan.First.Form)
	return writeFile(t.plot, nil, func(w io.Writer) error { return t.curve.WriteSVG(w, title) })
}

// interrupted leaves a checkpoint.
func (t *trainer) interrupted() error {
	t.bar.stop()
	err := t.save()
	if err == nil {
		err = t.draw()
	}
	if err != nil {
		return t.kept(fmt.Errorf("interrupted at step %d: %w", t.training.Done, err))
	}
	return fmt.Errorf("interrupted at step %d (go on with %s)", t.training.Done, t.again)
}

// failed ends a training that cannot go on.
func (t *trainer) failed(err error) error {
	t.bar.stop()
	var diverged *cnn.DivergedError
	if !errors.As(err, &diverged) {
		return err
	}
	if e := t.draw(); e != nil {
		t.tell("%v", e)
	}
	return t.kept(err)
}

// kept tells of the checkpoint that is left after an error.
func (t *trainer) kept(err error) error {
	if !t.wrote {
		return err
	}
	return fmt.Errorf("%w; %s has step %d", err, t.checkpoint, t.saved)
}

// finish writes the weights. Where that fails, a checkpoint is to keep them.
func (t *trainer) finish() error {
	b, err := t.training.Net.Encode(t.metadata(), t.kind)
	if err == nil {
		err = writeFile(t.output, nil, bytesTo(b))
	}
	if err != nil {
		if t.save() != nil {
			return t.kept(err)
		}
		return fmt.Errorf("%w (write them again with %s)", err, t.again)
	}
	if t.wrote || t.resume == t.checkpoint {
		os.Remove(t.checkpoint) // of no use now
	}
	loss, psnr := t.curve.Last(settled)
	patches := float64((t.training.Done - t.before) * t.batch)
	t.tell("%d steps, %.0f patches a second; last %d steps: loss %.6g, PSNR of patches %.2f dB",
		t.training.Done, patches/time.Since(t.begun).Seconds(), min(settled, t.rate.Steps), loss, psnr)
	return t.draw()
}

// tell prints a line.
func (t *trainer) tell(format string, args ...any) {
	t.bar.printf("iqa: %s\n", report.Plain(fmt.Sprintf(format, args...)))
}
