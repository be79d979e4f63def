package metrics_test

import (
	"testing"

	"github.com/fastiqa/iqa/metrics"
)

// A reference of any one level has no information, whatever rounding makes of
// it.
func TestVIFPOfFlat(t *testing.T) {
	random := noise(64, 50, 255, 83)
	var m metrics.VIFP
	for level := range 256 {
		flat := planeOf(64, 50, func(x, y int) float64 { return float64(level) })
		if v, err := m.Score(flat, random); err == nil {
			t.Errorf("%d: %v", level, v)
		}
		if v := score(t, &m, random, flat); v != 0 {
			t.Errorf("%d distorted: %v", level, v)
		}
	}
}

// More contrast tells more than there is, less contrast less.
func TestVIFPOfContrast(t *testing.T) {
	a := noise(64, 50, 127, 84)
	a.Peak = 255
	for _, c := range []struct {
		gain float64
		more bool
	}{{1.5, true}, {.5, false}} {
		b := planeOf(64, 50, func(x, y int) float64 { return c.gain * float64(a.Row(y)[x]) })
		if v := score(t, new(metrics.VIFP), a, b); (v > 1) != c.more {
			t.Errorf("gain %v: %v", c.gain, v)
		}
	}
}
