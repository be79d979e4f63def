package table

import (
	"bytes"
	"image"
	"image/png"

	"github.com/fastiqa/iqa/heatmap"
	"github.com/fastiqa/iqa/plane"
	"github.com/fastiqa/iqa/report"
)

const (
	cropSide = 96 // pixels of a picture that are shown
	zoom     = 2  // by so much larger
	block    = 8  // pixels that a place is found to
)

// figure shows the place where what the networks made differs most.
func (e *Evaluator) figure(t *Trial) (report.Figure, error) {
	f := report.Figure{Title: t.Title()}
	shown := e.scored[:len(t.Columns)+1]
	apart := shown[1:]
	if len(apart) < 2 {
		apart = shown // one network is held against the input
	}
	r := busiest(apart)
	add := func(caption string, m *plane.Image) error {
		p, err := panel(caption, m, r)
		f.Panels = append(f.Panels, p)
		return err
	}
	err := add("clean", &e.clean)
	for i := range shown {
		caption := inputColumn
		if i > 0 {
			caption = t.Columns[i-1].Name
		}
		if err == nil {
			err = add(caption, &shown[i])
		}
	}
	return f, err
}

// panel is the part of m in r as a PNG file.
func panel(caption string, m *plane.Image, r image.Rectangle) (report.Panel, error) {
	p := report.Panel{Caption: caption, Width: zoom * r.Dx(), Height: zoom * r.Dy()}
	var part []plane.Plane
	for c := range m.Planes {
		part = append(part, m.Planes[c].Sub(r))
	}
	var b bytes.Buffer
	err := png.Encode(&b, heatmap.Photo(part))
	p.PNG = b.Bytes()
	return p, err
}

// busiest is the square in which pictures of one size are furthest apart: where
// the sum of the ranges of their samples is the largest. It is smaller where the
// pictures are.
func busiest(all []plane.Image) image.Rectangle {
	size := all[0].Size()
	crop := image.Pt(min(size.X, cropSide), min(size.Y, cropSide))
	sums := ranges(all)
	best, at := -1.0, image.Point{}
	for y := 0; y+crop.Y <= size.Y; y += block {
		for x := 0; x+crop.X <= size.X; x += block {
			sum := 0.0
			for _, row := range sums[y/block : (y+crop.Y+block-1)/block] {
				for _, v := range row[x/block : (x+crop.X+block-1)/block] {
					sum += v
				}
			}
			if sum > best {
				best, at = sum, image.Pt(x, y)
			}
		}
	}
	return image.Rectangle{at, at.Add(crop)}
}

// ranges are the sums, over the samples of a block, of the largest of all pictures
// less the smallest.
func ranges(all []plane.Image) [][]float64 {
	size := all[0].Size()
	sums := make([][]float64, (size.Y+block-1)/block)
	for i := range sums {
		sums[i] = make([]float64, (size.X+block-1)/block)
	}
	for c := range all[0].Planes {
		for y := range size.Y {
			for x := range size.X {
				lo := all[0].Planes[c].Row(y)[x]
				hi := lo
				for i := range all[1:] {
					v := all[i+1].Planes[c].Row(y)[x]
					lo, hi = min(lo, v), max(hi, v)
				}
				sums[y/block][x/block] += float64(hi) - float64(lo)
			}
		}
	}
	return sums
}
