// Package picture makes the pairs of pictures that are measured: a reference
// laid out of photographs, and the same with noise and JPEG's artefacts. The
// same size gives the same bytes.
package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // the photographs
	"math/rand/v2"
	"os"
	"path/filepath"
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

// Photos reads the PNG files of a folder as gray pictures.
func Photos(dir string) ([]*image.Gray, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no photographs (*.png) in %s", dir)
	}
	var all []*image.Gray
	for _, name := range names {
		g, err := photo(name)
		if err != nil {
			return nil, err
		}
		all = append(all, g)
	}
	return all, nil
}

func photo(name string) (*image.Gray, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	b := src.Bounds()
	g := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := color.GrayModel.Convert(src.At(b.Min.X+x, b.Min.Y+y))
			g.SetGray(x, y, c.(color.Gray))
		}
	}
	return g, nil
}

// cell is the side of the squares that a reference is laid out of.
const cell = 256

// Reference lays squares of the photographs side by side; where a photograph
// ends it is mirrored.
func Reference(s Size, photos []*image.Gray) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, s.W, s.H))
	for y := range s.H {
		row := g.Pix[y*g.Stride:][:s.W]
		for x := range row {
			p := photos[(x/cell+3*(y/cell))%len(photos)]
			row[x] = p.Pix[mirror(y, p.Rect.Dy())*p.Stride+mirror(x, p.Rect.Dx())]
		}
	}
	return g
}

// mirror folds i into 0…n-1.
func mirror(i, n int) int {
	if i %= 2 * n; i >= n {
		i = 2*n - 1 - i
	}
	return i
}

// Distort adds noise of a standard deviation of 4 and codes the result
// as JPEG of quality 60.
func Distort(ref *image.Gray) (*image.Gray, error) {
	noisy := image.NewGray(ref.Rect)
	r := rand.New(rand.NewPCG(2004, 13))
	for i, v := range ref.Pix {
		bits := r.Uint32()
		n := int(bits&7) + int(bits>>3&7) + int(bits>>6&7) // 0…21, mean 10.5
		noisy.Pix[i] = uint8(min(max(int(v)+n-10, 0), 255))
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, noisy, &jpeg.Options{Quality: 60}); err != nil {
		return nil, err
	}
	coded, err := jpeg.Decode(&file)
	if err != nil {
		return nil, err
	}
	return coded.(*image.Gray), nil
}

// Files are a pair as files of raw bytes, row by row.
type Files struct {
	Size
	Ref, Dist string
}

// Write makes the pair of that size in a folder.
func Write(dir string, s Size, photos []*image.Gray) (Files, error) {
	f := Files{s, filepath.Join(dir, s.String()+"-ref.gray"),
		filepath.Join(dir, s.String()+"-dist.gray")}
	ref := Reference(s, photos)
	dist, err := Distort(ref)
	if err != nil {
		return f, err
	}
	if err := writeRaw(f.Ref, ref); err != nil {
		return f, err
	}
	return f, writeRaw(f.Dist, dist)
}

func writeRaw(name string, g *image.Gray) error {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	raw := make([]byte, 0, w*h)
	for y := range h {
		raw = append(raw, g.Pix[y*g.Stride:][:w]...)
	}
	return os.WriteFile(name, raw, 0o644)
}

// Remove deletes the files.
func (f Files) Remove() {
	os.Remove(f.Ref)
	os.Remove(f.Dist)
}
