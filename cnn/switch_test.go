package cnn

import (
	"math"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/plane"
)

func TestParsePlan(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // text again, or in an error
	}{
		{"mix:alpha=.5", "mix:alpha=.5"},
		{"l1:l2@50%", "l1:l2@50%"},
		{"mix:alpha=.84:l1=2,l2@12.5%", "mix:alpha=.84:l1=2,l2@12.5%"},
		{"l1:ssim:sigma=5@50%", "l1:ssim:sigma=5@50%"},
		{"l1:l2@50", `"50" is no part of the steps`},
		{"l1:l2@0%", "no part of the steps"},
		{"l1:l2@NaN%", "no part of the steps"},
		{"l1@50%", "want two losses"},
		{"l1:fog@50%", `unknown loss "fog"`},
		{"fog", `unknown loss "fog"`},
	} {
		p, err := ParsePlan(c.text, AtCentre)
		if err != nil {
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("%q: %v, want %q", c.text, err, c.want)
			}
		} else if p.String() != c.want {
			t.Errorf("%q: %q, want %q", c.text, p, c.want)
		}
	}
}

func TestPlanTurns(t *testing.T) {
	p, err := ParsePlan("l1:l2@25%", AtCentre)
	if err != nil {
		t.Fatal(err)
	}
	for step, want := range []string{"l1", "l1", "l2", "l2"} {
		if got := p.At(step, 8).String(); got != want {
			t.Errorf("step %d: %s, want %s", step, got, want)
		}
	}
}

// What does not fit is known before training begins, and fails in it.
func TestPlanFits(t *testing.T) {
	for _, c := range []struct {
		text string
		form Form
		side int
		want string
	}{
		{"mix", AtCentre, 31, ""},
		{"mix", AtCentre, 30, "have none"},
		{"l1:mix@50%", AtCentre, 1, "takes 3 pixels"},
		{"l1", AtCentre, 2, ""},
		{"mix", Mapped, 30, "mix takes 31 pixels a side, the network's output has 30"},
		{"mix", Mapped, 32, ""},
	} {
		p, err := ParsePlan(c.text, c.form)
		if err != nil {
			t.Fatal(err)
		}
		err = p.Fits(c.side)
		if (c.want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s, side %d: %v, want %q", c.text, c.side, err, c.want)
		}
		l := p.Objectives()[len(p.Objectives())-1].Loss()
		m := picture(c.side, c.side).Planes
		if _, err := l.Grad(make([]plane.Plane, 3), m, m); (c.want == "") != (err == nil) {
			t.Errorf("%s, side %d: gradient: %v", c.text, c.side, err)
		}
	}
}

// Parts make up their loss, and have names.
func TestParts(t *testing.T) {
	out, target := picture(33, 33).Planes, picture(33, 33).Planes
	for c := range out {
		for x := range 33 {
			out[c].Row(10 + x%9)[x] *= .25 * float32(c+1)
		}
	}
	for _, form := range []Form{AtCentre, Mapped} {
		o, err := ParseObjective("mix:alpha=.3", form)
		if err != nil {
			t.Fatal(err)
		}
		l := o.Loss()
		for range 2 { // the second is not on top of the first
			v, err := l.Grad(make([]plane.Plane, 3), out, target)
			if err != nil {
				t.Fatal(err)
			}
			p := l.(Parted).Parts()
			if want := .3*p[0] + .7*p[1]; !(p[1] > 0) || math.Abs(v-want) > 1e-9 || len(o.Parts()) != 2 {
				t.Errorf("%v: %g of %v, named %q", form, v, p, o.Parts())
			}
		}
		if o, err = ParseObjective("l2=2,mix", form); err != nil {
			t.Fatal(err)
		}
		l = o.Loss()
		v, err := l.Grad(make([]plane.Plane, 3), out, target)
		p := l.(Parted).Parts()
		if err != nil || len(p) != 4 || len(o.Parts()) != 4 || math.Abs(v-2*p[0]-p[1]) > 1e-9 {
			t.Errorf("%v: %g of %v, named %q, %v", form, v, p, o.Parts(), err)
		}
	}
}
