package main

import (
	"fmt"
	"image"
	"image/png"
	"io"
	"math"
	"strconv"

	"github.com/fastiqa/iqa/heatmap"
	"github.com/fastiqa/iqa/plane"
)

// page is the picture of the values of a pair.
type page struct {
	*mapOptions
	*values
}

// draw writes the page as PNG.
func (p *page) draw(out io.Writer) error {
	v := p.values
	var shown plane.Plane
	if v.kind == "grad" {
		heatmap.Magnitude(&shown, v.planes)
	} else {
		heatmap.Mean(&shown, v.planes)
	}
	f := heatmap.Figure{Legend: heatmap.Legend{
		Scale: p.span.scale(&shown, v), Unit: v.unit(), Over: p.overlay,
	}}
	below, above := f.Legend.Scale.Beyond(&shown)
	if v.similarity && f.Legend.Scale.Hi == 1 {
		above = 0 // rounding alone makes more of a similarity than 1
	}
	f.Legend.Below, f.Legend.Above = below > 0, above > 0
	f.Remarks = p.remarks(below+above, shown.W*shown.H)
	if n := v.block(); n > 1 {
		small := shown
		shown = plane.Plane{}
		heatmap.Enlarge(&shown, &small, v.matched.Ref.Size(), n)
	}
	f.Panels = p.panels(&f.Legend, &shown)
	if s := f.Size(); int64(s.X)*int64(s.Y) > maxPage {
		return fmt.Errorf("page of %dx%d pixels is too large (.npy and .pfm have the values alone)", s.X, s.Y)
	}
	return png.Encode(out, f.Draw())
}

// maxPage is the pixels of a page that holds three of the largest pictures.
// That of a smaller one may be larger: it is never narrow or flat.
const maxPage = 1 << 32

// memory is the bytes that a page of w×h pictures takes, and these themselves.
func (p *page) memory(w, h int) int64 {
	f := heatmap.Figure{Panels: make([]heatmap.Panel, 1), Remarks: make([]string, 8)}
	if p.beside {
		f.Panels = make([]heatmap.Panel, 3)
	}
	for i := range f.Panels {
		f.Panels[i].Image = &image.RGBA{Rect: image.Rect(0, 0, w, h)} // without pixels
	}
	s := f.Size()
	return 4 * (int64(s.X)*int64(s.Y) + int64(len(f.Panels))*int64(w)*int64(h))
}

// panels are the pictures of the page, the colours last.
func (p *page) panels(l *heatmap.Legend, shown *plane.Plane) (all []heatmap.Panel) {
	v := p.values
	ref, dist := &v.matched.Ref, &v.matched.Dist
	if p.beside {
		all = append(all, heatmap.Panel{Title: "reference", Image: heatmap.Photo(ref.Planes)},
			heatmap.Panel{Title: "distorted", Image: heatmap.Photo(dist.Planes)})
	}
	last := heatmap.Panel{Title: v.title()}
	if p.overlay {
		last.Image = heatmap.Photo(dist.Planes)
		heatmap.Pale(last.Image)
		l.Scale.Lay(last.Image, v.at(), shown)
	} else {
		last.Image = heatmap.Blank(ref.Size().X, ref.Size().Y)
		l.Scale.Paint(last.Image, v.at(), shown)
	}
	return append(all, last)
}

// remarks say what the legend has no room for.
func (p *page) remarks(beyond, pixels int) (all []string) {
	v := p.values
	if !math.IsNaN(v.score) {
		score := v.info.Name + " " + strconv.FormatFloat(v.score, 'g', 6, 64)
		if v.info.Unit != "" {
			score += " " + v.scoreUnit()
		}
		all = append(all, score)
	}
	if v.kind == "grad" {
		all = append(all, fmt.Sprintf("red: a brighter pixel raises %s; blue: it lowers it", v.info.Name))
	}
	switch n := len(v.planes); {
	case n > 1 && v.kind == "grad":
		all = append(all, fmt.Sprintf("mean magnitude of %d channels with the sign of their sum", n))
	case n > 1:
		all = append(all, fmt.Sprintf("mean of %d channels", n))
	}
	if beyond > 0 {
		all = append(all, fmt.Sprintf("%s of the pixels lie beyond the scale", percent(beyond, pixels)))
	}
	if v.at() != (image.Point{}) && !p.overlay {
		all = append(all, "no window fits around the pixels of the white border")
	}
	return append(all, p.notes()...)
}

// percent is a share of at least one, which is never shown as 0 %.
func percent(n, of int) string {
	switch p := 100 * float64(n) / float64(of); {
	case p < .01:
		return "less than 0.01 %"
	case p < 1:
		return strconv.FormatFloat(p, 'f', 2, 64) + " %"
	default:
		return strconv.FormatFloat(p, 'f', 0, 64) + " %"
	}
}
