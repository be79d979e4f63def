package cnn

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// torchPass is what PyTorch makes of a picture in float64, see testdata/make.py:
// the output, channel after channel, and the gradient of its mean squared
// difference from .25.
type torchPass struct {
	Out  []float64
	Loss float64
	Grad map[string]struct {
		Norm        float64
		First, Last []float64
	}
}

func TestTorch(t *testing.T) {
	var want struct {
		Width, Height int
		Valid, Same   torchPass
	}
	b, err := os.ReadFile("testdata/torch.json")
	if err == nil {
		err = json.Unmarshal(b, &want)
	}
	if err != nil {
		t.Fatal(err)
	}
	var p packed
	p.pack(netLike(11))
	p.packBack()
	for name, w := range map[string]*torchPass{"valid": &want.Valid, "same": &want.Same} {
		t.Run(name, func(t *testing.T) {
			var tr trace
			tr.size(want.Width, want.Height, name == "same")
			tr.sizeBack()
			load(&tr.in, picture(want.Width, want.Height).Planes)
			tr.forward(&p)
			w.check(t, &tr, &p)
		})
	}
}

func (w *torchPass) check(t *testing.T, tr *trace, p *packed) {
	var out, target [Channels]plane.Plane
	unload(out[:], &tr.out)
	i, worst := 0, 0.0
	for c := range out {
		target[c].Resize(tr.out.w, tr.out.h)
		target[c].Peak = 1
		for y := range tr.out.h {
			for x, v := range out[c].Row(y) {
				target[c].Row(y)[x] = .25
				worst = max(worst, math.Abs(float64(v)-w.Out[i])/max(math.Abs(w.Out[i]), 1))
				i++
			}
		}
	}
	t.Logf("outputs differ by %.2g", worst)
	if worst > 1e-5 || i != len(w.Out) {
		t.Errorf("%d outputs differ by %g", i, worst)
	}
	grad := make([]plane.Plane, Channels)
	loss, err := Dense(new(metrics.L2)).Grad(grad, out[:], target[:])
	if err != nil || math.Abs(loss-w.Loss) > 1e-5*w.Loss {
		t.Errorf("loss %g, want %g (%v)", loss, w.Loss, err)
	}
	deliver(&tr.g3, grad)
	raw, all := make([]float32, Size()), make([]float32, Size())
	tr.backward(raw, p)
	unpack(all, raw)
	for i, x := range tensors {
		g, want := widened(part(all, i)), w.Grad[x.Name]
		norm := math.Sqrt(dot(g, g))
		if math.Abs(norm-want.Norm) > 1e-5*want.Norm {
			t.Errorf("%s: gradient of length %g, want %g", x.Name, norm, want.Norm)
		}
		got := slices.Concat(g[:len(want.First)], g[len(g)-len(want.Last):])
		for k, v := range slices.Concat(want.First, want.Last) {
			if math.Abs(got[k]-v) > 1e-5*want.Norm {
				t.Errorf("%s: %g, want %g", x.Name, got[k], v)
			}
		}
	}
}
