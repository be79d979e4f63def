package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
)

// compare has each entry write its gradient, and notes how far it is from that
// of the library. The files stand beside those of the pair.
func (g *group) compare() {
	own := g.own()
	if own == nil {
		return
	}
	want, err := g.gradient(own)
	if own.err = err; err != nil {
		return
	}
	for _, e := range g.entries {
		if e.err != nil {
			continue
		}
		got, err := g.gradient(e)
		if err == nil {
			e.apart, err = g.distance(got, want)
		}
		e.err = err
	}
}

func (g *group) gradient(e *entry) ([]byte, error) {
	name := g.pair.Dist + "-gradient"
	defer os.Remove(name)
	if err := e.proc.Gradient(name); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

// apart is the distance of two gradients of float32 samples, by the norm of the
// second: 0 where all bits are the same, 2 where the sign is wrong.
func apart(got, want []byte) (float64, error) {
	if len(got) != len(want) {
		return 0, fmt.Errorf("gradient of %d bytes, want %d", len(got), len(want))
	}
	var diff, norm float64
	for i := 0; i+4 <= len(want); i += 4 {
		a, b := float64(sample(got[i:])), float64(sample(want[i:]))
		diff += (a - b) * (a - b)
		norm += b * b
	}
	if diff == 0 {
		return 0, nil
	}
	return math.Sqrt(diff / norm), nil
}

func sample(b []byte) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b)) }
