package imageio

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"

	"golang.org/x/image/bmp"

	"github.com/fastiqa/iqa/plane"
)

// isBMP looks at the length of the second header too, since many texts begin
// with BM.
func isBMP(data []byte) bool {
	return hasPrefix(data, "BM") &&
		(len(data) < 18 || binary.LittleEndian.Uint32(data[14:]) < 1<<10)
}

func headBMP(data []byte, size int64) (h head, err error) {
	if len(data) < 30 {
		return h, errShort
	}
	h.W = int(int32(binary.LittleEndian.Uint32(data[18:])))
	rows := int(int32(binary.LittleEndian.Uint32(data[22:])))
	h.H = max(rows, -rows) // negative: the top row first
	c, err := bmp.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return h, err
	}
	h.W, h.H, h.Depth = c.Width, c.Height, 8
	bits := int64(binary.LittleEndian.Uint16(data[28:]))
	long := binary.LittleEndian.Uint32(data[14:]) > 40
	h.Channels, h.Alpha = 3, bits == 32 && long
	perPixel := 4.0
	if p, ok := c.ColorModel.(color.Palette); ok {
		h.gray, perPixel = grayPalette(p), 1
	}
	if h.gray {
		h.Channels = 1
	}
	row := ceil(mul(int64(h.W), bits), 32) * 4
	start := int64(binary.LittleEndian.Uint32(data[10:]))
	if h.need = mul(row, int64(h.H)); h.need <= 1<<62 {
		h.need += start
	}
	h.bytes(perPixel, 4)
	return h, nil
}

func decodeBMP(dst *plane.Image, data []byte, h head) error {
	m, err := bmp.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if err := setGray(dst, m, h.gray); err != nil {
		return err
	}
	// All samples are there, but what stood behind them may be lost.
	if said := int64(binary.LittleEndian.Uint32(data[2:])); said > h.Size {
		note(dst, "file has %d bytes of %d", h.Size, said)
	}
	return nil
}

// grayPalette reports whether all colours of p are gray. Formats without a
// gray type store gray pictures with such a palette.
func grayPalette(p color.Palette) bool {
	for _, c := range p {
		if r, g, b, _ := c.RGBA(); r != g || g != b {
			return false
		}
	}
	return len(p) > 0
}

// setGray makes dst the picture m, a gray one if gray is set.
func setGray(dst *plane.Image, m image.Image, gray bool) error {
	if err := dst.SetFrom(m); err != nil {
		return err
	}
	if gray && dst.Space == plane.RGB {
		dst.DropColor()
	}
	return nil
}
