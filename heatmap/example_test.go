package heatmap_test

import (
	"fmt"
	"image"

	"github.com/fastiqa/iqa/heatmap"
	"github.com/fastiqa/iqa/plane"
)

// A page with one map and its legend.
func Example() {
	p := plane.New(64, 48, 1)
	for y := range p.H {
		for x := range p.W {
			p.Row(y)[x] = float32(x-32) * float32(y) / 1e6
		}
	}
	scale := heatmap.Fit(p, true, 0)
	m := heatmap.Blank(p.W, p.H)
	scale.Paint(m, image.Point{}, p)
	page := heatmap.Figure{
		Panels:  []heatmap.Panel{{Title: "a saddle", Image: m}},
		Legend:  heatmap.Legend{Scale: scale, Unit: "height"},
		Remarks: []string{"zero is gray"},
	}
	fmt.Println(scale.Lo, scale.Hi, page.Draw().Bounds().Size())
	// Output: -0.002 0.002 (316,332)
}
