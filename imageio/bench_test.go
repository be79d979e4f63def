package imageio

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

// BenchmarkDecode decodes pictures of 1024×768 pixels into an image that has
// its planes already.
func BenchmarkDecode(b *testing.B) {
	m := new(plane.Image)
	src := noise(image.NewNRGBA(image.Rect(0, 0, 1024, 768)))
	if err := m.SetFrom(src); err != nil {
		b.Fatal(err)
	}
	m.DropAlpha()
	var buf bytes.Buffer
	for _, name := range []string{"png", "jpeg", "gif", "bmp", "tiff"} {
		buf.Reset()
		if err := encoders[name](&buf, src); err != nil {
			b.Fatal(err)
		}
		benchmark(b, "format="+name, bytes.Clone(buf.Bytes()))
	}
	benchmark(b, "format=pnm/coding=text", writeText(m))
	benchmark(b, "format=pnm/coding=binary", writePAM(m))
}

// BenchmarkDecodeSmall decodes files of 37×29 pixels.
func BenchmarkDecodeSmall(b *testing.B) {
	for _, name := range []string{"rgb8.png", "rgb-420.jpg", "palette.gif",
		"rgb8.bmp", "rgb8.tif", "rgb8.webp", "lossy.webp", "rgb8.ppm",
		"rgb-le.pfm"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			b.Fatal(err)
		}
		benchmark(b, "file="+name, data)
	}
}

func benchmark(b *testing.B, name string, data []byte) {
	b.Run(name, func(b *testing.B) {
		c, err := DecodeConfig(data)
		if err != nil {
			b.Fatal(err)
		}
		m := new(plane.Image)
		b.SetBytes(int64(c.W * c.H * c.Channels))
		b.ReportAllocs()
		for b.Loop() {
			if err := Decode(m, data, 0); err != nil {
				b.Fatal(fmt.Errorf("%s: %w", name, err))
			}
		}
	})
}
