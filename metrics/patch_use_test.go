package metrics_test

import (
	"errors"
	"image"
	"math"
	"testing"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// A loss does not depend on the patches it was used for before, and takes
// changed settings.
func TestPatchReuse(t *testing.T) {
	ref := randomPatch(31, 3, 1)
	dist := nearPatch(ref, .1)
	fresh := patchLosses()
	for name, m := range patchLosses() {
		var grad, want metrics.Patch
		for _, p := range patchPairs(35, 4) {
			if _, err := m.Grad(&grad, p.ref, p.dist); err != nil {
				t.Fatal(err)
			}
		}
		v, _ := m.Grad(&grad, ref, dist)
		w, _ := fresh[name].Grad(&want, ref, dist)
		if v != w || relative(grad.Pix, want.Pix) != 0 {
			t.Errorf("%s: %v after other work, %v fresh", name, v, w)
		}
	}
	m := new(metrics.PatchMSSSIM)
	loss(t, m, ref, dist)
	m.Sigmas = []float64{2}
	if v, w := loss(t, m, ref, dist), loss(t, &metrics.PatchSSIM{Sigma: 2}, ref, dist); v != w {
		t.Errorf("one sigma: %v, SSIM %v", v, w)
	}
	m.Sigmas[0] = 3
	if v, w := loss(t, m, ref, dist), loss(t, &metrics.PatchSSIM{Sigma: 3}, ref, dist); v != w {
		t.Errorf("sigma changed: %v, SSIM %v", v, w)
	}
	m.K2 = .3
	if v, w := loss(t, m, ref, dist), loss(t, &metrics.PatchSSIM{Sigma: 3, K2: .3}, ref, dist); v != w {
		t.Errorf("other K2: %v, SSIM %v", v, w)
	}
}

func TestPatchAllocatesNothing(t *testing.T) {
	ref := randomPatch(31, 3, 1)
	dist := nearPatch(ref, .1)
	for name, m := range patchLosses() {
		var grad metrics.Patch
		f := func() { m.Grad(&grad, ref, dist); m.Loss(ref, dist) }
		f()
		if n := testing.AllocsPerRun(5, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// The bits of losses and gradients, the same on every processor.
func TestPatchBits(t *testing.T) {
	ref := randomPatch(31, 3, 1)
	dist := nearPatch(ref, .1)
	want := map[string]uint64{
		"l1":         0x3f356204852321c9,
		"l2":         0x8099918568e8558b,
		"half l2":    0x5e79918568e8558b,
		"ssim":       0xafa56522bfc7c121,
		"ssim 1":     0xedd00ae43b898a3f,
		"ssim 1.5":   0x842850fdcac4b3a1,
		"ssim 3":     0xdbf86f8b80dd8322,
		"ssim 9":     0xc5918002655b259a,
		"ms-ssim":    0xd6dc0e360a7455f2,
		"mix":        0x463dc53c5aacb7e2,
		"mix 0.025":  0x2e8013081bf75e,
		"mix-l2":     0x26ecda234b2b26c3,
		"mix-l2 0.5": 0xd90e92d81c06c9f9,
	}
	for name, m := range patchLosses() {
		var grad metrics.Patch
		v, _ := m.Grad(&grad, ref, dist)
		h := math.Float64bits(v)
		for _, d := range grad.Pix {
			h = (h ^ math.Float64bits(d)) * 0x100000001b3
		}
		if h != want[name] {
			t.Errorf("%q: %#x,", name, h)
		}
	}
}

func TestPatchErrors(t *testing.T) {
	nan, huge := flatPatch(5, 1, .5), flatPatch(5, 1, 1e300)
	nan.Pix[24] = math.NaN()
	huge.Pix[3] = -1e300
	good := flatPatch(5, 1, .5)
	for name, m := range patchLosses() {
		needs := " is no square of an odd side of at least 3, which " + m.Name() + " needs"
		broken := "patch has not the samples of whole channels"
		for _, c := range []struct {
			ref, dist *metrics.Patch
			want      string
			size      bool // a *SizeError
		}{
			{good, flatPatch(7, 1, 0), "sizes differ: reference 5x5, distorted 7x7", true},
			{good, flatPatch(5, 3, 0), "channels differ: reference 1, distorted 3", true},
			{flatPatch(4, 1, 0), flatPatch(4, 1, 0), "4x4" + needs, true},
			{flatPatch(1, 1, 0), flatPatch(1, 1, 0), "1x1" + needs, true},
			{new(metrics.Patch), new(metrics.Patch), "0x0" + needs, true},
			{&metrics.Patch{Side: 5}, good, broken, false},
			{good, &metrics.Patch{Side: 5, Pix: make([]float64, 26)}, broken, false},
			{&metrics.Patch{Side: math.MaxInt, Pix: good.Pix},
				&metrics.Patch{Side: math.MaxInt, Pix: good.Pix}, broken, false},
			{good, nan, metrics.ErrNotFinite.Error(), false},
			{nan, good, metrics.ErrNotFinite.Error(), false},
		} {
			v, err := m.Loss(c.ref, c.dist)
			if err == nil || err.Error() != c.want || !math.IsNaN(v) {
				t.Errorf("%s: %v, %v, want %s", name, v, err, c.want)
			}
			var size *metrics.SizeError
			if errors.As(err, &size) != c.size {
				t.Errorf("%s: %T", name, err)
			}
		}
		var grad metrics.Patch // huge samples may be refused, but have no NaN
		if v, err := m.Grad(&grad, good, huge); err == nil && (v-v != 0 || sumOf(grad.Pix) != sumOf(grad.Pix)) {
			t.Errorf("%s of huge samples: %v, %v", name, v, grad.Pix)
		}
	}
}

func TestPatchSettings(t *testing.T) {
	p := flatPatch(5, 1, .5)
	for want, all := range map[string][]metrics.PatchLoss{
		"want one or more sigmas, each positive and finite": {
			&metrics.PatchSSIM{Sigma: -1}, &metrics.PatchSSIM{Sigma: math.NaN()},
			&metrics.PatchSSIM{Sigma: math.Inf(1)},
			&metrics.PatchMSSSIM{Sigmas: []float64{}},
			&metrics.PatchMix{MS: metrics.PatchMSSSIM{Sigmas: []float64{1, -1}}},
		},
		"alpha is not above 0 and at most 1": {
			&metrics.PatchMix{Alpha: 1.5}, &metrics.PatchMixL2{Alpha: -1},
			&metrics.PatchMix{Alpha: math.NaN()},
		},
	} {
		for _, m := range all {
			if v, err := m.Loss(p, p); err == nil || err.Error() != want || !math.IsNaN(v) {
				t.Errorf("%s: %v, %v", m.Name(), v, err)
			}
		}
	}
}

func TestPatchPanics(t *testing.T) {
	p, q := flatPatch(5, 1, .5), flatPatch(5, 1, .5)
	planes := []plane.Plane{*plane.New(8, 8, 255)}
	for name, f := range map[string]func(){
		"gradient is the reference": func() { new(metrics.PatchL1).Grad(p, p, q) },
		"gradient is the distorted": func() { new(metrics.PatchMix).Grad(q, p, q) },
		"negative size":             func() { p.Resize(-1, 1) },
		"outside":                   func() { p.Cut(planes, image.Pt(4, 0), 5) },
		"outside, above":            func() { p.Cut(planes, image.Pt(0, -1), 5) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: taken", name)
				}
			}()
			f()
		}()
	}
}

func TestPatchCut(t *testing.T) {
	planes := []plane.Plane{*noise(9, 12, 255, 1), *noise(10, 11, 65535, 2)}
	var p metrics.Patch
	if err := p.Cut(planes, image.Pt(2, 4), 7); err != nil || p.Side != 7 || p.Channels() != 2 {
		t.Fatalf("%v: side %d, %d channels", err, p.Side, p.Channels())
	}
	for c := range planes {
		for k, v := range p.Channel(c) {
			if want := float64(planes[c].Row(4 + k/7)[2+k%7]) / planes[c].Peak; v != want {
				t.Fatalf("channel %d, sample %d: %v, want %v", c, k, v, want)
			}
		}
	}
	var size *metrics.SizeError
	if err := p.Cut(planes, image.Point{}, 11); !errors.As(err, &size) ||
		err.Error() != "9x12 is smaller than the 11x11 that the patch needs" {
		t.Error(err)
	}
	var peak *metrics.PeakError
	planes[1].Peak = 0
	if err := p.Cut(planes, image.Point{}, 3); !errors.As(err, &peak) {
		t.Error(err)
	}
	planes[0].Stride = 3
	if err := p.Cut(planes, image.Point{}, 3); err == nil {
		t.Error("took a plane that lacks samples")
	}
}

// One patch of 31×31 RGB, loss and gradient.
func BenchmarkPatch(b *testing.B) {
	ref := randomPatch(31, 3, 1)
	dist := nearPatch(ref, .1)
	for _, m := range []metrics.PatchLoss{
		new(metrics.PatchL1), new(metrics.PatchL2), new(metrics.PatchSSIM),
		new(metrics.PatchMSSSIM), new(metrics.PatchMix), new(metrics.PatchMixL2),
	} {
		b.Run("loss="+m.Name(), func(b *testing.B) {
			b.ReportAllocs()
			var grad metrics.Patch
			for b.Loop() {
				m.Grad(&grad, ref, dist)
			}
		})
	}
}
