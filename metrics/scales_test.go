package metrics_test

import (
	"math"
	"testing"

	"github.com/fastiqa/iqa/filter"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// More scales than a pass makes on its way are made all the same: a weight of 1 for
// the last of eight leaves the SSIM of what is halved seven times.
func TestManyScales(t *testing.T) {
	ref := noise(1411, 1283, 255, 5)
	dist := near(ref, 6)
	ms := metrics.MSSSIM{Weights: []float64{0, 0, 0, 0, 0, 0, 0, 1}}
	metrics.Parallel(&ms, scatter)
	got := score(t, &ms, ref, dist)
	if bytes := score(t, &ms, ofBytes(ref), ofBytes(dist)); bytes != got {
		t.Errorf("%v of bytes, %v of floats", bytes, got)
	}
	for range 7 {
		a, b := new(plane.Plane), new(plane.Plane)
		filter.Halve(a, ref)
		filter.Halve(b, dist)
		ref, dist = a, b
	}
	want := score(t, new(metrics.SSIM), ref, dist)
	if math.Abs(got-want) > 1e-12 || want > .9999999 {
		t.Errorf("eight scales: %v, want %v", got, want)
	}
}
