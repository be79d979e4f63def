package colorspace_test

import (
	"math"
	"testing"

	"github.com/fastiqa/iqa/colorspace"
	"github.com/fastiqa/iqa/plane"
)

func TestLuma(t *testing.T) {
	for peak, want := range map[float64]struct{ peak, tol float64 }{
		255:   {255000, 0},
		16383: {16383000, 0},
		65535: {65535, 1.0 / 256}, // half a unit of float32 near 65535
		1:     {1, 6e-8},
	} {
		var c [3]*plane.Plane
		for i := range c {
			c[i] = plane.New(9, 1, peak)
			for x := range 9 {
				c[i].Row(0)[x] = float32(peak) * float32((x*(i+3))%9) / 8
				if peak > 1 {
					c[i].Row(0)[x] = float32(math.Floor(float64(c[i].Row(0)[x])))
				}
			}
		}
		var dst plane.Plane
		colorspace.Luma(&dst, c[0], c[1], c[2])
		if dst.Peak != want.peak {
			t.Fatalf("peak %v becomes %v, want %v", peak, dst.Peak, want.peak)
		}
		for x := range 9 {
			r, g, b := float64(c[0].Row(0)[x]), float64(c[1].Row(0)[x]), float64(c[2].Row(0)[x])
			y := (299*r + 587*g + 114*b) / 1000 * (want.peak / peak)
			if got := float64(dst.Row(0)[x]); math.Abs(got-y) > want.tol+y*1e-15 {
				t.Errorf("peak %v, column %d: %v, want %v", peak, x, got, y)
			}
		}
	}
}

func BenchmarkLuma(b *testing.B) {
	b.Run("size=1920x1080", func(b *testing.B) {
		var dst plane.Plane
		c := plane.New(1920, 1080, 255)
		for b.Loop() {
			colorspace.Luma(&dst, c, c, c)
		}
		b.ReportMetric(float64(b.N)*1920*1080/b.Elapsed().Seconds()/1e6, "MPix/s")
	})
}
