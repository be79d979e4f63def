package curve

import (
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/safetensors"
)

func filled(t *testing.T, text string) *Curve {
	t.Helper()
	plan, err := cnn.ParsePlan(text, cnn.AtCentre)
	if err != nil {
		t.Fatal(err)
	}
	c := New(plan, 4)
	for i := range 4 {
		var parts []float64
		for k := range plan.At(i, 4).Parts() {
			parts = append(parts, float64(k+1)/10)
		}
		c.Add(1/float64(i+1), .01, .001, parts)
	}
	return c
}

func TestCSV(t *testing.T) {
	for plan, want := range map[string]string{
		"l1": "step,loss,rate,psnr\n1,1,0.001,20.0000\n2,0.5,0.001,20.0000\n" +
			"3,0.333333,0.001,20.0000\n4,0.25,0.001,20.0000\n",
		"mix:l1=2,mix@50%": "step,loss,1-ms-ssim,window-l1,l1,mix,mix 1-ms-ssim,mix window-l1,rate,psnr\n" +
			"1,1,0.1,0.2,,,,,0.001,20.0000\n2,0.5,0.1,0.2,,,,,0.001,20.0000\n" +
			"3,0.333333,,,0.1,0.2,0.3,0.4,0.001,20.0000\n4,0.25,,,0.1,0.2,0.3,0.4,0.001,20.0000\n",
	} {
		var b strings.Builder
		if err := filled(t, plan).WriteCSV(&b); err != nil || b.String() != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", plan, err, b.String(), want)
		}
	}
}

func TestLast(t *testing.T) {
	if loss, psnr := filled(t, "l1").Last(2); loss < .2916 || loss > .2917 || psnr < 19.999 || psnr > 20.001 {
		t.Errorf("%g, %g dB", loss, psnr)
	}
}

func TestSVG(t *testing.T) {
	var b strings.Builder
	if err := filled(t, "mix:l1@50%").WriteSVG(&b, "sr2 <1>"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"sr2 &lt;1&gt;", ">1-ms-ssim<", ">window-l1<", "PSNR", `stroke-dasharray`, ">l1<"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in %s", want, b.String())
		}
	}
}

// A curve goes through a file as it is.
func TestTensor(t *testing.T) {
	c := filled(t, "mix")
	back := New(c.plan, 4)
	if err := back.Resume([]safetensors.Tensor{c.Tensor()}, 4); err != nil || !slices.Equal(back.rows, c.rows) {
		t.Error("another curve:", err)
	}
	f := safetensors.File{Tensors: []safetensors.Tensor{New(c.plan, 4).Tensor()}}
	b, err := f.Encode(safetensors.F32)
	if err != nil {
		t.Fatal(err)
	}
	none, err := safetensors.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if err := New(c.plan, 4).Resume(none.Tensors, 0); err != nil {
		t.Error("before the first step:", err)
	}
	if err := back.Resume([]safetensors.Tensor{c.Tensor()}, 3); err == nil {
		t.Error("curve of other steps taken")
	}
	if err := back.Resume(nil, 4); err == nil {
		t.Error("no curve taken")
	}
}

// Means do not reach back to another loss.
func TestSmooth(t *testing.T) {
	c := filled(t, "l1:l2@50%")
	c.steps = 200 // four a mean
	c.plan.Part = .01
	if got := c.smooth([]float64{8, 4, 2, 4}); !slices.Equal(got, []float64{8, 6, 2, 3}) {
		t.Error(got)
	}
}
