package main

import (
	"fmt"
	"image"
	"math"
	"slices"
	"strings"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// values makes what gradmap draws or writes, of one pair after another.
type values struct {
	kind       string
	info       metrics.Info
	signed     bool // colours are to show the sign
	similarity bool // 1 is the value of equal pictures, and the largest

	metric  metrics.Metric
	matched metrics.Matched

	// Of the last pair: a plane for each channel, and the score, NaN for none.
	planes []plane.Plane
	score  float64
	note   string // the metric's

	image plane.Image
}

func newValues(kind, metric string) (v values, err error) {
	v.kind = kind
	v.signed = kind == "grad" || kind == "diff"
	if !slices.Contains(kinds, kind) {
		return v, fmt.Errorf("--kind: unknown %q (want %s)", kind, strings.Join(kinds, ", "))
	}
	var ok bool
	if v.info, ok = metrics.Lookup(metric); !ok {
		return v, fmt.Errorf("--metric: unknown metric %q (want %s)",
			metric, strings.Join(namesOf(hasValues), ", "))
	}
	all, err := metrics.ByName(metric)
	if err != nil {
		return v, fmt.Errorf("--metric: %w", err)
	}
	v.metric = all[0]
	v.similarity = !v.signed && v.info.Identity == "1"
	if able := v.able(); able != nil && !slices.Contains(able, metric) {
		return v, fmt.Errorf("--kind %s: not of %s (want --metric %s)",
			kind, metric, strings.Join(able, ", "))
	}
	return v, nil
}

// able are the metrics that have values of this kind; nil: it takes none.
func (v *values) able() []string {
	switch v.kind {
	case "grad":
		return namesOf(hasGrad)
	case "map":
		return namesOf(hasMap)
	case "l", "cs":
		return []string{"ssim"}
	}
	return nil
}

// make makes the values of a pair.
func (v *values) make(ref, dist *plane.Image) (err error) {
	if err := v.matched.Match(ref, dist, metrics.RGB); err != nil {
		return err
	}
	v.score, v.note = math.NaN(), ""
	switch v.kind {
	case "grad":
		v.score, err = metrics.Grad(v.metric.(metrics.Differentiable),
			&v.image, &v.matched.Ref, &v.matched.Dist)
	case "diff":
		v.each(v.difference)
	case "map":
		err = v.mapped()
	case "l":
		err = v.each(func(dst, ref, dist *plane.Plane) (float64, error) {
			return v.metric.(*metrics.SSIM).Maps(nil, dst, nil, ref, dist)
		})
	case "cs":
		err = v.each(func(dst, ref, dist *plane.Plane) (float64, error) {
			return v.metric.(*metrics.SSIM).Maps(nil, nil, dst, ref, dist)
		})
	}
	if n, ok := v.metric.(metrics.Noter); ok && err == nil {
		v.note = n.Note()
	}
	v.planes = v.image.Planes
	return err
}

// mapped makes the map: of a metric of whole pictures one plane, of others one
// for each channel.
func (v *values) mapped() (err error) {
	m, whole := v.metric.(metrics.ImageMapper)
	if !whole {
		return v.each(v.metric.(metrics.Mapper).Map)
	}
	v.image.Reset(plane.Gray, 0, 0, 1, false)
	v.score, err = m.MapImage(&v.image.Planes[0], &v.matched.Ref, &v.matched.Dist)
	return err
}

// whole reports whether the values are the map of a metric of whole pictures.
func (v *values) whole() bool {
	_, ok := v.metric.(metrics.ImageMapper)
	return ok && v.kind == "map"
}

// block is the side of the part of the picture that a value stands for, in
// pixels, where it is no window: metrics of whole pictures may shrink them.
func (v *values) block() int {
	f := 1
	if full, small := v.matched.Ref.Size(), v.planes[0].Size(); v.whole() {
		for (full.X+f-1)/f > small.X || (full.Y+f-1)/f > small.Y {
			f++
		}
	}
	return f
}

// notes are what there is to say about the last pair, but for what the pictures
// themselves say.
func (v *values) notes() []string {
	all := slices.Clone(v.matched.View.Notes)
	if v.note != "" {
		all = append(all, v.note)
	}
	return all
}

// warnings are the notes that are news: mix has always told its two parts.
func (v *values) warnings() []string {
	if _, ok := v.metric.(*metrics.Mix); ok {
		return slices.Clone(v.matched.View.Notes)
	}
	return v.notes()
}

// each makes the plane of each channel; the score is the mean of theirs.
func (v *values) each(make func(dst, ref, dist *plane.Plane) (float64, error)) error {
	ref, dist := &v.matched.Ref, &v.matched.Dist
	size := ref.Size()
	v.image.Reset(ref.Space, size.X, size.Y, 1, false)
	sum := 0.0
	for c := range ref.Planes {
		s, err := make(&v.image.Planes[c], &ref.Planes[c], &dist.Planes[c])
		if err != nil {
			return err
		}
		sum += s
	}
	v.score = sum / float64(len(ref.Planes))
	return nil
}

// difference is what the distorted picture has more than the reference.
func (v *values) difference(dst, ref, dist *plane.Plane) (float64, error) {
	for y := range dst.H {
		x, r := dist.Row(y), ref.Row(y)
		for i := range dst.Row(y) {
			dst.Row(y)[i] = float32(float64(x[i]-r[i]) / ref.Peak)
		}
	}
	return math.NaN(), nil
}

// at is where the values belong in the picture: a window's in its middle.
func (v *values) at() image.Point {
	if v.whole() {
		return image.Point{}
	}
	return v.matched.Ref.Size().Sub(v.planes[0].Size()).Div(2)
}

// title and unit say what the values are.
func (v *values) title() string {
	switch v.kind {
	case "grad":
		return "gradient of " + v.info.Name
	case "map":
		return "map of " + v.info.Name
	case "l":
		return "luminance term of ssim"
	case "cs":
		return "contrast and structure term of ssim"
	}
	return "difference"
}

func (v *values) unit() string {
	switch v.kind {
	case "grad":
		unit := "d " + v.info.Name + " / d intensity of distorted"
		if v.info.Unit != "" {
			unit += ", " + v.scoreUnit()
		}
		return unit
	case "diff":
		return "distorted − reference, intensity"
	}
	of := "pixel"
	if v.at() != (image.Point{}) {
		of = "window"
	}
	switch {
	case v.whole():
		return v.wholeUnit()
	case v.kind == "map":
		return v.info.Name + " of each " + of
	}
	return v.kind + " of each " + of
}

// wholeUnit says what the values of a map of whole pictures are. Only those with
// a unit are scores of their pixels.
func (v *values) wholeUnit() string {
	of := "pixel"
	if f := v.block(); f > 1 {
		of = fmt.Sprintf("%d×%d pixels", f, f)
	}
	if v.info.Unit == "" {
		return "map of " + v.info.Name + ", each " + of
	}
	return v.scoreUnit() + " of each " + of
}

// scoreUnit is the metric's unit in the letters that pictures have.
func (v *values) scoreUnit() string { return strings.ReplaceAll(v.info.Unit, "Δ", "Delta ") }
