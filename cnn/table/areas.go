package table

import (
	"math"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

// Areas are the names of four scores that say where a picture differs from the
// clean one, for the study of the window of SSIM by Zhao et al.: flat-rmse and
// edge-rmse, the root of the mean square of the error over some of the pixels and
// all channels, and flat-sd and edge-sd, the same after the mean error of each
// channel over these pixels is subtracted, without shifts of colour and brightness.
// They are intensities from 0 to 1. Lower is better, and there is none where there
// are no such pixels.
//
// Which they are is said by the clean picture alone: by the length of the gradient
// of its luma .299R'+.587G'+.114B', by Scharr's derivatives, as intensity a pixel,
// with the outermost samples repeated beyond the edges of the picture. Both are
// of pixels where that is at most 4/255. Flat areas are those of them that have
// no steeper pixel in the square of 9×9 around them; near edges are those that
// have one there of more than 24/255. What is wrong in either is noise or
// blotches rather than blur, for the picture itself is smooth at the pixel.
func Areas() []string { return []string{"flat-rmse", "edge-rmse", "flat-sd", "edge-sd"} }

// What makes areas.
const (
	smooth = 4. / 255  // steepness up to which a pixel is smooth
	steep  = 24. / 255 // beyond which it is an edge
	reach  = 4         // pixels either way in which an edge is near
)

// Weights of Scharr's derivatives, for a gradient a pixel: those of asm.Slope are
// taken over two.
const (
	scharrCorner = 3. / 32
	scharrEdge   = 10. / 32
)

var luma601 = [3]float64{.299, .587, .114}

// area is what a pixel belongs to.
type area uint8

const (
	flat area = iota
	edge
	neither
)

// areas are those of a clean picture.
type areas struct {
	w, h    int
	of      []area
	slopes  []float64 // how steep each pixel is
	across  []float64 // the steepest in reach, in its row
	rows    [3][]float64
	highest []float64
}

// areaBytes is what areas take a pixel.
const areaBytes = 1 + 8 + 8

// find finds the areas of an RGB picture with Peak 1.
func (a *areas) find(clean *plane.Image) {
	size := clean.Size()
	a.w, a.h = size.X, size.Y
	a.of = grown(a.of, a.w*a.h)
	a.slopes, a.across = grown(a.slopes, a.w*a.h), grown(a.across, a.w*a.h)
	a.highest = grown(a.highest, a.w)
	a.measure(clean)
	for y := range a.h {
		peaks(a.row(a.across, y), a.row(a.slopes, y))
	}
	for y := range a.h {
		a.sort(y)
	}
}

func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

func (a *areas) row(of []float64, y int) []float64 { return of[y*a.w:][:a.w] }

// measure makes the slopes.
func (a *areas) measure(clean *plane.Image) {
	for i := range a.rows {
		a.rows[i] = grown(a.rows[i], a.w+2)
		a.luma(a.rows[i], clean, i-1)
	}
	for y := range a.h {
		up, mid, down := a.rows[y%3], a.rows[(y+1)%3], a.rows[(y+2)%3]
		asm.Slope(a.row(a.slopes, y), up, mid, down, scharrCorner, scharrEdge)
		a.luma(up, clean, y+2)
	}
}

// luma makes row that of the picture at y, or nearest to it, with a sample more
// at either end.
func (a *areas) luma(row []float64, m *plane.Image, y int) {
	y = min(max(y, 0), a.h-1)
	p := m.Planes
	asm.Weigh(row[1:a.w+1], p[0].Row(y), p[1].Row(y), p[2].Row(y), &luma601, 1)
	row[0], row[a.w+1] = row[1], row[a.w]
}

// peaks makes of each sample the largest in reach.
func peaks(dst, src []float64) {
	for x := range dst {
		v := src[x]
		for _, o := range src[max(x-reach, 0):min(x+reach+1, len(src))] {
			v = max(v, o)
		}
		dst[x] = v
	}
}

// sort says to what the pixels of a row belong.
func (a *areas) sort(y int) {
	most := a.highest
	clear(most)
	for k := max(y-reach, 0); k < min(y+reach+1, a.h); k++ {
		for x, v := range a.row(a.across, k) {
			most[x] = max(most[x], v)
		}
	}
	for x, own := range a.row(a.slopes, y) {
		a.of[y*a.w+x] = areaOf(own, most[x])
	}
}

// areaOf is that of a pixel by how steep it is, and the steepest in its reach.
func areaOf(own, most float64) area {
	switch {
	case most <= smooth:
		return flat
	case own <= smooth && most > steep:
		return edge
	}
	return neither
}

// errors are the scores of a picture of the same size, in the order of Areas.
func (a *areas) errors(clean, m *plane.Image) []float64 {
	var squares, variances [neither + 1]float64
	for c := range m.Planes {
		mean, variance := a.moments(&clean.Planes[c], &m.Planes[c])
		for i, v := range variance {
			squares[i] += v + float64(mean[i]*mean[i])
			variances[i] += v
		}
	}
	var all []float64
	for _, sums := range [][]float64{squares[:neither], variances[:neither]} {
		for _, v := range sums {
			all = append(all, math.Sqrt(v/float64(len(m.Planes))))
		}
	}
	return all
}

// moments are the mean and the variance of the error of a channel, in each area;
// NaN where that has no pixels.
func (a *areas) moments(clean, m *plane.Plane) (mean, variance [neither + 1]float64) {
	var n [neither + 1]float64
	a.each(clean, m, func(of area, d float64) {
		mean[of] += d
		n[of]++
	})
	for i := range mean {
		mean[i] /= n[i]
	}
	a.each(clean, m, func(of area, d float64) {
		d -= mean[of]
		variance[of] += float64(d * d)
	})
	for i := range variance {
		variance[i] /= n[i]
	}
	return mean, variance
}

// each hands on the errors of all pixels.
func (a *areas) each(clean, m *plane.Plane, do func(of area, d float64)) {
	for y := range a.h {
		x, r := m.Row(y), clean.Row(y)
		for i, of := range a.of[y*a.w:][:a.w] {
			do(of, float64(x[i])-float64(r[i]))
		}
	}
}
