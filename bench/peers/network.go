package main

import (
	"fmt"
	"math"
	"os"
	"strconv"

	"github.com/fastiqa/iqa/bench/internal/library"
	"github.com/fastiqa/iqa/bench/internal/measure"
	"github.com/fastiqa/iqa/bench/internal/picture"
	"github.com/fastiqa/iqa/bench/internal/table"
	"github.com/fastiqa/iqa/cnn/safetensors"
)

// work is what a call for a network has to do.
type work struct {
	name  string
	units string // what is made: pictures or patches, each of side, or of a picture
	count int
	side  int // 0: that of the pair
	// operations are multiplications and additions for one of w×h pixels.
	operations func(w, h int) int
	weights    safetensors.Type
	fast       bool // plain Go would take minutes
	relative   bool // what is made is compared by its norm
}

var (
	restoring = &work{name: library.Restore, units: "pictures", count: 1,
		operations: restored, weights: safetensors.F16, fast: true}
	patching = &work{name: library.Patches, units: "patches", count: library.Batch, side: library.Side,
		operations: restored, weights: safetensors.F32}
	learning = &work{name: library.Step, units: "patches", count: library.Batch, side: library.Side,
		operations: learned, weights: safetensors.F32, fast: true, relative: true}
)

func ofNetwork(w *work) *contest {
	return &contest{name: w.name, series: networks, base: networkName, most: 512 * 512, memory: 7000, work: w}
}

// The weights of the layers: what a pixel of their outputs takes.
const (
	layer1 = 9 * 9 * 3 * 64
	layer2 = 5 * 5 * 64 * 64
	layer3 = 5 * 5 * 64 * 3
)

// restored counts a picture whose layers are wider than the output: its borders
// are mirrored, not zero.
func restored(w, h int) int {
	return 2 * (layer1*(w+8)*(h+8) + layer2*(w+4)*(h+4) + layer3*w*h)
}

// learned counts the way there, and the gradients by weights and by inputs, but
// for those of the first layer.
func learned(w, h int) int {
	return 2 * (2*layer1 + 3*layer2 + 3*layer3) * w * h
}

// of says what is made of a picture of that size.
func (w *work) of(s picture.Size) string {
	if w.side == 0 {
		return s.String()
	}
	return fmt.Sprintf("%d %s of %dx%d", w.count, w.units, w.side, w.side)
}

// flops is what a call takes.
func (w *work) flops(s picture.Size) int {
	if w.side > 0 {
		s = picture.Size{W: w.side, H: w.side}
	}
	return w.count * w.operations(s.W, s.H)
}

// network is the file of weights, beside those of the pair.
func (g *group) network() string { return g.pair.Dist + "-network" }

// writeNetwork writes the weights that all contestants read.
func (g *group) writeNetwork() error { return library.WriteNetwork(g.network(), g.work.weights) }

func (g *group) removeNetwork() { os.Remove(g.network()) }

// distance is how far what an entry has made is from what the library has.
func (g *group) distance(got, want []byte) (float64, error) {
	if g.work == nil || g.work.relative {
		return apart(got, want)
	}
	return largest(got, want)
}

// largest is the largest difference of float32 samples.
func largest(got, want []byte) (most float64, err error) {
	if len(got) != len(want) {
		return 0, fmt.Errorf("output of %d bytes, want %d", len(got), len(want))
	}
	for i := 0; i+4 <= len(want); i += 4 {
		d := math.Abs(float64(sample(got[i:])) - float64(sample(want[i:])))
		if d != d {
			return d, nil
		}
		most = max(most, d)
	}
	return most, nil
}

// workColumns are those of networks.
func (g *group) workColumns() []column {
	return []column{
		{true, []string{"contestant"}, name},
		{true, []string{"calls", "GFLOP/s CPU", g.work.units + "/s CPU", g.work.units + "/s wall"}, g.workRates},
		{true, []string{"× " + g.base, "worst"}, g.times(g.base)},
		{true, []string{"peak MiB", "value", "difference"}, g.memoryAndDifference},
	}
}

func (g *group) workRates(e *entry) []string {
	cpu, wall := e.samples.Fastest(measure.CPU), e.samples.Fastest(measure.Wall)
	return []string{strconv.Itoa(e.samples.Count()),
		table.Number(measure.Rate(g.work.flops(g.pair.Size), cpu) / 1e3),
		table.Number(1e6 * measure.Rate(g.work.count, cpu)),
		table.Number(1e6 * measure.Rate(g.work.count, wall))}
}

func (g *group) memoryAndDifference(e *entry) []string {
	return []string{mebibytes(e.peak), fmt.Sprintf("%.8f", e.score), distance(e)[0]}
}
