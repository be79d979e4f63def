package imageio

import (
	"bytes"
	"encoding/binary"
	"image"

	"golang.org/x/image/webp"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

func isWebP(data []byte) bool {
	return hasPrefix(data, "RIFF") && len(data) >= 12 &&
		string(data[8:12]) == "WEBP"
}

// headWebP walks over the chunks to the first with a picture. The file must
// have all bytes that its first chunk says: the decoder stops reading early.
func headWebP(data []byte, size int64) (h head, err error) {
	total := 8 + int64(binary.LittleEndian.Uint32(data[4:]))
	if total > size {
		return h, truncated("%d bytes of %d", size, total)
	}
	h.Channels, h.Depth = 3, 8
	var canvas image.Point
	for pos := int64(12); ; {
		if pos+18 > int64(len(data)) {
			return h, ErrTruncated
		}
		kind, body := string(data[pos:pos+4]), data[pos+8:pos+18]
		n := int64(binary.LittleEndian.Uint32(data[pos+4:]))
		if pos+8+n > total {
			return h, truncated("in chunk %q", kind)
		}
		switch kind {
		case "VP8X":
			canvas = image.Pt(u24(body[4:])+1, u24(body[7:])+1)
			h.Alpha = body[0]&0x10 != 0
		case "ANIM", "ANMF":
			return h, errorf("animations are not supported")
		case "VP8 ", "VP8L":
			h.vp8(kind, body)
			if canvas != (image.Point{}) && canvas != image.Pt(h.W, h.H) {
				return h, errorf("picture and canvas differ in size")
			}
			return h, nil
		}
		pos += 8 + n + n&1
	}
}

// vp8 reads the first bytes of a picture. Lossy pictures take more than one
// bit for the modes of 16x16 pixels; lossless ones of one colour take none.
func (h *head) vp8(kind string, b []byte) {
	if kind == "VP8L" {
		v := binary.LittleEndian.Uint32(b[1:])
		h.W, h.H = int(v&0x3fff)+1, int(v>>14&0x3fff)+1
		h.Alpha = h.Alpha || v>>28&1 != 0
		h.bytes(9, 4)
		return
	}
	h.W = int(binary.LittleEndian.Uint16(b[6:]) & 0x3fff)
	h.H = int(binary.LittleEndian.Uint16(b[8:]) & 0x3fff)
	h.need = ceil(int64(h.W), 16) * ceil(int64(h.H), 16) / 8
	blocks := float64(ceil(int64(h.W), 16)*ceil(int64(h.H), 16)) * 256
	perPixel := 1.6 * blocks / float64(max(h.W*h.H, 1))
	planes := 3
	if h.Alpha {
		perPixel, planes = perPixel+10, 4
	}
	h.bytes(perPixel, planes)
	h.Bytes += h.Size // the coded data is copied
}

func u24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

func decodeWebP(dst *plane.Image, data []byte, h head) error {
	m, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	switch m := m.(type) {
	case *image.YCbCr:
		setVP8(dst, m, false)
	case *image.NYCbCrA:
		setVP8(dst, &m.YCbCr, true)
		for y := range m.Rect.Dy() {
			asm.Gray8(dst.Alpha.Row(y), m.A[y*m.AStride:][:m.Rect.Dx()])
		}
		dst.DropOpaque()
	default:
		return dst.SetFrom(m)
	}
	return nil
}

// setVP8 makes dst the picture m of a VP8 frame. Its samples have the range
// 16 to 235 of video, not the full one that the type stands for in Go, and
// the reference decoder interpolates chroma between its samples.
func setVP8(dst *plane.Image, m *image.YCbCr, alpha bool) {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	dst.Reset8(plane.RGB, w, h, alpha)
	cw, ch := (w+1)/2, (h+1)/2
	u, v := make([]byte, w), make([]byte, w)
	for y := range h {
		near, far := y/2, min(max(y/2-1+y%2*2, 0), ch-1)
		n, f := near*m.CStride, far*m.CStride
		upsample(u, m.Cb[n:][:cw], m.Cb[f:][:cw])
		upsample(v, m.Cr[n:][:cw], m.Cr[f:][:cw])
		asm.Video8(dst.Draft(0, y), dst.Draft(1, y), dst.Draft(2, y),
			m.Y[y*m.YStride:][:w], u, v)
		dst.Commit(y)
	}
}

// upsample makes dst the chroma of a row of luma, of the nearer and the
// farther row of chroma, each weighted 3:1 with its neighbour: to the left for
// even columns of luma, to the right for odd ones.
func upsample(dst []byte, near, far []byte) {
	left := 3*int32(near[0]) + int32(far[0])
	this := left
	for i := range near {
		right := this
		if i+1 < len(near) {
			right = 3*int32(near[i+1]) + int32(far[i+1])
		}
		dst[2*i] = byte((3*this + left + 8) >> 4)
		if 2*i+1 < len(dst) {
			dst[2*i+1] = byte((3*this + right + 8) >> 4)
		}
		left, this = this, right
	}
}
