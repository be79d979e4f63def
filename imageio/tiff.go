package imageio

import (
	"bytes"
	"encoding/binary"
	"image/color"

	"golang.org/x/image/tiff"

	"github.com/fastiqa/iqa/plane"
)

// The tags of TIFF that matter here.
const (
	tiffWidth        = 256
	tiffHeight       = 257
	tiffBits         = 258
	tiffCompression  = 259
	tiffPhotometric  = 262
	tiffFillOrder    = 266
	tiffStripOffsets = 273
	tiffOrientation  = 274
	tiffRowsPerStrip = 278
	tiffStripCounts  = 279
	tiffPlanar       = 284
	tiffTileWidth    = 322
	tiffTileLength   = 323
	tiffTileOffsets  = 324
	tiffTileCounts   = 325
)

const maxPages = 1 << 16

func isTIFF(data []byte) bool {
	return hasPrefix(data, "II*\x00") || hasPrefix(data, "MM\x00*") ||
		hasPrefix(data, "II+\x00") || hasPrefix(data, "MM\x00+")
}

// headTIFF reads the first directory, which may be anywhere in the file.
func headTIFF(data []byte, size int64) (h head, err error) {
	if data[2] == '+' || data[3] == '+' {
		return h, errorf("BigTIFF is not supported")
	}
	t, err := openTIFF(data, size)
	if err != nil {
		return h, err
	}
	h.W, h.H = int(t.first(tiffWidth, 0)), int(t.first(tiffHeight, 0))
	c, err := tiff.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return h, err
	}
	if err := t.unsupported(); err != nil {
		return h, err
	}
	h.W, h.H = c.Width, c.Height
	perPixel, planes := h.tiffModel(c.ColorModel)
	h.Alpha = t.samples() == 4
	h.need = t.need(h)
	h.bytes(4*perPixel, planes) // the picture, and strips while they grow
	if o := t.orientation(); o > 1 {
		h.orient = o
		h.Bytes += planeBytes(h.W, h.H)
	}
	if h.orient > 4 {
		h.W, h.H = h.H, h.W
	}
	return h, nil
}

// tiffModel sets what the decoder's colour model tells, and returns the
// memory of its picture for each pixel, and the planes made of it.
func (h *head) tiffModel(m color.Model) (perPixel float64, planes int) {
	h.Channels, h.Depth = 3, 8
	switch m {
	case color.GrayModel:
		h.Channels = 1
		return 1, 1
	case color.Gray16Model:
		h.Channels, h.Depth = 1, 16
		return 2, 1
	case color.RGBA64Model, color.NRGBA64Model:
		h.Depth, perPixel = 16, 8
	case color.RGBAModel, color.NRGBAModel:
		perPixel = 4
	default:
		perPixel = 1 // a palette
	}
	return perPixel, 4
}

// decodeTIFF first looks whether all data of the picture is in the file,
// since some decompressors take a missing end for the end.
func decodeTIFF(dst *plane.Image, data []byte, h head) error {
	t, err := openTIFF(data, int64(len(data)))
	if err != nil {
		return err
	}
	pages, err := t.pages()
	if err != nil {
		return err
	}
	m, err := tiff.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if err := dst.SetFrom(m); err != nil {
		return err
	}
	if t.fax() && t.first(tiffPhotometric, 0) == 1 {
		invert(dst)
	}
	orient(dst, h.orient, "TIFF")
	if pages > 1 {
		note(dst, "first of %d pages", pages)
	}
	return nil
}

// tiffDir is a directory of a TIFF file, of which data may be the first part.
type tiffDir struct {
	data    []byte
	size    int64
	order   binary.ByteOrder
	entries []byte // of 12 bytes each
	next    uint32 // place of the next directory, 0 for none
}

// openTIFF reads the first directory.
func openTIFF(data []byte, size int64) (t tiffDir, err error) {
	t = tiffDir{data: data, size: size, order: byteOrder(data)}
	if t.order == nil {
		return t, errorf("no byte order")
	}
	b, err := t.at(4, 4)
	if err != nil {
		return t, err
	}
	return t, t.read(t.order.Uint32(b))
}

// read makes t the directory at offset.
func (t *tiffDir) read(offset uint32) error {
	b, err := t.at(int64(offset), 2)
	if err != nil {
		return err
	}
	n := 12 * int64(t.order.Uint16(b))
	if b, err = t.at(int64(offset)+2, n+4); err != nil {
		return err
	}
	t.entries, t.next = b[:n], t.order.Uint32(b[n:])
	return nil
}

// at returns n bytes at offset.
func (t *tiffDir) at(offset, n int64) ([]byte, error) {
	if end := offset + n; end > t.size {
		return nil, ErrTruncated
	} else if end > int64(len(t.data)) {
		return nil, errShort
	}
	return t.data[offset:][:n], nil
}

// ints returns up to most values of tag, none if t does not have it.
func (t *tiffDir) ints(tag uint16, most int64) ([]uint32, error) {
	for e := t.entries; len(e) > 0; e = e[12:] {
		if t.order.Uint16(e) != tag {
			continue
		}
		kind := t.order.Uint16(e[2:])
		width := [5]int64{0, 1, 0, 2, 4}[min(kind, 4)]
		count := int64(t.order.Uint32(e[4:]))
		if width == 0 || kind > 4 {
			return nil, errorf("tag %d is not a whole number", tag)
		}
		if count*width <= 4 {
			return t.numbers(e[8:12], width, min(count, most)), nil
		}
		n := min(count, most)
		b, err := t.at(int64(t.order.Uint32(e[8:])), n*width)
		return t.numbers(b, width, n), err
	}
	return nil, nil
}

// numbers returns the n numbers of width bytes in b, which may be nil.
func (t *tiffDir) numbers(b []byte, width, n int64) []uint32 {
	if b == nil {
		return nil
	}
	v := make([]uint32, n)
	for i := range v {
		switch o := b[int64(i)*width:]; width {
		case 1:
			v[i] = uint32(o[0])
		case 2:
			v[i] = uint32(t.order.Uint16(o))
		case 4:
			v[i] = t.order.Uint32(o)
		}
	}
	return v
}

// first returns the first value of tag, or what it is without one.
func (t *tiffDir) first(tag uint16, without int64) int64 {
	v, err := t.ints(tag, 1)
	if err != nil || len(v) == 0 {
		return without
	}
	return int64(v[0])
}

// fax reports whether the picture is coded as for a fax, Group 3 or 4.
func (t *tiffDir) fax() bool {
	c := t.first(tiffCompression, 1)
	return c == 3 || c == 4
}

// invert swaps black and white. The black of a fax is one, so it stands for
// white where black is zero (TIFF 6.0, section 11); the decoder lets it be
// black.
func invert(dst *plane.Image) {
	p := &dst.Planes[0]
	for i, v := range p.Bytes {
		p.Bytes[i] = 255 - v
	}
	for i, v := range p.Pix {
		p.Pix[i] = float32(p.Peak) - v
	}
}

// samples returns how many samples a pixel has.
func (t *tiffDir) samples() int64 {
	v, _ := t.ints(tiffBits, 16)
	return max(int64(len(v)), 1)
}

// unsupported finds what the decoder passes over without an error.
func (t *tiffDir) unsupported() error {
	bits, samples := t.first(tiffBits, 1), t.samples()
	fax := t.fax()
	switch {
	case t.first(tiffPlanar, 1) != 1 && samples > 1:
		return errorf("separate planes are not supported")
	case t.first(tiffFillOrder, 1) != 1 && !fax:
		return errorf("reversed bits are not supported")
	case t.first(tiffPhotometric, 0) == 3 && bits > 8:
		return errorf("palettes with %d bits are not supported", bits)
	case fax && bits != 1:
		return errorf("fax coding of %d bits", bits)
	}
	return nil
}

// need is how few bytes the compression can have made of the samples: fax
// coding takes a bit for a row, PackBits 2 bytes for 128.
func (t *tiffDir) need(h head) int64 {
	bits := mul(int64(h.W), t.first(tiffBits, 1)*t.samples())
	raw := mul(ceil(bits, 8), int64(h.H))
	switch t.first(tiffCompression, 1) {
	case 0, 1:
		return raw
	case 3, 4:
		return int64(h.H) / 8
	case 5:
		return raw / (lzwRatio + 1)
	case 8, 32946:
		return raw / deflateRatio
	case 32773:
		return raw / 64
	}
	return 0
}

// checkBlocks looks whether the strips or tiles are inside the file, and
// returns how many there are.
func (t *tiffDir) checkBlocks() (int64, error) {
	w, rows := t.first(tiffWidth, 0), t.first(tiffHeight, 0)
	n := ceil(rows, max(min(t.first(tiffRowsPerStrip, rows), rows), 1))
	places, counts := uint16(tiffStripOffsets), uint16(tiffStripCounts)
	if tw := t.first(tiffTileWidth, 0); tw > 0 {
		n = mul(ceil(w, tw), ceil(rows, max(t.first(tiffTileLength, 1), 1)))
		places, counts = tiffTileOffsets, tiffTileCounts
	}
	at, err := t.ints(places, n)
	if err != nil {
		return 0, err
	}
	long, err := t.ints(counts, n)
	if err != nil {
		return 0, err
	}
	for i := range min(len(at), len(long)) {
		if int64(at[i])+int64(long[i]) > t.size {
			return 0, truncated("block %d of %d", i+1, n)
		}
	}
	return int64(len(at)), nil
}

// checkValues looks whether the values of all tags are inside the file: those
// of tags that no decoder asks for may be its end.
func (t *tiffDir) checkValues() error {
	sizes := [...]int64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8} // by kind
	for e := t.entries; len(e) > 0; e = e[12:] {
		kind := int(t.order.Uint16(e[2:]))
		if kind >= len(sizes) {
			continue
		}
		n := mul(int64(t.order.Uint32(e[4:])), sizes[kind])
		if n > 4 && n > t.size-int64(t.order.Uint32(e[8:])) {
			return truncated("tag %d", t.order.Uint16(e))
		}
	}
	return nil
}

// pages counts the directories of the file, and looks whether all have their
// blocks. A chain that comes back to a place ends there. Directories could
// share one long list of blocks, and so cost much time for few bytes.
func (t tiffDir) pages() (int, error) {
	n := 0
	seen := map[uint32]bool{}
	for blocks := int64(0); ; {
		if err := t.checkValues(); err != nil {
			return n, err
		}
		b, err := t.checkBlocks()
		if err != nil {
			return n, err
		}
		if blocks += b; blocks > t.size || n == maxPages {
			return n, errorf("too many pages or blocks")
		}
		n++
		if t.next == 0 || seen[t.next] {
			return n, nil
		}
		seen[t.next] = true
		if err = t.read(t.next); err != nil {
			return n, err
		}
	}
}
