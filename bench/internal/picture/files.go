package picture

import (
	"image"
	"os"
	"path/filepath"
)

// Files are a pair as files of raw bytes, row by row: gray, or the red, green
// and blue of each pixel.
type Files struct {
	Size
	Channels  int // 1 or 3
	Ref, Dist string
}

// Write makes the pair of that size in a folder, of 1 channel or 3.
func Write(dir string, s Size, channels int, photos []*Photo) (Files, error) {
	f := Files{s, channels, filepath.Join(dir, s.String()+"-ref.raw"),
		filepath.Join(dir, s.String()+"-dist.raw")}
	ref, dist, err := pair(s, channels, photos)
	if err != nil {
		return f, err
	}
	if err := os.WriteFile(f.Ref, ref, 0o644); err != nil {
		return f, err
	}
	return f, os.WriteFile(f.Dist, dist, 0o644)
}

// pair are the samples of a pair.
func pair(s Size, channels int, photos []*Photo) (ref, dist []byte, err error) {
	if channels == 1 {
		x := Reference(s, photos)
		y, err := Distort(x)
		if err != nil {
			return nil, nil, err
		}
		return x.Pix, y.Pix, nil
	}
	x := ColorReference(s, photos)
	y, err := DistortColor(x)
	if err != nil {
		return nil, nil, err
	}
	return rgb(x), rgb(y), nil
}

// rgb are the samples of m without alpha.
func rgb(m *image.RGBA) []byte {
	raw := make([]byte, 0, len(m.Pix)/4*3)
	for i := 0; i < len(m.Pix); i += 4 {
		raw = append(raw, m.Pix[i:i+3]...)
	}
	return raw
}

// Remove deletes the files.
func (f Files) Remove() {
	os.Remove(f.Ref)
	os.Remove(f.Dist)
}
