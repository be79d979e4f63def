package dataset

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/degrade"
	"github.com/fastiqa/iqa/pipeline"
	"github.com/fastiqa/iqa/plane"
)

func encoded(t *testing.T, m image.Image) *fstest.MapFile {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

func colored(t *testing.T, w, h int) *fstest.MapFile {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = uint8(i*i%251) | uint8(i%4/3*255)
	}
	return encoded(t, m)
}

// folder has pictures of all kinds, and what is none.
func folder(t *testing.T) fstest.MapFS {
	gray := image.NewGray(image.Rect(0, 0, 10, 9))
	gray.Set(3, 3, color.White)
	clear := image.NewNRGBA(image.Rect(0, 0, 9, 9))
	clear.Set(4, 4, color.NRGBA{200, 100, 50, 128})
	return fstest.MapFS{
		"a.png": colored(t, 20, 12), "b/c.png": colored(t, 11, 30), "small.png": colored(t, 8, 30),
		"gray.png": encoded(t, gray), "clear.png": encoded(t, clear),
		"broken.png": {Data: []byte("nothing")}, "cut.png": {Data: colored(t, 20, 20).Data[:300]},
		"notes.txt": {Data: []byte("none")},
	}
}

// read reads folders into patches of 9 pixels a side.
func read(t *testing.T, r Reader) (*cnn.Patches, *Summary, []string, error) {
	t.Helper()
	var skipped []string
	r.Skip = func(name string, err error) { skipped = append(skipped, name+": "+err.Error()) }
	if r.Memory == 0 {
		r.Memory = 1 << 30
	}
	p := &cnn.Patches{Side: 9, Seed: 1}
	s, err := r.Read(t.Context(), p)
	return p, s, skipped, err
}

func drawn(p *cnn.Patches) (all []float32) {
	input, target := make([]plane.Plane, 3), make([]plane.Plane, 3)
	for i := range uint64(20) {
		p.Draw(i, input, target)
		for c := range 3 {
			for y := range 9 {
				all = append(append(all, input[c].Row(y)...), target[c].Row(y)...)
			}
		}
	}
	return all
}

func TestRead(t *testing.T) {
	p, s, skipped, err := read(t, Reader{Folders: []Folder{{Name: "d", Clean: folder(t)}}, Task: degrade.SR2{}})
	if err != nil {
		t.Fatal(err)
	}
	want := Summary{Pictures: 4, Pixels: 20*12 + 11*30 + 10*9 + 9*9, Gray: 1, Alpha: 1, Small: 1,
		Unreadable: 2, Hash: s.Hash}
	if *s != want || len(s.Hash) != 64 {
		t.Errorf("%+v, want %+v", *s, want)
	}
	for i, start := range []string{"d/broken.png: not an image", "d/small.png: picture is smaller", "d/cut.png: png: "} {
		if i >= len(skipped) || !strings.HasPrefix(skipped[i], start) {
			t.Errorf("skipped: %q", skipped)
		}
	}
	if got, want := p.Places(), 12*4+3*22+2*1+1; got != want {
		t.Errorf("%d places, want %d", got, want)
	}
}

// Workers change nothing, and neither does a worker's memory.
func TestReadInParallel(t *testing.T) {
	r := Reader{Folders: []Folder{{Name: "d", Clean: folder(t)}}, Task: degrade.Demosaic{Seed: 4}}
	one, s, _, err := read(t, r)
	if err != nil {
		t.Fatal(err)
	}
	r.Workers, r.Par = 3, pipeline.Par(3)
	many, s3, _, err := read(t, r)
	if err != nil || *s != *s3 || !slices.Equal(drawn(one), drawn(many)) {
		t.Errorf("other patches: %+v, %+v, %v", s, s3, err)
	}
}

// Where memory is short, pictures are cut to squares, as large as fit.
func TestReadBoundsMemory(t *testing.T) {
	fsys := fstest.MapFS{"a.png": colored(t, 20, 12), "b.png": colored(t, 11, 30)}
	r := Reader{Folders: []Folder{{Name: "d", Clean: fsys}}, Task: degrade.JPEG{}}
	r.Memory = 12 * (20*12 + 11*30)
	if _, s, _, err := read(t, r); err != nil || s.Square != 0 {
		t.Errorf("%+v, %v", s, err)
	}
	r.Memory = 12 * (12*12 + 11*12 + 22)
	_, s, _, err := read(t, r)
	if err != nil || s.Square != 12 || s.Pixels*12 > r.Memory {
		t.Errorf("%+v, %v", s, err)
	}
	r.Memory = 12 * (2*81 - 1)
	if _, _, _, err := read(t, r); err == nil || !strings.Contains(err.Error(), "more than the memory") {
		t.Error(err)
	}
}

func TestReadPairs(t *testing.T) {
	clean := fstest.MapFS{"a.png": colored(t, 20, 12), "b.png": colored(t, 20, 12), "c.png": colored(t, 20, 12)}
	black := encoded(t, image.NewRGBA(image.Rect(0, 0, 20, 12)))
	input := fstest.MapFS{"a.png": black, "b.png": encoded(t, image.NewGray(image.Rect(0, 0, 12, 20)))}
	p, s, skipped, err := read(t, Reader{Folders: []Folder{{Name: "d", Clean: clean, Input: input}}})
	if err != nil || s.Pictures != 1 || s.Unreadable != 2 {
		t.Fatalf("%+v, %v", s, err)
	}
	if want := []string{"d/b.png: 12x20 pixels, its target has 20x12",
		"d/c.png: no distorted picture of that name"}; !slices.Equal(skipped, want) {
		t.Errorf("skipped %q, want %q", skipped, want)
	}
	in, target := make([]plane.Plane, 3), make([]plane.Plane, 3)
	p.Draw(0, in, target)
	if in[1].Row(4)[4] != 0 || target[1].Row(4)[4] == 0 {
		t.Errorf("input %g, target %g", in[1].Row(4)[4], target[1].Row(4)[4])
	}
}

func TestReadNothing(t *testing.T) {
	for want, fsys := range map[string]fstest.MapFS{
		"d: no pictures found":                                  {"x.txt": {}},
		"none of 2 pictures can be read; the first: d/a.png: ":  {"a.png": {Data: []byte("x")}, "b.png": {}},
		"all 1 pictures are smaller than a patch of 9x9 pixels": {"a.png": colored(t, 8, 8)},
		"of 2 pictures, 1 cannot be read and 1 are smaller":     {"a.png": colored(t, 8, 8), "b.png": {}},
	} {
		_, _, _, err := read(t, Reader{Folders: []Folder{{Name: "d", Clean: fsys}}, Task: degrade.SR2{}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestReadStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := Reader{Folders: []Folder{{Name: "d", Clean: folder(t)}}, Task: degrade.SR2{}, Memory: 1 << 30}
	if _, err := r.Read(ctx, &cnn.Patches{Side: 9}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
