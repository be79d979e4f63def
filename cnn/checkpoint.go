package cnn

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/fastiqa/iqa/cnn/safetensors"
)

// Checkpoint is all that a training needs to go on as if it had not been
// interrupted. Its file is that of a network with further tensors: those of the
// optimizer, each of Size values, named optimizer.NAME.KEY, and Extra. The
// metadata "checkpoint", the number of steps, tells it from finished weights,
// which Decode insists on.
type Checkpoint struct {
	Net       *Net
	Optimizer string               // its Name
	State     map[string][]float32 // as Optimizer.State has it
	Done      int                  // steps
	Extra     []safetensors.Tensor // what else to keep, under names of its own
	Meta      map[string]string
}

// ErrCheckpoint says that a file is of a training that has not ended.
var ErrCheckpoint = errors.New("a checkpoint of a training that has not ended, not its weights")

const checkpointKey = "checkpoint"

// Checkpoint is that of t now. It shares the memory of t: encode it before the
// next step.
func (t *Training) Checkpoint(meta map[string]string) *Checkpoint {
	return &Checkpoint{Net: t.Net, Optimizer: t.By.Name(), State: t.By.State(Size()),
		Done: t.Done, Meta: meta}
}

// Encode returns the file. The error says that a value is not finite.
func (c *Checkpoint) Encode() ([]byte, error) {
	c.Net.check()
	f := safetensors.File{Tensors: c.Net.tensors(), Meta: map[string]string{}}
	maps.Copy(f.Meta, c.Meta)
	f.Meta[checkpointKey] = strconv.Itoa(c.Done)
	for _, k := range slices.Sorted(maps.Keys(c.State)) {
		f.Tensors = append(f.Tensors, safetensors.Tensor{
			Name: stateName(c.Optimizer, k), Shape: []int{Size()}, Data: c.State[k]})
	}
	f.Tensors = append(f.Tensors, c.Extra...)
	return f.Encode(safetensors.F32)
}

func stateName(optimizer, key string) string { return "optimizer." + optimizer + "." + key }

// DecodeCheckpoint reads what Encode has written by an optimizer like by, whose
// state is not changed. The error says what is wrong with the file, or that it
// is none, or that another optimizer's.
func DecodeCheckpoint(b []byte, by Optimizer) (*Checkpoint, error) {
	f, err := safetensors.Decode(b)
	if err != nil {
		return nil, err
	}
	c := &Checkpoint{Optimizer: by.Name(), State: map[string][]float32{}, Meta: f.Meta}
	steps, ok := f.Meta[checkpointKey]
	if !ok {
		return nil, errors.New("no checkpoint of a training")
	}
	if c.Done, err = strconv.Atoi(steps); err != nil || c.Done < 0 {
		return nil, fmt.Errorf("checkpoint has %q steps", steps)
	}
	delete(f.Meta, checkpointKey)
	if c.Net, err = netOf(f); err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for k := range by.State(Size()) {
		if c.State[k], err = f.Want(stateName(c.Optimizer, k), Size()); err != nil {
			return nil, err
		}
		known[stateName(c.Optimizer, k)] = true
	}
	for _, t := range tensors {
		known[t.Name] = true
	}
	for _, t := range f.Tensors {
		if !known[t.Name] {
			c.Extra = append(c.Extra, t)
		}
	}
	return c, nil
}

// Resume makes t what it was: its network, its optimizer's state and its steps.
// All other fields of t have to be as they were. It panics if t has another
// optimizer.
func (c *Checkpoint) Resume(t *Training) {
	if t.By.Name() != c.Optimizer {
		panic("cnn: checkpoint of another optimizer")
	}
	t.Net, t.Done = c.Net, c.Done
	for k, v := range t.By.State(Size()) {
		copy(v, c.State[k])
	}
}
