package fourier

import "github.com/fastiqa/iqa/asm"

const (
	lanes = asm.FourierLanes
	point = asm.FourierPoint
)

// Plane makes transforms of planes of w×h samples, across and down. It is for
// one goroutine at a time.
//
// A spectrum lies in strips of 8 vertical frequencies, the lanes of a point for
// each horizontal frequency; a response in strips of 8 columns, the lanes of a
// point for each row. Lanes and points beyond the plane are 0.
type Plane struct {
	W, H int // samples; not to be changed

	cols, rows   int // strips of columns, of rows
	across, down *Plan
	a, b         [3][]float64 // strips and work: of across, of down
}

// NewPlane prepares transforms of w×h samples.
func NewPlane(w, h int) *Plane {
	p := &Plane{W: w, H: h, cols: strips(w), rows: strips(h), across: NewPlan(w), down: NewPlan(h)}
	for i := range p.a {
		p.a[i], p.b[i] = make([]float64, p.cols*tile), make([]float64, p.rows*tile)
	}
	return p
}

// tile is how many numbers 8 points take.
const tile = lanes * point

func strips(n int) int { return (n + lanes - 1) / lanes }

// Bytes is how much memory a Plane of w×h takes, about and from above, without
// spectra and responses.
func Bytes(w, h int) int64 {
	long := int64(w) + int64(h) + 2*lanes
	return 8 * long * (3*point + 3*2*2*point) // with a chirp for each
}

// Len is how many numbers a spectrum or a response has.
func (p *Plane) Len() int { return p.cols * p.rows * tile }

// Weights is how many real numbers weigh a spectrum, one for each frequency.
func (p *Plane) Weights() int { return p.Len() / 2 }

// Index is where among these the weight of frequency (x, y) is, 0 ≤ x < w,
// 0 ≤ y < h. Those that no frequency has must be 0.
func (p *Plane) Index(x, y int) int {
	return (y/lanes*p.cols*lanes+x)*lanes + y%lanes
}

// Strips is how many strips of columns there are.
func (p *Plane) Strips() int { return p.cols }

// StripLen is how many numbers a strip of columns has.
func (p *Plane) StripLen() int { return p.rows * tile }

// Spectrum makes the conjugate of the spectrum of w×h samples, row after row,
// which are complex unless im is nil. (A transform of that is one back.)
func (p *Plane) Spectrum(dst, re, im []float64) {
	for i := range p.cols {
		p.load(re, im, i)
		p.down.Transform(p.b[1], p.b[0], p.b[2])
		asm.FlipPoints(dst[i*tile:], p.b[1], p.cols*tile)
	}
	for i := range p.rows {
		strip := dst[i*p.cols*tile:][:p.cols*tile]
		p.across.Transform(p.a[0], strip, p.a[1])
		conjugate(strip, p.a[0])
	}
}

// load makes a strip of columns of samples.
func (p *Plane) load(re, im []float64, strip int) {
	x := strip * lanes
	n := min(lanes, p.W-x)
	for y := range p.H {
		at := p.b[0][y*point:][:point]
		clear(at)
		copy(at, re[y*p.W+x:][:n])
		if im != nil {
			copy(at[lanes:], im[y*p.W+x:][:n])
		}
	}
}

func conjugate(dst, src []float64) {
	for ; len(src) >= point; dst, src = dst[point:], src[point:] {
		copy(dst[:lanes], src)
		im := dst[lanes:point]
		for i, v := range src[lanes:point] {
			im[i] = -v
		}
	}
}

// Begin begins to transform a spectrum, each frequency times its v and its w,
// to dst: across. End ends it.
func (p *Plane) Begin(dst, spectrum, v, w []float64) {
	for i := range p.rows {
		at, n := i*p.cols*lanes*lanes, p.W*lanes
		asm.WeighPoints(p.a[0], spectrum[2*at:], v[at:][:n], w[at:][:n])
		p.across.Transform(p.a[1], p.a[0], p.a[2])
		asm.FlipPoints(dst[i*tile:], p.a[1], p.StripLen())
	}
}

// End makes strip i of a response, h points, of what Begin made. It is not
// scaled: w·h times the transform back of the weighed spectrum, but conjugated.
func (p *Plane) End(dst, begun []float64, i int) {
	p.down.Transform(dst, begun[i*p.StripLen():], p.b[2])
}
