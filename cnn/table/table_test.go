package table

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/cnn/degrade"
	"github.com/fastiqa/iqa/opinion"
	"github.com/fastiqa/iqa/report"
)

// made is a table of l1, psnr and ms-ssim of four pictures: input, l2 of one
// seed, mix of two.
func made() *Table {
	nan, inf := math.NaN(), math.Inf(1)
	t := &Table{
		Trials: []*Trial{{Task: degrade.SR2{}, Columns: []Column{
			{"l2", []*Network{{Column: "l2", Seed: "1"}}},
			{"mix", []*Network{{Column: "mix", Seed: "1"}, {Column: "mix", Seed: "2"}}},
		}}},
		Metrics: []string{"l1", "psnr", "ms-ssim"},
		Study:   opinion.Study{Rounds: 1000, Seed: 1},
	}
	for i, s := range [][][]float64{
		{{8, 20, .5}, {6, 30, .5}, {3, 31, .75}, {5, 35, .75}},
		{{8, 20, nan}, {6, 30, nan}, {2, 31, nan}, {4, 35, nan}},
		{{8, 20, .5}, {6, 30, .5}, {1, 31, .25}, {3, 35, .5}},
		{{8, 20, .5}, {6, inf, .5}, {4, 31, .5}, {8, 31, .5}},
	} {
		t.Add(string(rune('a'+i)), &Outcome{Scores: [][][]float64{s}})
	}
	return t
}

// Means, spreads, wins and ties, as worked out by hand.
func TestComparisons(t *testing.T) {
	all := made().Comparisons()
	c := &all[0]
	if len(all) != 1 || c.Task != "sr2" || c.Against != "l2" || c.Confidence != .95 ||
		!slices.Equal(c.Columns, []string{"input", "l2", "mix"}) {
		t.Fatalf("%+v", c)
	}
	l1, psnr, ms := &c.Rows[0], &c.Rows[1], &c.Rows[2]
	// mix of both seeds: 4 3 2 6; of each: 2.5 and 5
	if m := &l1.Cells[2]; !l1.Lower || m.Pictures != 4 || m.Null != 0 || m.Mean != 3.75 || !m.Best ||
		m.Seeds != 2 || m.Spread != math.Sqrt(3.125) || m.Difference.Value != -2.25 || m.Pairs != 4 || m.Wins != 3 || m.Tie() {
		t.Errorf("l1: %+v: %+v", l1, m)
	}
	if i := &l1.Cells[0]; i.Mean != 8 || i.Best || i.Pairs != 0 || !math.IsNaN(i.Spread) || !math.IsNaN(i.Difference.Value) {
		t.Errorf("input: %+v", i)
	}
	// Infinity counts in the mean, and in no difference.
	if l2, m := &psnr.Cells[1], &psnr.Cells[2]; !math.IsInf(l2.Mean, 1) || !l2.Best || m.Best || m.Pairs != 3 ||
		m.Wins != 3 || m.Difference != (opinion.Estimate{Value: 3, Low: 3, High: 3}) {
		t.Errorf("psnr: %+v, %+v", l2, m)
	}
	// mix .75 .375 .5 against .5 .5 .5, without the second picture
	if m := &ms.Cells[2]; ms.Lower || m.Pictures != 3 || m.Null != 1 || m.Mean != 1.625/3 ||
		m.Wins != 1 || m.Pairs != 3 || !m.Tie() || !m.Best || ms.Cells[0].Best {
		t.Errorf("ms-ssim: %+v: %+v", ms, m)
	}
}

// What one network has no score of leaves the other columns alone.
func TestComparisonsOfSome(t *testing.T) {
	tab := made()
	tab.scores[0][0][3][0] = math.NaN() // of the second mix
	r := tab.Comparisons()[0].Rows[0]
	if l2, m := r.Cells[1], r.Cells[2]; l2.Pictures != 4 || l2.Null != 0 || l2.Mean != 6 || !l2.Best ||
		m.Pictures != 3 || m.Null != 1 || m.Pairs != 3 || m.Mean != 11./3 || m.Best || math.Abs(m.Spread-math.Sqrt2*4/3) > 1e-15 {
		t.Errorf("%+v\n%+v", l2, m)
	}
}

// Without l2 there are means, and no differences.
func TestComparisonsWithoutBase(t *testing.T) {
	tab := made()
	tab.Trials[0].Columns[0].Name = "l1"
	if c := tab.Comparisons()[0]; c.Against != "" || c.Rows[0].Cells[2].Pairs != 0 || c.Rows[0].Cells[2].Mean != 3.75 || tab.HasBase(0) {
		t.Errorf("%+v", c)
	}
	tab.scores = nil
	for _, r := range tab.Comparisons()[0].Rows {
		for _, c := range r.Cells {
			if !math.IsNaN(c.Mean) || c.Best {
				t.Errorf("no pictures: %+v", c)
			}
		}
	}
}

// All equal means are the best, whatever stands beside them.
func TestMarkBest(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		means []float64
		lower bool
		want  string
	}{
		{[]float64{1, 2, 1}, true, "x.x"}, {[]float64{1, 2, 1}, false, ".x."},
		{[]float64{nan, 2, nan, 1}, true, "...x"}, {[]float64{nan, 2, nan, 1}, false, ".x.."},
		{[]float64{0, math.Inf(1)}, false, ".x"}, {[]float64{nan}, false, "."},
		{[]float64{1, 7, 2}, false, "..x"},
	} {
		var cells []report.Cell
		for _, m := range c.means {
			n := 4
			if m == 7 { // of fewer pictures
				n = 3
			}
			cells = append(cells, report.Cell{Pictures: n, Mean: m})
		}
		markBest(cells, c.lower)
		got := ""
		for _, e := range cells {
			got += map[bool]string{true: "x", false: "."}[e.Best]
		}
		if got != c.want {
			t.Errorf("%v, lower %v: %s, want %s", c.means, c.lower, got, c.want)
		}
	}
}

func TestSamples(t *testing.T) {
	tab := made()
	var b strings.Builder
	if err := report.WriteSamples(&b, tab.Metrics, tab.Samples()); err != nil {
		t.Fatal(err)
	}
	want := "picture,task,column,seed,l1,psnr,ms-ssim\na,sr2,input,,8,20,0.5\na,sr2,l2,1,6,30,0.5\n" +
		"a,sr2,mix,1,3,31,0.75\na,sr2,mix,2,5,35,0.75\nb,sr2,input,,8,20,\n"
	if !strings.HasPrefix(b.String(), want) || strings.Count(b.String(), "\n") != 17 {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}
