package heatmap

import (
	"image"

	"github.com/fastiqa/iqa/plane"
)

// Enlarge makes dst a plane of the given size of means over f×f samples of such
// a plane: that at i stands for the f samples of which ⌊(f-1)/2⌋ lie before
// i·f, and the outermost ones for what is left beyond.
func Enlarge(dst, src *plane.Plane, size image.Point, f int) {
	dst.Resize(size.X, size.Y)
	dst.Peak = src.Peak
	for y := range size.Y {
		row, out := src.Row(nearestMean(y, f, src.H)), dst.Row(y)
		for x := range out {
			out[x] = row[nearestMean(x, f, src.W)]
		}
	}
}

// nearestMean is which of n means over f samples has sample i in it.
func nearestMean(i, f, n int) int { return min((i+(f-1)/2)/f, n-1) }
