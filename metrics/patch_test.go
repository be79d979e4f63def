package metrics_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/metrics"
)

// drawn is a patch made of a function of channel, row and column.
func drawn(side, channels int, at func(c, i, j int) float64) *metrics.Patch {
	p := new(metrics.Patch)
	p.Resize(side, channels)
	for k := range p.Pix {
		p.Pix[k] = at(k/(side*side), k/side%side, k%side)
	}
	return p
}

// randomPatch has the same samples on every processor.
func randomPatch(side, channels int, seed uint64) *metrics.Patch {
	r := rand.New(rand.NewPCG(seed, 7))
	return drawn(side, channels, func(int, int, int) float64 { return r.Float64() })
}

func flatPatch(side, channels int, v float64) *metrics.Patch {
	return drawn(side, channels, func(int, int, int) float64 { return v })
}

// nearPatch is p and some noise.
func nearPatch(p *metrics.Patch, sigma float64) *metrics.Patch {
	r := rand.New(rand.NewPCG(3, 7))
	q := &metrics.Patch{Side: p.Side}
	for _, v := range p.Pix {
		q.Pix = append(q.Pix, v+float64(sigma*(r.Float64()-.5)))
	}
	return q
}

// negative is anti-correlated with p.
func negative(p *metrics.Patch) *metrics.Patch {
	q := &metrics.Patch{Side: p.Side}
	for _, v := range p.Pix {
		q.Pix = append(q.Pix, 1-v)
	}
	return q
}

// impulsePatch is black but for one sample a channel.
func impulsePatch(side, channels, row, col int) *metrics.Patch {
	return drawn(side, channels, func(_, i, j int) float64 {
		if i == row && j == col {
			return 1
		}
		return 0
	})
}

type patchPair struct{ ref, dist *metrics.Patch }

// patchPairs are easy and hard ones of a side.
func patchPairs(side, channels int) map[string]patchPair {
	r := randomPatch(side, channels, 1)
	flat := flatPatch(side, channels, .4)
	black, white := flatPatch(side, channels, 0), flatPatch(side, channels, 1)
	impulse := impulsePatch(side, channels, side/2, side/2)
	return map[string]patchPair{
		"noise":       {r, nearPatch(r, .1)},
		"unrelated":   {r, randomPatch(side, channels, 2)},
		"negative":    {r, negative(r)},
		"flat":        {flat, flatPatch(side, channels, .6)},
		"flat, noise": {flat, nearPatch(flat, .1)},
		"black white": {black, white},
		"white black": {white, black},
		"impulse":     {impulse, impulsePatch(side, channels, side/2, side/2+1)},
		"corner":      {black, impulsePatch(side, channels, 0, 0)},
		"impulse off": {impulse, black},
		"equal":       {r, r},
		"equal flat":  {flat, flat},
		"equal black": {black, black},
	}
}

func loss(t *testing.T, m metrics.PatchLoss, ref, dist *metrics.Patch) float64 {
	t.Helper()
	v, err := m.Loss(ref, dist)
	if err != nil {
		t.Fatalf("%s: %v", m.Name(), err)
	}
	return v
}

// Gradients are those of central differences, at corners, edges, the centre and
// random samples.
func TestPatchGradient(t *testing.T) {
	for _, size := range [][2]int{{3, 1}, {3, 3}, {5, 1}, {5, 3}, {31, 1}, {31, 3}} {
		for pair, p := range patchPairs(size[0], size[1]) {
			for name, m := range patchLosses() {
				checkPatchGradient(t, name+", "+pair, m, p)
			}
		}
	}
}

func checkPatchGradient(t *testing.T, what string, m metrics.PatchLoss, p patchPair) {
	const h, tol = 1e-5, 2e-6
	var grad metrics.Patch
	v, err := m.Grad(&grad, p.ref, p.dist)
	if err != nil || v != loss(t, m, p.ref, p.dist) {
		t.Fatalf("%s: Grad returns %v (%v), Loss another", what, v, err)
	}
	var most float64
	for _, d := range grad.Pix {
		most = max(most, math.Abs(d))
	}
	x := &metrics.Patch{Side: p.dist.Side, Pix: append([]float64(nil), p.dist.Pix...)}
	for _, k := range someSamples(x) {
		if math.Abs(x.Pix[k]-p.ref.Pix[k]) < h {
			continue // |d| has a corner there
		}
		at := x.Pix[k]
		x.Pix[k] = at + h
		above := loss(t, m, p.ref, x)
		x.Pix[k] = at - h
		below := loss(t, m, p.ref, x)
		x.Pix[k] = at
		want := (above - below) / (2 * h)
		if e := math.Abs(grad.Pix[k] - want); !(e <= tol*max(most, 1e-4)) {
			t.Errorf("%s, side %d: derivative %d is %v, differences have %v",
				what, x.Side, k, grad.Pix[k], want)
		}
	}
}

// someSamples are indices of the corners, middles of edges and centre of the
// first and last channel, and random ones.
func someSamples(p *metrics.Patch) (k []int) {
	n := p.Side
	for _, c := range []int{0, p.Channels() - 1} {
		for _, i := range []int{0, n / 2, n - 1} {
			for _, j := range []int{0, n / 2, n - 1} {
				k = append(k, (c*n+i)*n+j)
			}
		}
	}
	r := rand.New(rand.NewPCG(5, 7))
	for range 9 {
		k = append(k, r.IntN(len(p.Pix)))
	}
	return k
}

// Losses are finite and in their range; those of equal patches are exactly 0,
// and so are their gradients.
func TestPatchFinite(t *testing.T) {
	most := map[string]float64{
		"patch-l1": 1, "patch-l2": 1, "patch-ssim": 2, "patch-ms-ssim": 2,
		"patch-mix": 1.84, "patch-mix-l2": 1.25,
	}
	for _, side := range []int{3, 5, 31} {
		for pair, p := range patchPairs(side, 2) {
			for name, m := range patchLosses() {
				var grad metrics.Patch
				v, err := m.Grad(&grad, p.ref, p.dist)
				if err != nil || !(v >= 0 && v <= most[m.Name()]) {
					t.Errorf("%s, %s, side %d: %v (%v)", name, pair, side, v, err)
				}
				equal := strings.HasPrefix(pair, "equal")
				if equal != (v == 0) {
					t.Errorf("%s, %s, side %d: %v", name, pair, side, v)
				}
				for k, d := range grad.Pix {
					if d-d != 0 || equal && d != 0 {
						t.Fatalf("%s, %s, side %d: derivative %d is %v", name, pair, side, k, d)
					}
				}
			}
		}
	}
}

// Without C1 and C2 black and flat patches would be 0/0.
func TestPatchWithoutConstants(t *testing.T) {
	const tiny = 1e-300 // its square is 0
	for pair, p := range patchPairs(5, 1) {
		var grad metrics.Patch
		m := metrics.PatchMSSSIM{K1: tiny, K2: tiny}
		if v, err := m.Grad(&grad, p.ref, p.dist); err != nil || v < 0 || sumOf(grad.Pix)-sumOf(grad.Pix) != 0 {
			t.Errorf("%s: %v (%v), gradient %v", pair, v, err, grad.Pix)
		}
	}
}

// Where one cs is exactly 0, its own derivative is all that is left. A quotient
// of the product and that cs would be 0/0.
func TestPatchZeroFactor(t *testing.T) {
	ref := randomPatch(31, 1, 9)
	one := metrics.PatchSSIM{Sigma: 4}
	at := func(contrast float64) *metrics.Patch {
		return drawn(31, 1, func(_, i, j int) float64 {
			return .5 + contrast*(ref.Pix[31*i+j]-.5)
		})
	}
	low, high := -1.0, 1.0 // negative cs, positive cs
	for range 200 {
		mid := (low + high) / 2
		if v := loss(t, &one, ref, at(mid)); v > 1 {
			low = mid
		} else {
			high = mid
		}
	}
	dist := at(high)
	if v := loss(t, &one, ref, dist); v != 1 {
		t.Fatalf("cs is %v, want 0", 1-v)
	}
	all := new(metrics.PatchMSSSIM)
	checkPatchGradient(t, "cs4 is 0", all, patchPair{ref, dist})
	var grad metrics.Patch
	if _, err := all.Grad(&grad, ref, dist); err != nil || relative(make([]float64, 961), grad.Pix) != 1 {
		t.Errorf("gradient (%v) %v", err, grad.Pix)
	}
}

// Close patches keep their relative accuracy: the loss of a tiny difference
// falls with its square.
func TestPatchClose(t *testing.T) {
	ref := randomPatch(31, 1, 4)
	diff := randomPatch(31, 1, 5)
	at := func(size float64) *metrics.Patch {
		return drawn(31, 1, func(_, i, j int) float64 {
			return ref.Pix[31*i+j] + math.Ldexp(math.Round(diff.Pix[31*i+j]*64), -20)*size
		})
	}
	for k := range ref.Pix { // so that the sums are exact
		ref.Pix[k] = math.Round(ref.Pix[k]*256) / 256
	}
	for name, m := range patchLosses() {
		if name[0] == 'l' || name == "mix" || name == "mix 0.025" {
			continue
		}
		v, w := loss(t, m, ref, at(1./16384)), loss(t, m, ref, at(1./32768))
		if v == 0 || !within(v, 4*w, 1e-7) {
			t.Errorf("%s: %v, and %v for half the difference", name, v, w)
		}
	}
}

// The structural losses hardly see a uniform shift; Mix does.
func TestPatchUniformShift(t *testing.T) {
	ref := nearPatch(flatPatch(31, 1, .5), .02)
	for shift, want := range map[float64]float64{.02: .00077, .05: .0045, .1: .0164} {
		dist := drawn(31, 1, func(_, i, j int) float64 { return ref.Pix[31*i+j] + shift })
		m := new(metrics.PatchMix)
		v := loss(t, m, ref, dist)
		ms, l1 := m.Parts()
		if math.Abs(ms-want) > 5e-5 || !within(l1, shift, 1e-12) || !within(v, .84*ms+.16*l1, 1e-12) {
			t.Errorf("shift %v: %v of %v and %v, want parts of %v, %v", shift, v, ms, l1, want, shift)
		}
	}
}

func TestPatchParts(t *testing.T) {
	ref := randomPatch(31, 3, 1)
	dist := nearPatch(ref, .1)
	var mix metrics.PatchMix
	var half metrics.PatchMixL2
	for _, m := range []interface{ Parts() (ms, point float64) }{&mix, &half} {
		if a, b := m.Parts(); !math.IsNaN(a) || !math.IsNaN(b) {
			t.Errorf("parts of nothing: %v, %v", a, b)
		}
	}
	ms := loss(t, new(metrics.PatchMSSSIM), ref, dist)
	for range 2 {
		v, w := loss(t, &mix, ref, dist), loss(t, &half, ref, dist)
		a, l1 := mix.Parts()
		b, l2 := half.Parts()
		if !within(a, ms, 1e-15) || !within(b, ms, 1e-15) {
			t.Errorf("structural parts %v, %v, want %v", a, b, ms)
		}
		if !within(v, .84*a+.16*l1, 1e-15) || !within(w, .1*b+.9*l2, 1e-15) || l1 == 0 || l2 == 0 {
			t.Errorf("%v of %v, %v; %v of %v, %v", v, a, l1, w, b, l2)
		}
	}
}

func TestPatchSymmetry(t *testing.T) {
	for pair, p := range patchPairs(7, 2) {
		for name, m := range patchLosses() {
			if v, w := loss(t, m, p.ref, p.dist), loss(t, m, p.dist, p.ref); v != w {
				t.Errorf("%s, %s: %v one way, %v the other", name, pair, v, w)
			}
		}
	}
}
