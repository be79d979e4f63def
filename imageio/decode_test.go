package imageio

import (
	"bytes"
	"errors"
	"fmt"
	"image/jpeg"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func decode(t testing.TB, name string) *plane.Image {
	t.Helper()
	m := new(plane.Image)
	if err := Decode(m, read(t, name), 0); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return m
}

// pictures returns the names of all files that can be read.
func pictures(t testing.TB) (names []string) {
	list, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if Known(e.Name()) && !strings.HasPrefix(e.Name(), "bad-") {
			names = append(names, e.Name())
		}
	}
	if len(names) < 100 {
		t.Fatalf("only %d pictures", len(names))
	}
	return names
}

// diff returns how two pictures differ, or nothing, and the greatest and the
// mean difference of their samples.
func diff(a, b *plane.Image) (what string, worst, mean float64) {
	switch {
	case a.Space != b.Space:
		return fmt.Sprintf("space %v, want %v", a.Space, b.Space), 0, 0
	case a.Size() != b.Size():
		return fmt.Sprintf("size %v, want %v", a.Size(), b.Size()), 0, 0
	case a.Peak() != b.Peak():
		return fmt.Sprintf("peak %g, want %g", a.Peak(), b.Peak()), 0, 0
	case (a.Alpha != nil) != (b.Alpha != nil):
		return fmt.Sprintf("alpha %v, want %v", a.Alpha != nil, b.Alpha != nil), 0, 0
	}
	p, q := all(a), all(b)
	for i := range p {
		for y := range p[i].H {
			for x, v := range p[i].Row(y) {
				d := math.Abs(float64(v - q[i].Row(y)[x]))
				worst, mean = max(worst, d), mean+d
			}
		}
	}
	return "", worst, mean / float64(len(p)*a.Size().X*a.Size().Y)
}

func all(m *plane.Image) []plane.Plane {
	p := slices.Clone(m.Planes)
	if m.Alpha != nil {
		p = append(p, *m.Alpha)
	}
	return p
}

func same(t *testing.T, name string, got, want *plane.Image) {
	t.Helper()
	what, worst, _ := diff(got, want)
	if what != "" || worst != 0 {
		t.Errorf("%s: %s differs by up to %g", name, what, worst)
	}
}

// TestLossless compares files with a reference of the same samples.
func TestLossless(t *testing.T) {
	for ref, names := range map[string]string{
		"gray1.ref.pgm": "gray1.png gray1-interlaced.png gray1.bmp " +
			"gray1.tif gray1-g4.tif gray1-g4-white.tif gray1.pbm gray1-plain.pbm gray1.pam " +
			"gray1-maxval1.pgm",
		"gray2.ref.pgm": "gray2.png gray2-interlaced.png",
		"gray4.ref.pgm": "gray4.png gray4-interlaced.png",
		"gray8.pgm": "gray8.png gray8-interlaced.png gray8.bmp gray8.gif " +
			"gray8.tif gray8-lzw.tif gray8-deflate.tif gray8-packbits.tif " +
			"gray8-plain.pgm gray8.pam pages3.tif",
		"gray16.pgm": "gray16.png gray16.tif gray16-lzw.tif gray16-be.tif " +
			"gray16-plain.pgm",
		"gray10.pgm": "gray10-plain.pgm",
		"gray5.pgm":  "gray5-plain.pgm",
		"graya8.pam": "graya8.png graya8-interlaced.png",
		"rgb8.ppm": "rgb8.png rgb8-interlaced.png rgb8.bmp rgb8-down.bmp " +
			"rgb8-32.bmp rgb8.tif rgb8-lzw.tif rgb8-deflate.tif " +
			"rgb8-packbits.tif rgb8-tiled.tif orient6.tif rgb8.webp " +
			"rgb8-plain.ppm",
		"rgb10.ppm":            "rgb10-plain.ppm",
		"rgb16.ppm":            "rgb16.png rgb16.tif rgb16-be.tif rgb16.pam",
		"rgba8.pam":            "rgba8.png rgba8-interlaced.png rgba8-v5.bmp rgba8.tif rgba8.webp",
		"rgba16.pam":           "rgba16.png rgba16-interlaced.png rgba16.tif",
		"graya16.pam":          "graya16.png",
		"graya1.ref.pam":       "graya1.pam",
		"gray8-trns.ref.pam":   "gray8-trns.png",
		"gray16-trns.ref.pam":  "gray16-trns.png",
		"palette.ref.ppm":      "palette4.png palette.gif palette-interlaced.gif frames3.gif palette8.bmp palette4.bmp palette8.tif",
		"palette-trns.ref.pam": "palette8-trns.png",
		"part.ref.pam":         "part.gif",
		"rgb-be.pfm":           "rgb-le.pfm",
		"gray-be.pfm":          "gray-le.pfm",
		"lossy.ref.pnm":        "lossy.webp",
		"lossy-even.ref.pnm":   "lossy-even.webp",
		"lossy-alpha.ref.pnm":  "lossy-alpha.webp",
	} {
		want := decode(t, ref)
		for _, name := range strings.Fields(names) {
			same(t, name, decode(t, name), want)
		}
	}
}

// TestSamples looks at samples of files that serve as references, by the
// bytes in them.
func TestSamples(t *testing.T) {
	m := new(plane.Image)
	for _, c := range []struct {
		file string
		peak float64
		want []float32 // by planes, then rows
	}{
		{"P5 2 2 255 \x00\x01\x80\xff", 255, []float32{0, 1, 128, 255}},
		{"P5 1 2 1023 \x03\xff\x00\x01", 1023, []float32{1023, 1}},
		{"P5 2 1 1 \x00\x01", 255, []float32{0, 255}},
		{"P6 2 1 7 \x00\x01\x02\x03\x04\x05", 7, []float32{0, 3, 1, 4, 2, 5}},
		{"P4 3 2 \x40\xa0", 255, []float32{255, 0, 255, 0, 255, 0}},
		{"P1 3 1 0 1\n#x\n0", 255, []float32{255, 0, 255}},
		{"P2#a\n2 1#b\n9 5 #c\n 9", 9, []float32{5, 9}},
		{"P3 1 1 255 1 2 30", 255, []float32{1, 2, 30}},
		{"P7\nHEIGHT 1\nWIDTH 1\nMAXVAL 3\nDEPTH 4\nENDHDR\n\x00\x01\x02\x01",
			3, []float32{0, 1, 2, 1}},
		{"Pf 1 2 -1\n\x00\x00\x80\x3f\x00\x00\x00\x40", 1, []float32{2, 1}},
		{"PF 1 1 1\n\x3f\x80\x00\x00\x40\x00\x00\x00\xbf\x80\x00\x00",
			1, []float32{1, 2, -1}},
	} {
		if err := Decode(m, []byte(c.file), 0); err != nil {
			t.Errorf("%q: %v", c.file, err)
			continue
		}
		var got []float32
		for _, p := range all(m) {
			for y := range p.H {
				got = append(got, p.Row(y)...)
			}
		}
		if m.Peak() != c.peak || !slices.Equal(got, c.want) {
			t.Errorf("%q: %v of %g, want %v", c.file, got, m.Peak(), c.want)
		}
	}
}

// TestJPEG compares with what another decoder made of the files. The two
// differ in the rounding of the transform, and with fewer chroma samples in
// how they are interpolated.
func TestJPEG(t *testing.T) {
	for name, tol := range map[string][2]float64{
		"gray":                {1, 0.2},
		"gray-progressive":    {1, 0.2},
		"rgb-444":             {4, 0.5},
		"rgb-444-restart":     {4, 0.5},
		"rgb-422":             {60, 4},
		"rgb-420":             {60, 5},
		"rgb-420-progressive": {60, 5},
	} {
		got, want := decode(t, name+".jpg"), decode(t, name+".ref.pnm")
		what, worst, mean := diff(got, want)
		if what != "" || worst > tol[0] || mean > tol[1] {
			t.Errorf("%s: %s worst %.3g, mean %.3g", name, what, worst, mean)
		}
	}
	want := decode(t, "rgb8.ppm")
	for i := 1; i <= 8; i++ {
		m := decode(t, fmt.Sprintf("orient%d.jpg", i))
		if what, _, mean := diff(m, want); what != "" || mean > 2.5 {
			t.Errorf("orientation %d: %s mean %.3g", i, what, mean)
		}
		n := fmt.Sprintf("EXIF orientation %d applied", i)
		if m.Note != n && (i > 1 || m.Note != "") {
			t.Errorf("orientation %d: note %q", i, m.Note)
		}
	}
}

// TestCMYK compares with the slow conversion of any picture.
func TestCMYK(t *testing.T) {
	src, err := jpeg.Decode(bytes.NewReader(read(t, "cmyk.jpg")))
	if err != nil {
		t.Fatal(err)
	}
	want := new(plane.Image)
	if err := want.SetFrom(src); err != nil {
		t.Fatal(err)
	}
	same(t, "cmyk.jpg", decode(t, "cmyk.jpg"), want)
}

func TestNotes(t *testing.T) {
	for name, want := range map[string]string{
		"frames3.gif": "first of 3 frames",
		"pages3.tif":  "first of 3 pages",
		"orient6.tif": "TIFF orientation 6 applied",
		"palette.gif": "",
		"rgb-le.pfm":  "",
	} {
		if m := decode(t, name); m.Note != want {
			t.Errorf("%s: note %q, want %q", name, m.Note, want)
		}
	}
	m := new(plane.Image)
	err := Decode(m, []byte("Pf 1 1 -2.5 \x00\x00\x00\x00"), 0)
	if err != nil || m.Note != "scale 2.5 not applied" {
		t.Errorf("note %q, error %v", m.Note, err)
	}
}

// TestConfig compares headers with the pictures behind them.
func TestConfig(t *testing.T) {
	for _, name := range pictures(t) {
		data := read(t, name)
		c, err := DecodeConfig(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		m := decode(t, name)
		depth := m.Depth()
		if c.W != m.Size().X || c.H != m.Size().Y || c.Channels != len(m.Planes) ||
			c.Depth != depth || m.Alpha != nil && !c.Alpha ||
			c.Size != int64(len(data)) {
			t.Errorf("%s: %+v for %v, %d planes, depth %d, alpha %v", name, c,
				m.Size(), len(m.Planes), depth, m.Alpha != nil)
		}
	}
}

// TestConfigBytes compares the memory that Config says with what is allocated
// for decoding, which cannot be less than the peak.
func TestConfigBytes(t *testing.T) {
	for _, name := range pictures(t) {
		data := read(t, name)
		c, err := DecodeConfig(data)
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if err := Decode(new(plane.Image), data, 0); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		got := int64(after.TotalAlloc - before.TotalAlloc)
		if got > c.Bytes {
			t.Errorf("%s: %d bytes, Config says %d", name, got, c.Bytes)
		}
	}
}

func TestKnown(t *testing.T) {
	for name, want := range map[string]bool{
		"a.png": true, "a.JPG": true, "d/a.b.Tiff": true, "x.pam": true,
		"a": false, "png": false, "a.svg": false, "a.png.txt": false,
		".png": true, "": false, "a.": false,
	} {
		if Known(name) != want {
			t.Errorf("Known(%q) = %v", name, !want)
		}
	}
	n := 0
	for _, f := range Formats() {
		for _, e := range f.Extensions {
			n++
			if !Known("a." + e) {
				t.Errorf("extension %s of %s is not known", e, f.Name)
			}
		}
	}
	if n != 17 {
		t.Errorf("%d extensions", n)
	}
}

// TestReuse decodes all files into one image, which must forget the last.
func TestReuse(t *testing.T) {
	m := new(plane.Image)
	for _, name := range pictures(t) {
		if err := Decode(m, read(t, name), 0); err != nil {
			t.Fatal(err)
		}
		want := decode(t, name)
		same(t, name, m, want)
		if m.Note != want.Note {
			t.Errorf("%s: note %q, want %q", name, m.Note, want.Note)
		}
	}
}

// floats is m with planes of floats.
func floats(m *plane.Image) *plane.Image {
	f := &plane.Image{Space: m.Space, Alpha: m.Alpha}
	for c := range m.Planes {
		f.Planes = append(f.Planes, *m.Planes[c].Floats(new(plane.Plane)))
	}
	return f
}

// Compact pictures have the samples of others, as bytes where they are opaque ones of
// 8 bits, and one Image takes them all in turn.
func TestCompact(t *testing.T) {
	compact := plane.Image{Compact: true}
	count := map[bool]int{}
	for _, name := range pictures(t) {
		want := decode(t, name)
		if err := Decode(&compact, read(t, name), 0); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if what, worst, _ := diff(floats(&compact), want); what != "" || worst != 0 {
			t.Errorf("%s: %s, samples apart by %g", name, what, worst)
		}
		if compact.Note != want.Note {
			t.Errorf("%s: note %q, want %q", name, compact.Note, want.Note)
		}
		bytes := compact.Planes[0].OfBytes()
		count[bytes]++
		if bytes && (want.Depth() != 8 || want.Alpha != nil) {
			t.Errorf("%s: bytes of %d bits, alpha %v", name, want.Depth(), want.Alpha != nil)
		}
	}
	if count[true] < 60 || count[false] < 30 {
		t.Errorf("%d pictures of bytes, %d of floats", count[true], count[false])
	}
}

func TestFormatError(t *testing.T) {
	err := Decode(new(plane.Image), read(t, "rgb-444.jpg")[:700], 0)
	var e *FormatError
	if !errors.As(err, &e) || e.Format != "jpeg" ||
		err.Error() != "jpeg: unexpected end of file" ||
		!errors.Is(err, ErrTruncated) {
		t.Errorf("%v", err)
	}
	err = guard(func() error { panic("at the disco") })
	if err = tidy("png", err); err.Error() != "png: decoder failed" {
		t.Errorf("%v", err)
	}
}
