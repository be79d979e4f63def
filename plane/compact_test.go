package plane_test

import (
	"image"
	"image/color"
	"image/draw"
	"slices"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

// pictures are a picture in the types of the standard library.
func pictures(opaque bool) map[string]image.Image {
	src := image.NewNRGBA(image.Rect(3, 5, 3+53, 5+21))
	for i := range src.Pix {
		src.Pix[i] = byte(i*i>>3 + i)
		if i%4 == 3 && opaque {
			src.Pix[i] = 255
		}
	}
	b := src.Rect
	ycc := image.NewYCbCr(image.Rect(4, 0, 57, 21), image.YCbCrSubsampleRatio420)
	for i := range ycc.Y {
		ycc.Y[i] = byte(7 * i)
	}
	for i := range ycc.Cb {
		ycc.Cb[i], ycc.Cr[i] = byte(3*i), byte(200-i)
	}
	var colors color.Palette
	for i := range 200 {
		colors = append(colors, color.NRGBA{byte(i), byte(3 * i), byte(255 - i), 255})
	}
	all := map[string]image.Image{"nrgba": src, "ycbcr": ycc}
	for name, dst := range map[string]draw.Image{
		"gray": image.NewGray(b), "rgba": image.NewRGBA(b), "paletted": image.NewPaletted(b, colors),
		"cmyk": image.NewCMYK(b), "gray16": image.NewGray16(b), "rgba64": image.NewRGBA64(b),
	} {
		draw.Draw(dst, b, src, b.Min, draw.Src)
		all[name] = dst
	}
	return all
}

// Compact pictures have the samples of others, as bytes where they are opaque ones of
// 8 bits; and one Image takes both in turn.
func TestCompactHasTheSamples(t *testing.T) {
	compact := plane.Image{Compact: true}
	for _, opaque := range []bool{true, false} {
		for name, src := range pictures(opaque) {
			var want plane.Image
			if err := want.SetFrom(src); err != nil {
				t.Fatal(err)
			}
			if err := compact.SetFrom(src); err != nil {
				t.Fatal(err)
			}
			bytes := want.Depth() == 8 && want.Alpha == nil && name != "cmyk"
			if compact.Space != want.Space || len(compact.Planes) != len(want.Planes) {
				t.Fatalf("%s: %v with %d planes", name, compact.Space, len(compact.Planes))
			}
			for c := range want.Planes {
				got := &compact.Planes[c]
				if got.OfBytes() != bytes {
					t.Errorf("%s, opaque %v: of bytes %v", name, opaque, got.OfBytes())
				}
				same(t, name, got.Floats(new(plane.Plane)), &want.Planes[c])
			}
		}
	}
}

func same(t *testing.T, what string, got, want *plane.Plane) {
	t.Helper()
	if got.Size() != want.Size() || got.Peak != want.Peak {
		t.Fatalf("%s: %v, peak %g", what, got.Size(), got.Peak)
	}
	for y := range want.H {
		if !slices.Equal(got.Row(y), want.Row(y)) {
			t.Fatalf("%s: row %d is %v, want %v", what, y, got.Row(y), want.Row(y))
		}
	}
}

func TestPlaneOfBytes(t *testing.T) {
	var p plane.Plane
	p.ResizeBytes(20, 9)
	p.Peak = 255
	for y := range 9 {
		for x := range p.ByteRow(y) {
			p.ByteRow(y)[x] = byte(x * y)
		}
	}
	if !p.OfBytes() || !p.Valid() || !p.Finite() || p.Pix != nil {
		t.Fatalf("not a plane of bytes: %+v", p)
	}
	sub := p.Sub(image.Rect(5, 2, 15, 8))
	if !sub.OfBytes() || !sub.Valid() || sub.ByteRow(3)[4] != 45 || sub.Size() != image.Pt(10, 6) {
		t.Errorf("part: %+v", sub)
	}
	short := sub
	short.Bytes = short.Bytes[:len(short.Bytes)-1]
	if short.Valid() {
		t.Error("short bytes are valid")
	}
	var wide plane.Plane
	if f := sub.Floats(&wide); f != &wide || f.OfBytes() || f.Peak != 255 || f.Row(3)[4] != 45 {
		t.Errorf("as floats: %+v", f)
	}
	if f := wide.Floats(&sub); f != &wide {
		t.Error("floats are copied")
	}
	sub.Set8(0, []byte("0123456789"))
	if p.ByteRow(2)[14] != '9' {
		t.Error("a part does not share its bytes")
	}
	p.Resize(20, 9)
	if p.OfBytes() || len(p.Pix) == 0 {
		t.Error("still of bytes")
	}
	defer func() {
		if recover() == nil {
			t.Error("a row of floats of bytes")
		}
	}()
	p.ResizeBytes(20, 9)
	p.Row(0)
}
