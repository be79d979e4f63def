package plane

import (
	"fmt"
	"image"
	"image/color"

	"github.com/fastiqa/iqa/asm"
)

// SetFrom makes m the picture src, reusing m's memory. The sample depth is
// kept: 8 bits unless src's pixels have 16. Pictures of a gray type get one
// plane, all others red, green and blue; CMYK and Y'CbCr are converted as the
// standard library does it. A picture that is opaque everywhere gets no Alpha, and
// one of 8 bits planes of bytes if m is Compact, but for CMYK and rare Y'CbCr layouts.
// The error says that src has no pixels.
func (m *Image) SetFrom(src image.Image) error {
	b := src.Bounds()
	if b.Empty() {
		return fmt.Errorf("picture without pixels (%dx%d)", b.Dx(), b.Dy())
	}
	switch src := src.(type) {
	case *image.Gray:
		m.gray8(src.Pix[src.PixOffset(b.Min.X, b.Min.Y):], src.Stride, b)
	case *image.Gray16:
		m.gray16(src.Pix[src.PixOffset(b.Min.X, b.Min.Y):], src.Stride, b)
	case *image.NRGBA:
		m.rgba8(src.Pix[src.PixOffset(b.Min.X, b.Min.Y):], src.Stride, b)
	case *image.RGBA:
		m.rgba8(src.Pix[src.PixOffset(b.Min.X, b.Min.Y):], src.Stride, b)
		m.unmultiply()
	case *image.NRGBA64:
		m.rgba16(src.Pix[src.PixOffset(b.Min.X, b.Min.Y):], src.Stride, b)
	case *image.RGBA64:
		m.rgba16(src.Pix[src.PixOffset(b.Min.X, b.Min.Y):], src.Stride, b)
		m.unmultiply()
	case *image.YCbCr:
		m.ycbcr(src)
	case *image.Paletted:
		m.paletted(src)
	default:
		m.any(src)
	}
	m.DropOpaque()
	return nil
}

func (m *Image) gray8(pix []byte, stride int, b image.Rectangle) {
	m.Reset8(Gray, b.Dx(), b.Dy(), false)
	for y := range b.Dy() {
		m.Planes[0].Set8(y, pix[y*stride:][:b.Dx()])
	}
}

func (m *Image) gray16(pix []byte, stride int, b image.Rectangle) {
	m.Reset(Gray, b.Dx(), b.Dy(), 65535, false)
	for y := range b.Dy() {
		asm.Gray16(m.Planes[0].Row(y), pix[y*stride:][:2*b.Dx()])
	}
}

func (m *Image) rgba8(pix []byte, stride int, b image.Rectangle) {
	m.Reset8(RGB, b.Dx(), b.Dy(), !opaque(pix, stride, 4*b.Dx(), b.Dy(), asm.Opaque8))
	for y := range b.Dy() {
		row := pix[y*stride:][:4*b.Dx()]
		asm.RGB8(m.Draft(0, y), m.Draft(1, y), m.Draft(2, y), row, 4)
		m.Commit(y)
		if m.Alpha != nil {
			asm.Interleaved8(m.Alpha.Row(y), row[3:], 4)
		}
	}
}

func (m *Image) rgba16(pix []byte, stride int, b image.Rectangle) {
	m.Reset(RGB, b.Dx(), b.Dy(), 65535, !opaque(pix, stride, 8*b.Dx(), b.Dy(), asm.Opaque16))
	for y := range b.Dy() {
		row := pix[y*stride:][:8*b.Dx()]
		for c := range m.Planes {
			asm.Interleaved16(m.Planes[c].Row(y), row[2*c:], 4)
		}
		if m.Alpha != nil {
			asm.Interleaved16(m.Alpha.Row(y), row[6:], 4)
		}
	}
}

// opaque reports whether all h rows of n bytes are, of which test tells: most
// pictures with room for alpha have none, and then no plane is made for it.
func opaque(pix []byte, stride, n, h int, test func([]byte) bool) bool {
	for y := range h {
		if !test(pix[y*stride:][:n]) {
			return false
		}
	}
	return true
}

func (m *Image) ycbcr(src *image.YCbCr) {
	b := src.Rect
	half, known := halved(src.SubsampleRatio)
	if !known || b.Min.X&1 != 0 {
		m.any(src)
		return
	}
	m.Reset8(RGB, b.Dx(), b.Dy(), false)
	for y := range b.Dy() {
		l := src.YOffset(b.Min.X, b.Min.Y+y)
		c := src.COffset(b.Min.X, b.Min.Y+y)
		asm.YCbCr8(m.Draft(0, y), m.Draft(1, y), m.Draft(2, y),
			src.Y[l:], src.Cb[c:], src.Cr[c:], half)
		m.Commit(y)
	}
}

// halved says whether chroma has half as many columns as luma.
func halved(r image.YCbCrSubsampleRatio) (half, known bool) {
	switch r {
	case image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio440:
		return false, true
	case image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420:
		return true, true
	}
	return false, false
}

// paletted looks every entry up once; indices beyond the palette are black.
func (m *Image) paletted(src *image.Paletted) {
	var table [4][256]float32 // red, green, blue, alpha
	for i := range table[3] {
		table[3][i] = 255
	}
	opaque := true
	for i, c := range src.Palette[:min(len(src.Palette), 256)] {
		c := color.NRGBAModel.Convert(c).(color.NRGBA)
		for k, v := range [4]uint8{c.R, c.G, c.B, c.A} {
			table[k][i] = float32(v)
		}
		opaque = opaque && c.A == 255
	}
	b := src.Rect
	m.Reset8(RGB, b.Dx(), b.Dy(), !opaque)
	for y := range b.Dy() {
		row := src.Pix[src.PixOffset(b.Min.X, b.Min.Y+y):][:b.Dx()]
		for c := range m.Planes {
			asm.Lookup(m.Draft(c, y), row, &table[c])
		}
		m.Commit(y)
		if m.Alpha != nil {
			asm.Lookup(m.Alpha.Row(y), row, &table[3])
		}
	}
}

// any reads a picture of an unknown type through its At method, at 16 bits
// where the type's colours have more than 8.
func (m *Image) any(src image.Image) {
	b := src.Bounds()
	if !deep(src) {
		m.Reset(RGB, b.Dx(), b.Dy(), 255, true)
		m.each(b, func(x, y int) (r, g, bl, a float32) {
			c := color.NRGBAModel.Convert(src.At(x, y)).(color.NRGBA)
			return float32(c.R), float32(c.G), float32(c.B), float32(c.A)
		})
		return
	}
	m.Reset(RGB, b.Dx(), b.Dy(), 65535, true)
	m.each(b, func(x, y int) (r, g, bl, a float32) {
		c := color.NRGBA64Model.Convert(src.At(x, y)).(color.NRGBA64)
		return float32(c.R), float32(c.G), float32(c.B), float32(c.A)
	})
}

// deep says whether 8 bits cannot hold src's samples. The standard types of
// 8 bits that come here are CMYK, NYCbCrA, Alpha and odd Y'CbCr layouts.
func deep(src image.Image) bool {
	switch src.ColorModel() {
	case color.CMYKModel, color.YCbCrModel, color.NYCbCrAModel,
		color.AlphaModel, color.NRGBAModel, color.RGBAModel, color.GrayModel:
		return false
	}
	_, palette := src.ColorModel().(color.Palette)
	return !palette
}

func (m *Image) each(b image.Rectangle, at func(x, y int) (r, g, bl, a float32)) {
	for y := range b.Dy() {
		red, green, blue, a := m.rows(y)
		for x := range b.Dx() {
			red[x], green[x], blue[x], a[x] = at(b.Min.X+x, b.Min.Y+y)
		}
	}
}

// rows returns row y of red, green, blue and alpha.
func (m *Image) rows(y int) (r, g, b, a []float32) {
	return m.Planes[0].Row(y), m.Planes[1].Row(y), m.Planes[2].Row(y), m.Alpha.Row(y)
}

// unmultiply divides the colour of a picture by its alpha, which the standard
// types RGBA and RGBA64 have multiplied in. Opaque samples stay as they are.
func (m *Image) unmultiply() {
	if m.Alpha == nil {
		return
	}
	peak := float32(m.Peak())
	for y := range m.Alpha.H {
		r, g, b, alpha := m.rows(y)
		for x, a := range alpha {
			if a != 0 && a != peak {
				r[x] = float32(r[x]*peak) / a
				g[x] = float32(g[x]*peak) / a
				b[x] = float32(b[x]*peak) / a
			}
		}
	}
}

// DropOpaque drops an Alpha that is opaque everywhere.
func (m *Image) DropOpaque() {
	if m.Alpha == nil {
		return
	}
	peak := float32(m.Peak())
	for y := range m.Alpha.H {
		for _, a := range m.Alpha.Row(y) {
			if a != peak {
				return
			}
		}
	}
	m.DropAlpha()
}
