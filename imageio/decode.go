// Package imageio reads pictures from untrusted files into planes. It knows
// PNG, JPEG, GIF, BMP, TIFF, WebP, the PNM family and PFM by their content,
// looks at every size a header claims before memory is taken for it, and
// refuses files whose data ends early. It writes PNG, and planes of raw samples
// as PFM and as NumPy arrays.
package imageio

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fastiqa/iqa/plane"
)

// DefaultMaxPixels is the limit of a picture's pixels where none is given.
const DefaultMaxPixels = 1 << 30

// Config is what a file says about its picture before any sample is decoded.
type Config struct {
	// Format is png, jpeg, gif, bmp, tiff, webp, pnm or pfm.
	Format string

	// W and H are the size in pixels, both at least 1, as decoded: an
	// orientation stored in the file is already applied.
	W, H int

	// Channels is 1 for gray and 3 for colour, alpha not counted.
	Channels int

	// Depth is the bits of a decoded sample: 8 for up to 8 bits, 16, the
	// bits of a PNM file's maxval, or 32 for floating point.
	Depth int

	// Alpha says that the file has transparency. A picture that turns out to
	// be opaque everywhere is decoded without alpha nevertheless.
	Alpha bool

	// Bytes is the memory that decoding takes at its peak beside the file
	// itself: the decoder's picture and work space, and the float32 planes
	// of an image that has none yet. It is an estimate from above.
	Bytes int64

	// Size is the size of the file in bytes.
	Size int64
}

// FormatError says why a file of a known format cannot be read.
type FormatError struct {
	Format string // as in Config
	Msg    string // lower case, without the format
	Err    error  // the cause, or nil
}

// Error returns the format and the message, such as
// "jpeg: unexpected end of file".
func (e *FormatError) Error() string { return e.Format + ": " + e.Msg }

// Unwrap returns the cause.
func (e *FormatError) Unwrap() error { return e.Err }

// The causes to ask for with errors.Is.
var (
	// ErrTooLarge is a picture of more pixels than the limit, or a file of
	// more bytes than its picture can need.
	ErrTooLarge = errors.New("picture too large")

	// ErrUnknown is content of no known format.
	ErrUnknown = errors.New("not an image of a known format " +
		"(png jpeg gif bmp tiff webp pnm pfm)")

	// ErrTruncated is a file that ends before its picture does.
	ErrTruncated = errors.New("unexpected end of file")
)

// errShort asks for more of a file than its first part. It never leaves the
// package: a whole file that is short is ErrTruncated.
var errShort = errors.New("header beyond the part that was read")

// head is what a format's own reader finds out from a header.
type head struct {
	Config
	need   int64 // fewest bytes of a file that has all of the picture
	gray   bool  // a picture decoded as colour is to become gray
	orient int   // EXIF orientation, 1 to 8, or 0 for none
}

// format is one family of files. Its head function may be given only the
// first part of a file of size bytes, and then may return errShort. It need
// not look at W, H and need; checkLimit and check do so for all formats.
type format struct {
	name   string
	exts   []string
	match  func(data []byte) bool
	head   func(data []byte, size int64) (head, error)
	decode func(dst *plane.Image, data []byte, h head) error
}

var formats = []format{
	{"png", []string{"png"}, isPNG, headPNG, decodePNG},
	{"jpeg", []string{"jpg", "jpeg", "jpe", "jfif"},
		isJPEG, headJPEG, decodeJPEG},
	{"gif", []string{"gif"}, isGIF, headGIF, decodeGIF},
	{"bmp", []string{"bmp", "dib"}, isBMP, headBMP, decodeBMP},
	{"tiff", []string{"tif", "tiff"}, isTIFF, headTIFF, decodeTIFF},
	{"webp", []string{"webp"}, isWebP, headWebP, decodeWebP},
	{"pnm", []string{"pgm", "ppm", "pnm", "pbm", "pam"},
		isPNM, headPNM, decodePNM},
	{"pfm", []string{"pfm"}, isPFM, headPFM, decodePFM},
}

// Format is a family of files that Decode reads.
type Format struct {
	Name       string   // as in Config
	Extensions []string // lower case, without the dot
}

// Formats returns the families of files that Decode reads.
func Formats() []Format {
	list := make([]Format, len(formats))
	for i, f := range formats {
		list[i] = Format{f.name, slices.Clone(f.exts)}
	}
	return list
}

// Known reports whether the extension of name, in any case, is that of a
// format that Decode reads.
func Known(name string) bool {
	ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))
	return slices.ContainsFunc(formats, func(f format) bool {
		return slices.Contains(f.exts, ext)
	})
}

// DecodeConfig reads the header of data, a whole file. Its content decides
// the format. Beside broken headers the error can be ErrUnknown, or
// ErrTruncated where so many pixels cannot be in so few bytes. How many
// pixels there are is not limited.
func DecodeConfig(data []byte) (Config, error) {
	h, _, err := headOf(data, int64(len(data)), math.MaxInt64)
	return h.Config, err
}

// Decode makes dst the picture in data, a whole file. Its content decides the
// format. Pictures of more than maxPixels pixels are ErrTooLarge, found before
// memory is taken for them; a maxPixels of 0 is DefaultMaxPixels. Other errors
// are ErrUnknown and FormatError, which wraps ErrTruncated where the data ends
// early. The content of dst is undefined after an error.
//
// Of a file of several pictures dst becomes the first, and its Note says so. If dst is
// Compact, opaque pictures of 8 bits become planes of bytes.
func Decode(dst *plane.Image, data []byte, maxPixels int64) error {
	h, f, err := headOf(data, int64(len(data)), maxPixels)
	if err != nil {
		return err
	}
	return decodeAs(f, dst, data, h)
}

func decodeAs(f *format, dst *plane.Image, data []byte, h head) error {
	err := guard(func() error { return f.decode(dst, data, h) })
	if err != nil {
		return tidy(f.name, err)
	}
	if want := image.Pt(h.W, h.H); dst.Size() != want {
		return &FormatError{f.name, fmt.Sprintf(
			"header says %v, picture is %v", want, dst.Size()), nil}
	}
	return nil
}

// headOf reads and checks the header in data, the first part of a file of
// size bytes. It returns errShort only if there is more of the file.
func headOf(data []byte, size, limit int64) (h head, f *format, err error) {
	if f = sniff(data); f == nil {
		return h, nil, ErrUnknown
	}
	err = guard(func() (err error) {
		h, err = f.head(data, size)
		return err
	})
	h.Format, h.Size = f.name, size
	if large := h.checkLimit(limit); large != nil {
		err = large
	} else if err == nil {
		err = h.check()
	}
	if err != nil && int64(len(data)) < size && short(err) {
		return h, f, errShort
	}
	return h, f, tidy(f.name, err)
}

func sniff(data []byte) *format {
	for i := range formats {
		if formats[i].match(data) {
			return &formats[i]
		}
	}
	return nil
}

// checkLimit refuses sizes above the limit. The fields of h may be zero.
func (h *head) checkLimit(limit int64) error {
	if limit <= 0 {
		limit = DefaultMaxPixels
	}
	if h.W < 1 || h.H < 1 {
		return nil
	}
	if h.W > math.MaxInt32 || h.H > math.MaxInt32 ||
		int64(h.W) > limit/int64(h.H) {
		return h.tooLarge("%dx%d is %d pixels, more than the limit of %d "+
			"(--max-pixels)", h.W, h.H, uint64(h.W)*uint64(h.H), limit)
	}
	if n := planeBytes(h.W, h.H) / 4; n/2 > max(limit, 1<<20) {
		return h.tooLarge("%dx%d is %d pixels with the rows padded, more "+
			"than twice the limit of %d (--max-pixels)", h.W, h.H, n, limit)
	}
	return nil
}

func (h *head) tooLarge(msg string, args ...any) error {
	return &FormatError{h.Format, fmt.Sprintf(msg, args...), ErrTooLarge}
}

// check refuses sizes that are not positive, or above what the file can hold.
func (h *head) check() error {
	if h.W < 1 || h.H < 1 {
		return errorf("picture without pixels (%dx%d)", h.W, h.H)
	}
	if h.need > h.Size {
		return truncated("%dx%d pixels need %d bytes or more, the file has %d",
			h.W, h.H, h.need, h.Size)
	}
	return nil
}

// guard turns a panic of f, from a decoder that met something unforeseen,
// into an error.
func guard(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &FormatError{"", "decoder failed", fmt.Errorf("%v", r)}
		}
	}()
	return f()
}

// short reports whether more data might mend err.
func short(err error) bool {
	return errors.Is(err, errShort) || errors.Is(err, ErrTruncated) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// tidy gives an error of a decoder this package's form: one name of the
// format before it, and one cause and text for data that ends early.
func tidy(format string, err error) error {
	if err == nil {
		return nil
	}
	if e, ok := err.(*FormatError); ok {
		e.Format = format
		return e
	}
	if short(err) {
		return &FormatError{format, ErrTruncated.Error(), ErrTruncated}
	}
	msg := err.Error()
	for _, p := range []string{format + ": ", "invalid format: ",
		"invalid JPEG format: ", "unsupported JPEG feature: ", "vp8: ",
		"vp8l: ", "riff: "} {
		msg = strings.TrimPrefix(msg, p)
	}
	return &FormatError{format, msg, err}
}

// errorf returns an error that tidy gives its format.
func errorf(msg string, args ...any) error {
	return &FormatError{"", fmt.Sprintf(msg, args...), nil}
}

// truncated is ErrTruncated with what is missing.
func truncated(msg string, args ...any) error {
	return &FormatError{"", ErrTruncated.Error() + ": " +
		fmt.Sprintf(msg, args...), ErrTruncated}
}

// note adds to what dst says about how it was read.
func note(dst *plane.Image, msg string, args ...any) {
	if dst.Note != "" {
		dst.Note += "; "
	}
	dst.Note += fmt.Sprintf(msg, args...)
}

// planeBytes is the memory of one plane of w×h samples.
func planeBytes(w, h int) int64 {
	return mul(4*int64(plane.Stride(w)), int64(h)+1)
}

// workspace is the memory for tables and buffers that any decoder may take.
const workspace = 256 << 10

// bytes adds up the memory for a picture of perPixel bytes a pixel, and
// planes.
func (h *head) bytes(perPixel float64, planes int) {
	pic := float64(h.W) * float64(h.H) * perPixel
	b := pic + float64(planes)*float64(planeBytes(h.W, h.H)) + workspace
	h.Bytes = int64(min(b, math.MaxInt64/2))
}

// mul is a·b for positive numbers, or the largest number there is.
func mul(a, b int64) int64 {
	if b > 0 && a > math.MaxInt64/b {
		return math.MaxInt64
	}
	return a * b
}

// ceil is a/b, rounded up, for positive numbers.
func ceil(a, b int64) int64 {
	if a%b != 0 {
		return a/b + 1
	}
	return a / b
}

func hasPrefix(data []byte, s string) bool {
	return bytes.HasPrefix(data, []byte(s))
}
