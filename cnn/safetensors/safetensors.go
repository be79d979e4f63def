// Package safetensors reads and writes files of named tensors in the safetensors
// format, in which networks are exchanged: eight bytes with the length of a
// header, the header in JSON, and the values of all tensors, one after another,
// row-major and little-endian.
//
// Only tensors of float32 and float16 are known, and both are float32 in memory.
// Nothing in a file is trusted: what does not fit together is refused.
package safetensors

import (
	"errors"
	"fmt"
	"slices"
)

// Tensor is an array of numbers.
type Tensor struct {
	Name  string
	Shape []int // row-major; nil: one number
	Data  []float32
}

// File is what a file holds.
type File struct {
	Tensors []Tensor          // in the order of their values
	Meta    map[string]string // what there is to know about them
}

// Find returns the tensor of that name.
func (f *File) Find(name string) (Tensor, bool) {
	i := slices.IndexFunc(f.Tensors, func(t Tensor) bool { return t.Name == name })
	if i < 0 {
		return Tensor{}, false
	}
	return f.Tensors[i], true
}

// Want returns the values of the tensor of that name. The error says that there
// is none, or that it has another shape.
func (f *File) Want(name string, shape ...int) ([]float32, error) {
	t, ok := f.Find(name)
	if !ok {
		return nil, fmt.Errorf("no tensor %q", name)
	}
	if !slices.Equal(t.Shape, shape) {
		return nil, fmt.Errorf("tensor %q has the shape %v, want %v", name, t.Shape, shape)
	}
	return t.Data, nil
}

// Type is how numbers are stored.
type Type uint8

// The types of this package.
const (
	F32 Type = iota
	F16
)

// String returns the name that files use.
func (t Type) String() string { return [...]string{"F32", "F16"}[t] }

func (t Type) bytes() int { return [...]int{4, 2}[t] }

// MaxHeader is the longest header, in bytes, that is read.
const MaxHeader = 1 << 20

var errShort = errors.New("file is cut short")

// lenOf is the number of values of a shape, unless that is beyond most.
func lenOf(shape []int, most int) (int, bool) {
	n := 1
	for _, s := range shape {
		if s < 0 || s > 0 && n > most/s {
			return 0, false
		}
		n *= s
	}
	return n, true
}
