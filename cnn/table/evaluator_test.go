package table

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/degrade"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// textured is a picture of 8 bits with edges.
func textured(w, h int) *plane.Image {
	m := new(plane.Image)
	m.Reset(plane.RGB, w, h, 255, false)
	for c := range m.Planes {
		for y := range h {
			row := m.Planes[c].Row(y)
			for x := range row {
				row[x] = float32((x*7 + y*y*(c+1) + x/5%2*90) % 256)
			}
		}
	}
	return m
}

// still is a network that leaves pictures as they are.
func still() *cnn.Net {
	n := &cnn.Net{Params: make([]float32, cnn.Size())}
	for _, t := range cnn.Tensors() {
		p := n.Params[t.At:][:t.Len()]
		switch {
		case strings.HasPrefix(t.Name, "prelu"):
			for i := range p {
				p[i] = 1
			}
		case len(t.Shape) == 4:
			inputs, taps := t.Shape[1], t.Shape[2]*t.Shape[3]
			for c := range cnn.Channels {
				p[(c*inputs+c)*taps+taps/2] = 1
			}
		}
	}
	return n
}

func evaluator(t *testing.T, names ...string) *Evaluator {
	t.Helper()
	all, err := metrics.ByName(names...)
	if err != nil {
		t.Fatal(err)
	}
	return &Evaluator{Metrics: all}
}

// A network that does nothing has the scores of the input; they are those of
// metrics for the task's picture, cut off at 0 and 1.
func TestEvaluate(t *testing.T) {
	e := evaluator(t, "l1", "ssim", "ms-ssim")
	tasks := []degrade.Task{degrade.Demosaic{Seed: 3}, degrade.SR2{}, degrade.JPEG{Quality: 10}}
	for _, task := range tasks {
		e.Trials = append(e.Trials, &Trial{Task: task, Columns: []Column{{"l2", []*Network{{Net: still()}}}}})
	}
	o, err := e.Evaluate(t.Context(), textured(24, 20), 5, false)
	if err != nil || len(o.Scores) != 3 || o.Figures != nil {
		t.Fatalf("%v, %+v", err, o)
	}
	for i, task := range tasks {
		var clean, input plane.Image
		cnn.Prepare(&clean, textured(24, 20))
		if err := task.Apply(&input, &clean, 5); err != nil {
			t.Fatal(err)
		}
		finish(&input, false)
		want, err := (&metrics.Set{Metrics: e.Metrics}).Score(nil, &clean, &input)
		if err != nil {
			t.Fatal(err)
		}
		in, out := o.Scores[i][0], o.Scores[i][1]
		for m, w := range want[:2] {
			if in[m] != w.Value || math.Abs(out[m]-in[m]) > 1e-6 {
				t.Errorf("%s, %s: input %g, network %g, want %g", task.Name(), w.Metric, in[m], out[m], w.Value)
			}
		}
		if !math.IsNaN(in[2]) || !math.IsNaN(out[2]) {
			t.Errorf("%s: ms-ssim of a small picture: %g, %g", task.Name(), in[2], out[2])
		}
	}
}

// Rounding is to the nearest of 256, and of what is scored alone.
func TestFinish(t *testing.T) {
	m := new(plane.Image)
	m.Reset(plane.RGB, 5, 1, 1, false)
	for c := range m.Planes {
		copy(m.Planes[c].Row(0), []float32{-.1, 1.2, 100.4 / 255, 100.6 / 255, .25})
	}
	finish(m, false)
	if want := []float32{0, 1, 100.4 / 255, 100.6 / 255, .25}; !slices.Equal(m.Planes[2].Row(0), want) {
		t.Errorf("%v, want %v", m.Planes[2].Row(0), want)
	}
	finish(m, true)
	if want := []float32{0, 1, 100. / 255, 101. / 255, 64. / 255}; !slices.Equal(m.Planes[1].Row(0), want) {
		t.Errorf("%v, want %v", m.Planes[1].Row(0), want)
	}
}

func TestEvaluateQuantized(t *testing.T) {
	e := evaluator(t, "l1")
	e.Trials = []*Trial{{Task: degrade.SR2{}, Columns: []Column{{"l2", []*Network{{Net: cnn.New(1)}}}}}}
	plain, err := e.Evaluate(t.Context(), textured(17, 17), 0, false)
	if err != nil {
		t.Fatal(err)
	}
	e.Quantize = true
	rounded, err := e.Evaluate(t.Context(), textured(17, 17), 0, false)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		if d := plain.Scores[0][i][0] - rounded.Scores[0][i][0]; d == 0 || math.Abs(d) > .5/255 {
			t.Errorf("column %d: rounding makes a difference of %g", i, d)
		}
	}
}

func TestEvaluateNotFinite(t *testing.T) {
	m := textured(17, 17)
	m.Planes[1].Row(3)[4] = float32(math.NaN())
	if _, err := evaluator(t, "l1").Evaluate(t.Context(), m, 0, false); !errors.Is(err, metrics.ErrNotFinite) {
		t.Errorf("%v", err)
	}
}

// An interrupt does not wait for all networks.
func TestEvaluateInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	e := evaluator(t, "l1")
	e.Trials = []*Trial{{Task: degrade.SR2{}, Columns: []Column{{"l2", []*Network{{Net: cnn.New(1)}}}}}}
	if o, err := e.Evaluate(ctx, textured(17, 17), 0, true); o != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", o, err)
	}
}

// A figure has the clean picture, the input and each column, of one place.
func TestFigures(t *testing.T) {
	e := evaluator(t, "l1")
	e.Trials = []*Trial{{Task: degrade.SR2{}, Columns: []Column{
		{"l2", []*Network{{Net: still()}, {Net: cnn.New(1)}}}, {"l1", []*Network{{Net: cnn.New(2)}}},
	}}}
	o, err := e.Evaluate(t.Context(), textured(104, 20), 0, true)
	if err != nil || len(o.Figures) != 1 || len(o.Scores[0]) != 4 {
		t.Fatalf("%v, %+v", err, o)
	}
	var captions []string
	var shown []image.Image
	for _, p := range o.Figures[0].Panels {
		m, err := png.Decode(bytes.NewReader(p.PNG))
		if err != nil || m.Bounds() != image.Rect(0, 0, 96, 20) || p.Width != 192 || p.Height != 40 {
			t.Fatalf("%s: %v, %v", p.Caption, err, m.Bounds())
		}
		captions, shown = append(captions, p.Caption), append(shown, m)
	}
	if want := []string{"clean", "input", "l2", "l1"}; !slices.Equal(captions, want) {
		t.Errorf("%q, want %q", captions, want)
	}
	if shown[1].At(9, 9) != shown[2].At(9, 9) || shown[2].At(9, 9) == shown[3].At(9, 9) {
		t.Error("the panels are not those of the first networks of their columns")
	}
}

func TestBusiest(t *testing.T) {
	all := make([]plane.Image, 3)
	for i := range all {
		all[i].Reset(plane.RGB, 250, 131, 1, false)
		for c := range all[i].Planes {
			clear(all[i].Planes[c].Pix)
		}
	}
	if r := busiest(all); r != image.Rect(0, 0, 96, 96) {
		t.Errorf("equal pictures: %v", r)
	}
	all[1].Planes[2].Row(130)[3] = .1 // in the corner that no square reaches
	all[2].Planes[0].Row(110)[210] = .2
	if r := busiest(all); !image.Pt(210, 110).In(r) || r.Dx() != 96 || r.Dy() != 96 {
		t.Errorf("%v has not the place", r)
	}
	if r := busiest([]plane.Image{*textured(30, 200)}); r.Dx() != 30 || r.Dy() != 96 {
		t.Errorf("narrow: %v", r)
	}
}
