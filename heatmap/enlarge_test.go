package heatmap

import (
	"fmt"
	"image"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

func TestEnlarge(t *testing.T) {
	for f, want := range map[int]string{
		1: "[0 1 2 3 4 5 6]",
		2: "[0 0 1 1 2 2 3]",
		3: "[0 0 1 1 1 2 2]", // means over -1…1, 2…4, 5…7
		4: "[0 0 0 1 1 1 1]", // over -1…2, 3…6
	} {
		n := (7 + f - 1) / f
		src := plane.New(n, 2*n, 1)
		for y := range src.H {
			for x := range src.W {
				src.Row(y)[x] = float32(x + 10*y)
			}
		}
		var dst plane.Plane
		Enlarge(&dst, src, image.Pt(7, 2*n*f), f)
		if got := fmt.Sprint(dst.Row(0)); got != want || dst.Peak != 1 {
			t.Errorf("%d times: %v, want %v", f, got, want)
		}
		if v := dst.Row(dst.H - 1)[0]; v != float32(10*(src.H-1)) {
			t.Errorf("%d times: last row %v", f, v)
		}
	}
}
