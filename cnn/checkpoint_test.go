package cnn

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/cnn/safetensors"
)

// small is a training of few pixels, for plain Go is slow.
func small(by Optimizer) *Training {
	t := training(nil)
	t.Source, t.By = waves{side: 3}, by
	return t
}

// A training goes on from a checkpoint to the same bits as without one.
func TestCheckpointResumes(t *testing.T) {
	for _, name := range []string{"adam", "sgd"} {
		by := func() Optimizer { o, _ := NewOptimizer(name); return o }
		whole := small(by())
		steps(t, whole, 2)
		c := whole.Checkpoint(map[string]string{"task": "sr2"})
		c.Extra = []safetensors.Tensor{{Name: "curve", Shape: []int{2}, Data: []float32{1, 2}}}
		b, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		losses := steps(t, whole, 2)
		back, err := DecodeCheckpoint(b)
		if err != nil {
			t.Fatal(name, err)
		}
		if back.Done != 2 || !maps.Equal(back.Meta, map[string]string{"task": "sr2"}) ||
			len(back.Extra) != 1 || !slices.Equal(back.Extra[0].Data, []float32{1, 2}) {
			t.Errorf("%s: %d steps, %v, %d extra tensors", name, back.Done, back.Meta, len(back.Extra))
		}
		again := small(by())
		if err := back.Resume(again); err != nil {
			t.Fatal(name, err)
		}
		if l := steps(t, again, 2); !slices.Equal(l, losses) || !slices.Equal(again.Net.Params, whole.Net.Params) {
			t.Errorf("%s: another training goes on: %v, want %v", name, l, losses)
		}
	}
}

// Weights and checkpoints are not taken for one another.
func TestCheckpointIsNoWeights(t *testing.T) {
	b, err := small(new(Adam)).Checkpoint(nil).Encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := Decode(b); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("taken for weights: %v", err)
	}
	c, err := DecodeCheckpoint(b)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Resume(small(new(SGD))); err == nil || !strings.Contains(err.Error(), "optimizer sgd") {
		t.Errorf("another optimizer takes it: %v", err)
	}
	weights, err := New(1).Encode(nil, safetensors.F32)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range [][]byte{weights, b[:len(b)-4], nil} {
		if _, err := DecodeCheckpoint(b); err == nil {
			t.Errorf("%d bytes taken for a checkpoint", len(b))
		}
	}
}
