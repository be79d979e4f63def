package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/png" // the photographs
	"os"
	"path/filepath"
)

// Photo is a photograph, in gray and in colour.
type Photo struct {
	gray  *image.Gray
	color *image.RGBA
}

// Photos reads the PNG files of a folder.
func Photos(dir string) ([]*Photo, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no photographs (*.png) in %s", dir)
	}
	var all []*Photo
	for _, name := range names {
		p, err := open(name)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

func open(name string) (*Photo, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return newPhoto(src), nil
}

func newPhoto(src image.Image) *Photo {
	b := src.Bounds()
	r := image.Rect(0, 0, b.Dx(), b.Dy())
	p := &Photo{image.NewGray(r), image.NewRGBA(r)}
	draw.Draw(p.color, r, src, b.Min, draw.Src)
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := color.GrayModel.Convert(src.At(b.Min.X+x, b.Min.Y+y))
			p.gray.SetGray(x, y, c.(color.Gray))
		}
	}
	return p
}
