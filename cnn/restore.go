package cnn

import (
	"errors"
	"image"

	"github.com/fastiqa/iqa/plane"
)

// Restorer makes pictures of any size what a network makes of them, in tiles, so
// that the work space does not grow with the picture. Beyond its edges a picture
// is mirrored. Each pixel has the same bits as if there were one tile, whatever
// Par.
type Restorer struct {
	Net *Net
	Par Par

	weights packed
	ready   *Net
	tiles   pool[trace]
	across  int
	src     *plane.Image
	dst     *plane.Image
}

// tileSide is how many pixels of the output a tile has.
const tileSide = 128

// ErrPicture says that a picture is not RGB with Peak 1 and without Alpha.
var ErrPicture = errors.New("picture is not RGB with Peak 1 and without alpha")

// Restore sizes dst and makes it the output for src, cut off at 0 and 1. It
// panics if dst is src. The parameters of Net are read anew only if Net is
// another one. Errors: ErrPicture.
func (r *Restorer) Restore(dst, src *plane.Image) error {
	switch {
	case dst == src:
		panic("cnn: destination is the source")
	case src.Space != plane.RGB || len(src.Planes) != Channels || src.Alpha != nil || src.Peak() != 1:
		return ErrPicture
	}
	if r.ready != r.Net {
		r.weights.pack(r.Net)
		r.ready = r.Net
	}
	size := src.Size()
	dst.Reset(plane.RGB, size.X, size.Y, 1, false)
	r.src, r.dst = src, dst
	r.across = (size.X + tileSide - 1) / tileSide
	n := r.across * ((size.Y + tileSide - 1) / tileSide)
	if r.Par == nil {
		for i := range n {
			r.tile(i)
		}
	} else {
		r.Par(n, r.tile)
	}
	r.src, r.dst = nil, nil
	return nil
}

// tile makes tile i.
func (r *Restorer) tile(i int) {
	t := r.tiles.take(func() *trace { return new(trace) })
	at := image.Pt(i%r.across, i/r.across).Mul(tileSide)
	r.make(t, image.Rectangle{at, at.Add(image.Pt(tileSide, tileSide))}.
		Intersect(image.Rectangle{Max: r.src.Size()}))
	r.tiles.give(t)
}

// make makes the pixels in b.
func (r *Restorer) make(t *trace, b image.Rectangle) {
	t.size(b.Dx()+2*Radius, b.Dy()+2*Radius, false)
	for y := range t.in.h {
		row := t.in.row(y)
		for c := range r.src.Planes {
			p := &r.src.Planes[c]
			from := p.Row(plane.Mirror(b.Min.Y+y-Radius, p.H))
			for x := range t.in.w {
				row[x*Channels+c] = from[plane.Mirror(b.Min.X+x-Radius, p.W)] - offset
			}
		}
	}
	t.forward(&r.weights)
	for c := range r.dst.Planes {
		for y := range t.out.h {
			to, row := r.dst.Planes[c].Row(b.Min.Y + y)[b.Min.X:], t.out.row(y)
			for x := range t.out.w {
				to[x] = min(max(row[x*Channels+c]+offset, 0), 1)
			}
		}
	}
}
