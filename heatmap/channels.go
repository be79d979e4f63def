package heatmap

import "github.com/fastiqa/iqa/plane"

// Mean makes dst the mean of planes of one size.
func Mean(dst *plane.Plane, planes []plane.Plane) {
	n := float64(len(planes))
	reduce(dst, planes, func(v []float64) float64 {
		var sum float64
		for _, x := range v {
			sum += x
		}
		return sum / n
	})
}

// Magnitude makes dst the mean magnitude of planes of one size, with the sign
// of their sum: where channels pull in different directions their mean would
// show little, though all of them change.
func Magnitude(dst *plane.Plane, planes []plane.Plane) {
	n := float64(len(planes))
	reduce(dst, planes, func(v []float64) float64 {
		var sum, abs float64
		for _, x := range v {
			sum += x
			abs += max(x, -x)
		}
		if sum < 0 {
			return -abs / n
		}
		return abs / n
	})
}

func reduce(dst *plane.Plane, planes []plane.Plane, f func([]float64) float64) {
	w, h := planes[0].W, planes[0].H
	dst.Resize(w, h)
	dst.Peak = planes[0].Peak
	v := make([]float64, len(planes))
	for y := range h {
		out := dst.Row(y)
		for x := range out {
			for c := range planes {
				v[c] = float64(planes[c].Pix[y*planes[c].Stride+x])
			}
			out[x] = float32(f(v))
		}
	}
}
