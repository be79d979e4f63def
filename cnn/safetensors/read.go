package safetensors

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
)

// entry is a tensor as the header has it.
type entry struct {
	name  string
	Dtype string `json:"dtype"`
	Shape []int  `json:"shape"`
	At    []int  `json:"data_offsets"` // first byte of the values, and that behind the last
}

// Decode reads a file. The error says what does not fit: a header that is too
// long or no JSON, a type that is not known, offsets that overlap, leave a gap
// or do not match a shape, a name given twice, values that are not finite.
func Decode(b []byte) (*File, error) {
	if len(b) < 8 {
		return nil, errShort
	}
	n := binary.LittleEndian.Uint64(b)
	switch {
	case n > MaxHeader:
		return nil, fmt.Errorf("header of %d bytes, the most is %d: not a safetensors file", n, MaxHeader)
	case n > uint64(len(b)-8):
		return nil, errShort
	}
	f := &File{Meta: map[string]string{}}
	entries, err := f.header(b[8 : 8+n])
	if err != nil {
		return nil, err
	}
	return f, f.values(entries, b[8+n:])
}

// header reads the header and returns its entries in the order of offsets.
func (f *File) header(b []byte) (all []entry, err error) {
	d := json.NewDecoder(bytes.NewReader(b))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("header is no JSON object")
	}
	seen := map[string]bool{}
	for d.More() {
		t, err := d.Token()
		name, ok := t.(string)
		switch {
		case err != nil || !ok:
			return nil, fmt.Errorf("header: %w", cmp.Or(err, errors.New("no name")))
		case seen[name]:
			return nil, fmt.Errorf("header has %q twice", name)
		case name == "__metadata__":
			err = d.Decode(&f.Meta)
		default:
			e := entry{name: name}
			err = d.Decode(&e)
			all = append(all, e)
		}
		if err != nil {
			return nil, fmt.Errorf("header, %q: %w", name, err)
		}
		seen[name] = true
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	if rest := bytes.TrimLeft(b[d.InputOffset():], " "); len(rest) > 0 {
		return nil, errors.New("header goes on behind its end")
	}
	for _, e := range all {
		if len(e.At) != 2 {
			return nil, fmt.Errorf("tensor %q has no data_offsets", e.name)
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.At[0], b.At[0]), cmp.Compare(a.At[1], b.At[1]))
	})
	return all, nil
}

// values reads the tensors, which have to fill data without a gap.
func (f *File) values(entries []entry, data []byte) error {
	at := 0
	for _, e := range entries {
		t, err := e.tensor(data, at)
		if err != nil {
			return fmt.Errorf("tensor %q: %w", e.name, err)
		}
		f.Tensors = append(f.Tensors, t)
		at = e.At[1]
	}
	if at != len(data) {
		return fmt.Errorf("%d bytes of values, the header has %d", len(data), at)
	}
	return nil
}

// tensor is that of e, whose values begin at at.
func (e *entry) tensor(data []byte, at int) (Tensor, error) {
	t := Tensor{Name: e.name, Shape: e.Shape}
	kind := slices.IndexFunc([]Type{F32, F16}, func(t Type) bool { return t.String() == e.Dtype })
	if kind < 0 {
		return t, fmt.Errorf("type %q is none of F32, F16", e.Dtype)
	}
	size := Type(kind).bytes()
	n, ok := lenOf(e.Shape, len(data)/size)
	switch from, to := e.At[0], e.At[1]; {
	case from < at:
		return t, errors.New("overlaps the one before")
	case from > at:
		return t, errors.New("leaves a gap before it")
	case to > len(data):
		return t, errShort
	case to < from || !ok || to-from != n*size:
		return t, fmt.Errorf("%d bytes for the shape %v of %s", to-from, e.Shape, e.Dtype)
	}
	t.Data = make([]float32, n)
	for i := range t.Data {
		v := value(data[at:], i, Type(kind))
		if v-v != 0 {
			return t, errors.New("value is not finite")
		}
		t.Data[i] = v
	}
	return t, nil
}

func value(b []byte, i int, t Type) float32 {
	if t == F16 {
		return fromHalf(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
}
