package cnn

import (
	"fmt"

	"github.com/fastiqa/iqa/cnn/safetensors"
)

// Encode returns n as a safetensors file with the names and the layout of a
// PyTorch state dict, and meta as its metadata. With F16 the file has half the
// size and three digits. The error says that a parameter is not finite.
func (n *Net) Encode(meta map[string]string, t safetensors.Type) ([]byte, error) {
	n.check()
	f := safetensors.File{Tensors: n.tensors(), Meta: meta}
	return f.Encode(t)
}

// tensors are the parameters of n as files have them.
func (n *Net) tensors() (all []safetensors.Tensor) {
	for i, x := range tensors {
		all = append(all, safetensors.Tensor{Name: x.Name, Shape: x.Shape, Data: n.part(i)})
	}
	return all
}

// Decode reads what Encode or PyTorch has written, and the metadata. The error
// says what is wrong with the file, or which tensor is missing, has another
// shape or does not belong to the network; of a Checkpoint it is ErrCheckpoint.
func Decode(b []byte) (*Net, map[string]string, error) {
	f, err := safetensors.Decode(b)
	if err != nil {
		return nil, nil, err
	}
	if _, ok := f.Meta[checkpointKey]; ok {
		return nil, nil, ErrCheckpoint
	}
	if len(f.Tensors) != len(tensors) {
		return nil, nil, fmt.Errorf("%d tensors, the network has %d", len(f.Tensors), len(tensors))
	}
	n, err := netOf(f)
	return n, f.Meta, err
}

// netOf is the network whose tensors f has.
func netOf(f *safetensors.File) (*Net, error) {
	n := &Net{make([]float32, Size())}
	for i, x := range tensors {
		data, err := f.Want(x.Name, x.Shape...)
		if err != nil {
			return nil, err
		}
		copy(n.part(i), data)
	}
	return n, nil
}
