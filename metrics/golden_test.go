package metrics_test

import (
	"encoding/json"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

const testdata = "../testdata"

// golden is testdata/golden/scores.json.
type golden struct {
	Pairs []struct {
		ID, Ref, Dist string
		Bits          int
		Max           float64
		Values        map[string]map[string]any // colour → metric → value
	}
}

func readGolden(t testing.TB) (g golden) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(testdata, "golden/scores.json"))
	if err == nil {
		err = json.Unmarshal(b, &g)
	}
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func readImage(t testing.TB, name string) *plane.Image {
	t.Helper()
	f, err := os.Open(filepath.Join(testdata, "images", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	src, err := png.Decode(f)
	m := new(plane.Image)
	if err == nil {
		err = m.SetFrom(src)
	}
	if err != nil {
		t.Fatal(name, err)
	}
	return m
}

// Tolerances of scores against the golden values, and why:
//
//	l1      relative 1e-12: sums of integers, exact in float64
//	l2      relative 1e-12: likewise, also at 16 bits (sums below 2^53)
//	psnr    1e-6 dB as promised; the logarithm is good to 1e-13
//	ssim    5e-6 of 1-SSIM, plus 1e-9: float32 windows and statistics with one
//	        centre a channel lose at most that on pictures as used here
//	ms-ssim 5e-6 of 1-MS, plus 1e-9: as ssim; black against white has a scale
//	        mean near 1e-4, whose power .0448 magnifies the error: 3e-5
//	zhao-ms-ssim, mix
//	        5e-6 of the loss, plus 1e-9
//	gmsd, ms-gmsd
//	        1e-12: float64
//	iw-ssim 1e-9: float64, through the inverse of a covariance
//	vifp    1e-8: float64, variances of less than 1e-10 count as 0
//	fsim, fsimc
//	        1e-9: float64
//	vsi     1e-8: float64, but for a small picture in float32
//	haarpsi, mdsi
//	        1e-9: float64, of which differences near 0 have roots; two programs
//	        agree to 7.7e-13 and 5.8e-12
//	ciede2000
//	        1e-9: float64, and scikit-image
func tolerance(metric, color, id string, value float64) float64 {
	switch {
	case metric == "l1", metric == "l2":
		return 1e-12 * value
	case metric == "psnr":
		return 1e-6
	case metric == "gmsd", metric == "ms-gmsd":
		return 1e-12
	case metric == "iw-ssim", metric == "fsim", metric == "fsimc", metric == "haarpsi",
		metric == "mdsi", metric == "ciede2000":
		return 1e-9
	case metric == "vifp", metric == "vsi":
		return 1e-8
	case metric == "mix", metric == "mix.025":
		return 5e-6*value + 1e-9
	case metric == "ms-ssim" && len(id) > 10 && id[:10] == "synt_black":
		return 3e-5
	}
	return 5e-6*(1-value) + 1e-9
}

// want is the golden score, and whether there is one.
func want(metric string, v any, peak float64) (float64, bool) {
	f, ok := v.(float64)
	if s, isText := v.(string); isText {
		return math.Inf(1), s == "inf"
	}
	switch metric {
	case "l1":
		f /= peak
	case "l2":
		f /= peak * peak
	case "ssim": // stored as 1-SSIM
		f = 1 - f
	}
	return f, ok
}

// ruled is want where the scripts have 0/0 or leave scales out, and the library a
// rule: the score of equal pictures, flat ones too, and none of small ones.
func ruled(info metrics.Info, id string, p *plane.Plane, want float64, ok bool) (float64, bool) {
	switch {
	case min(p.W, p.H) < info.Side:
		return 0, false
	case strings.HasSuffix(id, "__identical"):
		v, err := strconv.ParseFloat(info.Identity, 64)
		return v, err == nil
	}
	return want, ok
}

// TestGolden runs with the kernels in use: the gate runs it with each of them.
func TestGolden(t *testing.T) {
	worst := map[string]float64{}
	balanced := &metrics.Mix{Alpha: .025}
	for i, p := range readGolden(t).Pairs {
		if testing.Short() && i%6 != 0 {
			continue
		}
		ref, dist := readImage(t, p.Ref), readImage(t, p.Dist)
		for color, values := range p.Values {
			s := metrics.Set{Metrics: append(all(t), balanced)}
			if color == "luma" {
				s.Color = metrics.Luma
			}
			scores, err := s.Score(nil, ref, dist)
			if err != nil {
				t.Fatal(p.ID, err)
			}
			scores[len(scores)-1].Metric = "mix.025"
			for _, got := range scores {
				w, ok := want(got.Metric, values[got.Metric], p.Max)
				if info, known := metrics.Lookup(got.Metric); known {
					w, ok = ruled(info, p.ID, &ref.Planes[0], w, ok)
				}
				if values[got.Metric] == nil && got.Metric != "ssim" {
					continue // no golden value of this colour
				}
				if !ok || values[got.Metric] == nil {
					if got.Err == nil {
						t.Errorf("%s %s %s: %v, want none",
							p.ID, color, got.Metric, got.Value)
					}
					continue
				}
				e := math.Abs(got.Value - w)
				tol := tolerance(got.Metric, color, p.ID, w)
				if got.Value != w && !(e <= tol) {
					t.Errorf("%s %s %s: %.17g, want %.17g: off by %.3g > %.3g",
						p.ID, color, got.Metric, got.Value, w, e, tol)
				}
				if tol > 0 && e > 0 {
					worst[got.Metric] = max(worst[got.Metric], e/tol)
				}
			}
		}
	}
	t.Logf("worst error as a fraction of the tolerance: %v", worst)
}
