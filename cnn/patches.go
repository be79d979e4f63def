package cnn

import (
	"errors"
	"math/rand/v2"
	"sort"

	"github.com/fastiqa/iqa/plane"
)

// Patches is a Source of squares at chance places of pictures. It holds pictures
// with 16 bits a sample: 12 bytes a pixel of a pair.
type Patches struct {
	Side  int  // of the inputs
	Valid bool // targets are 2·Radius smaller: what Training.Valid wants
	Seed  uint64

	pairs  []pair
	places []int // how many places there are up to a pair and in it
}

// pair is an input of the network and what it is to make of it, six samples a
// pixel.
type pair struct {
	w, h int
	pix  []uint16
}

const samples = 2 * Channels

// ErrSmall says that a picture is smaller than a patch.
var ErrSmall = errors.New("picture is smaller than a patch")

// Add adds a pair of pictures, RGB with Peak 1 and of one size, from which it
// takes a copy. Samples beyond 0 and 1 are cut off. Errors: ErrPicture,
// ErrSmall.
func (p *Patches) Add(input, target *plane.Image) error {
	for _, m := range []*plane.Image{input, target} {
		if m.Space != plane.RGB || len(m.Planes) != Channels || m.Peak() != 1 || m.Size() != input.Size() {
			return ErrPicture
		}
	}
	size := input.Size()
	if min(size.X, size.Y) < p.Side {
		return ErrSmall
	}
	q := pair{size.X, size.Y, make([]uint16, size.X*size.Y*samples)}
	for c := range Channels {
		q.put(c, &input.Planes[c])
		q.put(Channels+c, &target.Planes[c])
	}
	p.pairs = append(p.pairs, q)
	p.places = append(p.places, p.Places()+(q.w-p.Side+1)*(q.h-p.Side+1))
	return nil
}

// put stores a plane as sample k of the pixels.
func (q *pair) put(k int, src *plane.Plane) {
	for y := range q.h {
		row := q.pix[y*q.w*samples+k:]
		for x, v := range src.Row(y) {
			row[x*samples] = uint16(float32(min(max(v, 0), 1)*65535) + .5)
		}
	}
}

// Places is the number of places that there are for a patch.
func (p *Patches) Places() int {
	if len(p.places) == 0 {
		return 0
	}
	return p.places[len(p.places)-1]
}

// Draw makes patch i. It panics if there is no picture.
func (p *Patches) Draw(i uint64, input, target []plane.Plane) {
	if len(p.pairs) == 0 {
		panic("cnn: no pictures to draw from")
	}
	r := rand.New(rand.NewPCG(p.Seed, i))
	at := r.IntN(p.Places())
	k := sort.SearchInts(p.places, at+1)
	q := &p.pairs[k]
	if k > 0 {
		at -= p.places[k-1]
	}
	across := q.w - p.Side + 1
	x, y := at%across, at/across
	q.cut(input, 0, x, y, p.Side)
	inner, side := 0, p.Side
	if p.Valid {
		inner, side = Radius, p.Side-2*Radius
	}
	q.cut(target, Channels, x+inner, y+inner, side)
}

// cut copies a square of samples k, k+1, … to planes.
func (q *pair) cut(dst []plane.Plane, k, x, y, side int) {
	for c := range dst {
		dst[c].Resize(side, side)
		dst[c].Peak = 1
		for j := range side {
			row := q.pix[((y+j)*q.w+x)*samples+k+c:]
			for i := range dst[c].Row(j) {
				dst[c].Row(j)[i] = float32(row[i*samples]) / 65535
			}
		}
	}
}
