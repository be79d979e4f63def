package table

import (
	"math"
	"slices"
	"testing"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/degrade"
	"github.com/fastiqa/iqa/plane"
	"github.com/fastiqa/iqa/report"
)

// drawn is a picture with Peak 1.
func drawn(w, h int, at func(c, x, y int) float64) *plane.Image {
	m := new(plane.Image)
	m.Reset(plane.RGB, w, h, 1, false)
	for c := range m.Planes {
		for y := range h {
			for x := range w {
				m.Planes[c].Row(y)[x] = float32(at(c, x, y))
			}
		}
	}
	return m
}

// A step from .2 to .6 has the slope .2 in the columns on either side of it: four
// columns beside these are near an edge, the others flat. What is wrong in the two
// themselves does not count, and what is wrong in one channel of three counts a
// third. In that, the flat areas have the errors .1 and .3 in equal parts: a shift of
// .2 and a deviation of .1.
func TestAreas(t *testing.T) {
	step := func(_, x, _ int) float64 { return .2 + .4*float64(x/20) }
	made := func(c, x, y int) float64 {
		v := step(c, x, y)
		switch {
		case x == 19 || x == 20:
			return v + .3
		case x >= 15 && x <= 18:
			return v - .03
		case x >= 21 && x <= 24:
			return v + .03
		case c == 1:
			return v + .1 + .2*float64(x/20)
		}
		return v
	}
	var a areas
	for _, down := range []bool{false, true} {
		turned := func(at func(c, x, y int) float64) *plane.Image {
			if !down {
				return drawn(40, 11, at)
			}
			return drawn(11, 40, func(c, x, y int) float64 { return at(c, y, x) })
		}
		clean := turned(step)
		a.find(clean)
		got := a.errors(clean, turned(made))
		want := []float64{math.Sqrt(.05 / 3), .03, .1 / math.Sqrt(3), .03}
		if len(got) != len(Areas()) || !slices.EqualFunc(got, want, func(g, w float64) bool { return math.Abs(g-w) < 1e-7 }) {
			t.Errorf("down %v: %v, want %v", down, got, want)
		}
	}
}

// How steep a picture is says which area it is: so many 255ths a pixel. What is an
// edge itself is near none.
func TestAreasBySlope(t *testing.T) {
	var a areas
	for _, c := range []struct {
		slope float64
		red   bool // and the other channels even
		want  area
	}{
		{0, false, flat}, {3.9, false, flat}, {4.1, false, neither}, {25, false, neither},
		{3.9 / .299, true, flat}, {4.1 / .299, true, neither},
	} {
		for _, size := range [][2]int{{9, 5}, {3, 8}, {1, 1}} {
			w, h, want := size[0], size[1], c.want
			if w == 1 {
				want = flat
			}
			a.find(drawn(w, h, func(k, x, _ int) float64 {
				if c.red && k > 0 {
					return .5
				}
				return .5 + c.slope*float64(x-w/2)/255
			}))
			for y := range h { // the outermost columns have half the slope
				for _, of := range a.of[y*w+min(1, w-1) : (y+1)*w-min(1, w-1)] {
					if of != want {
						t.Fatalf("slope %g, red %v, %v: area %d, want %d", c.slope, c.red, size, of, want)
					}
				}
			}
		}
	}
}

// Where there are no such pixels there is no score.
func TestAreasNone(t *testing.T) {
	ramp := drawn(12, 12, func(_, x, y int) float64 { return float64(x+y) * 12 / 255 })
	var a areas
	a.find(ramp)
	for i, v := range a.errors(ramp, ramp) {
		if !math.IsNaN(v) {
			t.Errorf("%s: %v", Areas()[i], v)
		}
	}
	flat := drawn(5, 5, func(int, int, int) float64 { return .5 })
	a.find(flat)
	if got := a.errors(flat, flat); got[0] != 0 || got[2] != 0 || !math.IsNaN(got[1]) || !math.IsNaN(got[3]) {
		t.Errorf("%v", got)
	}
}

// The scores of areas follow the metrics, are of what is scored, cut off at 1, and
// depend on no picture before.
func TestEvaluateAreas(t *testing.T) {
	white := drawn(17, 5, func(int, int, int) float64 { return 1 })
	e := evaluator(t, "l1")
	e.Trials = []*Trial{{Task: degrade.SR2{}, Columns: []Column{{"σ=1", []*Network{{Net: still()}, {Net: cnn.New(1)}}}}}}
	plain := e.Memory(17, 5, false)
	e.Areas = true
	if n := e.Memory(17, 5, false) - plain; n != areaBytes*17*5 {
		t.Errorf("areas take %d bytes", n)
	}
	if _, err := e.Evaluate(t.Context(), textured(18, 12), 0, false); err != nil {
		t.Fatal(err)
	}
	o, err := e.Evaluate(t.Context(), white, 0, false)
	if err != nil {
		t.Fatal(err)
	}
	rows := o.Scores[0]
	if len(rows) != 3 || len(rows[0]) != 5 || !(rows[0][1] < 1e-6) || !(rows[2][1] >= rows[2][0]) || rows[2][1] == 0 {
		t.Errorf("%v: want no error of the input, and a root of squares no less than the mean", rows)
	}
	for _, r := range rows {
		if !math.IsNaN(r[2]) || !math.IsNaN(r[4]) || !(r[3] <= r[1]) {
			t.Errorf("an edge in white: %v", r)
		}
	}
}

// A table with areas has rows of them, held against the column that is said.
func TestComparisonsOfAreas(t *testing.T) {
	tab := &Table{Metrics: []string{"psnr"}, Areas: true, Against: "σ=5",
		Trials: []*Trial{{Task: degrade.SR2{}, Columns: []Column{
			{"l2", []*Network{{Column: "l2"}}}, {"σ=5", []*Network{{Column: "σ=5"}}},
		}}}}
	for _, name := range []string{"a", "b", "c"} {
		tab.Add(name, &Outcome{Scores: [][][]float64{{{20, .5, .25, 0, 1}, {30, .125, .25, 0, 2}, {31, .25, .125, 2, 0}}}})
	}
	c := tab.Comparisons()[0]
	if c.Against != "σ=5" || len(c.Rows) != 5 {
		t.Fatalf("%+v", c)
	}
	for i, want := range []struct {
		name       string
		lower      bool
		difference float64
		best       int
	}{{"psnr", false, -1, 2}, {"flat-rmse", true, -.125, 1}, {"edge-rmse", true, .125, 2}, {"flat-sd", true, -2, 0}, {"edge-sd", true, 2, 2}} {
		r := c.Rows[i]
		best := slices.IndexFunc(r.Cells, func(c report.Cell) bool { return c.Best })
		if r.Metric != want.name || r.Lower != want.lower || r.Cells[1].Difference.Value != want.difference ||
			r.Cells[2].Pairs != 0 || r.Cells[0].Pairs != 0 || best != want.best {
			t.Errorf("%+v, want %+v", r, want)
		}
	}
	if s := tab.Samples(); len(s) != 9 || len(s[2].Scores) != 5 || s[2].Scores[1] != (report.Score{Metric: "flat-rmse", Value: .25}) {
		t.Errorf("%+v", s)
	}
}

// The same bits on every processor.
func TestAreasBits(t *testing.T) {
	var a areas
	clean := drawn(37, 26, func(c, x, y int) float64 { return float64((x*x+3*y*(c+1)+x/9*40)%97)/970 + float64(x/13)/4 })
	a.find(clean)
	got := a.errors(clean, drawn(37, 26, func(c, x, y int) float64 { return float64((x+y*c)%7) / 7 }))
	var bits []uint64
	for _, v := range got {
		bits = append(bits, math.Float64bits(v))
	}
	want := []uint64{0x3fdb69d0586342ad, 0x3fd5397536fa9d06, 0x3fce6a227abc61e0, 0x3fd45f83ea9700a1}
	if !slices.Equal(bits, want) {
		t.Errorf("%v: %#x", got, bits)
	}
}
