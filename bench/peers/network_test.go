package main

import (
	"encoding/binary"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/bench/internal/picture"
	"github.com/fastiqa/iqa/cnn"
)

func floats(values ...float32) (b []byte) {
	for _, v := range values {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

func TestLargest(t *testing.T) {
	want := floats(0, 1, -2)
	for _, c := range []struct {
		got []byte
		d   float64
	}{{floats(0, 1, -2), 0}, {floats(.5, 1, -2.25), .5}} {
		if d, err := largest(c.got, want); err != nil || d != c.d {
			t.Errorf("%v, want %v (%v)", d, c.d, err)
		}
	}
	if d, _ := largest(floats(float32(math.NaN()), 1, -2), want); d == d {
		t.Errorf("not a number is %v away", d)
	}
	if _, err := largest(want[:8], want); err == nil {
		t.Error("two samples for three: no error")
	}
}

// A pixel of a step takes 702,336 operations, and a picture is wider before the
// last layer.
func TestOperations(t *testing.T) {
	if n := learned(31, 31); n != 31*31*2*(2*15552+3*102400+3*4800) {
		t.Errorf("a step: %d", n)
	}
	if n := restored(1, 1); n != 2*(81*15552+25*102400+4800) {
		t.Errorf("a pixel: %d", n)
	}
	if n := patching.flops(picture.Size{W: 512, H: 512}); n != 16*restored(31, 31) {
		t.Errorf("a batch: %d", n)
	}
}

// An output that is too far away is a fault, which says how far.
func TestOutput(t *testing.T) {
	own, peer := entryOf("iqa a", 1, .5), entryOf(networkName, 1, .5)
	peer.limits = torchNetwork
	g := &group{contest: ofNetwork(restoring), entries: []*entry{own, peer}}
	if f := g.faults(); len(f) > 0 {
		t.Errorf("faults: %q", f)
	}
	peer.apart = .25
	if f := g.faults(); len(f) != 1 || !strings.Contains(f[0], "output 0.25 from") {
		t.Errorf("faults: %q", f)
	}
	if s := g.section(); s.Head[3] != "pictures/s CPU" || len(s.Rows) != 2 || s.Rows[1][len(s.Rows[1])-1] != "0.25" {
		t.Errorf("table %q %q", s.Head, s.Rows)
	}
}

// The weights that peers read are those of a network.
func TestWeights(t *testing.T) {
	g := &group{contest: ofNetwork(learning), pair: picture.Files{Dist: t.TempDir() + "/dist"}}
	if err := g.writeNetwork(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(g.network())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := cnn.Decode(b); err != nil || len(b) < 4*cnn.Size() {
		t.Errorf("%d bytes: %v", len(b), err)
	}
	g.removeNetwork()
	if _, err := os.Stat(g.network()); err == nil {
		t.Error("the file stays")
	}
}
