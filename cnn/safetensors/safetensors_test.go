package safetensors

import (
	"encoding/binary"
	"math"
	"reflect"
	"strings"
	"testing"
)

var two = &File{
	Tensors: []Tensor{
		{"conv.weight", []int{2, 3}, []float32{1, -2, .5, 0, 1.0 / 3, 65504}},
		{"scale", nil, []float32{-1e-7}},
		{"empty", []int{0, 7}, []float32{}},
	},
	Meta: map[string]string{"task": "jpeg", "note": "ä \"quoted\""},
}

func encode(t *testing.T, f *File, kind Type) []byte {
	t.Helper()
	b, err := f.Encode(kind)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRoundTrip(t *testing.T) {
	b := encode(t, two, F32)
	if n := binary.LittleEndian.Uint64(b); n%8 != 0 {
		t.Errorf("values begin at %d", 8+n)
	}
	f, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	for i := range f.Tensors {
		if len(f.Tensors[i].Shape) == 0 {
			f.Tensors[i].Shape = nil
		}
	}
	if !reflect.DeepEqual(f, two) {
		t.Errorf("%v, want %v", f, two)
	}
	if d, err := f.Want("conv.weight", 2, 3); err != nil || d[1] != -2 {
		t.Error(d, err)
	}
	for _, bad := range [][]int{{3, 2}, {6}} {
		if _, err := f.Want("conv.weight", bad...); err == nil {
			t.Errorf("shape %v is taken", bad)
		}
	}
	if _, err := f.Want("conv"); err == nil {
		t.Error("a tensor that is not there")
	}
}

func TestHalves(t *testing.T) {
	f, err := Decode(encode(t, two, F16))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range two.Tensors[0].Data {
		if got := f.Tensors[0].Data[i]; math.Abs(float64(got-want)) > 1e-4 {
			t.Errorf("%g, want %g", got, want)
		}
	}
	for h := range 1 << 16 { // all that there are, and what lies around their middles
		h := uint16(h)
		v := fromHalf(h)
		if v-v != 0 {
			continue
		}
		if back := toHalf(v); back != h {
			t.Fatalf("%#x is %g is %#x", h, v, back)
		}
		next := fromHalf(h + 1)
		if next-next != 0 || h == 0x7fff {
			continue
		}
		mid := (float64(v) + float64(next)) / 2
		even := h + h&1
		for m, want := range map[float32]uint16{
			float32(mid):                         even,
			math.Nextafter32(float32(mid), v):    h,
			math.Nextafter32(float32(mid), next): h + 1,
		} {
			if got := toHalf(m); got != want {
				t.Fatalf("%g is %#x, want %#x", m, got, want)
			}
		}
	}
	if _, err := (&File{Tensors: []Tensor{{"a", nil, []float32{65520}}}}).Encode(F16); err == nil {
		t.Error("65520 has no F16")
	}
}

// raw is a file of that header and so many bytes of values.
func raw(header string, values int) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), make([]byte, values)...)
}

func TestDecodeRefuses(t *testing.T) {
	const a = `"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}`
	nan := raw("{"+a+"}", 8)
	binary.LittleEndian.PutUint32(nan[len(nan)-4:], 0x7fc00000)
	for _, c := range []struct {
		name string
		b    []byte
		want string
	}{
		{"nothing", nil, "cut short"},
		{"a short header", raw("{"+a+"}", 8)[:20], "cut short"},
		{"a header of 2^63 bytes", []byte("\x00\x00\x00\x00\x00\x00\x00\x80{}"), "not a safetensors file"},
		{"no JSON", raw("[]", 0), "no JSON object"},
		{"JSON cut short", raw("{"+a, 8), "header"},
		{"more behind the header", raw("{"+a+"}{}", 8), "goes on"},
		{"a name twice", raw("{"+a+","+a+"}", 8), `"a" twice`},
		{"a type", raw(strings.Replace("{"+a+"}", "F32", "I8", 1), 8), `type "I8"`},
		{"no offsets", raw(`{"a":{"dtype":"F32","shape":[2]}}`, 8), "data_offsets"},
		{"values cut short", raw("{"+a+"}", 7), "cut short"},
		{"values left over", raw("{"+a+"}", 9), "9 bytes of values"},
		{"another shape", raw(strings.Replace("{"+a+"}", "[2]", "[3]", 1), 8), "shape [3]"},
		{"a negative shape", raw(strings.Replace("{"+a+"}", "[2]", "[-2]", 1), 8), "shape [-2]"},
		{"a huge shape", raw(strings.Replace("{"+a+"}", "[2]", "[4294967296,4294967296,2]", 1), 8), "shape"},
		{"an overlap", raw("{"+a+`,"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8), "overlaps"},
		{"a gap", raw("{"+a+`,"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}`, 16), "gap"},
		{"offsets turned round", raw(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,-8]}}`, 8), "shape"},
		{"NaN", nan, "not finite"},
		{"a number for text", raw(`{"__metadata__":{"a":1}}`, 0), "__metadata__"},
	} {
		_, err := Decode(c.b)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	b, _ := two.Encode(F32)
	f.Add(b)
	b, _ = two.Encode(F16)
	f.Add(b)
	f.Add(raw(`{"a":{"dtype":"F16","shape":[],"data_offsets":[0,2]}}`, 2))
	f.Fuzz(func(t *testing.T, b []byte) {
		x, err := Decode(b)
		if err != nil {
			return
		}
		again, err := x.Encode(F32)
		if err != nil {
			t.Fatal(err)
		}
		y, err := Decode(again)
		if err != nil || len(y.Tensors) != len(x.Tensors) {
			t.Fatalf("%v: %d tensors, want %d", err, len(y.Tensors), len(x.Tensors))
		}
	})
}
