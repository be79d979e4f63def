package metrics

import (
	"image"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/plane"
)

// deepest is how many scales a pass can make on its way: what belongs to a block of
// rows or a strip begins and ends at even samples of all that are halved.
const deepest = 5

// halving is a plane whose 2×2 means a pass makes on its way, while the samples are
// in a near cache: the pass's own plane, or one that is halved so already.
type halving struct {
	dst, src *plane.Plane
	level    int // how often src is halved itself
}

// also makes the pass halve src, after those that it has been told of before. dst
// has been sized.
func (p *ssimPass) also(dst, src *plane.Plane, level int) {
	p.halves = append(p.halves, halving{dst, src, level})
}

// halve does the part of the halvings that belongs to positions r of the map: what is
// below and right of the last belongs to them.
func (p *ssimPass) halve(m *ssimMap, r image.Rectangle) {
	for _, h := range p.halves {
		part := image.Rect(r.Min.X>>h.level, r.Min.Y>>h.level, r.Max.X>>h.level, r.Max.Y>>h.level)
		if r.Max.X >= m.w {
			part.Max.X = h.src.W
		}
		if r.Max.Y >= m.h {
			part.Max.Y = h.src.H
		}
		filter.HalvePart(h.dst, h.src, part)
	}
}

// soon says where the halvings of a tile's own two planes go, which begin at x, y
// there: they are to be brought near.
func (p *ssimPass) soon(t *asm.Strip, x, y int) {
	n := 0
	for _, h := range p.halves {
		if h.level == 0 {
			t.Soon[n], t.SoonStride = h.dst.Pix[y*h.dst.Stride+x:], h.dst.Stride
			n++
		}
	}
	if n < len(t.Soon) {
		t.Soon = [2][]float32{}
	}
}
