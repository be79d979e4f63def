package imageio

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

const fuzzPixels = 1 << 16

// FuzzDecode feeds all decoders. What decodes must be a picture of the size
// that the header says, and the same one again, with samples of bytes.
func FuzzDecode(f *testing.F) {
	seed(f, "*")
	f.Fuzz(func(t *testing.T, data []byte) {
		m, again := new(plane.Image), &plane.Image{Compact: true}
		c, configErr := DecodeConfig(data)
		if err := Decode(m, data, fuzzPixels); err != nil {
			return
		}
		valid(t, m, fuzzPixels)
		if configErr != nil || m.Size().X != c.W || m.Size().Y != c.H {
			t.Fatalf("%+v (%v) of a picture %v", c, configErr, m.Size())
		}
		if c.Channels != len(m.Planes) || c.Depth != m.Depth() ||
			m.Alpha != nil && !c.Alpha {
			t.Fatalf("%+v of %d planes, depth %d, alpha %v", c,
				len(m.Planes), m.Depth(), m.Alpha != nil)
		}
		if err := Decode(again, data, fuzzPixels); err != nil {
			t.Fatal(err)
		}
		if what, worst, _ := diff(m, floats(again)); what != "" || worst != 0 {
			t.Fatalf("differs again: %s %g", what, worst)
		}
	})
}

func seed(f *testing.F, pattern string) {
	names, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(names) == 0 {
		f.Fatal("no seeds")
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err == nil && !strings.HasSuffix(name, ".py") {
			f.Add(data)
		}
	}
}

// FuzzPNM writes what it read as text and as binary, which must read the same.
func FuzzPNM(f *testing.F) {
	for _, p := range []string{"*.pgm", "*.ppm", "*.pam", "*.pbm"} {
		seed(f, p)
	}
	f.Add([]byte("P2 2 1 255 1 25"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, again := new(plane.Image), new(plane.Image)
		if len(data) < 3 || !isPNM(data) || Decode(m, data, fuzzPixels) != nil {
			return
		}
		for _, out := range [][]byte{writePAM(m), writeText(m)} {
			if out == nil {
				continue
			}
			if err := Decode(again, out, fuzzPixels); err != nil {
				t.Fatalf("%v: %.60q", err, out)
			}
			if what, worst, _ := diff(again, m); what != "" || worst != 0 {
				t.Fatalf("differs: %s %g: %.60q", what, worst, out)
			}
		}
	})
}

// writePAM returns m as a PAM file.
func writePAM(m *plane.Image) []byte {
	var b bytes.Buffer
	p := all(m)
	fmt.Fprintf(&b, "P7\nWIDTH %d\nHEIGHT %d\nDEPTH %d\nMAXVAL %g\nENDHDR\n",
		m.Size().X, m.Size().Y, len(p), m.Peak())
	eachSample(m, func(v float32) {
		if m.Peak() > 255 {
			b.WriteByte(byte(int(v) >> 8))
		}
		b.WriteByte(byte(int(v)))
	})
	return b.Bytes()
}

// writeText returns m as a P2 or P3 file, or nil if it has alpha.
func writeText(m *plane.Image) []byte {
	if m.Alpha != nil {
		return nil
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "P%d %d %d %g ", 2+len(m.Planes)/2, m.Size().X, m.Size().Y,
		m.Peak())
	eachSample(m, func(v float32) { fmt.Fprintf(&b, "%g ", v) })
	return b.Bytes()
}

// eachSample calls f for all samples, those of a pixel in a row.
func eachSample(m *plane.Image, f func(v float32)) {
	p := all(m)
	for y := range m.Size().Y {
		for x := range m.Size().X {
			for c := range p {
				f(p[c].Row(y)[x])
			}
		}
	}
}

// FuzzPFM writes what it read in both byte orders, which must read the same.
func FuzzPFM(f *testing.F) {
	seed(f, "*.pfm")
	f.Fuzz(func(t *testing.T, data []byte) {
		m, again := new(plane.Image), new(plane.Image)
		if !isPFM(data) || Decode(m, data, fuzzPixels) != nil {
			return
		}
		valid(t, m, fuzzPixels)
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian,
			binary.BigEndian} {
			out := writePFM(m, order)
			if err := Decode(again, out, fuzzPixels); err != nil {
				t.Fatalf("%v: %.60q", err, out)
			}
			if what, worst, _ := diff(again, m); what != "" || worst != 0 {
				t.Fatalf("differs: %s %g: %.60q", what, worst, out)
			}
		}
	})
}

func writePFM(m *plane.Image, order binary.AppendByteOrder) []byte {
	kind, scale := "f", 1
	if len(m.Planes) == 3 {
		kind = "F"
	}
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		scale = -1
	}
	size := m.Size()
	out := fmt.Appendf(nil, "P%s %d %d %d\n", kind, size.X, size.Y, scale)
	for y := size.Y - 1; y >= 0; y-- {
		for x := range size.X {
			for c := range m.Planes {
				v := math.Float32bits(m.Planes[c].Row(y)[x])
				out = order.AppendUint32(out, v)
			}
		}
	}
	return out
}
