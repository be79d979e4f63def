package imageio

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fastiqa/iqa/plane"
)

// TestLoader reads all pictures by name, through both loaders.
func TestLoader(t *testing.T) {
	dir, files := Dir(os.DirFS("testdata"), 0), Files(0)
	for _, name := range pictures(t) {
		want := decode(t, name)
		wantConfig, err := DecodeConfig(read(t, name))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name)
		for _, l := range []struct {
			Loader
			name string
		}{{dir, name}, {files, path}} {
			m := new(plane.Image)
			if err := l.Load(t.Context(), m, l.name); err != nil {
				t.Errorf("%s: %v", l.name, err)
				continue
			}
			same(t, l.name, m, want)
			c, err := l.Config(l.name)
			if err != nil || c != wantConfig {
				t.Errorf("%s: %+v, %v, want %+v", l.name, c, err, wantConfig)
			}
		}
	}
}

// TestLoaderErrors looks for errors with a cause and without a name.
func TestLoaderErrors(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	l := Files(1000)
	for _, c := range []struct {
		path, want string
		is         error
	}{
		{filepath.Join(dir, "none.png"), "no such file or directory", fs.ErrNotExist},
		{filepath.Join(write("file", "x"), "a.png"), "not a directory", nil},
		{dir, "is a directory, not a file", nil},
		{write("empty.png", ""), "empty file", ErrTruncated},
		{write("text.png", "a text"), ErrUnknown.Error(), ErrUnknown},
		{write("big.pgm", "P5 40 40 255 "), "pnm: 40x40 is 1600 pixels, " +
			"more than the limit of 1000 (--max-pixels)", ErrTooLarge},
		{write("cut.pgm", "P5 4 4 255 "), "pnm: unexpected end of file: " +
			"4x4 pixels need 27 bytes or more, the file has 11", ErrTruncated},
		{os.DevNull, "not a regular file", nil},
	} {
		_, config := l.Config(c.path)
		load := l.Load(t.Context(), new(plane.Image), c.path)
		for _, err := range []error{config, load} {
			if err == nil || err.Error() != c.want {
				t.Errorf("%s: %v, want %s", c.path, err, c.want)
			}
			if c.is != nil && !errors.Is(err, c.is) {
				t.Errorf("%s: %v is not %v", c.path, err, c.is)
			}
		}
	}
}

func TestLoaderDirErrors(t *testing.T) {
	fsys := fstest.MapFS{"d/a.pgm": {Data: []byte("P5 1 1 255 x")}}
	l := Dir(fsys, 0)
	for name, want := range map[string]string{
		"d": "is a directory, not a file", "../a": fs.ErrNotExist.Error(),
		"b": fs.ErrNotExist.Error(), "d/a.pgm": "",
	} {
		err := l.Load(t.Context(), new(plane.Image), name)
		if got := text(err); got != want && !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestLoaderContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := Files(0).Load(ctx, new(plane.Image), "testdata/gray8.png")
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestLoaderFarHeader has headers behind the part that is read first.
func TestLoaderFarHeader(t *testing.T) {
	pgm := "P5\n#" + strings.Repeat("x", 2*headBytes) + "\n1 1 255 \x07"
	jpg := string(read(t, "gray.jpg"))
	app := "\xff\xee\xff\xff" + strings.Repeat("x", 65533)
	jpg = jpg[:2] + strings.Repeat(app, 6) + jpg[2:]
	fsys := fstest.MapFS{"a.pgm": {Data: []byte(pgm)}, "a.jpg": {Data: []byte(jpg)},
		"cut.jpg": {Data: []byte(jpg[:5*65537])}, "a.tif": {Data: farTIFF()}}
	l := Dir(fsys, 0)
	for name, want := range map[string][2]int{"a.pgm": {1, 1},
		"a.jpg": {37, 29}, "a.tif": {400, 900}} {
		c, err := l.Config(name)
		if err != nil || c.W != want[0] || c.H != want[1] {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
		if err := l.Load(t.Context(), new(plane.Image), name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := l.Config("cut.jpg")
	if text(err) != "jpeg: unexpected end of file" {
		t.Errorf("cut.jpg: %v", err)
	}
}

// farTIFF has its directory behind its samples.
func farTIFF() []byte {
	f := sizedTIFF(400, 900)
	dir := bytes.Clone(f[8:])
	n := uint32(8 + 400*900)
	f = append(f[:8:8], make([]byte, 400*900)...)
	f[4], f[5], f[6], f[7] = byte(n), byte(n>>8), byte(n>>16), 0
	dir[2+12*7+8], dir[2+12*7+9], dir[2+12*7+10] = 400*900&255, 400*900>>8&255, 400*900>>16
	return append(f, dir...)
}

// lying is a file whose size is not what it says.
type lying struct {
	io.Reader
	size int64
}

func (f lying) Stat() (fs.FileInfo, error) { return f, nil }
func (f lying) Close() error               { return nil }
func (f lying) Open(string) (fs.File, error) {
	return f, nil
}
func (f lying) Name() string       { return "lying" }
func (f lying) Size() int64        { return f.size }
func (f lying) Mode() fs.FileMode  { return 0 }
func (f lying) ModTime() time.Time { return time.Time{} }
func (f lying) IsDir() bool        { return false }
func (f lying) Sys() any           { return nil }

// TestLoaderLying has files that change while they are read, and sparse files
// that claim a size beyond all memory.
func TestLoaderLying(t *testing.T) {
	for _, c := range []struct {
		content string
		size    int64
		want    string
	}{
		{"P5 1 1 255 x", 12, ""},
		{"P5 1 1 255 xy", 12, "file became longer while it was read"},
		{"P5 1 1 255 x", 13, "file became shorter while it was read"},
		{"P5 1 1 255 x" + pad(headBytes), 1 << 50, "file of 1125899906842624 " +
			"bytes is too large: its picture is 1x1"},
		{"P5 #" + pad(headBytes), 1 << 50, "file of 1125899906842624 " +
			"bytes is too large: its header is not at its beginning"},
		{"text" + pad(headBytes), 1 << 50, ErrUnknown.Error()},
	} {
		l := Dir(lying{strings.NewReader(c.content), c.size}, 0)
		err := l.Load(t.Context(), new(plane.Image), "a")
		if text(err) != c.want {
			t.Errorf("%.20q of %d: %v, want %q", c.content, c.size, err, c.want)
		}
	}
}
