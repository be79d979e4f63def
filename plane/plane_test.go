package plane_test

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

func TestResizeReusesMemory(t *testing.T) {
	p := plane.New(100, 50, 255)
	first := &p.Pix[0]
	p.Resize(20, 10)
	if &p.Pix[0] != first || p.W != 20 || p.H != 10 || p.Peak != 255 || !p.Valid() {
		t.Errorf("%d x %d, peak %v, valid %v", p.W, p.H, p.Peak, p.Valid())
	}
	if spare := cap(p.Pix) - len(p.Pix); spare < p.Stride {
		t.Errorf("%d samples behind the last row, want a row", spare)
	}
	if n := testing.AllocsPerRun(5, func() { p.Resize(90, 50) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	for _, size := range [][2]int{{-1, 5}, {5, -1}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("size %v taken", size)
				}
			}()
			p.Resize(size[0], size[1])
		}()
	}
}

func TestSub(t *testing.T) {
	p := plane.New(10, 8, 1)
	p.Row(3)[4] = 7
	s := p.Sub(image.Rect(4, 3, 100, 100))
	if s.W != 6 || s.H != 5 || s.Row(0)[0] != 7 || !s.Valid() {
		t.Errorf("%+v", s)
	}
	if s := p.Sub(image.Rect(20, 20, 30, 30)); s.W != 0 || s.H != 0 || !s.Valid() {
		t.Errorf("outside: %+v", s)
	}
}

func TestValid(t *testing.T) {
	pix := make([]float32, 20)
	for _, c := range []struct {
		p    plane.Plane
		want bool
	}{
		{plane.Plane{Pix: pix, W: 5, H: 4, Stride: 5}, true},
		{plane.Plane{Pix: pix[:18], W: 3, H: 4, Stride: 5}, true},
		{plane.Plane{Pix: pix[:17], W: 3, H: 4, Stride: 5}, false},
		{plane.Plane{Pix: pix, W: 6, H: 3, Stride: 5}, false},
		{plane.Plane{Pix: pix, W: 5, H: math.MaxInt, Stride: 5}, false},
		{plane.Plane{Pix: pix, W: 5, H: 2, Stride: math.MaxInt}, false},
		{plane.Plane{Pix: pix, W: -1, H: 2, Stride: 5}, false},
		{plane.Plane{}, true},
	} {
		if got := c.p.Valid(); got != c.want {
			t.Errorf("%dx%d stride %d of %d: %v", c.p.W, c.p.H, c.p.Stride, len(c.p.Pix), got)
		}
	}
}

// Every concrete type has the samples that its At method has.
func TestSetFrom(t *testing.T) {
	r := image.Rect(2, 4, 9, 9)
	ycc := func(s image.YCbCrSubsampleRatio) image.Image {
		m := image.NewYCbCr(r, s)
		for i := range m.Y {
			m.Y[i] = byte(i * 7)
		}
		for i := range m.Cb {
			m.Cb[i], m.Cr[i] = byte(i*31), byte(255-i*13)
		}
		return m
	}
	draw := func(m interface {
		image.Image
		Set(x, y int, c color.Color)
	}, alpha bool) image.Image {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				c := color.NRGBA64{uint16(x * 5000), uint16(y * 6000), uint16(x * y * 700), 65535}
				if alpha {
					c.A = uint16(x * 6900)
				}
				m.Set(x, y, c)
			}
		}
		return m
	}
	pal := color.Palette{color.NRGBA{1, 2, 3, 255}, color.NRGBA{200, 100, 50, 128}, color.White}
	for name, src := range map[string]image.Image{
		"gray":    draw(image.NewGray(r), false),
		"gray16":  draw(image.NewGray16(r), false),
		"nrgba":   draw(image.NewNRGBA(r), true),
		"rgba":    draw(image.NewRGBA(r), false),
		"nrgba64": draw(image.NewNRGBA64(r), true),
		"rgba64":  draw(image.NewRGBA64(r), false),
		"cmyk":    draw(image.NewCMYK(r), false),
		"palette": draw(image.NewPaletted(r, pal), true),
		"444":     ycc(image.YCbCrSubsampleRatio444),
		"422":     ycc(image.YCbCrSubsampleRatio422),
		"420":     ycc(image.YCbCrSubsampleRatio420),
		"440":     ycc(image.YCbCrSubsampleRatio440),
		"411":     ycc(image.YCbCrSubsampleRatio411),
		"410":     ycc(image.YCbCrSubsampleRatio410),
	} {
		var m plane.Image
		if err := m.SetFrom(src); err != nil {
			t.Fatal(name, err)
		}
		compare(t, name, &m, src)
	}
}

func compare(t *testing.T, name string, m *plane.Image, src image.Image) {
	t.Helper()
	b := src.Bounds()
	if m.Size() != b.Size() {
		t.Fatalf("%s: size %v", name, m.Size())
	}
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := color.NRGBA64Model.Convert(src.At(b.Min.X+x, b.Min.Y+y)).(color.NRGBA64)
			want := [4]uint16{c.R, c.G, c.B, c.A}
			if m.Depth() == 8 {
				for i := range want {
					want[i] >>= 8
				}
			}
			for i := range m.Planes {
				if got := m.Planes[i].Row(y)[x]; got != float32(want[i]) {
					t.Fatalf("%s: channel %d at (%d,%d) is %v, want %v", name, i, x, y, got, want[i])
				}
			}
			if m.Alpha != nil && m.Alpha.Row(y)[x] != float32(want[3]) {
				t.Fatalf("%s: alpha at (%d,%d)", name, x, y)
			}
		}
	}
}

// A picture whose type has alpha gets a plane for it if one pixel needs it.
func TestOpaqueHasNoAlpha(t *testing.T) {
	r := image.Rect(3, 3, 8, 7)
	pal := color.Palette{color.Gray{Y: 9}, color.NRGBA{R: 1, A: 77}}
	for name, src := range map[string]draw.Image{
		"nrgba": image.NewNRGBA(r), "rgba": image.NewRGBA(r),
		"nrgba64": image.NewNRGBA64(r), "rgba64": image.NewRGBA64(r),
		"palette": image.NewPaletted(r, pal), "palette of one": image.NewPaletted(r, pal[:1]),
	} {
		draw.Draw(src, r, image.NewUniform(pal[0]), image.Point{}, draw.Src)
		var m plane.Image
		m.SetFrom(src)
		if m.Alpha != nil {
			t.Errorf("%s: opaque, but with alpha", name)
		}
		src.Set(7, 6, pal[1])
		m.SetFrom(src)
		if clear := name != "palette of one"; (m.Alpha != nil) != clear {
			t.Errorf("%s: alpha is there: %v, want %v", name, m.Alpha != nil, clear)
		}
	}
}

func TestMultipliedAlphaIsDivided(t *testing.T) {
	src := image.NewRGBA(image.Rect(0, 0, 2, 1))
	copy(src.Pix, []byte{50, 20, 10, 100, 0, 0, 0, 0})
	var m plane.Image
	if err := m.SetFrom(src); err != nil {
		t.Fatal(err)
	}
	if got := m.Planes[0].Row(0)[0]; got != 127.5 || m.Alpha.Row(0)[0] != 100 {
		t.Errorf("red %v, alpha %v", got, m.Alpha.Row(0)[0])
	}
}

func TestImageReuse(t *testing.T) {
	var m plane.Image
	gray, clear := image.NewGray(image.Rect(0, 0, 30, 30)), image.NewNRGBA(image.Rect(0, 0, 30, 30))
	f := func() {
		m.SetFrom(clear)
		m.SetFrom(gray)
	}
	f()
	f()
	if n := testing.AllocsPerRun(5, f); n > 1 { // the Alpha header
		t.Errorf("%v allocations", n)
	}
	if m.Alpha != nil || len(m.Planes) != 1 || m.Space != plane.Gray || m.Depth() != 8 {
		t.Errorf("%+v", m)
	}
	if err := m.SetFrom(image.NewGray(image.Rectangle{})); err == nil {
		t.Error("empty image taken")
	}
}

func TestDepth(t *testing.T) {
	for peak, want := range map[float64]int{255: 8, 1023: 10, 65535: 16, 1: 32, 0: 0, -3: 0} {
		var m plane.Image
		m.Reset(plane.Gray, 1, 1, peak, false)
		if got := m.Depth(); got != want {
			t.Errorf("peak %v: %d bits, want %d", peak, got, want)
		}
	}
}

func TestFinite(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		var m plane.Image
		m.Reset(plane.RGB, 5, 5, 1, true)
		m.Alpha.Row(4)[4] = float32(v)
		if m.Finite() {
			t.Errorf("%v is finite", v)
		}
		m.Alpha.Row(4)[4] = 0
		if !m.Finite() {
			t.Error("zeros are not finite")
		}
	}
}

func BenchmarkSetFrom(b *testing.B) {
	r := image.Rect(0, 0, 1920, 1080)
	full := func(m draw.Image) image.Image {
		draw.Draw(m, r, image.White, image.Point{}, draw.Src)
		return m
	}
	for name, src := range map[string]image.Image{
		"gray": image.NewGray(r), "nrgba": image.NewNRGBA(r),
		"opaque": full(image.NewRGBA(r)), "opaque64": full(image.NewRGBA64(r)),
		"palette":  image.NewPaletted(r, color.Palette{color.Black}),
		"ycbcr420": image.NewYCbCr(r, image.YCbCrSubsampleRatio420),
	} {
		b.Run("type="+name+"/size=1920x1080", func(b *testing.B) {
			var m plane.Image
			for b.Loop() {
				m.SetFrom(src)
			}
			b.ReportMetric(float64(b.N)*1920*1080/b.Elapsed().Seconds()/1e6, "MPix/s")
		})
	}
}
