package metrics_test

import (
	"math"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// planeOf is a plane of the values of f.
func planeOf(w, h int, f func(x, y int) float64) *plane.Plane {
	p := plane.New(w, h, 255)
	for y := range h {
		for x := range w {
			p.Row(y)[x] = float32(f(x, y))
		}
	}
	return p
}

// Pictures that have no score say why, and the metric scores others after them.
func TestNoScore(t *testing.T) {
	random := noise(180, 190, 255, 81)
	at := func(x, y int) float64 { return float64(random.Row(y)[x]) }
	flat := planeOf(180, 190, func(x, y int) float64 { return 100 })
	black := plane.New(180, 190, 255)
	faint := planeOf(180, 190, func(x, y int) float64 { return 1e-10 * at(x, y) })
	for _, c := range []struct {
		name      string
		m         metrics.Metric
		ref, dist *plane.Plane
		want      string
	}{
		{"flat", new(metrics.IWSSIM), flat, random, "singular"},
		{"stripes", new(metrics.IWSSIM), planeOf(180, 190, func(x, y int) float64 { return float64(x % 2 * 255) }),
			random, "singular"},
		{"faint", new(metrics.IWSSIM), faint, black, "weights are 0"},
		{"inverted", new(metrics.IWSSIM), random, planeOf(180, 190, func(x, y int) float64 { return 255 - at(x, y) }),
			"negative similarity"},
		{"flat", new(metrics.VIFP), flat, random, "flat"},
		{"nearly flat", new(metrics.VIFP), planeOf(180, 190, func(x, y int) float64 { return 100 + 1e-6*float64(x%2) }),
			random, "flat"},
	} {
		if v, err := c.m.Score(c.ref, c.dist); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s, %s: %v, %v", c.m.Name(), c.name, v, err)
		}
		score(t, c.m, random, near(random, 82))
	}
}

// The bits of scores are these, on every processor.
func TestBitsOfWholePictures(t *testing.T) {
	const ref, dist = "camera257x193.png", "camera257x193__jpeg10.png"
	for _, c := range []struct {
		m    metrics.Metric
		bits uint64
	}{
		{new(metrics.IWSSIM), 0x3feea05d21afd83d},
		{new(metrics.VIFP), 0x3fd9d348e2c2ffaa},
	} {
		forEachImpl(t, func(t *testing.T) {
			v := score(t, c.m, &readImage(t, ref).Planes[0], &readImage(t, dist).Planes[0])
			if got := math.Float64bits(v); got != c.bits {
				t.Errorf("%s: %#x, want %#x", c.m.Name(), got, c.bits)
			}
		})
	}
}
