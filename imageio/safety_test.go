package imageio

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"github.com/fastiqa/iqa/plane"
)

// TestTruncated cuts every file at every length. What remains must be an
// error, or have all samples: white space and padding behind them may go.
func TestTruncated(t *testing.T) {
	m := new(plane.Image)
	for _, name := range pictures(t) {
		data := read(t, name)
		want := decode(t, name)
		for n := range len(data) {
			err := Decode(m, data[:n:n], 0)
			padding := name == "pages3.tif" && n == len(data)-1
			if err == nil && !padding && !strings.Contains(name, "-plain.") {
				t.Errorf("%s: %d bytes of %d decode", name, n, len(data))
				break
			} else if err == nil {
				same(t, name, m, want)
			}
			if n > 60 && err != nil && !errors.Is(err, ErrTruncated) &&
				strings.Contains("pgm ppm pbm pam pfm webp bmp gif png",
					name[len(name)-3:]) {
				t.Errorf("%s: %d bytes: %v", name, n, err)
				break
			}
		}
	}
}

// TestBMPTail: a BMP file that ends behind its samples and before its end is
// read, and noted.
func TestBMPTail(t *testing.T) {
	data := bytes.Clone(read(t, "rgb8.bmp"))
	binary.LittleEndian.PutUint32(data[2:], uint32(len(data)+5))
	var m plane.Image
	if err := Decode(&m, data, 0); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("file has %d bytes of %d", len(data), len(data)+5)
	if m.Note != want {
		t.Errorf("note %q, want %q", m.Note, want)
	}
	if err := Decode(&m, append(data, "12345"...), 0); err != nil || m.Note != "" {
		t.Errorf("whole file: %v, note %q", err, m.Note)
	}
}

// TestTrailing adds bytes behind the picture, which are nobody's business.
func TestTrailing(t *testing.T) {
	m := new(plane.Image)
	for _, name := range pictures(t) {
		data := append(read(t, name), "\x00trailing\xff\xd8"...)
		if strings.Contains(name, "-plain.") {
			continue // text goes on to the next space
		}
		if err := Decode(m, data, 0); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		same(t, name, m, decode(t, name))
	}
}

// TestFlipped spoils each byte of every file. There may be a picture or not.
func TestFlipped(t *testing.T) {
	m := new(plane.Image)
	for _, name := range pictures(t) {
		data := read(t, name)
		step := 1
		for i := 0; i < len(data); i += step {
			for _, flip := range []byte{0xff, 1 << (i % 8)} {
				data[i] ^= flip
				if err := Decode(m, data, 1<<16); err == nil {
					valid(t, m, 1<<16)
				}
				data[i] ^= flip
			}
			if i > 150 {
				step = 29
			}
		}
	}
}

// valid checks what every decoded picture has to be.
func valid(t testing.TB, m *plane.Image, limit int) {
	t.Helper()
	size := m.Size()
	if size.X < 1 || size.Y < 1 || size.X*size.Y > limit {
		t.Fatalf("size %v", size)
	}
	for _, p := range all(m) {
		if !p.Valid() || p.Size() != size || p.Peak != m.Peak() || p.Peak < 1 {
			t.Fatalf("plane %v of %g in a picture %v of %g",
				p.Size(), p.Peak, size, m.Peak())
		}
	}
	if !m.Finite() {
		t.Fatal("not finite")
	}
}

// sized returns, by format, files whose headers claim a picture of w×h.
func sized(w, h uint32) map[string][]byte {
	le, be := binary.LittleEndian, binary.BigEndian
	ihdr := []byte("IHDR\x00\x00\x00\x00\x00\x00\x00\x00\x08\x02\x00\x00\x00")
	be.PutUint32(ihdr[4:], w)
	be.PutUint32(ihdr[8:], h)
	p := append([]byte(pngMagic+"\x00\x00\x00\r"), ihdr...)
	p = be.AppendUint32(p, crc32.ChecksumIEEE(ihdr))
	p = append(p, "\x00\x00\x00\x00IDAT\x35\xaf\x06\x1e"...)
	b := []byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00")
	b = le.AppendUint32(le.AppendUint32(b, w), h)
	b = append(b, "\x01\x00\x18\x00"...)
	b = append(b, make([]byte, 24)...)
	return map[string][]byte{"png": p, "bmp": b, "tiff": sizedTIFF(w, h)}
}

func sizedTIFF(w, h uint32) []byte {
	le := binary.LittleEndian
	f := []byte("II*\x00\x08\x00\x00\x00")
	tags := [][2]uint32{{256, w}, {257, h}, {258, 8}, {259, 1}, {262, 1},
		{273, 8}, {278, h}, {279, 100}}
	f = le.AppendUint16(f, uint16(len(tags)))
	for _, e := range tags {
		f = le.AppendUint16(le.AppendUint16(f, uint16(e[0])), 4)
		f = le.AppendUint32(le.AppendUint32(f, 1), e[1])
	}
	return append(f, 0, 0, 0, 0)
}

// sized16 does the same for formats with 16 bits or less for a length.
func sized16(w, h uint16) map[string][]byte {
	le, be := binary.LittleEndian, binary.BigEndian
	g := le.AppendUint16(le.AppendUint16([]byte("GIF89a"), w), h)
	g = append(g, "\x80\x00\x00\x00\x00\x00\xff\xff\xff"...)
	g = append(g, ",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00;"...)
	j := be.AppendUint16([]byte("\xff\xd8\xff\xc0\x00\x0b\x08"), h)
	j = append(be.AppendUint16(j, w), "\x01\x01\x11\x00"...)
	j = append(j, "\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"...)
	v := []byte("RIFF\x18\x00\x00\x00WEBPVP8 \x0a\x00\x00\x00\x10\x00\x00\x9d\x01\x2a")
	v = append(le.AppendUint16(le.AppendUint16(v, w&0x3fff), h&0x3fff), 0, 0)
	return map[string][]byte{"gif": g, "jpeg": j, "webp": v}
}

// TestTooLarge has headers of sizes above a limit, of files of few bytes.
func TestTooLarge(t *testing.T) {
	files := sized(100000, 100000)
	files["pnm"] = []byte("P6 100000 100000 255 ")
	files["pnm text"] = []byte("P2 100000 100000 255 ")
	files["pbm"] = []byte("P4 100000 100000 ")
	files["pam"] = []byte("P7\nWIDTH 100000\nHEIGHT 100000\nDEPTH 1\n" +
		"MAXVAL 255\nENDHDR\n")
	files["pfm"] = []byte("PF 100000 100000 -1 ")
	for name, data := range files {
		tooLarge(t, name, data, 0, "100000x100000 is 10000000000 pixels, "+
			"more than the limit of 1073741824 (--max-pixels)")
	}
	for name, data := range sized16(16383, 16383) {
		tooLarge(t, name, data, 1<<20, "16383x16383 is 268402689 pixels, "+
			"more than the limit of 1048576 (--max-pixels)")
	}
	for name, data := range sized(1<<31-1, 1<<31-1) {
		tooLarge(t, name, data, 0, "2147483647x2147483647 is "+
			"4611686014132420609 pixels, more than the limit of")
	}
	tooLarge(t, "narrow", []byte("P4 1 1000000000 "), 0, "with the rows padded")
	tooLarge(t, "exact", []byte("P5 3 3 255 123456789"), 8,
		"3x3 is 9 pixels, more than the limit of 8")
	if err := Decode(new(plane.Image), []byte("P5 3 3 255 123456789"), 9); err != nil {
		t.Error(err)
	}
}

func tooLarge(t *testing.T, name string, data []byte, limit int64, msg string) {
	t.Helper()
	err := Decode(new(plane.Image), data, limit)
	if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), msg) {
		t.Errorf("%s: %v", name, err)
	}
}

// TestImplausible has headers within the limit that the few bytes of their
// files cannot fill. No memory may be taken for them.
func TestImplausible(t *testing.T) {
	files := sized(30000, 30000)
	for name, data := range sized16(16000, 16000) {
		files[name] = data
	}
	files["pnm"] = []byte("P6 30000 30000 255 ")
	files["pnm text"] = []byte("P3 30000 30000 255 ")
	files["pbm text"] = []byte("P1 30000 30000 ")
	files["pfm"] = []byte("PF 30000 30000 -1 ")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for name, data := range files {
		err := Decode(new(plane.Image), data, 0)
		if !errors.Is(err, ErrTruncated) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err = DecodeConfig(data); !errors.Is(err, ErrTruncated) {
			t.Errorf("%s: config: %v", name, err)
		}
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 4<<20 {
		t.Errorf("%d bytes taken", n)
	}
}

// TestNoPixels has headers with a width or height of zero, or less.
func TestNoPixels(t *testing.T) {
	for _, s := range [][2]uint32{{0, 0}, {0, 5}, {5, 0}, {0xffffffff, 5}} {
		files := sized(s[0], s[1])
		for name, data := range sized16(uint16(s[0]), uint16(s[1])) {
			files[name] = data
		}
		for name, data := range files {
			if err := Decode(new(plane.Image), data, 0); err == nil {
				t.Errorf("%s: %d×%d decodes", name, s[0], s[1])
			}
		}
	}
	for _, data := range []string{"P5 0 1 255 ", "P5 1 0 255 \x00", "Pf 0 0 1 ",
		"P7\nWIDTH 1\nDEPTH 1\nMAXVAL 1\nENDHDR\n\x00", "P5 -1 1 255 \x00"} {
		if err := Decode(new(plane.Image), []byte(data), 0); err == nil {
			t.Errorf("%q decodes", data)
		}
	}
}

// TestBad has content that is refused, and why.
func TestBad(t *testing.T) {
	for data, want := range map[string]string{
		"": "not an image of a known format " +
			"(png jpeg gif bmp tiff webp pnm pfm)",
		string(read(t, "bad-text.png")):              "not an image of a known",
		string(read(t, "bad-nan.pfm")):               "pfm: sample is not finite",
		string(read(t, "bad-above-maxval.pgm")):      "pnm: sample 101 is above maxval 100",
		string(read(t, "bad-animation.webp")):        "webp: animations are not supported",
		"P2 1 1 9 10 ":                               "pnm: sample 10 is above maxval 9",
		"P5 1 1 65536 \x00\x00":                      "pnm: maxval 65536 is not in 1 to 65535",
		"P5 1 1 0 \x00":                              "pnm: maxval 0 is not in 1 to 65535",
		"P2 2 1 255 1 x":                             `pnm: 'x' where a number should be`,
		"P1 2 1 1 2 ":                                `pnm: '2' where 0 or 1 should be`,
		"P5 99999999999 1 255 \x00":                  "pnm: number is too large",
		"P7\nDEPTH 5\nENDHDR\n":                      "pnm: depth 5 without a tuple type",
		"P7\nDEPTH 1\nTUPLTYPE RGB\nENDHDR\n":        "pnm: tuple type RGB with depth 1",
		"P7\nDEPTH 1\nTUPLTYPE X\nENDHDR\n":          `pnm: tuple type "X" is not supported`,
		"P7\nFOO 1\n":                                `pnm: unknown header line "FOO"`,
		"Pf 1 1 0 \x00\x00\x00\x00":                  `pfm: scale "0" is not a finite number other than 0`,
		"Pf 1 1 NaN \x00\x00\x00\x00":                `pfm: scale "NaN" is not a finite number other than 0`,
		"Pf 1 1 -1 \x00\x00\x80\x7f":                 "pfm: sample is not finite",
		"II+\x00\x08\x00\x00\x00":                    "tiff: BigTIFF is not supported",
		"GIF89a\x01\x00\x01\x00\x00\x00\x00;":        "gif: no frame",
		"\xff\xd8\xff\xd9":                           "jpeg: no frame header",
		"\xff\xd8\xff\xc9\x00\x02":                   "jpeg: lossless, hierarchical or arithmetic coding is not supported",
		"P2 1 1 255 25":                              "pnm: unexpected end of file",
		"P2 1 1 255":                                 "pnm: unexpected end of file",
		"P5 1 1 255 ":                                "pnm: unexpected end of file: 1x1 pixels need 12 bytes or more, the file has 11",
		pngMagic + "\x00\x00\x00\x01IDATx" + pad(20): "png: first chunk is not IHDR",
	} {
		err := Decode(new(plane.Image), []byte(data), 0)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.40q: %v, want %s", data, err, want)
		}
		if known := strings.Contains(want, ": "); err != nil &&
			known == errors.Is(err, ErrUnknown) {
			t.Errorf("%.40q: %v is unknown", data, err)
		}
	}
}

func pad(n int) string { return strings.Repeat(" ", n) }

// TestJPEGScans has a file in which a component has no scan, which the
// decoder would make green, and one of too many scans.
func TestJPEGScans(t *testing.T) {
	part := []byte("\xff\xd8\xff\xc0\x00\x11\x08\x00\x08\x00\x08" +
		"\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00")
	scan := "\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00"
	err := Decode(new(plane.Image), append(part, scan+"\xff\xd9"...), 0)
	if err == nil || err.Error() != "jpeg: no data for component 2" {
		t.Errorf("%v", err)
	}
	many := append(part, strings.Repeat(scan, 501)+"\xff\xd9"...)
	err = Decode(new(plane.Image), many, 0)
	if err == nil || err.Error() != "jpeg: more than 500 scans" {
		t.Errorf("%v", err)
	}
}

// TestLargeBytes compares Config.Bytes with what is allocated for pictures so
// large that tables do not matter.
func TestLargeBytes(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector's allocations count as the decoder's")
	}
	r := image.Rect(0, 0, 401, 303)
	for name, m := range map[string]image.Image{
		"gray": noise(image.NewGray(r)), "gray16": noise(image.NewGray16(r)),
		"rgb": noise(image.NewRGBA(r)), "nrgba": noise(image.NewNRGBA(r)),
		"rgb16": noise(image.NewRGBA64(r)),
	} {
		var b bytes.Buffer
		for format, enc := range encoders {
			b.Reset()
			if err := enc(&b, m); err != nil {
				t.Fatal(err)
			}
			checkBytes(t, name+" "+format, b.Bytes())
		}
	}
}

var encoders = map[string]func(*bytes.Buffer, image.Image) error{
	"png":  func(b *bytes.Buffer, m image.Image) error { return png.Encode(b, m) },
	"jpeg": func(b *bytes.Buffer, m image.Image) error { return jpeg.Encode(b, m, nil) },
	"bmp":  func(b *bytes.Buffer, m image.Image) error { return bmp.Encode(b, m) },
	"gif":  func(b *bytes.Buffer, m image.Image) error { return gif.Encode(b, m, nil) },
	"tiff": func(b *bytes.Buffer, m image.Image) error { return tiff.Encode(b, m, nil) },
	"tiff deflate": func(b *bytes.Buffer, m image.Image) error {
		return tiff.Encode(b, m, &tiff.Options{Compression: tiff.Deflate})
	},
}

// settable is the part of draw.Image that noise needs.
type settable interface {
	image.Image
	Set(x, y int, c color.Color)
}

func noise[T settable](m T) T {
	v := uint32(1)
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			v = v*1664525 + 1013904223
			m.Set(x, y, color.NRGBA{byte(v >> 24), byte(x), byte(y), byte(v>>16) | 1})
		}
	}
	return m
}

func checkBytes(t *testing.T, name string, data []byte) {
	t.Helper()
	c, err := DecodeConfig(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if err := Decode(new(plane.Image), data, 0); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	runtime.ReadMemStats(&after)
	got := int64(after.TotalAlloc - before.TotalAlloc)
	// Tables come and go, and so do the buffers of a strip that grows.
	if got > c.Bytes*8/5 || got < c.Bytes/3 {
		t.Errorf("%s: %d bytes taken, %d said (%.2f and %.2f a pixel)", name,
			got, c.Bytes, float64(got)/401/303, float64(c.Bytes)/401/303)
	}
}
