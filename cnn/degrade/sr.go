package degrade

import "github.com/fastiqa/iqa/plane"

// SR2 is super-resolution by two: pictures are halved with a cubic filter and
// brought back to their size by bilinear interpolation, which is where the
// network begins. The filter is that of R. G. Keys, IEEE TASSP 29(6), 1981, pp.
// 1153-1160, doi 10.1109/TASSP.1981.1163711, with a = -1/2, made twice as wide
// to suppress what the small picture cannot hold: eight taps. At the edges the
// picture is mirrored.
type SR2 struct{}

// Name returns "sr2".
func (SR2) Name() string { return "sr2" }

// Settings returns nothing.
func (SR2) Settings() string { return "" }

// cubic are the taps of the filter, at .5, 1.5, 2.5 and 3.5 samples.
var cubic = cubicTaps()

func cubicTaps() (w [4]float64) {
	sum := 0.0
	for i := range w {
		x := (float64(i) + .5) / 2
		if x < 1 {
			w[i] = float64(float64((float64(1.5*x)-2.5)*x)*x) + 1
		} else {
			w[i] = float64((float64((float64(-.5*x)+2.5)*x)-4)*x) + 2
		}
		sum += 2 * w[i]
	}
	for i := range w {
		w[i] /= sum
	}
	return w
}

// Apply makes the picture whose details are lost.
func (SR2) Apply(dst, src *plane.Image, _ uint64) error {
	if err := begin(dst, src); err != nil {
		return err
	}
	var narrow, small plane.Plane
	for c := range src.Planes {
		s := &src.Planes[c]
		narrow.Resize((s.W+1)/2, s.H)
		across(&narrow, s, halve)
		small.Resize(narrow.W, (s.H+1)/2)
		down(&small, &narrow, halve)
		enlarge(&dst.Planes[c], &small)
	}
	return nil
}

// Enlarge makes dst the picture at twice its width and height by bilinear
// interpolation, as SR2 does: what a network for it is to be given of a picture
// that is small already. Alpha is enlarged with it.
func Enlarge(dst, src *plane.Image) {
	size := src.Size().Mul(2)
	dst.Reset(src.Space, size.X, size.Y, src.Peak(), src.Alpha != nil)
	for c := range src.Planes {
		enlarge(&dst.Planes[c], &src.Planes[c])
	}
	if src.Alpha != nil {
		enlarge(dst.Alpha, src.Alpha)
	}
}

// enlarge makes dst, which may lack the last row or column.
func enlarge(dst, src *plane.Plane) {
	var tall plane.Plane
	tall.Resize(src.W, dst.H)
	down(&tall, src, double)
	across(dst, &tall, double)
}

// resample makes dst of n samples.
type resample func(dst []float32, n int, at func(i int) float32)

// across resamples the rows of src.
func across(dst, src *plane.Plane, by resample) {
	for y := range src.H {
		row := src.Row(y)
		by(dst.Row(y), src.W, func(x int) float32 { return row[x] })
	}
}

// down resamples the columns of src.
func down(dst, src *plane.Plane, by resample) {
	column := make([]float32, dst.H)
	for x := range src.W {
		by(column, src.H, func(y int) float32 { return src.Row(y)[x] })
		for y, v := range column {
			dst.Row(y)[x] = v
		}
	}
}

// halve makes every sample of dst of eight around the middle of two.
func halve(dst []float32, n int, at func(i int) float32) {
	for i := range dst {
		t := 0.0
		for k, w := range cubic {
			a, b := at(plane.Mirror(2*i-k, n)), at(plane.Mirror(2*i+1+k, n))
			t += float64(w * (float64(a) + float64(b)))
		}
		dst[i] = float32(t)
	}
}

// double makes samples a quarter to either side of those that there are.
func double(dst []float32, n int, at func(i int) float32) {
	for i := range dst {
		near, far := i/2, i/2-1+i%2*2
		a, b := at(min(near, n-1)), at(min(max(far, 0), n-1))
		dst[i] = float32(float64(.75*float64(a)) + float64(.25*float64(b)))
	}
}
