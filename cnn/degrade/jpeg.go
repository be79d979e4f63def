package degrade

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// JPEG is compression by Go's encoder, whose chroma has half the resolution both
// ways: blocks and ringing are to be removed. Pictures are rounded to 8 bits
// first.
type JPEG struct {
	Quality int // 1 … 100; zero: 30
}

// Name returns "jpeg".
func (JPEG) Name() string { return "jpeg" }

// Settings returns the quality.
func (j JPEG) Settings() string { return fmt.Sprintf("quality=%d", j.quality()) }

func (j JPEG) quality() int {
	if j.Quality == 0 {
		return 30
	}
	return j.Quality
}

// Apply makes the picture as it comes out of the decoder.
func (j JPEG) Apply(dst, src *plane.Image, _ uint64) error {
	if err := begin(dst, src); err != nil {
		return err
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, rounded(src), &jpeg.Options{Quality: j.quality()}); err != nil {
		return err
	}
	m, err := jpeg.Decode(&file)
	if err != nil {
		return err
	}
	var back plane.Image
	if err := back.SetFrom(m); err != nil {
		return err
	}
	for c := range dst.Planes {
		for y := range dst.Planes[c].H {
			asm.Scale(dst.Planes[c].Row(y), back.Planes[c].Row(y), 1, 255)
		}
	}
	return nil
}

// rounded is src in 8 bits.
func rounded(src *plane.Image) *image.RGBA {
	size := src.Size()
	m := image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		row := m.Pix[y*m.Stride:]
		for x := range size.X {
			for c := range src.Planes {
				v := float64(src.Planes[c].Row(y)[x])
				row[4*x+c] = uint8(math.Floor(float64(min(max(v, 0), 1)*255) + .5))
			}
			row[4*x+3] = 255
		}
	}
	return m
}
