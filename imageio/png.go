package imageio

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image/png"

	"github.com/fastiqa/iqa/plane"
)

const pngMagic = "\x89PNG\r\n\x1a\n"

// deflateRatio bounds how much deflate expands: at best two bits stand for a
// match of 258 bytes.
const deflateRatio = 1032

// The colour types of PNG, which are sets of these bits.
const (
	pngPalette = 1
	pngColor   = 2
	pngAlpha   = 4
)

func isPNG(data []byte) bool { return hasPrefix(data, pngMagic) }

// headPNG reads the chunk IHDR, which must come first, so that the size
// checked here is the one the decoder uses.
func headPNG(data []byte, size int64) (h head, err error) {
	if len(data) < 33 {
		return h, errShort
	}
	ihdr := data[8:33]
	if string(ihdr[:8]) != "\x00\x00\x00\rIHDR" {
		return h, errorf("first chunk is not IHDR")
	}
	if crc32.ChecksumIEEE(ihdr[4:21]) != binary.BigEndian.Uint32(ihdr[21:]) {
		return h, errorf("invalid checksum of the header")
	}
	h.W = int(binary.BigEndian.Uint32(ihdr[8:]))
	h.H = int(binary.BigEndian.Uint32(ihdr[12:]))
	depth, kind, interlaced := ihdr[16], ihdr[17], ihdr[20] != 0
	trns, err := pngHasTRNS(data)
	if err != nil {
		return h, err
	}
	h.Alpha = trns || kind&pngAlpha != 0
	h.gray = kind&pngColor == 0
	h.Channels, h.Depth = 3, max(8, int(depth))
	if h.gray {
		h.Channels = 1
	}
	h.need = pngNeed(h, depth, kind)
	h.bytes(pngPerPixel(h, kind, interlaced))
	return h, nil
}

// pngHasTRNS looks for the chunk tRNS before the first of the samples.
func pngHasTRNS(data []byte) (bool, error) {
	for rest := data[8:]; len(rest) >= 8; {
		n := int64(binary.BigEndian.Uint32(rest))
		switch string(rest[4:8]) {
		case "tRNS":
			return true, nil
		case "IDAT", "IEND":
			return false, nil
		}
		if n+12 > int64(len(rest)) {
			break
		}
		rest = rest[n+12:]
	}
	return false, errShort
}

// pngNeed is the deflated size of all rows, each with a byte for its filter.
// (Interlaced pictures have more and shorter rows, and never fewer bytes.)
func pngNeed(h head, depth, kind byte) int64 {
	samples := int64([...]int{1, 1, 3, 1, 2, 1, 4, 1}[kind&7])
	bits := mul(mul(int64(h.W), int64(h.H)), samples*int64(depth))
	return (bits/8 + int64(h.H)) / deflateRatio
}

// pngPerPixel is the memory of the decoder's picture, and the planes made of
// it: colour comes with an alpha channel even where it is opaque.
func pngPerPixel(h head, kind byte, interlaced bool) (float64, int) {
	n, planes := 4.0, 4
	switch {
	case kind&pngPalette != 0:
		n = 1
	case h.gray && !h.Alpha:
		n, planes = 1, 1
	}
	if h.Depth == 16 {
		n *= 2
	}
	if interlaced {
		n *= 2 // the passes are pictures of their own
	}
	return n, planes
}

// pngEnds looks for the chunk IEND, that is for all chunks' lengths to be
// inside the file.
func pngEnds(data []byte) error {
	for rest := data[8:]; len(rest) >= 12; {
		n := int64(binary.BigEndian.Uint32(rest)) + 12
		if n > int64(len(rest)) {
			break
		}
		if string(rest[4:8]) == "IEND" {
			return nil
		}
		rest = rest[n:]
	}
	return ErrTruncated
}

func decodePNG(dst *plane.Image, data []byte, h head) error {
	if err := pngEnds(data); err != nil {
		return err
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return setGray(dst, m, h.gray)
}
