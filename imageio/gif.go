package imageio

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/gif"

	"github.com/fastiqa/iqa/plane"
)

// lzwRatio bounds how much LZW with codes of up to 12 bits expands: a code
// stands for fewer than 4096 samples.
const lzwRatio = 4096 * 8 / 12

func isGIF(data []byte) bool {
	return hasPrefix(data, "GIF87a") || hasPrefix(data, "GIF89a")
}

// headGIF reads up to the first frame. The picture has the size of the
// screen; the frame lies inside it.
func headGIF(data []byte, size int64) (h head, err error) {
	if len(data) < 13 {
		return h, errShort
	}
	h.W = int(binary.LittleEndian.Uint16(data[6:]))
	h.H = int(binary.LittleEndian.Uint16(data[8:]))
	f := gifBlocks{data: data, pos: 13}
	table := f.colors(data[10])
	if !f.next() {
		return h, f.err()
	}
	if f.frame.Empty() {
		return h, errorf("first frame without pixels")
	}
	if f.table != nil {
		table = f.table
	}
	h.gray = grayBytes(table)
	h.Channels, h.Depth = 3, 8
	if h.gray {
		h.Channels = 1
	}
	h.Alpha = f.transparent || f.frame != image.Rect(0, 0, h.W, h.H)
	h.need = mul(int64(h.W), int64(h.H)) / (lzwRatio + 1)
	h.bytes(2+4, 4) // a frame, another to undo interlacing, the screen
	return h, nil
}

// decodeGIF decodes the first frame and walks over all others, so that a file
// cut anywhere is found out.
func decodeGIF(dst *plane.Image, data []byte, h head) error {
	f := gifBlocks{data: data, pos: 13}
	f.colors(data[10])
	for f.next() {
	}
	if err := f.err(); err != nil {
		return err
	}
	m, err := gif.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if err := setGray(dst, onScreen(m, h), h.gray); err != nil {
		return err
	}
	if f.frames > 1 {
		note(dst, "first of %d frames", f.frames)
	}
	return nil
}

// onScreen puts a frame that is smaller than the screen onto a clear one.
func onScreen(m image.Image, h head) image.Image {
	screen := image.Rect(0, 0, h.W, h.H)
	if m.Bounds() == screen {
		return m
	}
	s := image.NewNRGBA(screen)
	draw.Draw(s, m.Bounds(), m, m.Bounds().Min, draw.Src)
	return s
}

// gifBlocks walks over the blocks of a GIF file behind the screen descriptor.
type gifBlocks struct {
	data        []byte
	pos         int
	frame       image.Rectangle // of the frame that next found
	table       []byte          // its own colours, three bytes each, or nil
	transparent bool            // an entry of its colours is clear
	frames      int             // found so far
	bad         error
}

// next moves behind the next frame. It returns false at the trailer, and at
// an error, which err returns.
func (f *gifBlocks) next() bool {
	f.transparent = false
	for f.bad == nil {
		switch b := f.take(1); {
		case b == nil:
		case b[0] == ';':
			return false
		case b[0] == '!':
			f.extension()
		case b[0] == ',':
			return f.image()
		default:
			f.bad = errorf("unknown block type: %#02x", b[0])
		}
	}
	return false
}

// err returns why there is no next frame: nil behind the last one.
func (f *gifBlocks) err() error {
	if f.bad == nil && f.frames == 0 {
		return errorf("no frame")
	}
	return f.bad
}

func (f *gifBlocks) extension() {
	b := f.take(1)
	if b == nil {
		return
	}
	if b[0] == 0xf9 && f.pos+1 < len(f.data) {
		f.transparent = f.data[f.pos+1]&1 != 0
	}
	f.blocks()
}

func (f *gifBlocks) image() bool {
	b := f.take(9)
	if b == nil {
		return false
	}
	n := func(i int) int { return int(binary.LittleEndian.Uint16(b[i:])) }
	f.frame = image.Rect(n(0), n(2), n(0)+n(4), n(2)+n(6))
	f.table = f.colors(b[8])
	f.take(1) // bits of the first codes
	f.blocks()
	f.frames++
	return f.bad == nil
}

// blocks skips blocks of data up to the empty one.
func (f *gifBlocks) blocks() {
	for {
		b := f.take(1)
		if b == nil || b[0] == 0 {
			return
		}
		f.take(int(b[0]))
	}
}

// colors takes the colours that flags say are there.
func (f *gifBlocks) colors(flags byte) []byte {
	if flags&0x80 == 0 {
		return nil
	}
	return f.take(3 << (1 + flags&7))
}

// take returns the next n bytes, or nil if there are not as many.
func (f *gifBlocks) take(n int) []byte {
	if f.bad != nil || len(f.data)-f.pos < n {
		if f.bad == nil {
			f.bad = ErrTruncated
		}
		return nil
	}
	f.pos += n
	return f.data[f.pos-n : f.pos : f.pos]
}

// grayBytes is grayPalette for the bytes of a palette.
func grayBytes(rgb []byte) bool {
	p := make(color.Palette, len(rgb)/3)
	for i := range p {
		p[i] = color.RGBA{rgb[3*i], rgb[3*i+1], rgb[3*i+2], 255}
	}
	return grayPalette(p)
}
