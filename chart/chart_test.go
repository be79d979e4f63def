package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
)

func drawing(t *testing.T, f *Figure) string {
	t.Helper()
	var b strings.Builder
	if err := f.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader(b.String()))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%v in %s", err, b.String())
		}
	}
	if s := b.String(); strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
		t.Errorf("not a number in %s", s)
	}
	return b.String()
}

// Whatever the values are, what is drawn is XML with numbers in it.
func TestWriteSVG(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, y := range map[string][]float64{
		"none": nil, "one": {3}, "equal": {.5, .5, .5}, "zeros": {0, 0}, "odd": {1, nan, inf, -2, 1e-30},
		"odd only": {nan, -inf}, "wide": {1e-12, 1e12}, "large": {1e9, 1.0000001e9},
	} {
		for _, log := range []bool{false, true} {
			s := drawing(t, &Figure{Title: "a < b", X: "step",
				Panels: []Panel{{Y: name, Log: log, Lines: []Line{{Name: "l&r", Y: y}, {Y: y}, {Y: y, Faint: true}}}}})
			if !strings.Contains(s, "a &lt; b") || !strings.Contains(s, "l&amp;r") {
				t.Errorf("%s: no title or legend", name)
			}
		}
	}
}

// The ends of a line lie where their values belong.
func TestCurve(t *testing.T) {
	s := drawing(t, &Figure{Panels: []Panel{{Log: true, Lines: []Line{{Y: []float64{1000, 100, 10}}}}},
		Marks: []Mark{{2, "half"}}})
	for _, want := range []string{`M84.0 48.8L404.0 164.0L724.0 279.2`, `>100</text>`, `x1="404.0" y1="44"`, ">half<"} {
		if !strings.Contains(s, want) {
			t.Errorf("no %s in %s", want, s)
		}
	}
}

// One line needs no legend.
func TestLegend(t *testing.T) {
	one := []Line{{Name: "one"}, {Faint: true}}
	if s := drawing(t, &Figure{Panels: []Panel{{Lines: one}}}); strings.Contains(s, ">one<") || !strings.Contains(s, `width="748"`) {
		t.Error(s)
	}
	if s := drawing(t, &Figure{Panels: []Panel{{Lines: append(one, Line{Name: "a longer name"})}}}); !strings.Contains(s, ">one<") || !strings.Contains(s, `width="882"`) {
		t.Error(s)
	}
}

// A long line has few points.
func TestLongCurve(t *testing.T) {
	y := make([]float64, 100_000)
	if s := drawing(t, &Figure{Panels: []Panel{{Lines: []Line{{Y: y}}}}}); len(s) > 40_000 {
		t.Errorf("%d bytes", len(s))
	}
}

type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, errors.New("closed") }

func TestWriteError(t *testing.T) {
	if err := new(Figure).WriteSVG(closed{}); err == nil {
		t.Error("no error")
	}
}
