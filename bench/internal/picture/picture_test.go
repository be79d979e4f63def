package picture

import (
	"bytes"
	"image"
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
	size := Size{301, 270} // no multiple of JPEG's blocks
	var made [2][2][]byte
	for i := range made {
		f, err := Write(t.TempDir(), size, photos)
		if err != nil {
			t.Fatal(err)
		}
		for j, name := range []string{f.Ref, f.Dist} {
			if made[i][j], err = os.ReadFile(name); err != nil {
				t.Fatal(err)
			}
			if n := len(made[i][j]); n != size.Pixels() {
				t.Errorf("%s: %d bytes, want %d", name, n, size.Pixels())
			}
		}
	}
	if !bytes.Equal(made[0][0], made[1][0]) || !bytes.Equal(made[0][1], made[1][1]) {
		t.Error("made twice, not the same")
	}
	if d := meanDiff(made[0][0], made[0][1]); d < 1 || d > 12 {
		t.Errorf("mean difference of the pair is %v, want some", d)
	}
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

// Columns of cells show different photographs.
func TestReference(t *testing.T) {
	dark, light := image.NewGray(image.Rect(0, 0, 2, 2)), image.NewGray(image.Rect(0, 0, 3, 1))
	for i := range light.Pix {
		light.Pix[i] = 200
	}
	g := Reference(Size{2 * cell, 1}, []*image.Gray{dark, light})
	if a, b := g.Pix[cell-1], g.Pix[cell]; a != 0 || b != 200 {
		t.Errorf("at the border of two cells: %d, %d", a, b)
	}
}
