package metrics_test

import (
	"errors"
	"math"
	"testing"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// flat is a picture of one colour but for the upper left pixel.
func flat(w, h int, peak float64, color, first [3]float32) *plane.Image {
	m := new(plane.Image)
	m.Reset(plane.RGB, w, h, peak, false)
	for c := range m.Planes {
		for y := range h {
			for x := range w {
				m.Planes[c].Row(y)[x] = color[c]
			}
		}
		m.Planes[c].Row(0)[0] = first[c]
	}
	return m
}

// Black is 100 from white, and one pixel of twelve counts a twelfth.
func TestCIEDE2000Values(t *testing.T) {
	black, white, blue := [3]float32{}, [3]float32{255, 255, 255}, [3]float32{0, 0, 255}
	for _, c := range []struct {
		ref, dist, first [3]float32
		want             float64
	}{
		{black, white, white, 100},
		{black, black, white, 100. / 12},
		{blue, blue, black, 39.678 / 12},
	} {
		var m metrics.CIEDE2000
		v, err := m.ScoreImage(flat(4, 3, 255, c.ref, c.ref), flat(4, 3, 255, c.dist, c.first))
		if err != nil || math.Abs(v-c.want) > 1e-3 {
			t.Errorf("%v, %v: want %v", v, err, c.want)
		}
	}
}

// The map has the differences whose mean is the score.
func TestCIEDE2000Map(t *testing.T) {
	ref, dist := rgb(61, 33, 7)
	var m metrics.CIEDE2000
	var dst plane.Plane
	v, err := m.MapImage(&dst, ref, dist)
	if err != nil || dst.Size() != ref.Size() || dst.Peak != 1 {
		t.Fatal(err, dst.Size(), dst.Peak)
	}
	sum := 0.0
	for y := range dst.H {
		for _, d := range dst.Row(y) {
			sum += float64(d)
		}
	}
	if mean := sum / (61 * 33); math.Abs(mean-v) > 1e-6*v {
		t.Errorf("mean of the map %v, score %v", mean, v)
	}
	if v, err := m.MapImage(&dst, ref, ref); err != nil || v != 0 || dst.Row(5)[5] != 0 {
		t.Errorf("of equal pictures: %v, %v, %v", v, dst.Row(5)[5], err)
	}
}

// Samples of 16 bits are the same colours.
func TestCIEDE2000Depth(t *testing.T) {
	ref, dist := rgb(61, 33, 8)
	var m metrics.CIEDE2000
	v, err := m.ScoreImage(ref, dist)
	for _, p := range []*plane.Image{ref, dist} {
		for c := range p.Planes {
			p.Planes[c] = *scaled(&p.Planes[c], 65535)
		}
	}
	w, err2 := m.ScoreImage(ref, dist)
	if err != nil || err2 != nil || math.Abs(v-w) > 1e-12 {
		t.Errorf("%v, %v; 16 bits: %v, %v", v, err, w, err2)
	}
}

// Gray pictures have no score; against a coloured one gray is a colour.
func TestCIEDE2000Gray(t *testing.T) {
	ref, dist := rgb(40, 30, 9)
	gray := &plane.Image{Space: plane.Gray, Planes: ref.Planes[:1]}
	s := metrics.Set{Metrics: []metrics.Metric{new(metrics.CIEDE2000), new(metrics.L1)}}
	scores, err := s.Score(nil, gray, gray)
	if err != nil || !errors.Is(scores[0].Err, metrics.ErrColor) || scores[1].Err != nil {
		t.Errorf("gray: %v, %v", scores, err)
	}
	if v, err := new(metrics.CIEDE2000).Score(&ref.Planes[0], &dist.Planes[0]); !errors.Is(err, metrics.ErrColor) {
		t.Errorf("planes: %v, %v", v, err)
	}
	scores, err = s.Score(nil, gray, dist)
	if err != nil || !(scores[0].Value > 1) {
		t.Errorf("gray against colour: %v, %v", scores, err)
	}
}

func TestCIEDE2000SameBits(t *testing.T) {
	ref, dist := rgb(61, 33, 10)
	var bits, pixels uint64
	forEachImpl(t, func(t *testing.T) {
		var dst plane.Plane
		v, err := new(metrics.CIEDE2000).MapImage(&dst, ref, dist)
		if err != nil {
			t.Fatal(err)
		}
		if bits == 0 {
			bits, pixels = math.Float64bits(v), hash(&dst)
		}
		if math.Float64bits(v) != bits || hash(&dst) != pixels {
			t.Errorf("%x, map %x, want %x, %x", math.Float64bits(v), hash(&dst), bits, pixels)
		}
	})
}
