package heatmap

import (
	"image"
	"image/color"
	"strings"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/inconsolata"
	"golang.org/x/image/math/fixed"
)

// The cells of the face that all text is set in. It is a bitmap: it looks the
// same everywhere, and needs no rasteriser.
const (
	letterW = 8
	letterH = 17
)

var (
	ink  = color.RGBA{40, 40, 40, 255}
	pale = color.RGBA{110, 110, 110, 255}
)

// textWidth is the width of s at zoom k.
func textWidth(s string, k int) int { return k * letterW * utf8.RuneCountInString(s) }

// write sets s with its upper left corner at at, each pixel of the face k×k.
func write(m *image.RGBA, at image.Point, s string, k int, c color.RGBA) {
	face := inconsolata.Regular8x16
	mask := image.NewAlpha(image.Rect(0, 0, textWidth(s, 1), letterH))
	d := font.Drawer{Dst: mask, Src: image.Opaque, Face: face,
		Dot: fixed.P(0, face.Ascent)}
	d.DrawString(s)
	r := image.Rectangle{at, at.Add(mask.Rect.Size().Mul(k))}.Intersect(m.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			a := mask.AlphaAt((x-at.X)/k, (y-at.Y)/k).A
			o := m.PixOffset(x, y)
			blend(m.Pix[o:o+4], c, uint32(a)+uint32(a)>>7)
		}
	}
}

// wrap breaks s between words into lines of at most n letters. A longer word is
// broken where the line ends.
func wrap(s string, n int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && utf8.RuneCountInString(line+" "+word) <= n {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for w := []rune(word); ; w = w[n:] {
			if len(w) <= n {
				line = string(w)
				break
			}
			lines = append(lines, string(w[:n]))
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
