package asm

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// A gradPicture is two planes of (w+10)×(h+10) samples, without gaps, and what
// SSIMGrad makes of them.
type gradPicture struct {
	x, y, dst []float32
	sums      []float64
	w, h      int // of the map
	groups    int
}

func newGradPicture(fill func(*rand.Rand) (x, y float32), w, h int) *gradPicture {
	r := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	n := (w + 10) * (h + 10)
	p := &gradPicture{x: make([]float32, n), y: make([]float32, n), dst: make([]float32, n),
		w: w, h: h, groups: (w + GroupCols - 1) / GroupCols}
	p.sums = make([]float64, p.groups*((h+BlockRows-1)/BlockRows))
	for i := range p.x {
		p.x[i], p.y[i] = fill(r)
	}
	return p
}

// run makes the part from row y0 to y1 of the map, y0 and all but the last y1
// multiples of a block, in two rows of tiles.
func (p *gradPicture) run(k *SSIMGrad, y0, y1 int) {
	k.Begin((p.w + 10 + StripCols - 1) / StripCols)
	if y0 > 0 {
		p.strips(k, y0-10, y0, true)
	}
	if mid := y0 + BlockRows; mid < y1 {
		p.strips(k, y0, mid, false)
		y0 = mid
	}
	p.strips(k, y0, y1, false)
}

// strips makes a row of tiles.
func (p *gradPicture) strips(k *SSIMGrad, y0, y1 int, above bool) {
	stride := p.w + 10
	for x := 0; x < stride; x += StripCols {
		at := y0*stride + x
		t := GradStrip{Strip: Strip{X: p.x[at:], Y: p.y[at:], XStride: stride, YStride: stride,
			W: min(max(p.w-x, 0), StripCols), H: y1 - y0, Groups: p.groups},
			Col: x / StripCols, GradW: min(stride-x, StripCols)}
		if !above {
			t.GradH, t.Dst, t.DstStride = t.H, p.dst[at:], stride
			if y1 == p.h {
				t.GradH += 10
			}
			if sums := p.sums[y0/BlockRows*p.groups:]; t.W > 0 {
				t.S = sums[x/GroupCols:]
			}
		}
		if k.OfCS {
			t.S, t.CS = nil, t.S
		}
		k.Run(&t)
	}
}

// Every kernel has the bits of the Go body, and the sums those of SSIM, whatever
// the size and in whatever parts.
func TestSSIMGradBits(t *testing.T) {
	for name, fill := range ssimFills {
		for _, cs := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/cs=%v", name, cs), func(t *testing.T) {
				for _, size := range [][2]int{
					{1, 1}, {9, 2}, {117, 3}, {118, 64}, {119, 65}, {128, 130}, {300, 7}, {384, 66},
				} {
					checkSSIMGrad(t, newGradPicture(fill, size[0], size[1]), cs)
				}
			})
		}
	}
}

func checkSSIMGrad(t *testing.T, p *gradPicture, cs bool) {
	t.Helper()
	k := SSIMGrad{SSIM: SSIM{C1: 13, C2: 117, Centre2: 200}, Samples2: 190, K: .5, OfCS: cs}
	defer Use(Best())
	var want gradPicture
	for _, im := range slices.Backward(usable) { // generic first
		Use(im.String())
		for _, cut := range []int{0, BlockRows} {
			if cut >= p.h {
				continue
			}
			clear(p.sums)
			clear(p.dst)
			k.Init(window11)
			if cut > 0 {
				p.run(&k, 0, cut)
			}
			p.run(&k, cut, p.h)
			if want.dst == nil {
				want.dst, want.sums = slices.Clone(p.dst), p.sumsOf(&k.SSIM, cs)
			}
			what := fmt.Sprintf("%v, %dx%d, cut at %d", im, p.w, p.h, cut)
			same(t, what+": gradient", p.dst, want.dst)
			same(t, what+": sums", p.sums, want.sums)
		}
	}
}

// sumsOf are those that SSIM makes.
func (p *gradPicture) sumsOf(k *SSIM, cs bool) []float64 {
	sums, stride := make([]float64, len(p.sums)), p.w+10
	for x := 0; x < p.w; x += StripCols {
		t := Strip{X: p.x[x:], Y: p.y[x:], XStride: stride, YStride: stride,
			W: min(p.w-x, StripCols), H: p.h, Groups: p.groups, S: sums[x/GroupCols:]}
		if cs {
			t.S, t.CS = nil, t.S
		}
		k.Run(&t)
	}
	return sums
}

// A picture equal to itself has a gradient of exactly 0.
func TestSSIMGradOfEqual(t *testing.T) {
	forEachImpl(t, func(t *testing.T) {
		p := newGradPicture(ssimFills["equal"], 150, 70)
		k := SSIMGrad{SSIM: SSIM{C1: 2e-4, C2: 1.8e-3, Centre2: 1}, Samples2: 1.1, K: 1e9}
		k.Init(window11)
		p.dst[99] = 1
		p.run(&k, 0, p.h)
		for i, v := range p.dst {
			if v != 0 {
				t.Fatalf("element %d is %v", i, v)
			}
		}
	})
}
