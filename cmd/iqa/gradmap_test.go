package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/heatmap"
	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

const images = testdata + "images/"

// drawing runs gradmap on two files and decodes what it draws.
func drawing(t *testing.T, ref, dist string, args ...string) *image.RGBA {
	t.Helper()
	name := t.TempDir() + "/out.png"
	args = append([]string{"gradmap", ref, dist, "-o", name}, args...)
	if code, out, errs := call(t, args...); code != 0 || out != "" {
		t.Fatalf("%q: code %d: %s%s", args, code, out, errs)
	}
	return openPNG(t, name)
}

func openPNG(t *testing.T, name string) *image.RGBA {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	rgba := image.NewRGBA(m.Bounds())
	for y := range rgba.Rect.Dy() {
		for x := range rgba.Rect.Dx() {
			rgba.Set(x, y, m.At(x, y))
		}
	}
	return rgba
}

// raw runs gradmap on two files for the values.
func raw(t *testing.T, ref, dist string, args ...string) *plane.Image {
	t.Helper()
	name := t.TempDir() + "/out.pfm"
	args = append([]string{"gradmap", ref, dist, "-o", name}, args...)
	if code, out, errs := call(t, args...); code != 0 || out != "" {
		t.Fatalf("%q: code %d: %s%s", args, code, out, errs)
	}
	m := new(plane.Image)
	if err := imageio.Files(0).Load(t.Context(), m, name); err != nil {
		t.Fatal(err)
	}
	return m
}

// The values are those of the definitions: sizes, channels and numbers.
func TestGradmapValues(t *testing.T) {
	for _, c := range []struct {
		pair     string
		channels int
	}{
		{"camera40x12 noise10", 1}, {"astronaut33x47 noise10", 3}, {"astronaut192_16 noise1500", 3},
	} {
		base, kind, _ := strings.Cut(c.pair, " ")
		ref, dist := images+base+".png", images+base+"__"+kind+".png"
		var x, y plane.Image
		load := imageio.Files(0).Load
		if load(t.Context(), &y, ref) != nil || load(t.Context(), &x, dist) != nil {
			t.Fatal("no pictures")
		}
		diff, l2 := raw(t, ref, dist, "--kind", "diff"), raw(t, ref, dist, "-m", "l2")
		l1 := raw(t, ref, dist, "-m", "l1", "--kind", "map")
		n := float64(c.channels * x.Size().X * x.Size().Y)
		for _, m := range []*plane.Image{diff, l2, l1} {
			if len(m.Planes) != c.channels || m.Size() != x.Size() {
				t.Fatalf("%s: %d planes of %v", c.pair, len(m.Planes), m.Size())
			}
		}
		for p := range x.Planes {
			for i := range x.Size().X {
				row := x.Size().Y / 2
				d := float64(x.Planes[p].Row(row)[i]-y.Planes[p].Row(row)[i]) / x.Peak()
				close(t, "diff", diff.Planes[p].Row(row)[i], d)
				close(t, "l1", l1.Planes[p].Row(row)[i], math.Abs(d))
				close(t, "gradient of l2", l2.Planes[p].Row(row)[i], 2*d/n)
			}
		}
		s := raw(t, ref, dist, "--kind", "map")
		if want := x.Size().Sub(image.Pt(10, 10)); s.Size() != want {
			t.Errorf("%s: map of ssim of %v, want %v", c.pair, s.Size(), want)
		}
	}
}

func close(t *testing.T, what string, got float32, want float64) {
	t.Helper()
	if math.Abs(float64(got)-want) > 1e-6*math.Abs(want) {
		t.Fatalf("%s is %v, want %v", what, got, want)
	}
}

// SSIM is the product of its two factors.
func TestGradmapFactors(t *testing.T) {
	ref, dist := images+"camera40x12.png", images+"camera40x12__noise10.png"
	s, l, cs := raw(t, ref, dist, "-k", "map"), raw(t, ref, dist, "-k", "l"), raw(t, ref, dist, "-k", "cs")
	for i, v := range s.Planes[0].Row(1) {
		if p := l.Planes[0].Row(1)[i] * cs.Planes[0].Row(1)[i]; math.Abs(float64(v-p)) > 1e-5 {
			t.Errorf("window %d: %v, l·cs %v", i, v, p)
		}
	}
}

func TestGradmapNPY(t *testing.T) {
	name := t.TempDir() + "/out.npy"
	code, _, errs := call(t, "gradmap", images+"astronaut33x47.png", images+"astronaut33x47__noise10.png",
		"-m", "l1", "-o", name)
	b, err := os.ReadFile(name)
	if code != 0 || err != nil {
		t.Fatalf("code %d: %s%v", code, errs, err)
	}
	if start := 10 + int(binary.LittleEndian.Uint16(b[8:])); len(b)-start != 4*3*33*47 ||
		!bytes.Contains(b[:start], []byte("'shape': (3, 47, 33)")) {
		t.Errorf("%d bytes, header %q", len(b), b[:start])
	}
}

// Every kind of every metric that has it, drawn from every kind of picture.
func TestGradmapDraws(t *testing.T) {
	pairs := []string{
		"camera257x193 jpeg10", "astronaut177x191 noise10", "astronaut192_16 noise1500",
		"synt_black192 white", "synt_flat100 flat110", "synt_checker inverted",
	}
	if testing.Short() { // as under emulation: one of colour and one that is flat
		pairs = []string{pairs[1], pairs[4]}
	}
	for _, pair := range pairs {
		base, kind, _ := strings.Cut(pair, " ")
		ref, dist := images+base+".png", images+base+"__"+kind+".png"
		for _, args := range [][]string{{"-k", "diff"}, {"-k", "l"}, {"-k", "cs", "--overlay"}} {
			drawing(t, ref, dist, args...)
		}
		for _, m := range able(t, hasGrad, ref) {
			drawing(t, ref, dist, "-m", m)
			drawing(t, ref, dist, "-m", m, "--overlay", "--side-by-side")
		}
		for _, m := range able(t, hasMap, ref) {
			drawing(t, ref, dist, "-m", m, "--kind", "map")
		}
	}
}

// able are the metrics that are so, and take the picture of that name.
func able(t *testing.T, is func(metrics.Info) bool, name string) []string {
	t.Helper()
	var m plane.Image
	if err := imageio.Files(0).Load(t.Context(), &m, name); err != nil {
		t.Fatal(err)
	}
	noFeatures := strings.Contains(name, "/synt_") // flat, or a checkerboard
	return namesOf(func(i metrics.Info) bool {
		return is(i) && (!i.Color || len(m.Planes) == 3) && !(i.Name == "fsim" && noFeatures)
	})
}

// The map of a metric of whole pictures has one channel, drawn and written.
func TestGradmapWhole(t *testing.T) {
	ref, dist := images+"astronaut33x47.png", images+"astronaut33x47__noise10.png"
	m := raw(t, ref, dist, "-m", "ciede2000", "-k", "map")
	if len(m.Planes) != 1 || m.Size() != image.Pt(33, 47) {
		t.Errorf("%d planes of %v", len(m.Planes), m.Size())
	}
	gray := images + "camera40x12"
	code, _, errs := call(t, "gradmap", gray+".png", gray+"__noise10.png", "-m", "ciede2000",
		"-k", "map", "-o", t.TempDir()+"/out.png")
	if want := "iqa: " + gray + "__noise10.png: needs colour, the pictures are gray\n"; code != 2 || errs != want {
		t.Errorf("gray: code %d: %q, want %q", code, errs, want)
	}
}

// halved is a metric whose map is half as large as the pictures: 0, 1, 2, … of
// its rows.
type halved struct{ metrics.Metric }

func (halved) ScoreImage(ref, dist *plane.Image) (float64, error) { return .5, nil }

func (halved) MapImage(dst *plane.Plane, ref, dist *plane.Image) (float64, error) {
	dst.Resize((ref.Size().X+1)/2, (ref.Size().Y+1)/2)
	dst.Peak = 1
	for y := range dst.H {
		for x := range dst.W {
			dst.Row(y)[x] = float32(x)
		}
	}
	return .5, nil
}

// A map that is smaller by a factor covers the picture: two pixels a value.
func TestGradmapEnlarges(t *testing.T) {
	var ref plane.Image
	ref.Reset(plane.RGB, 301, 299, 255, false)
	v := values{kind: "map", metric: halved{}, info: metrics.Info{Name: "halved"}}
	if err := v.make(&ref, &ref); err != nil {
		t.Fatal(err)
	}
	if size := v.planes[0].Size(); len(v.planes) != 1 || size != image.Pt(151, 150) || v.block() != 2 {
		t.Fatalf("%d planes of %v, blocks of %d", len(v.planes), size, v.block())
	}
	if v.at() != (image.Point{}) || v.unit() != "map of halved, each 2×2 pixels" {
		t.Errorf("at %v: %q", v.at(), v.unit())
	}
	var b bytes.Buffer
	if err := (&page{&mapOptions{span: span{set: true, hi: 150}}, &v}).draw(&b); err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	first := image.Pt(14, 14+17+5) // of the picture on the page
	scale := heatmap.Scale{Hi: 150}
	for _, p := range []image.Point{{0, 0}, {1, 298}, {2, 7}, {299, 0}, {300, 298}} {
		got, want := m.At(first.X+p.X, first.Y+p.Y), scale.Color(float64(p.X/2))
		if got != color.Color(want) {
			t.Errorf("at %v: %v, want %v", p, got, want)
		}
	}
}

// With a border there is a value for every sample, and another gradient.
func TestGradmapBorder(t *testing.T) {
	ref, dist := images+"camera11x11.png", images+"camera11x11__noise10.png"
	for _, kind := range []string{"map", "l", "cs", "grad"} {
		v := raw(t, ref, dist, "-k", kind, "--border", "reflect101")
		if v.Size() != image.Pt(11, 11) {
			t.Errorf("%s: %v", kind, v.Size())
		}
	}
	a, b := raw(t, ref, dist), raw(t, ref, dist, "--border", "zero")
	if a.Planes[0].Row(5)[5] == b.Planes[0].Row(5)[5] {
		t.Error("--border has no effect on the gradient")
	}
}

// The weight of mix goes from its one part to its other.
func TestGradmapMixAlpha(t *testing.T) {
	ref, dist := images+"astronaut33x47.png", images+"astronaut33x47__noise10.png"
	zhao := raw(t, ref, dist, "-m", "zhao-ms-ssim", "-k", "map")
	one := raw(t, ref, dist, "-m", "mix", "-k", "map", "--alpha", "1")
	usual := raw(t, ref, dist, "-m", "mix", "-k", "map")
	for i, v := range zhao.Planes[1].Row(3) {
		if got := float64(one.Planes[1].Row(3)[i]); math.Abs(got-(1-float64(v))) > 1e-6 {
			t.Errorf("alpha 1: %v, want 1-%v", got, v)
		}
		if usual.Planes[1].Row(3)[i] == one.Planes[1].Row(3)[i] {
			t.Errorf("alpha .84 is as 1")
		}
	}
}

// Equal pictures have maps of zeros, or of ones.
func TestGradmapOfEqualPictures(t *testing.T) {
	for _, name := range []string{"astronaut177x191", "synt_flat100", "synt_black_rgb192"} {
		ref := images + name + ".png"
		for _, m := range able(t, hasGrad, ref) {
			if g := drawing(t, ref, ref, "-m", m); g.RGBAAt(60, 60) != (color.RGBA{221, 221, 221, 255}) {
				t.Errorf("%s: gradient of %s is %v", name, m, g.RGBAAt(60, 60))
			}
			for _, p := range raw(t, ref, ref, "-m", m).Planes {
				if slices.ContainsFunc(p.Pix, func(v float32) bool { return v != 0 }) {
					t.Errorf("%s: gradient of %s is not zero", name, m)
				}
			}
		}
		if g := drawing(t, ref, ref, "-k", "map"); g.RGBAAt(60, 60) != (color.RGBA{0xfd, 0xe7, 0x25, 255}) {
			t.Errorf("%s: map of ssim is %v", name, g.RGBAAt(60, 60))
		}
	}
}

// The same value has the same colour in pictures of one --range.
func TestGradmapRange(t *testing.T) {
	dir := t.TempDir()
	flat := func(name string, v, dot uint8) {
		m := image.NewGray(image.Rect(0, 0, 300, 300))
		for i := range m.Pix {
			m.Pix[i] = v
		}
		m.Pix[0] = dot
		save(t, dir+"/"+name+".png", encoded(t, "png", m))
	}
	flat("ref", 100, 100)
	flat("a", 110, 115)
	flat("b", 110, 250)
	ref, a, b := dir+"/ref.png", dir+"/a.png", dir+"/b.png"
	at := func(dist string, args ...string) color.RGBA {
		return drawing(t, ref, dist, append(args, "-k", "diff")...).RGBAAt(100, 100)
	}
	for _, r := range []string{"0.1", "-0.2:0.1", "-1:1"} {
		if p, q := at(a, "--range", r), at(b, "--range", r); p != q || p == (color.RGBA{221, 221, 221, 255}) {
			t.Errorf("--range %s: %v and %v", r, p, q)
		}
	}
	if p, q := at(b), at(b, "--range", "full"); p == q {
		t.Errorf("one pixel of 90000 rules the scale: %v", p)
	}
	if p, q := at(b, "--range", "0.01"), at(b, "--range", "0.02"); p != q || p != (color.RGBA{180, 4, 38, 255}) {
		t.Errorf("beyond the scale: %v and %v", p, q)
	}
}

// Alpha is laid over black, and the picture says so.
func TestGradmapAlpha(t *testing.T) {
	dir := t.TempDir()
	m := picture(30, 30)
	save(t, dir+"/ref.png", encoded(t, "png", m))
	for i := 3; i < len(m.Pix); i += 4 {
		m.Pix[i] = 51 // a fifth
	}
	save(t, dir+"/dist.png", encoded(t, "png", m))
	code, _, errs := call(t, "gradmap", dir+"/ref.png", dir+"/dist.png", "-k", "diff", "-o", dir+"/out.pfm")
	if want := "iqa: " + dir + "/dist.png: alpha: laid over black\n"; code != 0 || errs != want {
		t.Errorf("code %d: %q, want %q", code, errs, want)
	}
	var d plane.Image
	if err := imageio.Files(0).Load(t.Context(), &d, dir+"/out.pfm"); err != nil {
		t.Fatal(err)
	}
	c := m.NRGBAAt(7, 9)
	close(t, "diff", d.Planes[0].Row(9)[7], -.8*float64(c.R)/255)
	drawing(t, dir+"/ref.png", dir+"/dist.png", "-k", "diff", "--side-by-side")
}

// Gray against colour, 8 against 16 bits.
func TestGradmapMixedKinds(t *testing.T) {
	dir := t.TempDir()
	rgb := picture(30, 30)
	gray, deep := image.NewGray(rgb.Rect), image.NewNRGBA64(rgb.Rect)
	for y := range 30 {
		for x := range 30 {
			gray.Set(x, y, rgb.At(x, y))
			deep.Set(x, y, rgb.At(x, y))
		}
	}
	for name, m := range map[string]image.Image{"rgb": rgb, "gray": gray, "deep": deep} {
		save(t, dir+"/"+name+".png", encoded(t, "png", m))
	}
	for name, note := range map[string]string{"gray": "gray against rgb", "deep": "bit depths differ"} {
		code, _, errs := call(t, "gradmap", dir+"/rgb.png", dir+"/"+name+".png", "-m", "l1", "-o", dir+"/out.npy")
		b, err := os.ReadFile(dir + "/out.npy")
		if code != 0 || err != nil || !strings.Contains(errs, note) || !bytes.Contains(b, []byte("(3, 30, 30)")) {
			t.Errorf("%s: code %d, %v: %s", name, code, err, errs)
		}
	}
}

// Pictures that are too small for a metric: one line with the file and the
// metric.
func TestGradmapTooSmall(t *testing.T) {
	dir := t.TempDir()
	ref, dist := images+"astronaut8x8.png", images+"astronaut8x8__noise10.png"
	code, _, errs := call(t, "gradmap", ref, dist, "-k", "map", "-m", "ssim", "-o", dir+"/out.png")
	want := "iqa: " + dist + ": 8x8 is smaller than the 11x11 that ssim needs\n"
	if code != 2 || errs != want {
		t.Errorf("code %d: %q, want %q", code, errs, want)
	}
	if f, _ := os.ReadDir(dir); len(f) != 0 {
		t.Errorf("left behind: %v", f)
	}
	if m := drawing(t, ref, dist, "-m", "l1"); m.Rect.Dx() < 256 {
		t.Errorf("8x8 is drawn on %v", m.Rect)
	}
}

func TestGradmapUsageErrors(t *testing.T) {
	dir := t.TempDir()
	ref, dist := testdata+"ref/camera.png", testdata+"dist/camera.jpg"
	save(t, dir+"/file", nil)
	out := dir + "/out.png"
	for says, args := range map[string][]string{
		"want --output FILE":            {ref, dist},
		"want REF and DIST":             {ref, "-o", out},
		"ends in none of .png":          {ref, dist, "-o", dir + "/out.jpg"},
		"--format: unknown \"gif\"":     {ref, dist, "-o", out, "-f", "gif"},
		"--kind: unknown":               {ref, dist, "-o", out, "-k", "gradient"},
		"--metric: unknown metric":      {ref, dist, "-o", out, "-m", "vmaf"},
		"--kind cs: not of l1":          {ref, dist, "-o", out, "-m", "l1", "-k", "cs"},
		"--kind map: not of psnr":       {ref, dist, "-o", out, "-m", "psnr", "-k", "map"},
		"--range: \"3:1\"":              {ref, dist, "-o", out, "--range", "3:1"},
		"--range: \"0\"":                {ref, dist, "-o", out, "--range", "0"},
		"--range: \"nan\"":              {ref, dist, "-o", out, "--range", "nan"},
		"--range: \"-inf:1\"":           {ref, dist, "-o", out, "--range", "-inf:1"},
		"--overlay: npy has the values": {ref, dist, "-o", dir + "/out.npy", "--overlay"},
		"--alpha: only mix has it":      {ref, dist, "-o", out, "--alpha", ".5"},
		"--alpha: 0 is not above 0":     {ref, dist, "-o", out, "-m", "mix", "--alpha", "0"},
		"--max-pixels: -1":              {ref, dist, "-o", out, "--max-pixels", "-1"},
		"--workers: -1":                 {ref, dist, "-o", out, "-j", "-1"},
		"--memory: ":                    {ref, dist, "-o", out, "--memory", "much"},
		"--progress: unknown":           {ref, dist, "-o", out, "--progress", "maybe"},
		"no such file":                  {ref, "not-there", "-o", out},
		"is a folder and":               {testdata + "ref", dist, "-o", dir},
		"is a file; for folders":        {testdata + "ref", testdata + "dist", "-o", dir + "/file"},
		"is also read from":             {testdata + "ref", testdata + "dist", "-o", testdata + "dist/"},
		"is a directory":                {ref, dist, "-o", dir, "-f", "png", "-m", "l1"},
		"no/such/folder":                {ref, dist, "-o", dir + "/no/such/folder/x.png", "-m", "l1"},
		"flag provided but not defined": {ref, dist, "-o", out, "--no-timing"},
	} {
		code, stdout, errs := call(t, append([]string{"gradmap", "-m", "l2"}, args...)...)
		if code != 2 || stdout != "" || !strings.HasPrefix(errs, "iqa: ") ||
			!strings.Contains(errs, says) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%q: code %d, stdout %q, stderr %q, want %q", args, code, stdout, errs, says)
		}
	}
	save(t, dir+"/in.png", encoded(t, "png", picture(20, 20)))
	code, _, errs := call(t, "gradmap", ref, dir+"/in.png", "-m", "l2", "-o", dir+"/in.png")
	if code != 2 || !strings.Contains(errs, "is also read from") {
		t.Errorf("over its input: code %d: %s", code, errs)
	}
	if f, _ := os.ReadDir(dir); len(f) != 2 {
		t.Errorf("left behind: %v", f)
	}
}

// To a pipe, for which the format is to be said.
func TestGradmapToStdout(t *testing.T) {
	code, out, errs := call(t, "gradmap", testdata+"ref/camera.png", testdata+"dist/camera.jpg",
		"-m", "l1", "-o", "-", "-f", "npy")
	if code != 0 || !strings.HasPrefix(out, "\x93NUMPY") {
		t.Errorf("code %d: %.20q: %s", code, out, errs)
	}
}

// names are the files below a folder.
func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			all = append(all, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Folders: a file a pair, under its name; a bad file ends nothing; nothing is
// written outside.
func TestGradmapFolders(t *testing.T) {
	dir := t.TempDir()
	good := encoded(t, "png", picture(40, 30))
	for _, side := range []string{"/ref/", "/dist/"} {
		for _, name := range []string{"a.png", "b.bmp", "b.png", "sub/deep/c.png", "bad.png", "link/d.png", "small.png"} {
			data := good
			switch {
			case name == "b.bmp":
				data = encoded(t, "bmp", picture(40, 30))
			case name == "bad.png" && side == "/dist/":
				data = good[:len(good)/2]
			case name == "small.png":
				data = encoded(t, "png", picture(7, 7))
			}
			save(t, dir+side+name, data)
		}
	}
	save(t, dir+"/dist/extra.png", good)
	save(t, dir+"/out/a.png", []byte("what was there before"))
	if err := os.Mkdir(dir+"/elsewhere", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(dir+"/elsewhere", dir+"/out/link"); err != nil {
		t.Skip("no links here: ", err)
	}
	code, out, errs := call(t, "gradmap", dir+"/ref", dir+"/dist", "-k", "map", "-o", dir+"/out")
	if code != 2 || out != "" {
		t.Errorf("code %d, stdout %q", code, out)
	}
	for _, says := range []string{"iqa: bad.png: png: ", "iqa: small.png: 7x7 is smaller than the 11x11 that ssim needs\n",
		"link/d.png: ", `"extra.png" has no reference`, "iqa: 4 written, 3 failed\n"} {
		if !strings.Contains(errs, says) {
			t.Errorf("stderr does not say %q: %s", says, errs)
		}
	}
	if got, want := fmt.Sprint(names(t, dir+"/out")), "[a.png b.png b.png.png link sub/deep/c.png]"; got != want {
		t.Errorf("written: %s, want %s", got, want)
	}
	if n := names(t, dir+"/elsewhere"); len(n) > 0 {
		t.Errorf("written outside: %v", n)
	}
	openPNG(t, dir+"/out/a.png")
	code, _, errs = call(t, "gradmap", dir+"/ref/a.png", dir+"/dist", "-k", "diff", "-o", dir+"/values", "-f", "npy")
	if got := fmt.Sprint(names(t, dir+"/values")); code != 2 || got != "[a.npy b.npy b.png.npy extra.npy link/d.npy sub/deep/c.npy]" {
		t.Errorf("one reference: code %d, %s: %s", code, got, errs)
	}
}

func TestGradmapNoPairs(t *testing.T) {
	dir := t.TempDir()
	code, _, errs := call(t, "gradmap", dir, dir, "-k", "diff", "-o", filepath.Join(t.TempDir(), "out"))
	if want := "iqa: " + dir + ": no pairs found\n"; code != 2 || errs != want {
		t.Errorf("code %d: %q, want %q", code, errs, want)
	}
}

func TestGradmapMaxPixels(t *testing.T) {
	code, _, errs := call(t, "gradmap", testdata+"ref", testdata+"dist", "-k", "diff",
		"--max-pixels", "1000", "-o", t.TempDir())
	if code != 2 || !strings.Contains(errs, "iqa: 0 written, 4 failed") {
		t.Errorf("code %d: %s", code, errs)
	}
}

// An interrupt leaves whole files, and says so.
func TestGradmapInterrupt(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	code, _, errs := callWith(ctx, "", "gradmap", testdata+"ref", testdata+"dist", "-k", "diff", "-o", dir)
	if code != 2 || !strings.Contains(errs, "interrupted after 0 pairs") {
		t.Errorf("code %d: %s", code, errs)
	}
	if n := names(t, dir); len(n) > 0 {
		t.Errorf("left behind: %v", n)
	}
}

// Whole files are left, also where many are being written.
func TestGradmapInterruptLater(t *testing.T) {
	dir := t.TempDir()
	data := encoded(t, "png", picture(100, 80))
	for i := range 300 {
		for _, side := range []string{"ref", "dist"} {
			save(t, fmt.Sprintf("%s/%s/%d.png", dir, side, i), data)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	out := dir + "/out"
	go func() {
		for ctx.Err() == nil {
			if f, _ := filepath.Glob(out + "/*.png"); len(f) > 2 {
				cancel()
			}
		}
	}()
	code, _, errs := callWith(ctx, "", "gradmap", dir+"/ref", dir+"/dist", "-o", out)
	if code != 2 || !strings.Contains(errs, "interrupted after") {
		t.Errorf("code %d: %s", code, errs)
	}
	files := names(t, out)
	for _, n := range files {
		openPNG(t, out+"/"+n)
	}
	if says := fmt.Sprintf("iqa: %d written, 0 failed\n", len(files)); !strings.Contains(errs, says) {
		t.Errorf("%d files: %s", len(files), errs)
	}
}

// Files are the same, and have the same names, whoever writes them first.
func TestGradmapWorkers(t *testing.T) {
	var want []string
	for _, n := range []string{"1", "2", "7"} {
		dir := t.TempDir()
		for _, format := range mapFormats {
			if code, _, errs := call(t, "gradmap", testdata+"ref", testdata+"dist", "-j", n,
				"-f", format, "-o", dir); code != 0 {
				t.Fatalf("code %d: %s", code, errs)
			}
		}
		var got []string
		for _, name := range names(t, dir) {
			b, err := os.ReadFile(dir + "/" + name)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprintf("%s %x", name, sha256.Sum256(b)))
		}
		if want == nil {
			want = got
		}
		if len(got) != 12 || !slices.Equal(got, want) {
			t.Errorf("%s workers: %d other files", n, len(got))
		}
	}
}

// A full disk ends in one line.
func TestGradmapFullDisk(t *testing.T) {
	needFull(t)
	for _, format := range mapFormats {
		code, _, errs := call(t, "gradmap", testdata+"ref/camera.png", testdata+"dist/camera.jpg",
			"-k", "diff", "-o", "/dev/full", "-f", format)
		if code != 2 || errs != "iqa: /dev/full: no space left on device\n" {
			t.Errorf("%s: code %d: %q", format, code, errs)
		}
	}
}

// Rounding makes a similarity 1.0000046 here, which is not beyond 1: the legend
// has no point on the right.
func TestGradmapSimilarityEndsAtOne(t *testing.T) {
	base := images + "astronaut256"
	ref, dist := base+".png", base+"__contrast0.75.png"
	m := raw(t, ref, dist, "-k", "cs")
	if slices.Max(m.Planes[0].Row(0)) <= 1 && slices.Max(m.Planes[1].Pix) <= 1 && slices.Max(m.Planes[2].Pix) <= 1 {
		t.Fatal("no similarity is above 1: the test needs another picture")
	}
	a := drawing(t, ref, dist, "-k", "cs")
	b := drawing(t, ref, dist, "-k", "cs", "--range", "0:2")
	if a.Rect != b.Rect {
		t.Errorf("a remark more: %v, without %v", a.Rect, b.Rect)
	}
}
