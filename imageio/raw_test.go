package imageio

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

// numbered are planes whose samples tell where they belong, in rows that are
// further apart than they are long.
func numbered(channels, w, h int) []plane.Plane {
	all := make([]plane.Plane, channels)
	for c := range all {
		all[c] = *plane.New(w, h, 1)
		for y := range h {
			for x := range w {
				all[c].Row(y)[x] = numberedAt(c, x, y)
			}
		}
	}
	return all
}

func numberedAt(c, x, y int) float32 { return float32(c)*1e6 + float32(y)*1e3 + float32(x) - .5 }

var shapeNPY = regexp.MustCompile(
	`^\{'descr': '<f4', 'fortran_order': False, 'shape': \((\d+), (\d+), (\d+)\), \} *\n$`)

// readNPY is a reader by the description of the format in NumPy's manual,
// numpy.lib.format.
func readNPY(data []byte) (shape [3]int, samples []float32, err error) {
	if len(data) < 10 || string(data[:8]) != "\x93NUMPY\x01\x00" {
		return shape, nil, errors.New("no magic")
	}
	start := 10 + int(binary.LittleEndian.Uint16(data[8:]))
	if start%64 != 0 || start > len(data) {
		return shape, nil, fmt.Errorf("samples begin at %d", start)
	}
	m := shapeNPY.FindSubmatch(data[10:start])
	if m == nil {
		return shape, nil, fmt.Errorf("header %q", data[10:start])
	}
	for i := range shape {
		shape[i], _ = strconv.Atoi(string(m[i+1]))
	}
	for data = data[start:]; len(data) >= 4; data = data[4:] {
		samples = append(samples, math.Float32frombits(binary.LittleEndian.Uint32(data)))
	}
	if len(data) != 0 || len(samples) != shape[0]*shape[1]*shape[2] {
		return shape, nil, fmt.Errorf("%d samples and %d bytes of %v", len(samples), len(data), shape)
	}
	return shape, samples, nil
}

func TestWriteNPY(t *testing.T) {
	for _, size := range [][3]int{{1, 1, 1}, {3, 17, 5}, {1, 100003, 1}, {2, 4, 9}} {
		n, w, h := size[0], size[1], size[2]
		var b bytes.Buffer
		if err := WriteNPY(&b, numbered(n, w, h)); err != nil {
			t.Fatal(err)
		}
		shape, got, err := readNPY(b.Bytes())
		if err != nil || shape != [3]int{n, h, w} {
			t.Fatalf("%v: shape %v, %v", size, shape, err)
		}
		for i, v := range got {
			if want := numberedAt(i/(w*h), i%w, i/w%h); v != want {
				t.Fatalf("%v: sample %d is %v, want %v", size, i, v, want)
			}
		}
	}
}

func TestWritePFM(t *testing.T) {
	for _, size := range [][3]int{{1, 1, 1}, {3, 17, 5}, {1, 6, 11}} {
		want := numbered(size[0], size[1], size[2])
		var b bytes.Buffer
		if err := WritePFM(&b, want); err != nil {
			t.Fatal(err)
		}
		var m plane.Image
		if err := Decode(&m, b.Bytes(), 0); err != nil {
			t.Fatal(err)
		}
		if m.Note != "" || len(m.Planes) != len(want) || m.Size() != want[0].Size() {
			t.Fatalf("%v: %d planes of %v, note %q", size, len(m.Planes), m.Size(), m.Note)
		}
		for c := range want {
			for y := range want[c].H {
				for x, v := range want[c].Row(y) {
					if got := m.Planes[c].Row(y)[x]; got != v {
						t.Fatalf("%v: channel %d at %d,%d is %v, want %v", size, c, x, y, got, v)
					}
				}
			}
		}
	}
}

// broken takes no bytes.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestRawErrors(t *testing.T) {
	for name, planes := range map[string][]plane.Plane{
		"no channels": nil,
		"sizes":       {*plane.New(2, 2, 1), *plane.New(2, 3, 1), *plane.New(2, 2, 1)},
		"samples":     {{W: 3, H: 3, Stride: 3}},
	} {
		if err := WriteNPY(new(bytes.Buffer), planes); err == nil {
			t.Errorf("npy: %s: no error", name)
		}
		if err := WritePFM(new(bytes.Buffer), planes); err == nil {
			t.Errorf("pfm: %s: no error", name)
		}
	}
	if err := WritePFM(new(bytes.Buffer), numbered(2, 3, 3)); err == nil {
		t.Error("pfm: no error of 2 channels")
	}
	if err := WriteNPY(broken{}, numbered(1, 3, 3)); err == nil {
		t.Error("npy: no error of a full disk")
	}
	if err := WritePFM(broken{}, numbered(1, 3, 3)); err == nil {
		t.Error("pfm: no error of a full disk")
	}
}
