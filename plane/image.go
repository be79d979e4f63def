package plane

import (
	"image"
	"math"
	"math/bits"
	"slices"

	"github.com/fastiqa/iqa/asm"
)

// Space says what the planes of an Image are.
type Space uint8

// The colour spaces of an Image.
const (
	Gray Space = iota // one plane
	RGB               // red, green, blue, with the file's own transfer curve
	Luma              // one plane, Y' of ITU-R BT.601
)

// String returns the name that reports print: gray, rgb or luma.
func (s Space) String() string {
	return [...]string{"gray", "rgb", "luma"}[s]
}

// planes is the number of planes of a picture in space s.
func (s Space) planes() int {
	if s == RGB {
		return 3
	}
	return 1
}

// Image is a picture: planes of one size and one Peak.
type Image struct {
	Space  Space
	Planes []Plane

	// Alpha is the coverage of each sample, from 0 (clear) to the planes'
	// Peak (opaque). The colour is not multiplied by it. Nil: opaque.
	Alpha *Plane

	// Compact asks readers to keep opaque pictures of 8 bits as planes of bytes, where
	// they can. Set it before the picture is read.
	Compact bool

	// Note is what a reader of a report should know about how the picture was
	// read, such as "first of 12 frames". Empty: nothing.
	Note string

	spare  []Plane      // planes and alpha not in use now, kept for their memory
	drafts [3][]float32 // one row of each plane, see Draft
}

// Reset makes m a picture of w×h float32 samples in space s, reusing its memory. The
// samples are undefined, Note is empty, and Alpha is there only if asked for.
func (m *Image) Reset(s Space, w, h int, peak float64, alpha bool) {
	m.reset(s, w, h, peak, false)
	if alpha {
		a := m.revive(w, h, peak, false)
		m.Alpha = &a
	}
}

func (m *Image) reset(s Space, w, h int, peak float64, bytes bool) {
	m.retire()
	m.Space, m.Note = s, ""
	for range s.planes() {
		m.Planes = append(m.Planes, m.revive(w, h, peak, bytes))
	}
}

// retire moves all planes to the spare ones.
func (m *Image) retire() {
	m.spare = append(m.spare, m.Planes...)
	m.Planes = m.Planes[:0]
	m.DropAlpha()
}

// DropAlpha makes m opaque.
func (m *Image) DropAlpha() {
	if m.Alpha != nil {
		m.spare = append(m.spare, *m.Alpha)
		m.Alpha = nil
	}
}

// DropColor makes an RGB picture whose channels are equal a gray one.
func (m *Image) DropColor() {
	m.spare = append(m.spare, m.Planes[1:]...)
	m.Planes, m.Space = m.Planes[:1], Gray
}

// revive takes a spare plane of floats or of bytes, the one retired last.
func (m *Image) revive(w, h int, peak float64, bytes bool) (p Plane) {
	for i, s := range slices.Backward(m.spare) {
		if s.OfBytes() == bytes {
			p, m.spare = s, slices.Delete(m.spare, i, i+1)
			break
		}
	}
	if bytes {
		p.ResizeBytes(w, h)
	} else {
		p.Resize(w, h)
	}
	p.Peak = peak
	return p
}

// Memory returns the bytes of all planes of m, those kept for later included.
func (m *Image) Memory() (bytes int64) {
	for _, all := range [...][]Plane{m.Planes, m.spare} {
		for i := range all {
			bytes += all[i].memory()
		}
	}
	if m.Alpha != nil {
		bytes += m.Alpha.memory()
	}
	return bytes
}

func (p *Plane) memory() int64 { return 4*int64(cap(p.Pix)) + int64(cap(p.Bytes)) }

// Size returns the width and height of m, zero for an Image without planes.
func (m *Image) Size() image.Point {
	if len(m.Planes) == 0 {
		return image.Point{}
	}
	return m.Planes[0].Size()
}

// Peak returns the sample of full intensity, zero for an Image without planes.
func (m *Image) Peak() float64 {
	if len(m.Planes) == 0 {
		return 0
	}
	return m.Planes[0].Peak
}

// Depth returns the bits of a sample: 8 for Peak 255, 10 for 1023, 16 for
// 65535, and 32 for the Peak 1 of floating-point pictures. (A bilevel picture
// is stored with Peak 255.)
func (m *Image) Depth() int {
	switch p := m.Peak(); {
	case p == 1:
		return 32
	case p > 1 && p <= math.MaxUint32:
		return bits.Len64(uint64(p))
	}
	return 0
}

// Finite reports whether no sample is NaN or infinite.
func (m *Image) Finite() bool {
	for i := range m.Planes {
		if !m.Planes[i].Finite() {
			return false
		}
	}
	return m.Alpha == nil || m.Alpha.Finite()
}

// Finite reports whether no sample of p is NaN or infinite.
func (p *Plane) Finite() bool {
	if p.OfBytes() {
		return true
	}
	for y := range p.H {
		if !asm.Finite(p.Row(y)) {
			return false
		}
	}
	return true
}
