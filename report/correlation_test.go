package report_test

import (
	"math"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/opinion"
	"github.com/fastiqa/iqa/report"
)

func correlations() []report.Correlation {
	nan := math.NaN()
	none := opinion.Estimate{Value: nan, Low: nan, High: nan}
	return []report.Correlation{{
		Metric: "gmsd", Lower: true, Null: 1,
		Agreement: opinion.Agreement{
			Pairs: 24, Infinite: 2,
			SROCC: opinion.Estimate{Value: .95, Low: .9, High: .975},
			KROCC: opinion.Estimate{Value: -.25, Low: -.5, High: .125},
			PLCC:  opinion.Estimate{Value: 1, Low: nan, High: nan},
			RMSE:  opinion.Estimate{Value: .0001234567, Low: 0, High: 12345.678},
			Fit:   opinion.Logistic{B1: 1, B2: 2, B3: -3, B4: 0, B5: 4.5},
		},
	}, {
		Metric: "my|own\n", LowerOpinions: true,
		Agreement: opinion.Agreement{
			Pairs: 2, SROCC: none, KROCC: none, PLCC: none, RMSE: none,
			Fit:   opinion.Logistic{B1: nan, B2: nan, B3: nan, B4: nan, B5: nan},
			Notes: []string{"fewer than 3 pairs", "x"},
		},
	}}
}

var goldenCorrelations = map[string]string{
	"table": `                 srocc                   krocc    plcc                        rmse  pairs  metric
  0.9500 0.9000…0.9750  -0.2500 -0.5000…0.1250  1.0000  1.235e-04 0.0000…1.235e+04     24  gmsd  (1 without a score; 2 infinite, not in plcc and rmse)
                     -                       -       -                           -      2  my|own\n  (fewer than 3 pairs; x)
`,
	"md": `| metric | srocc | krocc | plcc | rmse | pairs | notes |
| --- | ---: | ---: | ---: | ---: | ---: | --- |
| gmsd | 0.9500 0.9000…0.9750 | -0.2500 -0.5000…0.1250 | 1.0000 | 1.235e-04 0.0000…1.235e+04 | 24 | 1 without a score; 2 infinite, not in plcc and rmse |
| my\|own\\n | - | - | - | - | 2 | fewer than 3 pairs; x |
`,
	"jsonl": `{"metric":"gmsd","better":"lower","opinion":"higher","pairs":24,"null":1,"infinite":2,"srocc":0.95,"srocc_low":0.9,"srocc_high":0.975,"krocc":-0.25,"krocc_low":-0.5,"krocc_high":0.125,"plcc":1,"plcc_low":null,"plcc_high":null,"rmse":0.0001234567,"rmse_low":0,"rmse_high":12345.678,"b1":1,"b2":2,"b3":-3,"b4":0,"b5":4.5,"notes":[]}
{"metric":"my|own\n","better":"higher","opinion":"lower","pairs":2,"null":0,"infinite":0,"srocc":null,"srocc_low":null,"srocc_high":null,"krocc":null,"krocc_low":null,"krocc_high":null,"plcc":null,"plcc_low":null,"plcc_high":null,"rmse":null,"rmse_low":null,"rmse_high":null,"b1":null,"b2":null,"b3":null,"b4":null,"b5":null,"notes":["fewer than 3 pairs","x"]}
`,
	"csv": `metric,better,opinion,pairs,null,infinite,srocc,srocc_low,srocc_high,krocc,krocc_low,krocc_high,plcc,plcc_low,plcc_high,rmse,rmse_low,rmse_high,b1,b2,b3,b4,b5,notes
gmsd,lower,higher,24,1,2,0.95,0.9,0.975,-0.25,-0.5,0.125,1,,,0.0001234567,0,12345.678,1,2,-3,0,4.5,
"my|own
",higher,lower,2,0,0,,,,,,,,,,,,,,,,,,fewer than 3 pairs; x
`,
}

func TestWriteCorrelations(t *testing.T) {
	for _, f := range report.Formats() {
		var b strings.Builder
		err := report.WriteCorrelations(&b, f, correlations())
		if got, want := b.String(), goldenCorrelations[f]; err != nil || got != want {
			t.Errorf("%s: %v, got\n%s\nwant\n%s", f, err, got, want)
		}
		if err := report.WriteCorrelations(&fullDisk{10}, f, correlations()); err == nil {
			t.Errorf("%s: a disk with 10 bytes of room took it all", f)
		}
	}
	if err := report.WriteCorrelations(&strings.Builder{}, "xml", nil); err == nil {
		t.Error("xml is a format")
	}
}
