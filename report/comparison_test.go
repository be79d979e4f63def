package report_test

import (
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/opinion"
	"github.com/fastiqa/iqa/report"
)

func comparisons() []report.Comparison {
	nan := math.NaN()
	none := opinion.Estimate{Value: nan, Low: nan, High: nan}
	return []report.Comparison{{
		Task: "sr2", Columns: []string{"input", "l2", "my|mix"}, Against: "l2", Confidence: .95,
		Rows: []report.Compared{{
			Metric: "l2", Lower: true,
			Cells: []report.Cell{
				{Pictures: 24, Mean: .00164, Seeds: 1, Spread: nan, Difference: none},
				{Pictures: 24, Mean: .00111, Seeds: 1, Spread: nan, Difference: none},
				{Pictures: 24, Mean: .00101, Best: true, Seeds: 3, Spread: .00002, Pairs: 24, Wins: 20,
					Difference: opinion.Estimate{Value: -.0001, Low: -.0002, High: -.00005}},
			},
		}, {
			Metric: "ms-ssim",
			Cells: []report.Cell{
				{Pictures: 23, Null: 1, Mean: .98, Seeds: 1, Spread: nan, Difference: none},
				{Pictures: 23, Null: 1, Mean: .99, Best: true, Seeds: 1, Spread: nan, Difference: none},
				{Pictures: 23, Null: 1, Mean: .989, Seeds: 3, Spread: nan, Pairs: 23, Wins: 11,
					Difference: opinion.Estimate{Value: -.001, Low: -.002, High: .0005}},
			},
		}},
	}, {
		Task: "jpeg", Columns: []string{"input"}, Confidence: .95,
		Rows: []report.Compared{{Metric: "psnr", Cells: []report.Cell{{Null: 2, Mean: nan, Spread: nan, Difference: none}}}},
	}}
}

var goldenComparisons = map[string]string{
	"table": `    input        l2    my|mix   sr2, mean of 24 pictures
   1.6400    1.1100    1.0100*  ↓ 1000·l2
  0.98000   0.99000*  0.98900   ↑ ms-ssim (1 picture without a score)

                                                               difference to l2, 95 % interval, pictures with a better score
   -0.1000    -0.2000…-0.0500  20/24       ±0.0200 of 3 seeds  my|mix, ↓ 1000·l2
  -0.00100  -0.00200…+0.00050  11/23  tie                      my|mix, ↑ ms-ssim

  input   jpeg, mean of 2 pictures
      -   ↑ psnr (2 pictures without a score)
`,
	"md": `| sr2, mean of 24 pictures | input | l2 | my\|mix |
| --- | ---: | ---: | ---: |
| ↓ 1000·l2 | 1.6400 | 1.1100 | **1.0100** |
| ↑ ms-ssim (1 picture without a score) | 0.98000 | **0.99000** | 0.98900 |

| difference to l2, 95 % interval, pictures with a better score | my\|mix |
| --- | ---: |
| ↓ 1000·l2 | -0.1000 -0.2000…-0.0500 20/24 ±0.0200 of 3 seeds |
| ↑ ms-ssim (1 picture without a score) | -0.00100 -0.00200…+0.00050 11/23 tie |

| jpeg, mean of 2 pictures | input |
| --- | ---: |
| ↑ psnr (2 pictures without a score) | - |
`,
}

func TestWriteComparisons(t *testing.T) {
	for f, want := range goldenComparisons {
		var b strings.Builder
		err := report.WriteComparisons(&b, f, comparisons())
		if got := b.String(); err != nil || got != want {
			t.Errorf("%s: %v, got\n%s\nwant\n%s", f, err, got, want)
		}
	}
	if report.WriteComparisons(new(strings.Builder), "xml", nil) == nil {
		t.Error("xml is a format")
	}
}

// JSON lines and CSV have the same keys and values, a record a cell.
func TestWriteComparisonRecords(t *testing.T) {
	var lines, table strings.Builder
	if err := report.WriteComparisons(&lines, "jsonl", comparisons()); err != nil {
		t.Fatal(err)
	}
	if err := report.WriteComparisons(&table, "csv", comparisons()); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(table.String())).ReadAll()
	if err != nil || len(rows) != 8 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	i := 0
	for l := range strings.Lines(lines.String()) {
		var m map[string]any
		if err := json.Unmarshal([]byte(l), &m); err != nil || len(m) != len(rows[0]) {
			t.Fatalf("%v: %s", err, l)
		}
		i++
		for k, key := range rows[0] {
			cell, there := m[key]
			if v, err := strconv.ParseFloat(rows[i][k], 64); err == nil && cell == v {
				continue
			}
			if cell == nil {
				cell = ""
			}
			if !there || cell != rows[i][k] {
				t.Errorf("row %d: %s is %v in one and %q in the other", i, key, cell, rows[i][k])
			}
		}
	}
	want := `{"task":"sr2","metric":"ms-ssim","better":"higher","column":"my|mix","pictures":23,"null":1,` +
		`"mean":0.989,"best":0,"seeds":3,"spread":null,"against":"l2","difference":-0.001,` +
		`"difference_low":-0.002,"difference_high":0.0005,"pairs":23,"wins":11,"tie":1}` + "\n"
	if i != 7 || !strings.Contains(lines.String(), want) {
		t.Errorf("%d records:\n%s\nwithout\n%s", i, lines.String(), want)
	}
}

func TestWriteSamples(t *testing.T) {
	var b strings.Builder
	err := report.WriteSamples(&b, []string{"l1", "psnr", "ms-ssim"}, []report.Sample{
		{Picture: "a,b.png", Task: "sr2", Column: "input", Scores: []report.Score{{"l1", .5}, {"psnr", math.Inf(1)}}},
		{Picture: "c.png", Task: "sr2", Column: "l2", Seed: "7", Scores: []report.Score{{"ms-ssim", math.NaN()}}},
	})
	want := "picture,task,column,seed,l1,psnr,ms-ssim\n\"a,b.png\",sr2,input,,0.5,inf,\nc.png,sr2,l2,7,,,\n"
	if err != nil || b.String() != want {
		t.Errorf("%v, got\n%s\nwant\n%s", err, b.String(), want)
	}
}

// The page has what the tables have, its pictures in itself, and no markup of
// names.
func TestWritePage(t *testing.T) {
	p := report.Page{Title: "<script>", Comparisons: comparisons(), Figures: []report.Figure{{
		Title: "a.png", Panels: []report.Panel{{Caption: "clean", Width: 20, Height: 10, PNG: []byte{1, 2, 3}}},
	}}}
	var b strings.Builder
	if err := report.WritePage(&b, &p); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, want := range []string{
		"&lt;script&gt;", `<td class="best">1.0100</td>`, "<td>1.6400</td>", "↓ 1000·l2",
		`<td class="tie">-0.00100<small>-0.00200…&#43;0.00050</small><small>11/23 tie `,
		"±0.0200 of 3 seeds", "difference to l2, 95 % interval", "jpeg, mean of 2 pictures",
		`<img src="data:image/png;base64,` + base64.StdEncoding.EncodeToString([]byte{1, 2, 3}) + `" width="20" height="10" alt="clean">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	for _, not := range []string{"<script", "http", "ZgotmplZ"} {
		if strings.Contains(page, not) {
			t.Errorf("%q in the page", not)
		}
	}
}

// A full disk is told, wherever it is full.
func TestWriteComparisonErrors(t *testing.T) {
	for _, f := range report.Formats() {
		if report.WriteComparisons(&fullDisk{20}, f, comparisons()) == nil {
			t.Errorf("%s: a full disk took it all", f)
		}
	}
	if report.WriteSamples(&fullDisk{20}, []string{"l1"}, nil) == nil {
		t.Error("samples: a full disk took it all")
	}
	if report.WritePage(&fullDisk{200}, new(report.Page)) == nil {
		t.Error("page: a full disk took it all")
	}
}
