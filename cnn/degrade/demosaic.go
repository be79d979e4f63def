package degrade

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/fastiqa/iqa/plane"
)

// Demosaic is what a camera's sensor does: of each pixel it has one colour, red
// and green in even rows, green and blue in odd ones, with noise that grows with
// the light, variance A·s+B, cut off at 0 and 1. The network begins with the
// bilinear interpolation of that: the mean of the two or four nearest samples of
// a colour. At the edges the picture is folded, so that colours stay in place.
type Demosaic struct {
	A, B float64 // zero: .005, .0001; negative: none
	Seed uint64
}

// Name returns "demosaic".
func (Demosaic) Name() string { return "demosaic" }

// Settings returns the noise.
func (d Demosaic) Settings() string {
	a, b := d.noise()
	return fmt.Sprintf("a=%g,b=%g", a, b)
}

// noise is A and B.
func (d Demosaic) noise() (a, b float64) {
	return max(or(d.A, .005), 0), max(or(d.B, .0001), 0)
}

// Apply makes the interpolated picture.
func (d Demosaic) Apply(dst, src *plane.Image, picture uint64) error {
	if err := begin(dst, src); err != nil {
		return err
	}
	var raw plane.Plane
	size := src.Size()
	raw.Resize(size.X, size.Y)
	for y := range raw.H {
		d.expose(raw.Row(y), src, picture, y)
	}
	for c := range dst.Planes {
		for y := range raw.H {
			interpolate(dst.Planes[c].Row(y), &raw, c, y)
		}
	}
	return nil
}

// expose makes row y of what the sensor has.
func (d Demosaic) expose(dst []float32, src *plane.Image, picture uint64, y int) {
	a, b := d.noise()
	r := rand.New(rand.NewPCG(d.Seed, picture<<32|uint64(y)))
	for x := range dst {
		s := float64(src.Planes[colorAt(x, y)].Row(y)[x])
		deviation := math.Sqrt(max(float64(a*s)+b, 0))
		dst[x] = float32(min(max(s+float64(deviation*normal(r)), 0), 1))
	}
}

func or(v, published float64) float64 {
	if v == 0 {
		return published
	}
	return v
}

// normal is a number near to normal, the sum of twelve uniform ones, which has
// the same bits everywhere, as logarithms have not.
func normal(r *rand.Rand) float64 {
	sum := -6.0
	for range 12 {
		sum += r.Float64()
	}
	return sum
}

// colorAt is the channel that the sensor has at a pixel.
func colorAt(x, y int) int { return x&1 + y&1 }

// fold keeps odd and even columns and rows what they are beyond the edges.
const fold = plane.Reflect101

// interpolate makes row y of channel c.
func interpolate(dst []float32, raw *plane.Plane, c, y int) {
	for x := range dst {
		if colorAt(x, y) == c {
			dst[x] = raw.Row(y)[x]
			continue
		}
		sum, n := 0.0, 0.0
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				if !nearest(dx, dy, x, y, c) {
					continue
				}
				sum += float64(raw.Row(fold.At(y+dy, raw.H))[fold.At(x+dx, raw.W)])
				n++
			}
		}
		dst[x] = float32(sum / n)
	}
}

// nearest reports whether a neighbour has channel c. Green's four are those
// across and down.
func nearest(dx, dy, x, y, c int) bool {
	return colorAt(x+dx, y+dy) == c && (dx == 0 || dy == 0 || c != 1)
}
