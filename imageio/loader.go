package imageio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/fastiqa/iqa/plane"
)

const (
	headBytes = 256 << 10 // first part of a file, most often with its header
	readStep  = 16 << 20  // bytes between looks whether to go on

	// A file may have metadata and further frames of any size, up to spare
	// bytes and some for each pixel. Beyond that it is not read: its size may
	// be a claim (sparse files) or come with memory for a picture of no use.
	spareBytes    = 1 << 30
	bytesPerPixel = 64
)

// Loader reads pictures by name. It may be used by several goroutines at
// once. Its errors do not have the name in them.
type Loader interface {
	// Config reads the header of the file name, and checks that its picture
	// is not too large and can be in a file of its size.
	Config(name string) (Config, error)

	// Load makes dst the picture in the file name, as Decode does. It
	// returns ctx's error if ctx is done before a part of the file is read,
	// or before it is decoded.
	Load(ctx context.Context, dst *plane.Image, name string) error
}

// Dir returns a Loader of the files in fsys. Pictures of more than maxPixels
// pixels are ErrTooLarge; 0 is DefaultMaxPixels.
func Dir(fsys fs.FS, maxPixels int64) Loader {
	return &loader{
		stat:  func(name string) (fs.FileInfo, error) { return fs.Stat(fsys, name) },
		open:  fsys.Open,
		limit: maxPixels,
	}
}

// Files returns a Loader of the operating system's files, by the paths that
// os.Open takes. Pictures of more than maxPixels pixels are ErrTooLarge; 0 is
// DefaultMaxPixels.
func Files(maxPixels int64) Loader {
	return &loader{
		stat:  os.Stat,
		open:  func(name string) (fs.File, error) { return os.Open(name) },
		limit: maxPixels,
	}
}

// loader is a Loader. It does not change.
type loader struct {
	stat  func(name string) (fs.FileInfo, error)
	open  func(name string) (fs.File, error)
	limit int64
}

func (l *loader) Config(name string) (Config, error) {
	f, err := l.openFile(name)
	if err != nil {
		return Config{}, err
	}
	defer f.Close()
	h, _, err := f.head(context.Background(), l.limit)
	return h.Config, nameless(err)
}

func (l *loader) Load(ctx context.Context, dst *plane.Image, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f, err := l.openFile(name)
	if err != nil {
		return err
	}
	defer f.Close()
	h, format, err := f.head(ctx, l.limit)
	if err == nil {
		err = f.readTo(ctx, f.size)
	}
	if err != nil {
		return nameless(err)
	}
	if err := f.atEnd(); err != nil {
		return nameless(err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return decodeAs(format, dst, f.data, h)
}

// file is an open file and the part of it that is read.
type file struct {
	fs.File
	data []byte
	size int64
}

// openFile opens a regular file. It asks what name is before, since to open a
// pipe may wait forever, and after, since only then it is certain.
func (l *loader) openFile(name string) (*file, error) {
	if _, err := regular(l.stat(name)); err != nil {
		return nil, err
	}
	f, err := l.open(name)
	if err != nil {
		return nil, nameless(err)
	}
	size, err := regular(f.Stat())
	if err != nil {
		f.Close()
		return nil, err
	}
	return &file{File: f, size: size}, nil
}

// regular returns the size of a regular file that is not empty.
func regular(info fs.FileInfo, err error) (int64, error) {
	switch {
	case err != nil:
		return 0, nameless(err)
	case info.IsDir():
		return 0, errors.New("is a directory, not a file")
	case !info.Mode().IsRegular():
		return 0, errors.New("not a regular file")
	case info.Size() <= 0:
		return 0, errEmpty
	}
	return info.Size(), nil
}

var errEmpty = &fileError{"empty file", ErrTruncated}

// fileError is an error with a text of its own, and a cause to ask for.
type fileError struct {
	msg   string
	cause error
}

func (e *fileError) Error() string { return e.msg }
func (e *fileError) Unwrap() error { return e.cause }

// nameless returns err without the file name that package fs puts into it.
func nameless(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// head reads as much of the file as its header takes.
func (f *file) head(ctx context.Context, limit int64) (head, *format, error) {
	if err := f.readTo(ctx, min(f.size, headBytes)); err != nil {
		return head{}, nil, err
	}
	h, format, err := headOf(f.data, f.size, limit)
	if err == errShort {
		if f.size > spareBytes {
			return h, format, f.tooLarge("its header is not at its beginning")
		}
		if err = f.readTo(ctx, f.size); err == nil {
			h, format, err = headOf(f.data, f.size, limit)
		}
	}
	if most := mul(mul(int64(h.W), int64(h.H)), bytesPerPixel); err == nil &&
		f.size-spareBytes > most {
		err = f.tooLarge(fmt.Sprintf("its picture is %dx%d", h.W, h.H))
	}
	return h, format, err
}

func (f *file) tooLarge(why string) error {
	msg := fmt.Sprintf("file of %d bytes is too large: %s", f.size, why)
	return &fileError{msg, ErrTooLarge}
}

// readTo reads the file up to n bytes from its beginning.
func (f *file) readTo(ctx context.Context, n int64) error {
	if int64(cap(f.data)) < n {
		f.data = append(make([]byte, 0, n), f.data...)
	}
	for int64(len(f.data)) < n {
		if err := ctx.Err(); err != nil {
			return err
		}
		have := int64(len(f.data))
		part := f.data[have : have+min(n-have, readStep)]
		got, err := io.ReadFull(f.File, part)
		f.data = f.data[:have+int64(got)]
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return &fileError{"file became shorter while it was read",
				ErrTruncated}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// atEnd looks whether the file grew, and so has perhaps not all of a picture.
func (f *file) atEnd() error {
	var b [1]byte
	n, err := io.ReadFull(f.File, b[:])
	if n > 0 {
		return errors.New("file became longer while it was read")
	}
	if err != io.EOF {
		return err
	}
	return nil
}
