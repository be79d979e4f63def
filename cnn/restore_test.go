package cnn

import (
	"errors"
	"slices"
	"testing"

	"github.com/fastiqa/iqa/cnn/safetensors"
	"github.com/fastiqa/iqa/plane"
)

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

// Tiles change nothing: a picture of two tiles either way against one passage.
func TestRestoreInTiles(t *testing.T) {
	n := netLike(8)
	for _, size := range [][2]int{{tileSide + 1, 3}, {2, tileSide + 5}, {1, 1}} {
		src := picture(size[0], size[1])
		var whole trace
		whole.size(size[0]+2*Radius, size[1]+2*Radius, false)
		for y := range whole.in.h {
			row := whole.in.row(y)
			for i := range row {
				p := &src.Planes[i%Channels]
				row[i] = p.Row(plane.Mirror(y-Radius, p.H))[plane.Mirror(i/Channels-Radius, p.W)] - offset
			}
		}
		var p packed
		p.pack(n)
		whole.forward(&p)
		for _, par := range []Par{nil, parallel} {
			r := Restorer{Net: n, Par: par}
			var dst plane.Image
			if err := r.Restore(&dst, src); err != nil {
				t.Fatal(err)
			}
			for y := range whole.out.h {
				for i, v := range whole.out.row(y) {
					want := min(max(v+offset, 0), 1)
					if got := dst.Planes[i%Channels].Row(y)[i/Channels]; got != want {
						t.Fatalf("%v, %d at %d: %g, want %g", size, i, y, got, want)
					}
				}
			}
		}
	}
}

func TestRestoreRefuses(t *testing.T) {
	var gray, dst plane.Image
	gray.Reset(plane.Gray, 30, 30, 1, false)
	r := Restorer{Net: New(1)}
	if err := r.Restore(&dst, &gray); !errors.Is(err, ErrPicture) {
		t.Error(err)
	}
}

func TestFiles(t *testing.T) {
	n := netLike(9)
	meta := map[string]string{"task": "jpeg"}
	b, err := n.Encode(meta, safetensors.F32)
	if err != nil {
		t.Fatal(err)
	}
	back, m, err := Decode(b)
	if err != nil || m["task"] != "jpeg" || !slices.Equal(back.Params, n.Params) {
		t.Fatal("another network comes back:", err)
	}
	f, err := safetensors.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(f *safetensors.File){
		"a tensor less": func(f *safetensors.File) { f.Tensors = f.Tensors[1:] },
		"another name":  func(f *safetensors.File) { f.Tensors[2].Name = "prelu.weight" },
		"another shape": func(f *safetensors.File) { f.Tensors[0].Shape = []int{64, 9, 9, 3} },
	} {
		g := safetensors.File{Tensors: slices.Clone(f.Tensors)}
		spoil(&g)
		b, err := g.Encode(safetensors.F32)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := Decode(b); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestPatches(t *testing.T) {
	for _, valid := range []bool{false, true} {
		p := Patches{Side: 17, Valid: valid, Seed: 2}
		input, target := picture(40, 31), picture(40, 31)
		for y := range 31 { // where a sample comes from
			for x := range 40 {
				target.Planes[0].Row(y)[x] = float32(x) / 64
				target.Planes[1].Row(y)[x] = float32(y) / 64
			}
		}
		if err := p.Add(input, target); err != nil {
			t.Fatal(err)
		}
		if err := p.Add(picture(17, 17), picture(17, 17)); err != nil {
			t.Fatal(err)
		}
		if err := p.Add(picture(16, 99), picture(16, 99)); !errors.Is(err, ErrSmall) {
			t.Error("a picture that is too small:", err)
		}
		if p.Places() != 24*15+1 {
			t.Errorf("%d places", p.Places())
		}
		var in, out, again [Channels]plane.Plane
		at, side := 0, 17
		if valid {
			at, side = Radius, 1
		}
		for i := range uint64(50) {
			p.Draw(i, in[:], out[:])
			if in[0].W != 17 || out[0].W != side || out[2].H != side {
				t.Fatalf("%d and %d columns", in[0].W, out[0].W)
			}
			x, y := int(out[0].Row(0)[0]*64+.5)-at, int(out[1].Row(0)[0]*64+.5)-at
			got, want := in[2].Row(3)[5], input.Planes[2].Row(min(y+3, 30))[min(x+5, 39)]
			if d := got - want; i < 20 && (d > 1e-4 || d < -1e-4) && x > 0 {
				t.Errorf("patch %d from %d, %d: %g, want %g", i, x, y, got, want)
			}
			p.Draw(i, again[:], out[:])
			if !slices.Equal(in[1].Row(4), again[1].Row(4)) {
				t.Error("drawn again it is another")
			}
		}
	}
}
