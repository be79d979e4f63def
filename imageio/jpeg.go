package imageio

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"

	"github.com/fastiqa/iqa/plane"
)

// maxScans is more than any encoder makes of a picture, and keeps small files
// from costing hours: a scan of few bytes takes the decoder over all blocks.
const maxScans = 500

// The markers of JPEG that matter here.
const (
	jpegRST0 = 0xd0
	jpegRST7 = 0xd7
	jpegEOI  = 0xd9
	jpegSOS  = 0xda
	jpegSOF0 = 0xc0
	jpegSOF2 = 0xc2
	jpegSOFf = 0xcf
	jpegAPP1 = 0xe1
)

func isJPEG(data []byte) bool { return hasPrefix(data, "\xff\xd8") }

// headJPEG reads the segments before the first scan. The size is asked of the
// decoder too, lest it takes another segment for the header than this reader.
func headJPEG(data []byte, size int64) (h head, err error) {
	s := jpegSegments{data: data, pos: 2}
	for s.next() && s.marker != jpegSOS {
	}
	if s.bad != nil {
		return h, s.bad
	}
	if s.parts == nil {
		return h, errorf("no frame header")
	}
	c, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return h, err
	}
	if c.Width != s.w || c.Height != s.h {
		return h, errorf("ambiguous size")
	}
	return s.head(c.ColorModel), nil
}

func (s *jpegSegments) head(m color.Model) (h head) {
	h.W, h.H, h.Channels, h.Depth = s.w, s.h, 3, 8
	if len(s.parts) == 1 {
		h.Channels = 1
	}
	blocks := mul(ceil(int64(s.w), 8), ceil(int64(s.h), 8))
	h.need = blocks / 8 // at least one bit for a block of the first part
	h.bytes(s.perPixel(m))
	if s.orient > 1 {
		h.orient = s.orient
		h.Bytes += planeBytes(h.W, h.H)
	}
	if s.orient > 4 {
		h.W, h.H = h.H, h.W
	}
	return h
}

// decodeJPEG looks at all markers first. The decoder itself does without
// colour planes that no scan has, and would take any number of scans.
func decodeJPEG(dst *plane.Image, data []byte, h head) error {
	s := jpegSegments{data: data, pos: 2}
	for s.next() && s.scans <= maxScans {
	}
	if s.bad != nil {
		return s.bad
	}
	if s.scans > maxScans {
		return errorf("more than %d scans", maxScans)
	}
	for _, p := range s.parts {
		if !p.seen {
			return errorf("no data for component %d", p.id)
		}
	}
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if c, ok := m.(*image.CMYK); ok {
		setCMYK(dst, c)
	} else if err := dst.SetFrom(m); err != nil {
		return err
	}
	orient(dst, h.orient, "EXIF")
	return nil
}

// setCMYK is dst.SetFrom(m) without a colour value in memory for each pixel.
func setCMYK(dst *plane.Image, m *image.CMYK) {
	b := m.Rect
	dst.Reset8(plane.RGB, b.Dx(), b.Dy(), false)
	for y := range b.Dy() {
		red, green, blue := dst.Draft(0, y), dst.Draft(1, y), dst.Draft(2, y)
		src := m.Pix[m.PixOffset(b.Min.X, b.Min.Y+y):]
		for x := range red {
			c := src[4*x:][:4]
			r, g, b := color.CMYKToRGB(c[0], c[1], c[2], c[3])
			red[x], green[x], blue[x] = float32(r), float32(g), float32(b)
		}
		dst.Commit(y)
	}
}

// jpegPart is a component of a frame.
type jpegPart struct {
	id, h, v byte
	seen     bool // a scan has its means
}

// jpegSegments walks over the segments of a JPEG file, with the decoder's
// patience for bytes between them.
type jpegSegments struct {
	data        []byte
	pos         int
	marker      byte // of the segment that next found
	body        []byte
	w, h        int
	progressive bool
	parts       []jpegPart // nil before the frame header
	scans       int
	orient      int // EXIF orientation, 0 if there is none
	bad         error
}

// next moves to the next segment, passing over the data behind a scan header.
// It returns false at the end of the picture and at an error.
func (s *jpegSegments) next() bool {
	if !s.findMarker() || s.marker == jpegEOI {
		return false
	}
	if s.pos+2 > len(s.data) {
		return s.fail(ErrTruncated)
	}
	n := int(binary.BigEndian.Uint16(s.data[s.pos:]))
	if n < 2 {
		return s.fail(errorf("short segment length"))
	}
	if s.pos+n > len(s.data) {
		return s.fail(ErrTruncated)
	}
	s.body = s.data[s.pos+2 : s.pos+n]
	s.pos += n
	s.segment()
	return s.bad == nil
}

// findMarker passes over data, restart markers and fill bytes.
func (s *jpegSegments) findMarker() bool {
	for {
		i := bytes.IndexByte(s.data[s.pos:], 0xff)
		if i < 0 || s.pos+i+1 >= len(s.data) {
			return s.fail(ErrTruncated)
		}
		s.pos += i + 1
		s.marker = s.data[s.pos]
		if s.marker == 0xff {
			continue
		}
		s.pos++
		if s.marker != 0 && (s.marker < jpegRST0 || s.marker > jpegRST7) {
			return true
		}
	}
}

func (s *jpegSegments) fail(err error) bool {
	s.bad = err
	return false
}

func (s *jpegSegments) segment() {
	switch m := s.marker; {
	case m == jpegSOS:
		s.scan()
	case m == 0xc4 || m == 0xc8 || m == 0xcc: // tables
	case m >= jpegSOF0 && m <= jpegSOF2:
		s.frame()
	case m > jpegSOF2 && m <= jpegSOFf:
		s.fail(errorf("lossless, hierarchical or arithmetic coding is " +
			"not supported"))
	case m == jpegAPP1 && s.orient == 0:
		if hasPrefix(s.body, "Exif\x00\x00") {
			s.orient = exifOrientation(s.body[6:])
		}
	}
}

func (s *jpegSegments) frame() {
	b := s.body
	if len(b) < 6 || len(b) < 6+3*int(b[5]) || s.parts != nil {
		s.fail(errorf("bad frame header"))
		return
	}
	s.progressive = s.marker == jpegSOF2
	s.h = int(binary.BigEndian.Uint16(b[1:]))
	s.w = int(binary.BigEndian.Uint16(b[3:]))
	s.parts = make([]jpegPart, b[5])
	for i := range s.parts {
		c := b[6+3*i:]
		s.parts[i] = jpegPart{id: c[0], h: c[1] >> 4, v: c[1] & 15}
	}
	if b[0] != 8 {
		s.fail(errorf("%d bits a sample are not supported", b[0]))
	}
}

// scan notes which components it has. In a progressive file only the scans
// that begin with coefficient 0 have the means of the blocks.
func (s *jpegSegments) scan() {
	s.scans++
	b := s.body
	if len(b) < 1 || len(b) < 4+2*int(b[0]) {
		s.fail(errorf("bad scan header"))
		return
	}
	n := int(b[0])
	if s.progressive && b[1+2*n] != 0 {
		return
	}
	for i := range n {
		for j := range s.parts {
			if s.parts[j].id == b[1+2*i] {
				s.parts[j].seen = true
			}
		}
	}
}

// perPixel is the memory of the decoder's picture of model m for each pixel,
// and the planes made of it. The components are padded to whole blocks, and
// progressive files have all their coefficients in memory, four bytes each.
func (s *jpegSegments) perPixel(m color.Model) (n float64, planes int) {
	all, first := 0, s.parts[0]
	for _, p := range s.parts {
		all += int(p.h) * int(p.v)
	}
	n, planes = float64(all)/max(float64(first.h)*float64(first.v), 1), 3
	if len(s.parts) == 1 {
		n, planes = 1, 1
	}
	if s.progressive {
		n *= 1 + 4
	}
	if m == color.RGBAModel || m == color.CMYKModel {
		n += 4 // put together of the components
	}
	if m == color.RGBAModel || first.h > 2 {
		planes = 4 // with an alpha channel until it turns out to be opaque
	}
	return n * s.padding(), planes
}

// padding is how much larger whole blocks of all components are.
func (s *jpegSegments) padding() float64 {
	round := func(n int, factor byte) float64 {
		unit := 8 * max(int64(factor), 1)
		return float64(ceil(int64(n), unit)*unit) / float64(max(n, 1))
	}
	return round(s.w, s.parts[0].h) * round(s.h, s.parts[0].v)
}
