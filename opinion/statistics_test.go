package opinion_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/opinion"
)

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func open(t testing.TB, name string) *os.File {
	t.Helper()
	f := must[*os.File](t)(os.Open("testdata/" + name))
	t.Cleanup(func() { f.Close() })
	return f
}

// pairs are the scores of a metric and the opinions of the same images.
func pairs(t testing.TB, scores, ratings string) map[string][2][]float64 {
	t.Helper()
	s := must[*opinion.Scores](t)(opinion.ReadScores(open(t, scores)))
	r := must[*opinion.Ratings](t)(opinion.ReadRatings(open(t, ratings), opinion.Columns{}))
	j := must[*opinion.Joined](t)(opinion.Join(s.Names, r.Names, false))
	all := map[string][2][]float64{}
	for _, m := range s.Metrics {
		var xy [2][]float64
		for _, p := range j.Pairs {
			if v := m.Values[p[0]]; !math.IsNaN(v) {
				xy[0], xy[1] = append(xy[0], v), append(xy[1], r.Values[p[1]])
			}
		}
		all[m.Metric] = xy
	}
	return all
}

// The statistics are SciPy's; testdata/make.py says how they were made.
func TestSciPy(t *testing.T) {
	var golden map[string]map[string]map[string]float64
	if err := json.NewDecoder(open(t, "scipy.json")).Decode(&golden); err != nil {
		t.Fatal(err)
	}
	for set, files := range map[string][2]string{
		"tid2013": {"tid2013.scores.csv", "tid2013.txt"},
		"kadid":   {"kadid.scores.jsonl", "kadid.csv"},
	} {
		all := pairs(t, files[0], files[1])
		if len(all) != len(golden[set]) || len(all) == 0 {
			t.Errorf("%s: %d metrics, want %d", set, len(all), len(golden[set]))
		}
		for metric, xy := range all {
			got := statistics(t, xy[0], xy[1])
			for name, want := range golden[set][metric] {
				if v, ok := got[name]; !ok || math.Abs(v-want) > 1e-9 {
					t.Errorf("%s %s: %s %.12g, want %.12g", set, metric, name, v, want)
				}
			}
		}
	}
}

func statistics(t *testing.T, x, y []float64) map[string]float64 {
	a := opinion.Study{}.Compare(x, y)
	var fx, fy []float64
	for i, v := range x {
		if !math.IsInf(v, 0) {
			fx, fy = append(fx, v), append(fy, y[i])
		}
	}
	return map[string]float64{
		"pairs": float64(a.Pairs), "infinite": float64(a.Infinite),
		"spearman": a.SROCC.Value, "kendall": a.KROCC.Value,
		"plcc": a.PLCC.Value, "rmse": a.RMSE.Value,
		"pearson": must[float64](t)(opinion.Pearson(fx, fy)),
	}
}

// ties are random numbers, of which many are equal.
func ties(r *rand.Rand, n, different int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = float64(r.IntN(different))
	}
	v[0], v[1] = -1, float64(different) // not constant
	return v
}

// The rank correlations are what their definitions say, pair by pair.
func TestRanksByDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		n := 3 + r.IntN(40)
		x, y := ties(r, n, 1+r.IntN(30)), ties(r, n, 1+r.IntN(30))
		same, opposite, inX, inY := 0., 0., 0., 0.
		for i := range x {
			for j := range i {
				switch dx, dy := x[i]-x[j], y[i]-y[j]; {
				case dx*dy > 0:
					same++
				case dx*dy < 0:
					opposite++
				case dx == 0 && dy != 0:
					inX++
				case dy == 0 && dx != 0:
					inY++
				}
			}
		}
		want := (same - opposite) / math.Sqrt((same+opposite+inX)*(same+opposite+inY))
		if got := must[float64](t)(opinion.Kendall(x, y)); math.Abs(got-want) > 1e-14 {
			t.Fatalf("Kendall of %v and %v: %v, want %v", x, y, got, want)
		}
		want = must[float64](t)(opinion.Pearson(ranks(x), ranks(y)))
		if got := must[float64](t)(opinion.Spearman(x, y)); math.Abs(got-want) > 1e-14 {
			t.Fatalf("Spearman of %v and %v: %v, want %v", x, y, got, want)
		}
	}
}

func ranks(x []float64) []float64 {
	rank := make([]float64, len(x))
	for i, v := range x {
		rank[i] = .5
		for _, w := range x {
			if w < v {
				rank[i]++
			} else if w == v {
				rank[i] += .5
			}
		}
	}
	return rank
}

// An infinite score is the largest; the fit does without it.
func TestInfinite(t *testing.T) {
	inf := math.Inf(1)
	x := []float64{3, inf, 1, 2, 5, inf, 4, -inf}
	y := []float64{3, 6, 1, 2, 5, 6, 4, 0}
	a := opinion.Study{}.Compare(x, y)
	if a.SROCC.Value != 1 || a.KROCC.Value != 1 || a.Infinite != 3 || a.Pairs != 8 ||
		math.Abs(a.PLCC.Value-1) > 1e-15 {
		t.Errorf("%+v", a)
	}
	if _, err := opinion.Pearson(x, y); err == nil {
		t.Error("Pearson of infinite values")
	}
}

// + means agreement, whatever direction is better.
func TestSigns(t *testing.T) {
	xy := pairs(t, "tid2013.scores.csv", "tid2013.txt")["l1"]
	want := opinion.Study{LowerScores: true, Rounds: 50}.Compare(xy[0], xy[1])
	if want.SROCC.Low < .9 || want.SROCC.Low > want.SROCC.High || want.PLCC.Value < .9 {
		t.Fatalf("%+v", want)
	}
	bad := make([]float64, len(xy[1]))
	for i, v := range xy[1] {
		bad[i] = 100 - 10*v
	}
	got := opinion.Study{LowerScores: true, LowerOpinions: true, Rounds: 50}.Compare(xy[0], bad)
	if got.SROCC != want.SROCC || got.KROCC != want.KROCC ||
		math.Abs(got.PLCC.Value-want.PLCC.Value) > 1e-12 ||
		math.Abs(got.RMSE.Value-10*want.RMSE.Value) > 1e-11 {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	got = opinion.Study{LowerOpinions: true, Rounds: 50}.Compare(xy[0], xy[1])
	if got.SROCC != want.SROCC {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	got = opinion.Study{Rounds: 50}.Compare(xy[0], xy[1])
	if got.SROCC.Value != -want.SROCC.Value || got.SROCC.Low != -want.SROCC.High || got.PLCC != want.PLCC {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

// What cannot be had is NaN, and said.
func TestMissing(t *testing.T) {
	for _, c := range []struct {
		x, y []float64
		rank bool
		note string
	}{
		{nil, nil, false, "fewer than 3"},
		{[]float64{1, 2}, []float64{1, 2}, false, "fewer than 3"},
		{[]float64{1, 2, 3, 4}, []float64{1, 2, 3, 5}, true, "plcc, rmse: fewer than 5"},
		{[]float64{.1, .1, .1, .1, .1}, []float64{1, 2, 3, 4, 5}, false, "all scores are equal"},
		{[]float64{1, 2, 3, 4, 5}, []float64{.1, .1, .1, .1, .1}, false, "all opinions are equal"},
		{[]float64{1, math.Inf(1), 1, 1, 1, 1}, []float64{1, 2, 3, 4, 5, 6}, true, "plcc, rmse: all scores are equal"},
		{[]float64{1, 2, math.NaN()}, []float64{1, 2, 3}, false, "not a number"},
		{[]float64{-1e308, 0, 1, 2, 1e308}, []float64{1, 2, 3, 4, 6}, true, "too far apart"},
	} {
		a := opinion.Study{Rounds: 20}.Compare(c.x, c.y)
		if math.IsNaN(a.SROCC.Value) == c.rank || math.IsNaN(a.KROCC.Low) == c.rank ||
			!math.IsNaN(a.PLCC.Value) || !math.IsNaN(a.RMSE.High) || !math.IsNaN(a.Fit.B1) ||
			!strings.Contains(fmt.Sprint(a.Notes), c.note) || len(a.Notes) != 1 {
			t.Errorf("%v, %v: %+v, want a note of %q", c.x, c.y, a, c.note)
		}
		if _, err := opinion.FitLogistic(c.x, c.y); err == nil {
			t.Errorf("%v, %v: there is a fit", c.x, c.y)
		}
	}
}

// Intervals depend on the seed and on nothing else, become narrower with more
// pairs, and hold the value.
func TestIntervals(t *testing.T) {
	xy := pairs(t, "kadid.scores.jsonl", "kadid.csv")["mine"]
	s := opinion.Study{Rounds: 400, Seed: 7}
	a := s.Compare(xy[0], xy[1])
	if b := s.Compare(xy[0], xy[1]); fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("%+v, then %+v", a, b)
	}
	s.Seed++
	if b := s.Compare(xy[0], xy[1]); b.SROCC == a.SROCC || b.SROCC.Value != a.SROCC.Value {
		t.Errorf("%+v with another seed", b)
	}
	s.Confidence = .5
	b := s.Compare(xy[0], xy[1])
	quarter := opinion.Study{Rounds: 400}.Compare(xy[0][:25], xy[1][:25])
	for i, e := range [][3]opinion.Estimate{
		{a.SROCC, b.SROCC, quarter.SROCC}, {a.KROCC, b.KROCC, quarter.KROCC},
		{a.PLCC, b.PLCC, quarter.PLCC}, {a.RMSE, b.RMSE, quarter.RMSE},
	} {
		all, half, few := e[0], e[1], e[2]
		if !(all.Low < half.Low && half.High < all.High && half.Low < half.High) {
			t.Errorf("%d: %+v of 95 %%, %+v of 50 %%", i, all, half)
		}
		if !(all.Low < all.Value && all.Value < all.High) {
			t.Errorf("%d: the value is not in %+v", i, all)
		}
		if few.High-few.Low < 1.2*(all.High-all.Low) {
			t.Errorf("%d: %+v of a quarter of the pairs, %+v of all", i, few, all)
		}
	}
}

func TestLengthsDiffer(t *testing.T) {
	for name, f := range map[string]func(x, y []float64){
		"Pearson":     func(x, y []float64) { opinion.Pearson(x, y) },
		"Spearman":    func(x, y []float64) { opinion.Spearman(x, y) },
		"Kendall":     func(x, y []float64) { opinion.Kendall(x, y) },
		"FitLogistic": func(x, y []float64) { opinion.FitLogistic(x, y) },
		"Compare":     func(x, y []float64) { opinion.Study{}.Compare(x, y) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s takes what differs in number", name)
				}
			}()
			f(make([]float64, 4), make([]float64, 5))
		}()
	}
}
