package cnn

import (
	"math"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

func TestParseObjective(t *testing.T) {
	for _, c := range []struct {
		text string
		form Form
		want string // text again, or in an error
		side int
	}{
		{"mix", AtCentre, "mix", 3},
		{"mix:alpha=.025", AtCentre, "mix:alpha=.025", 3},
		{"l1=1, ssim:sigma=5=.2", AtCentre, "l1,ssim:sigma=5=0.2", 3},
		{"l1,ssim=.2", Mapped, "l1,ssim=0.2", 11},
		{"mix:alpha=.025", Mapped, "mix:alpha=.025", 31},
		{"psnr", Mapped, "psnr", 1},
		{"zhao-ms-ssim", AtCentre, `unknown loss "zhao-ms-ssim"`, 0},
		{"fog", Mapped, `unknown loss "fog" (want l1, `, 0},
		{"", AtCentre, `unknown loss ""`, 0},
		{"l1=0", AtCentre, `weight "0" of "l1"`, 0},
		{"l1=NaN", AtCentre, `weight "NaN"`, 0},
		{"l1=Inf", AtCentre, `weight "Inf"`, 0},
		{"mix:beta=1", Mapped, `mix has no setting "beta"`, 0},
		{"l1:alpha=1", AtCentre, `l1 has no setting "alpha"`, 0},
		{"mix:alpha=1.5", Mapped, `"1.5" is above 1`, 0},
		{"ssim:sigma=-1", AtCentre, `"-1" is no positive number`, 0},
	} {
		o, err := ParseObjective(c.text, c.form)
		if err != nil {
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("%q: %v, want %q", c.text, err, c.want)
			}
			continue
		}
		if o.String() != c.want || o.Side() != c.side {
			t.Errorf("%q: %q, side %d, want %q, %d", c.text, o, o.Side(), c.want, c.side)
		}
	}
}

// Losses have the gradient that they have, by differences in one sample.
func TestObjectiveGradients(t *testing.T) {
	for _, c := range []struct {
		text string
		form Form
	}{
		{"ssim", AtCentre}, {"ms-ssim", AtCentre}, {"mix", AtCentre}, {"l2", AtCentre},
		{"l2=.5,mix:alpha=.1=2", AtCentre}, {"mix", Mapped}, {"l2,ssim=3", Mapped},
	} {
		o, err := ParseObjective(c.text, c.form)
		if err != nil {
			t.Fatal(err)
		}
		l := o.Loss()
		out, target, grad := picture(33, 33).Planes, picture(33, 33).Planes, make([]plane.Plane, 3)
		for i := range target {
			for y := range 33 {
				for x, v := range target[i].Row(y) {
					target[i].Row(y)[x] = .8*v + .1*float32((x+y)%3)
				}
			}
		}
		if _, err := l.Grad(grad, out, target); err != nil {
			t.Fatal(c.text, err)
		}
		got := float64(grad[1].Row(16)[17])
		const step = 1. / 128
		at := &out[1].Row(16)[17]
		v := *at
		*at = v + step
		up, _ := l.Grad(make([]plane.Plane, 3), out, target)
		*at = v - step
		down, _ := l.Grad(make([]plane.Plane, 3), out, target)
		want := (up - down) / (2 * step)
		if math.Abs(got-want) > .02*math.Abs(want)+1e-6 {
			t.Errorf("%s: %g, want %g", c.text, got, want)
		}
	}
}

// A sum tells its terms.
func TestSumParts(t *testing.T) {
	s := &Sum{Terms: []Loss{Dense(new(metrics.L1)), Dense(new(metrics.L2))}, Weights: []float64{2, 3}}
	out, target := picture(12, 12).Planes, picture(12, 12).Planes
	out[0].Row(3)[4] += .5
	v, err := s.Grad(make([]plane.Plane, 3), out, target)
	if err != nil {
		t.Fatal(err)
	}
	if p := s.Parts(); math.Abs(v-2*p[0]-3*p[1]) > 1e-12 || p[0] == 0 || p[1] == 0 {
		t.Errorf("%v of %v", v, p)
	}
}
