package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"math"
	"os"
	"testing"
)

func TestParseSize(t *testing.T) {
	if s, err := ParseSize("1920x1080"); err != nil || s != (Size{1920, 1080}) {
		t.Errorf("1920x1080: %v, %v", s, err)
	}
	if s := (Size{3, 4}); s.String() != "3x4" || s.Pixels() != 12 {
		t.Errorf("3x4: %v with %d pixels", s, s.Pixels())
	}
	for _, bad := range []string{"", "5", "0x5", "5x", "-1x5", "5x5x5", "70000x9"} {
		if s, err := ParseSize(bad); err == nil {
			t.Errorf("%q: %v", bad, s)
		}
	}
}

func TestMirror(t *testing.T) {
	for i, want := range []int{0, 1, 2, 2, 1, 0, 0, 1} {
		if got := mirror(i, 3); got != want {
			t.Errorf("mirror(%d, 3) = %d, want %d", i, got, want)
		}
	}
}

// A pair has the size asked for, differs, and is the same when made again.
func TestWrite(t *testing.T) {
	photos, err := Photos("../../../testdata/ref")
	if err != nil {
		t.Fatal(err)
	}
	for _, channels := range []int{1, 3} {
		ref, dist := writeTwice(t, channels, photos)
		if d := meanDiff(ref, dist); d < 1 || d > 12 {
			t.Errorf("%d channels: mean difference of the pair is %v, want some", channels, d)
		}
	}
}

func writeTwice(t *testing.T, channels int, photos []*Photo) (ref, dist []byte) {
	size := Size{301, 270} // no multiple of JPEG's blocks
	var made [2][2][]byte
	for i := range made {
		f, err := Write(t.TempDir(), size, channels, photos)
		if err != nil {
			t.Fatal(err)
		}
		for j, name := range []string{f.Ref, f.Dist} {
			if made[i][j], err = os.ReadFile(name); err != nil {
				t.Fatal(err)
			}
			if n := len(made[i][j]); n != channels*size.Pixels() || f.Channels != channels {
				t.Errorf("%s: %d bytes of %d channels, want %d", name, n, f.Channels, channels)
			}
		}
	}
	if !bytes.Equal(made[0][0], made[1][0]) || !bytes.Equal(made[0][1], made[1][1]) {
		t.Errorf("%d channels made twice, not the same", channels)
	}
	return made[0][0], made[0][1]
}

func meanDiff(a, b []byte) float64 {
	sum := 0
	for i := range a {
		d := int(a[i]) - int(b[i])
		sum += max(d, -d)
	}
	return float64(sum) / float64(len(a))
}

func TestPhotosMissing(t *testing.T) {
	if _, err := Photos(t.TempDir()); err == nil {
		t.Error("no error for an empty folder")
	}
}

// Columns of cells show different photographs, in gray and in colour.
func TestReference(t *testing.T) {
	dark, light := image.NewGray(image.Rect(0, 0, 2, 2)), image.NewRGBA(image.Rect(0, 0, 3, 1))
	draw.Draw(light, light.Rect, image.NewUniform(color.RGBA{200, 100, 200, 255}), image.Point{}, draw.Src)
	size, photos := Size{2 * cell, 1}, []*Photo{newPhoto(dark), newPhoto(light)}
	g, c := Reference(size, photos), ColorReference(size, photos)
	if a, b := g.Pix[cell-1], g.Pix[cell]; a != 0 || b < 140 || b > 142 {
		t.Errorf("at the border of two cells: %d, %d", a, b)
	}
	for x, want := range map[int]color.RGBA{cell - 1: {0, 0, 0, 255}, cell: {200, 100, 200, 255}} {
		if got := c.RGBAAt(x, 0); got != want {
			t.Errorf("in colour at %d: %v, want %v", x, got, want)
		}
	}
}

// Noise is of the size that is promised, and leaves alpha alone.
func TestNoise(t *testing.T) {
	from, to := make([]byte, 40000), make([]byte, 40000)
	for i := range from {
		from[i] = 100
	}
	noise(to, from, true)
	sum, n := 0., 0.
	for i, v := range to {
		if d := float64(v) - 100; i%4 < 3 {
			sum, n = sum+d*d, n+1
		} else if d != 0 {
			t.Fatalf("alpha %d is %d", i, v)
		}
	}
	if sd := math.Sqrt(sum / n); sd < 3.8 || sd > 4.2 {
		t.Errorf("standard deviation %v, want 4", sd)
	}
}
