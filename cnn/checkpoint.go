package cnn

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

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

// DecodeCheckpoint reads what Encode has written. The error says what is wrong
// with the file, or that it is no checkpoint.
func DecodeCheckpoint(b []byte) (*Checkpoint, error) {
	f, err := safetensors.Decode(b)
	if err != nil {
		return nil, err
	}
	c := &Checkpoint{State: map[string][]float32{}, Meta: f.Meta}
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
	for _, t := range f.Tensors {
		if err := c.sort(t); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// sort puts a tensor where it belongs: those of the network are there already.
func (c *Checkpoint) sort(t safetensors.Tensor) error {
	of, name, _ := strings.Cut(t.Name, ".")
	optimizer, key, _ := strings.Cut(name, ".")
	switch {
	case slices.ContainsFunc(tensors, func(x Tensor) bool { return x.Name == t.Name }):
	case of != "optimizer":
		c.Extra = append(c.Extra, t)
	case len(t.Data) != Size():
		return fmt.Errorf("tensor %q has %d values, want %d", t.Name, len(t.Data), Size())
	default:
		c.Optimizer, c.State[key] = optimizer, t.Data
	}
	return nil
}

// Resume makes t what it was: its network, its optimizer's state and its steps.
// All other fields of t have to be as they were. The error says that it is of
// another optimizer; t is as before then.
func (c *Checkpoint) Resume(t *Training) error {
	state := t.By.State(Size())
	for k := range state {
		if c.Optimizer != t.By.Name() || c.State[k] == nil {
			return fmt.Errorf("no state of the optimizer %s", t.By.Name())
		}
	}
	for k, v := range state {
		copy(v, c.State[k])
	}
	t.Net, t.Done = c.Net, c.Done
	return nil
}
