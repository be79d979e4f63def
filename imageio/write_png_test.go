package imageio

import (
	"bytes"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

// What is written is read again: every kind of picture, in both depths.
func TestWritePNG(t *testing.T) {
	for _, space := range []plane.Space{plane.Gray, plane.RGB} {
		for _, alpha := range []bool{false, true} {
			for _, deep := range []bool{false, true} {
				var m, back plane.Image
				m.Reset(space, 5, 3, 1, alpha)
				planes := m.Planes
				if alpha {
					planes = append(planes[:len(planes):len(planes)], *m.Alpha)
				}
				for c := range planes {
					for y := range 3 {
						for x := range 5 {
							planes[c].Row(y)[x] = float32(c*31+y*50+x*7+1) / 255
						}
					}
				}
				m.Planes[0].Row(0)[0], m.Planes[0].Row(0)[1] = -1, 2
				var b bytes.Buffer
				if err := WritePNG(&b, &m, deep); err != nil {
					t.Fatal(err)
				}
				if err := Decode(&back, b.Bytes(), 0); err != nil {
					t.Fatal(err)
				}
				peak := float32(255)
				if deep {
					peak = 65535
				}
				if back.Peak() != float64(peak) || (back.Alpha != nil) != alpha {
					t.Fatalf("%v: peak %g, alpha %v", space, back.Peak(), back.Alpha != nil)
				}
				got := back.Planes
				if alpha {
					got = append(got[:len(got):len(got)], *back.Alpha)
				}
				if !alpha && len(got) != len(planes) {
					t.Fatalf("%v: %d planes", space, len(got))
				}
				for y := range 3 {
					for x := range 5 {
						if first, last := got[0].Row(y)[x], got[len(got)-1].Row(y)[x]; first != clip(planes[0].Row(y)[x])*peak ||
							last != clip(planes[len(planes)-1].Row(y)[x])*peak {
							t.Fatalf("%v alpha %v deep %v: %g and %g at %d,%d", space, alpha, deep, first, last, x, y)
						}
					}
				}
			}
		}
	}
}

func clip(v float32) float32 { return min(max(v, 0), 1) }
