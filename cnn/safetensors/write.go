package safetensors

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
)

// Encode writes a file. Numbers are rounded to the nearest of type t. The error
// says that a value is not finite, or beyond what t holds. It panics if a
// tensor has not as many values as its shape says, or two have one name.
func (f *File) Encode(t Type) ([]byte, error) {
	header := map[string]any{}
	if len(f.Meta) > 0 {
		header["__metadata__"] = f.Meta
	}
	at := 0
	for _, x := range f.Tensors {
		if n, ok := lenOf(x.Shape, math.MaxInt); !ok || n != len(x.Data) || header[x.Name] != nil {
			panic("safetensors: tensor does not fit its shape, or its name is taken")
		}
		end := at + len(x.Data)*t.bytes()
		shape := x.Shape
		if shape == nil {
			shape = []int{}
		}
		header[x.Name] = map[string]any{"dtype": t.String(), "shape": shape, "data_offsets": []int{at, end}}
		at = end
	}
	text, err := json.Marshal(header)
	if err != nil {
		return nil, err
	}
	for len(text)%8 != 0 { // values then begin at a multiple of 8
		text = append(text, ' ')
	}
	b := binary.LittleEndian.AppendUint64(make([]byte, 0, 8+len(text)+at), uint64(len(text)))
	b = append(b, text...)
	for _, x := range f.Tensors {
		for i, v := range x.Data {
			if b, err = t.append(b, v); err != nil {
				return nil, fmt.Errorf("tensor %q, value %d: %w", x.Name, i, err)
			}
		}
	}
	return b, nil
}

func (t Type) append(b []byte, v float32) ([]byte, error) {
	if v-v != 0 {
		return nil, fmt.Errorf("%g is not finite", v)
	}
	if t == F32 {
		return binary.LittleEndian.AppendUint32(b, math.Float32bits(v)), nil
	}
	h := toHalf(v)
	if h&0x7fff == 0x7c00 {
		return nil, fmt.Errorf("%g is beyond F16", v)
	}
	return binary.LittleEndian.AppendUint16(b, h), nil
}
