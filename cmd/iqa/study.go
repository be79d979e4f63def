package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/table"
)

// study is one run of cnn sigma: networks that differ in the window of their loss
// alone, one trained after another, and what they are worth.
type study struct {
	trainer    // what all have in common
	folder     string
	variants   []*variant
	base       *variant
	evaluation *evaluation
}

// variant is one of the networks.
type variant struct {
	sigma string
	plan  *cnn.Plan

	output, checkpoint, log string

	network *table.Network // without its Net until that is trained
}

func (s *study) run() error {
	if err := s.open(); err != nil {
		return err
	}
	if err := s.read(s.evaluation.runner.Ceiling); err != nil {
		return err
	}
	for _, v := range s.variants { // before long work
		if err := s.take(v); err != nil {
			return err
		}
	}
	for i, v := range s.variants {
		if err := s.train(i, v); err != nil {
			return err
		}
	}
	s.lesson = lesson{} // its memory is for others
	return s.evaluation.run()
}

// open makes the folder, and finds out whether it takes files.
func (s *study) open() error {
	if err := os.MkdirAll(s.folder, 0o777); err != nil {
		return fmt.Errorf("--output: %s: %w", s.folder, cause(err))
	}
	names := []string{s.evaluation.values, s.evaluation.html}
	for _, v := range s.variants {
		names = append(names, v.output, v.checkpoint, v.log)
	}
	return writable(names...)
}

// of is what trains a network, with the pictures that were read.
func (s *study) of(v *variant) *trainer {
	t := s.trainer
	t.plan, t.output, t.checkpoint, t.log = v.plan, v.output, v.checkpoint, v.log
	return &t
}

// take takes the network of a run before, if there is one.
func (s *study) take(v *variant) error {
	b, err := readWeights(v.output)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	net, meta, err := cnn.Decode(b)
	if err == nil {
		err = s.of(v).sameSettings(meta)
	}
	if err != nil {
		return another(fmt.Errorf("%s: %w", v.output, err))
	}
	v.network.Net = net
	return nil
}

// another says what to do about a file that is in the way.
func another(err error) error { return fmt.Errorf("%w (want another --output, or remove it)", err) }

// train trains the network of a variant, unless it was taken.
func (s *study) train(i int, v *variant) error {
	name := fmt.Sprintf("%s, %d of %d", v.network.Column, i+1, len(s.variants))
	if v.network.Net != nil {
		s.tell("%s: taken from %s", name, v.output)
		return nil
	}
	t := s.of(v)
	if _, err := os.Stat(v.checkpoint); err == nil {
		t.resume = v.checkpoint
	}
	if err := t.prepare(); err != nil {
		return another(err)
	}
	s.tell("%s: from step %d of %d", name, t.before, t.rate.Steps)
	if err := t.learn(); err != nil {
		return fmt.Errorf("%s: %w", v.network.Column, err)
	}
	v.network.Net = t.training.Net
	return nil
}
