package main

import (
	"bytes"
	"context"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/safetensors"
	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/plane"
)

// net is the file of a network that gives back its input, .9 times as far from
// gray: one tap in each layer, of which the first is above 0 and below.
func net(t *testing.T) string {
	t.Helper()
	n := &cnn.Net{Params: make([]float32, cnn.Size())}
	all := map[string]cnn.Tensor{}
	for _, x := range cnn.Tensors() {
		all[x.Name] = x
	}
	set := func(name string, out, in int, v float32) {
		x := all[name]
		taps := x.Shape[2] * x.Shape[3]
		n.Params[x.At+(out*x.Shape[1]+in)*taps+taps/2] = v
	}
	for _, name := range []string{"prelu1.weight", "prelu2.weight"} {
		for i := range cnn.Features {
			n.Params[all[name].At+i] = 1
		}
	}
	for c := range cnn.Channels {
		set("conv1.weight", c, c, 1)
		set("conv2.weight", c, c, .9)
		set("conv3.weight", c, c, 1)
	}
	b, err := n.Encode(nil, safetensors.F32)
	if err != nil {
		t.Fatal(err)
	}
	name := t.TempDir() + "/net.safetensors"
	save(t, name, b)
	return name
}

func loaded(t *testing.T, name string) *plane.Image {
	t.Helper()
	m := new(plane.Image)
	if err := imageio.Files(0).Load(t.Context(), m, name); err != nil {
		t.Fatal(name, err)
	}
	return m
}

// paler holds a restored picture to what the network of net makes of it.
func paler(t *testing.T, name string, src, got *plane.Image) {
	t.Helper()
	if got.Space != src.Space || got.Peak() != src.Peak() || (got.Alpha == nil) != (src.Alpha == nil) {
		t.Fatalf("%s: %v of peak %g, alpha %v", name, got.Space, got.Peak(), got.Alpha != nil)
	}
	for c := range src.Planes {
		for y := range src.Planes[c].H {
			for x, v := range src.Planes[c].Row(y) {
				want := src.Peak()*.05 + float64(v)*.9
				if d := float64(got.Planes[c].Row(y)[x]) - want; d < -.51 || d > .51 {
					t.Fatalf("%s: %g at %d,%d of %d, want %g", name, want+d, x, y, c, want)
				}
			}
		}
	}
	if src.Alpha != nil && !slices.Equal(src.Alpha.Pix, got.Alpha.Pix) {
		t.Errorf("%s: another alpha", name)
	}
}

// Pictures of all kinds keep what they are: gray, 16 bits, alpha.
func TestRestore(t *testing.T) {
	weights, in, out := net(t), t.TempDir(), t.TempDir()+"/new/folder"
	gray, deep := image.NewGray(image.Rect(0, 0, 7, 5)), image.NewNRGBA64(image.Rect(0, 0, 6, 9))
	for i := range gray.Pix {
		gray.Pix[i] = uint8(i * 7)
	}
	for i := range deep.Pix {
		deep.Pix[i] = uint8(i * i * 3)
	}
	clear := picture(11, 3)
	for i := 3; i < len(clear.Pix); i += 4 {
		clear.Pix[i] = uint8(i)
	}
	for name, m := range map[string]image.Image{"gray": gray, "sub/deep": deep, "clear": clear, "plain": picture(20, 10)} {
		save(t, in+"/"+name+".png", encoded(t, "png", m))
	}
	save(t, in+"/plain.bmp", encoded(t, "bmp", picture(20, 10)))
	save(t, in+"/bad.png", []byte("nothing"))
	code, stdout, errs := call(t, "cnn", "restore", "--weights", weights, in, "-o", out)
	if want := "iqa: " + in + "/bad.png: not an image of a known format (png jpeg gif bmp tiff webp pnm pfm)\n" +
		"iqa: 5 restored, 1 failed\n"; code != 2 || stdout != "" || errs != want {
		t.Errorf("code %d: %s%s, want %s", code, stdout, errs, want)
	}
	for _, name := range []string{"gray", "sub/deep", "clear", "plain"} {
		paler(t, name, loaded(t, in+"/"+name+".png"), loaded(t, out+"/"+name+".png"))
	}
	if !bytes.Equal(content(t, out+"/plain.png"), content(t, out+"/plain.png.png")) {
		t.Error("a PNG and a BMP of one picture become others")
	}
}

func TestRestoreOne(t *testing.T) {
	weights, dir := net(t), t.TempDir()
	save(t, dir+"/a.png", encoded(t, "png", picture(120, 9)))
	for _, n := range []string{"1", "3"} {
		if code, out, errs := call(t, "cnn", "restore", dir+"/a.png", "-w", weights, "-j", n, "-o", dir+"/"+n+".png"); code != 0 || out+errs != "" {
			t.Fatalf("code %d: %s%s", code, out, errs)
		}
	}
	paler(t, "a.png", loaded(t, dir+"/a.png"), loaded(t, dir+"/1.png"))
	if !bytes.Equal(content(t, dir+"/1.png"), content(t, dir+"/3.png")) {
		t.Error("workers make another picture")
	}
}

// What is read is not written over, and what is wrong is told in a line.
func TestRestoreRefuses(t *testing.T) {
	weights, dir, empty := net(t), t.TempDir(), t.TempDir()
	data := encoded(t, "png", picture(9, 9))
	for _, name := range []string{"a.png", "sub/a.png", "b.png"} {
		save(t, filepath.Join(dir, name), data)
	}
	c, err := (&cnn.Training{Net: cnn.New(1), By: new(cnn.SGD)}).Checkpoint(nil).Encode()
	if err != nil {
		t.Fatal(err)
	}
	save(t, empty+"/c", c)
	for want, args := range map[string][]string{
		"a.png is also read from":                              {dir + "/a.png", "-w", weights, "-o", dir + "/a.png"},
		"/a.png is also read from":                             {dir, "-w", weights, "-o", dir},
		"sub/a.png is also read from":                          {dir, "-w", weights, "-o", dir + "/sub"},
		"is one file; for several":                             {dir, "-w", weights, "-o", empty + "/x.png"},
		"want --task TASK, or --weights":                       {dir, "-o", empty},
		"want one network":                                     {dir, "-w", weights, "--task", "jpeg", "-o", empty},
		`--task: unknown "fog"`:                                {dir, "--task", "fog", "-o", empty},
		`no network in the program is by "fog" (want l2, l1, `: {dir, "--task", "jpeg", "--loss", "fog", "-o", empty},
		"want --output":                                        {dir, "-w", weights},
		"want pictures":                                        {"-w", weights, "-o", empty},
		"none: no such file":                                   {"none", "-w", weights, "-o", empty},
		"no pictures found":                                    {empty, "-w", weights, "-o", empty},
		"safetensors: no such file":                            {dir, "-w", "no.safetensors", "-o", empty},
		"not a safetensors file":                               {dir, "-w", dir + "/a.png", "-o", empty},
		"/c: a checkpoint of a training":                       {dir, "-w", empty + "/c", "-o", empty},
		"no such file or directory":                            {dir + "/a.png", "-w", weights, "-o", empty + "/no/x.png"},
		"is a file; for folders":                               {dir, "-w", weights, "-o", empty + "/c"},
		"--workers: -1":                                        {dir, "-w", weights, "-o", empty, "-j", "-1"},
		"--max-pixels":                                         {dir + "/a.png", "-w", weights, "-o", empty + "/x.png", "--max-pixels", "80"},
	} {
		code, out, errs := call(t, append([]string{"cnn", "restore"}, args...)...)
		if code != 2 || out != "" || !strings.HasPrefix(errs, "iqa: ") || !strings.Contains(errs, want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%q: code %d: %s, want %s", args, code, errs, want)
		}
	}
	for _, name := range []string{"a.png", "sub/a.png", "b.png"} {
		if !bytes.Equal(content(t, filepath.Join(dir, name)), data) {
			t.Errorf("%s was written over", name)
		}
	}
}

// A full disk and an interrupt.
func TestRestoreStops(t *testing.T) {
	weights, dir := net(t), t.TempDir()
	save(t, dir+"/a.png", encoded(t, "png", picture(9, 9)))
	if _, err := os.Stat("/dev/full"); err == nil {
		if err := os.Symlink("/dev/full", dir+"/full.png"); err != nil {
			t.Fatal(err)
		}
		code, _, errs := call(t, "cnn", "restore", dir+"/a.png", "-w", weights, "-o", dir+"/full.png")
		if want := "iqa: " + dir + "/full.png: no space left on device\n"; code != 2 || errs != want {
			t.Errorf("full disk: code %d: %s", code, errs)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	code, _, errs := callWith(ctx, "", "cnn", "restore", dir+"/a.png", "-w", weights, "-o", dir+"/b.png")
	if code != 2 || errs != "iqa: interrupted after 0 pictures\n" {
		t.Errorf("interrupt: code %d: %s", code, errs)
	}
}
