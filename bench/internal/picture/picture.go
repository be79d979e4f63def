// Package picture makes the pairs of pictures that are measured: a reference
// laid out of photographs, and the same with noise and JPEG's artefacts. The
// same size gives the same bytes.
package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Size is the size of a picture.
type Size struct{ W, H int }

// ParseSize reads a size such as 1920x1080.
func ParseSize(s string) (Size, error) {
	w, h, _ := strings.Cut(s, "x")
	width, err1 := strconv.Atoi(w)
	height, err2 := strconv.Atoi(h)
	if err1 != nil || err2 != nil || width < 1 || height < 1 ||
		width > 65535 || height > 65535 {
		return Size{}, fmt.Errorf("size %q: want two numbers as in 1920x1080", s)
	}
	return Size{width, height}, nil
}

// String returns s as ParseSize reads it.
func (s Size) String() string { return fmt.Sprintf("%dx%d", s.W, s.H) }

// Pixels returns the number of pixels.
func (s Size) Pixels() int { return s.W * s.H }

// cell is the side of the squares that a reference is laid out of.
const cell = 256

// at returns the photograph that is at a place of a reference, and the pixel
// of it: squares of the photographs stand side by side, and where a photograph
// ends it is mirrored.
func at(x, y int, photos []*Photo) (p *Photo, i, j int) {
	p = photos[(x/cell+3*(y/cell))%len(photos)]
	b := p.gray.Rect
	return p, mirror(x, b.Dx()), mirror(y, b.Dy())
}

// Reference lays out a gray picture.
func Reference(s Size, photos []*Photo) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, s.W, s.H))
	for y := range s.H {
		row := g.Pix[y*g.Stride:][:s.W]
		for x := range row {
			p, i, j := at(x, y, photos)
			row[x] = p.gray.Pix[j*p.gray.Stride+i]
		}
	}
	return g
}

// ColorReference lays out the same in colour.
func ColorReference(s Size, photos []*Photo) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, s.W, s.H))
	for y := range s.H {
		for x := range s.W {
			p, i, j := at(x, y, photos)
			copy(m.Pix[m.PixOffset(x, y):][:4], p.color.Pix[p.color.PixOffset(i, j):])
		}
	}
	return m
}

// mirror folds i into 0…n-1.
func mirror(i, n int) int {
	if i %= 2 * n; i >= n {
		i = 2*n - 1 - i
	}
	return i
}

// noise adds noise of a standard deviation of 4 to samples. Those of alpha
// stay as they are.
func noise(to, from []byte, opaque bool) {
	r := rand.New(rand.NewPCG(2004, 13))
	for i, v := range from {
		if opaque && i%4 == 3 {
			to[i] = v
			continue
		}
		bits := r.Uint32()
		n := int(bits&7) + int(bits>>3&7) + int(bits>>6&7) // 0…21, mean 10.5
		to[i] = uint8(min(max(int(v)+n-10, 0), 255))
	}
}

// Distort adds noise and codes the result as JPEG of quality 60.
func Distort(ref *image.Gray) (*image.Gray, error) {
	noisy := image.NewGray(ref.Rect)
	noise(noisy.Pix, ref.Pix, false)
	coded, err := code(noisy)
	if err != nil {
		return nil, err
	}
	return packed(coded.(*image.Gray)), nil
}

// packed is g with rows that follow each other without gaps.
func packed(g *image.Gray) *image.Gray {
	p := image.NewGray(g.Rect)
	for y := range g.Rect.Dy() {
		copy(p.Pix[y*p.Stride:][:p.Stride], g.Pix[y*g.Stride:])
	}
	return p
}

// DistortColor does the same with a picture in colour, whose chroma JPEG
// halves.
func DistortColor(ref *image.RGBA) (*image.RGBA, error) {
	noisy := image.NewRGBA(ref.Rect)
	noise(noisy.Pix, ref.Pix, true)
	coded, err := code(noisy)
	if err != nil {
		return nil, err
	}
	draw.Draw(noisy, noisy.Rect, coded, image.Point{}, draw.Src)
	return noisy, nil
}

// code is m after JPEG of quality 60.
func code(m image.Image) (image.Image, error) {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, m, &jpeg.Options{Quality: 60}); err != nil {
		return nil, err
	}
	return jpeg.Decode(&file)
}
