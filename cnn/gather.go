package cnn

import (
	"sync"

	"github.com/fastiqa/iqa/asm"
)

// gather adds up the gradients of a batch in the order of its patches, each as
// soon as it and those before it are there.
type gather struct {
	mu    sync.Mutex
	sum   []float32   // of the first done gradients, as backward makes them
	done  int         // patches
	early [][]float32 // by patch, those that wait
	free  [][]float32
}

// padded is the length of a gradient and of sums, of which asm.Outer adds whole
// blocks.
func padded() int { return (Size() + asm.ConvBlock - 1) / asm.ConvBlock * asm.ConvBlock }

// begin begins with another batch.
func (g *gather) begin(batch int) {
	if g.sum == nil {
		g.sum = make([]float32, padded())
	}
	clear(g.sum)
	g.done = 0
	for i, e := range g.early { // of a batch that has failed
		if e != nil {
			g.free = append(g.free, e)
			g.early[i] = nil
		}
	}
	for len(g.early) < batch {
		g.early = append(g.early, nil)
	}
}

// room returns memory for a gradient. It belongs to the caller until add.
func (g *gather) room() []float32 {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := len(g.free)
	if n == 0 {
		return make([]float32, padded())
	}
	v := g.free[n-1]
	g.free = g.free[:n-1]
	return v
}

// add takes the gradient of patch i.
func (g *gather) add(i int, grad []float32) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.early[i] = grad
	for g.done < len(g.early) && g.early[g.done] != nil {
		grad := g.early[g.done]
		addFloats(g.sum, grad)
		g.free = append(g.free, grad)
		g.early[g.done] = nil
		g.done++
	}
}

var one = []float32{1}

// addFloats adds src, which has whole blocks, to dst: once each.
func addFloats(dst, src []float32) {
	const some = 64 * asm.ConvBlock // for assembly cannot be preempted
	for ; len(src) > 0; dst, src = dst[min(some, len(src)):], src[min(some, len(src)):] {
		(&asm.Outer{Dst: dst, A: one, B: src, Rows: 1, Cols: min(some, len(src)), N: 1, Lines: 1}).Add()
	}
}
