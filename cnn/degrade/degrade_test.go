package degrade

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"image/jpeg"
	"math"
	"slices"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

// picture is w×h pixels of waves, the same everywhere.
func picture(w, h int) *plane.Image {
	m := new(plane.Image)
	m.Reset(plane.RGB, w, h, 1, false)
	for c := range m.Planes {
		for y := range h {
			for x := range w {
				m.Planes[c].Row(y)[x] = float32((x*x+3*y*(c+1)+x*y/5)%97) / 96
			}
		}
	}
	return m
}

func flat(w, h int, v float32) *plane.Image {
	m := picture(w, h)
	for c := range m.Planes {
		for y := range h {
			for x := range w {
				m.Planes[c].Row(y)[x] = v
			}
		}
	}
	return m
}

var tasks = []Task{SR2{}, JPEG{}, JPEG{Quality: 10}, Demosaic{}, Demosaic{Seed: 3}}

// checksum is a checksum of all samples.
func checksum(m *plane.Image) uint32 {
	sum := crc32.NewIEEE()
	for c := range m.Planes {
		for y := range m.Planes[c].H {
			for _, v := range m.Planes[c].Row(y) {
				u := math.Float32bits(v)
				sum.Write([]byte{byte(u), byte(u >> 8), byte(u >> 16), byte(u >> 24)})
			}
		}
	}
	return sum.Sum32()
}

// The same bits on every processor: the checksums are those of all.
func TestBits(t *testing.T) {
	want := map[string]uint32{
		"degrade.SR2{}":           0x55be8b7c,
		"degrade.JPEG{0}":         0xe7e8d74e,
		"degrade.JPEG{10}":        0x30bbc8d0,
		"degrade.Demosaic{0 0 0}": 0xa23ae18b,
		"degrade.Demosaic{0 0 3}": 0x387aeb94,
	}
	for _, k := range tasks {
		var dst plane.Image
		if err := k.Apply(&dst, picture(37, 26), 5); err != nil {
			t.Fatal(err)
		}
		if name := fmt.Sprintf("%T%v", k, k); checksum(&dst) != want[name] {
			t.Errorf("%q: %#x,", name, checksum(&dst))
		}
	}
}

// A flat picture has nothing to lose but to noise, which has the variance that
// it should have.
func TestFlat(t *testing.T) {
	for _, k := range append(tasks, Demosaic{A: -1, B: -1}) {
		for _, size := range [][2]int{{1, 1}, {2, 3}, {64, 64}} {
			var dst plane.Image
			if err := k.Apply(&dst, flat(size[0], size[1], .6), 0); err != nil {
				t.Fatal(err)
			}
			most := 1e-6
			switch k := k.(type) {
			case JPEG: // rounding of the mean, to 8 bits and by the quantiser
				most = 9. / 255
			case Demosaic:
				most += 6 * math.Sqrt(max(k.A+.005, 0)*.6+max(k.B+.0001, 0))
			}
			for c := range dst.Planes {
				for y := range size[1] {
					for x, v := range dst.Planes[c].Row(y) {
						if e := math.Abs(float64(v) - .6); e > most {
							t.Fatalf("%T at %d, %d: %g", k, x, y, v)
						}
					}
				}
			}
		}
	}
	var raw plane.Image
	const side = 128
	if err := (Demosaic{}).Apply(&raw, flat(side, side, .6), 0); err != nil {
		t.Fatal(err)
	}
	sum, sq, n := 0.0, 0.0, 0.0
	for y := 0; y < side; y += 2 { // red, where the sensor has it
		for x := 0; x < side; x += 2 {
			v := float64(raw.Planes[0].Row(y)[x])
			sum, sq, n = sum+v, sq+v*v, n+1
		}
	}
	mean := sum / n
	if v := sq/n - mean*mean; math.Abs(v-.0031) > .0003 || math.Abs(mean-.6) > .005 {
		t.Errorf("mean %g, variance %g, want .6, .0031", mean, v)
	}
}

func TestDemosaicKeepsItsColours(t *testing.T) {
	src := picture(16, 9)
	var dst plane.Image
	if err := (Demosaic{A: -1, B: -1}).Apply(&dst, src, 0); err != nil {
		t.Fatal(err)
	}
	at := func(m *plane.Image, c, x, y int) float32 { return m.Planes[c].Row(y)[x] }
	for _, k := range [][3]int{{0, 2, 4}, {1, 3, 4}, {1, 2, 5}, {2, 3, 5}} {
		if c, x, y := k[0], k[1], k[2]; at(&dst, c, x, y) != at(src, c, x, y) {
			t.Errorf("channel %d at %d, %d: %g, want %g", c, x, y, at(&dst, c, x, y), at(src, c, x, y))
		}
	}
	green := (at(src, 1, 3, 4) + at(src, 1, 5, 4) + at(src, 1, 4, 3) + at(src, 1, 4, 5)) / 4
	if got := at(&dst, 1, 4, 4); math.Abs(float64(got-green)) > 1e-6 {
		t.Errorf("green beside red: %g, want %g", got, green)
	}
	blue := (at(src, 2, 3, 3) + at(src, 2, 5, 5) + at(src, 2, 3, 5) + at(src, 2, 5, 3)) / 4
	if got := at(&dst, 2, 4, 4); math.Abs(float64(got-blue)) > 1e-6 {
		t.Errorf("blue at red: %g, want %g", got, blue)
	}
}

// Other numbers of a picture have other noise, equal ones the same.
func TestNoiseIsThePictures(t *testing.T) {
	var a, b, c plane.Image
	for i, dst := range []*plane.Image{&a, &b, &c} {
		if err := (Demosaic{}).Apply(dst, picture(20, 20), uint64(i/2)); err != nil {
			t.Fatal(err)
		}
	}
	if checksum(&a) != checksum(&b) || checksum(&b) == checksum(&c) {
		t.Error("noise does not follow the picture's number")
	}
}

// A slope is what both filters keep, away from the edges.
func TestSR2KeepsSlopes(t *testing.T) {
	src := picture(40, 40)
	for c := range src.Planes {
		for y := range 40 {
			for x := range 40 {
				src.Planes[c].Row(y)[x] = float32(x+2*y) / 128
			}
		}
	}
	var dst plane.Image
	if err := (SR2{}).Apply(&dst, src, 0); err != nil {
		t.Fatal(err)
	}
	for y := 8; y < 32; y++ {
		for x := 8; x < 32; x++ {
			if got, want := dst.Planes[1].Row(y)[x], src.Planes[1].Row(y)[x]; math.Abs(float64(got-want)) > 1e-6 {
				t.Fatalf("%d, %d: %g, want %g", x, y, got, want)
			}
		}
	}
}

func TestJPEGIsThatOfItsQuality(t *testing.T) {
	src := picture(33, 17)
	for _, q := range []int{10, 90} {
		var dst, want plane.Image
		if err := (JPEG{q}).Apply(&dst, src, 0); err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := jpeg.Encode(&file, rounded(src), &jpeg.Options{Quality: q}); err != nil {
			t.Fatal(err)
		}
		m, err := jpeg.Decode(&file)
		if err != nil {
			t.Fatal(err)
		}
		if err := want.SetFrom(m); err != nil {
			t.Fatal(err)
		}
		for c := range want.Planes {
			for y := range 17 {
				for x, v := range want.Planes[c].Row(y) {
					if got := dst.Planes[c].Row(y)[x]; got != v/255 {
						t.Fatalf("quality %d, channel %d at %d, %d: %g, want %g", q, c, x, y, got, v/255)
					}
				}
			}
		}
	}
}

func TestOnlyRGB(t *testing.T) {
	var gray, alpha, deep, dst plane.Image
	gray.Reset(plane.Gray, 4, 4, 1, false)
	alpha.Reset(plane.RGB, 4, 4, 1, true)
	deep.Reset(plane.RGB, 4, 4, 255, false)
	for _, src := range []*plane.Image{&gray, &alpha, &deep, {}} {
		for _, k := range tasks {
			if err := k.Apply(&dst, src, 0); !errors.Is(err, ErrPicture) {
				t.Errorf("%T: %v", k, err)
			}
		}
	}
}

// Every task is found by its name, and says how it is set.
func TestByName(t *testing.T) {
	settings := map[string]string{"demosaic": "a=0.005,b=0.0001", "sr2": "", "jpeg": "quality=7"}
	for _, name := range Names() {
		task, err := ByName(name, 7, 3)
		if err != nil || task.Name() != name || task.Settings() != settings[name] {
			t.Errorf("%s: %v, %v", name, task, err)
		}
	}
	if _, err := ByName("fog", 0, 0); err == nil {
		t.Error("fog is a task")
	}
	if s := (JPEG{}).Settings(); s != "quality=30" {
		t.Error(s)
	}
}

// A picture that is halved and enlarged is what the network is given.
func TestEnlarge(t *testing.T) {
	src, small, want, got := new(plane.Image), new(plane.Image), new(plane.Image), new(plane.Image)
	src.Reset(plane.RGB, 10, 6, 1, false)
	small.Reset(plane.RGB, 5, 3, 1, true)
	for c := range src.Planes {
		for y := range 6 {
			for x := range 10 {
				src.Planes[c].Row(y)[x] = float32((x*x+y*c)%7) / 7
			}
		}
		narrow := plane.Plane{}
		narrow.Resize(5, 6)
		across(&narrow, &src.Planes[c], halve)
		down(&small.Planes[c], &narrow, halve)
	}
	for y := range 3 {
		copy(small.Alpha.Row(y), small.Planes[0].Row(y))
	}
	if err := (SR2{}).Apply(want, src, 0); err != nil {
		t.Fatal(err)
	}
	Enlarge(got, small)
	for c := range want.Planes {
		for y := range 6 {
			if !slices.Equal(want.Planes[c].Row(y), got.Planes[c].Row(y)) {
				t.Fatalf("channel %d, row %d: %v, want %v", c, y, got.Planes[c].Row(y), want.Planes[c].Row(y))
			}
			if c == 0 && !slices.Equal(want.Planes[0].Row(y), got.Alpha.Row(y)) {
				t.Fatalf("alpha, row %d: %v", y, got.Alpha.Row(y))
			}
		}
	}
}
