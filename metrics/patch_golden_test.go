package metrics_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"image"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/fastiqa/iqa/metrics"
)

// patchGolden is testdata/golden/patch.json.
type patchGolden struct {
	Analytic struct {
		Sum    map[string]float64 // of all samples, by ref and dist
		Scales []struct{ Sigma, L, CS float64 }
		Losses map[string]struct {
			Loss     float64
			Sum, L1  float64      // of the gradient, and of its magnitudes
			Gradient [][3]float64 // row, column, value
		}
	}
	Code []struct {
		Ref, Dist  string
		X, Y, Side int
		Losses     map[string]struct {
			Loss     float64
			Gradient string
		}
	}
}

func readPatchGolden(t *testing.T) (g patchGolden) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(testdata, "golden/patch.json"))
	if err == nil {
		err = json.Unmarshal(b, &g)
	}
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// patchLosses are the settings that have golden values.
func patchLosses() map[string]metrics.PatchLoss {
	return map[string]metrics.PatchLoss{
		"l1":         new(metrics.PatchL1),
		"half l2":    &metrics.PatchL2{Half: true},
		"ssim":       new(metrics.PatchSSIM),
		"ssim 1":     &metrics.PatchSSIM{Sigma: 1},
		"ssim 1.5":   &metrics.PatchSSIM{Sigma: 1.5},
		"ssim 3":     &metrics.PatchSSIM{Sigma: 3},
		"ssim 9":     &metrics.PatchSSIM{Sigma: 9},
		"ms-ssim":    new(metrics.PatchMSSSIM),
		"mix":        new(metrics.PatchMix),
		"mix 0.025":  &metrics.PatchMix{Alpha: .025},
		"mix-l2":     new(metrics.PatchMixL2),
		"l2":         new(metrics.PatchL2),
		"mix-l2 0.5": &metrics.PatchMixL2{Alpha: .5},
	}
}

// analyticPatches are the pair that the first part of the file is about.
func analyticPatches() (ref, dist *metrics.Patch) {
	const n = 31
	ref, dist = new(metrics.Patch), new(metrics.Patch)
	ref.Resize(n, 1)
	dist.Resize(n, 1)
	for k := range ref.Pix {
		i, j := float64(k/n), float64(k%n)
		y := .5 + .3*math.Sin(.31*i)*math.Cos(.23*j) + .1*math.Sin(.07*i*j)
		ref.Pix[k] = y
		dist.Pix[k] = y + .05*math.Sin(1.7*i+2.3*j) + .02*math.Cos(.9*i*j)
	}
	return ref, dist
}

// The analytic patch: two programs agree to 7e-15. Here, too, float64 is
// rounded, and sines differ by a unit in the last place between processors.
func TestPatchAnalytic(t *testing.T) {
	const tol = 1e-12
	g := readPatchGolden(t).Analytic
	ref, dist := analyticPatches()
	for name, p := range map[string]*metrics.Patch{"ref": ref, "dist": dist} {
		if s := sumOf(p.Pix); !within(s, g.Sum[name], tol) {
			t.Fatalf("sum of %s %v, want %v: another patch", name, s, g.Sum[name])
		}
	}
	for _, s := range g.Scales {
		got, err := (&metrics.PatchSSIM{Sigma: s.Sigma}).Loss(ref, dist)
		if want := 1 - s.L*s.CS; err != nil || !within(got, want, tol) {
			t.Errorf("ssim %v: %v (%v), want %v", s.Sigma, got, err, want)
		}
	}
	losses, grad := patchLosses(), new(metrics.Patch)
	for name, w := range g.Losses {
		v, err := losses[name].Grad(grad, ref, dist)
		if err != nil || !within(v, w.Loss, tol) {
			t.Errorf("%s: %v (%v), want %v", name, v, err, w.Loss)
		}
		var l1 float64
		for _, d := range grad.Pix {
			l1 += math.Abs(d)
		}
		if s := sumOf(grad.Pix); math.Abs(s-w.Sum) > tol*w.L1 || !within(l1, w.L1, tol) {
			t.Errorf("%s: gradient of sum %v, magnitude %v, want %v, %v", name, s, l1, w.Sum, w.L1)
		}
		for _, p := range w.Gradient {
			if d := grad.Pix[int(p[0])*31+int(p[1])]; !within(d, p[2], tol) {
				t.Errorf("%s: derivative at %v is %v", name, p, d)
			}
		}
	}
}

func within(got, want, tol float64) bool {
	return math.Abs(got-want) <= tol*math.Abs(want)
}

func sumOf(v []float64) (s float64) {
	for _, v := range v {
		s += v
	}
	return s
}

// The published code, run on patches of RGB pictures. Its L1 and L2 are float32
// and get a tolerance of 1e-6; the others agree to 1e-12 of the largest
// derivative.
func TestPatchPublishedCode(t *testing.T) {
	for _, g := range readPatchGolden(t).Code {
		var ref, dist, grad metrics.Patch
		cut(t, &ref, g.Ref, image.Pt(g.X, g.Y), g.Side)
		cut(t, &dist, g.Dist, image.Pt(g.X, g.Y), g.Side)
		for name, w := range g.Losses {
			tol := 1e-12
			if name == "l1" || name == "half l2" {
				tol = 1e-6
			}
			v, err := patchLosses()[name].Grad(&grad, &ref, &dist)
			if err != nil || !within(v, w.Loss, tol) {
				t.Errorf("%s %s: %v (%v), want %v", g.Dist, name, v, err, w.Loss)
			}
			want := readNPY(t, w.Gradient)
			if len(want) != len(grad.Pix) {
				t.Fatalf("%s: %d derivatives, want %d", w.Gradient, len(grad.Pix), len(want))
			}
			if e := relative(grad.Pix, want); !(e <= tol) {
				t.Errorf("%s %s: gradient off by %.3g of the largest", g.Dist, name, e)
			}
		}
	}
}

func cut(t *testing.T, p *metrics.Patch, name string, at image.Point, side int) {
	t.Helper()
	if err := p.Cut(readImage(t, name).Planes, at, side); err != nil {
		t.Fatal(name, err)
	}
}

// relative is the largest difference as a fraction of the largest magnitude.
func relative(got, want []float64) float64 {
	var diff, most float64
	for i, w := range want {
		diff = max(diff, math.Abs(got[i]-w))
		most = max(most, math.Abs(w))
	}
	return diff / most
}

// readNPY returns the samples of an array of float64 in C order.
func readNPY(t *testing.T, name string) []float64 {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(testdata, "golden/patch", name))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b, []byte("\x93NUMPY\x01\x00")) ||
		!bytes.Contains(b[:128], []byte("'<f8', 'fortran_order': False")) {
		t.Fatal(name, "is another kind of array")
	}
	b = b[10+binary.LittleEndian.Uint16(b[8:]):]
	v := make([]float64, len(b)/8)
	for i := range v {
		v[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return v
}
