package opinion_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/opinion"
)

func TestReadRatings(t *testing.T) {
	for _, c := range []struct {
		what, file string
		columns    opinion.Columns
		lower      bool
		want       string // names and values
	}{
		{"TID2013", "5.51429 I01_01_1.bmp\n5.56757  I01_01_2.bmp\r\n", opinion.Columns{}, false,
			"[I01_01_1.bmp I01_01_2.bmp] [5.51429 5.56757]"},
		{"KADID-10k", "dist_img,ref_img,dmos,var\na.png,r.png,4.57,0.496\nb.png,r.png,4.33,0.869\n",
			opinion.Columns{}, false, "[a.png b.png] [4.57 4.33]"},
		{"KonIQ-10k", "\xef\xbb\xbf\"image_name\",\"c1\",\"c2\",\"MOS\",\"SD\",\"MOS_zscore\"\n" +
			"\"1.jpg\",0,25,3.91,0.6,71.6\n", opinion.Columns{}, false, "[1.jpg] [3.91]"},
		{"another column", "image_name,MOS,MOS_zscore\n1.jpg,3.91,71.6\n",
			opinion.Columns{Score: "mos_ZSCORE"}, false, "[1.jpg] [71.6]"},
		{"LIVE", "file; DMOS\nfastfading/img1.bmp; 65.9\njp2k/img1.bmp; 0\n", opinion.Columns{}, true,
			"[fastfading/img1.bmp jp2k/img1.bmp] [65.9 0]"},
		{"unknown headings", "stimulus\trated\na b.png\t1e1\n", opinion.Columns{}, false, "[a b.png] [10]"},
		{"numbers of columns", "1,2,x.png,y.png\n3,4,z.png,w.png\n", opinion.Columns{Name: "4", Score: "2"},
			false, "[y.png w.png] [2 4]"},
		{"names of digits", "image,mos\n001,1\n002,2\n", opinion.Columns{}, false, "[001 002] [1 2]"},
	} {
		r, err := opinion.ReadRatings(strings.NewReader(c.file), c.columns)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if got := fmt.Sprint(r.Names, r.Values); got != c.want || r.Lower != c.lower || r.Why == "" {
			t.Errorf("%s: %s, lower %v (%s), want %s", c.what, got, r.Lower, r.Why, c.want)
		}
	}
}

func TestReadRatingsErrors(t *testing.T) {
	for file, want := range map[string]string{
		"":                            "no rows",
		"name,mos\n":                  "no rows",
		"a.png,b.png,1\n":             "which column has the names? 2 could be: 1, 2",
		"file,a,b\nx.png,1,2\n":       "which column has the opinions? 2 could be: a, b",
		"1,2\n":                       "which column has the names? 0 could be: ",
		"name,mos\na,1\nb\n":          "line 3: 1 cells, where line 1 has 2",
		"name,mos\na,1\nb,x\n":        `line 3: column mos: "x" is not a number`,
		"name,mos\na,nan\n":           `line 2: column mos: "nan" is not a number`,
		"name,mos\na,1e999\n":         `line 2: column mos: "1e999" is not a number`,
		"name,mos\n\"a,1\n":           "parse error",
		strings.Repeat(" ", 64<<20+1): "larger than 64 MiB",
	} {
		if _, err := opinion.ReadRatings(strings.NewReader(file), opinion.Columns{}); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %s", file, err, want)
		}
	}
	for _, c := range []opinion.Columns{{Name: "image"}, {Name: "0"}, {Score: "4"}} {
		_, err := opinion.ReadRatings(strings.NewReader("a,b,c\nx,1,2\n"), c)
		if err == nil || !strings.Contains(err.Error(), "(there are a, b, c)") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestReadScores(t *testing.T) {
	const want = "[a.png b.png c.png] [{psnr [30 +Inf NaN]} {ssim [NaN 1 0.5]}] 1"
	for what, file := range map[string]string{
		"json": `{"ref":"r.png","dist":"a.png","width":5,"scores":{"psnr":30,"ssim":null},"notes":["x"]}

{"dist":"b.png","scores":{"psnr":"inf","ssim":1}}
{"ref":"r.png","dist":"d.png","error":"d.png: unexpected EOF"}
{"dist":"c.png","scores":{"ssim":0.5,"ssim":0.7}}`,
		"csv": "ref,dist,width,height,channels,depth,color,profile,psnr,ssim,notes,decode_ms,score_ms,error\n" +
			"r.png,a.png,5,5,3,8,rgb,wang2004,30,,\"x, y\",1,1,\n" +
			"r.png,b.png,5,5,3,8,rgb,wang2004,inf,1,,1,1,\n" +
			"r.png,d.png,,,,,,,,,,,,d.png: unexpected EOF\n" +
			"r.png,c.png,5,5,3,8,rgb,wang2004,,0.5,,1,1,\n",
		"another program's": "\xef\xbb\xbf,Image,psnr,remark,ssim,error\n0,a.png,30,good,nan,\n" +
			"1,b.png,Inf,bad,1,\n2,d.png,3,4,5,x\n3,c.png,,7,.5,\n",
	} {
		s, err := opinion.ReadScores(strings.NewReader(file))
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if got := fmt.Sprint(s.Names, s.Metrics, s.Failed); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
}

func TestReadScoresErrors(t *testing.T) {
	wide := new(strings.Builder)
	fmt.Fprint(wide, `{"dist":"a","scores":{`)
	for i := range 5000 {
		fmt.Fprintf(wide, `"m%d":1,`, i)
	}
	fmt.Fprint(wide, `"n":1}}`, strings.Repeat("\n"+`{"dist":"b","scores":{}}`, 4000))
	for file, want := range map[string]string{
		"":                                  "no rows",
		"1,2\n":                             "want a heading",
		"dist,remark\na.png,x\n":            "no scores",
		"dist,ssim,error\na.png,,bad\n":     "no scores",
		"{\"dist\":\"a\",\"error\":\"x\"}":  "no scores",
		"{\"dist\":\"a\",\"scores\":3}":     "line 1: scores are not an object",
		"\n{\"scores\":{}}":                 "line 2: no name",
		"{\"dist\":\"a\"":                   "line 1: unexpected end",
		`{"dist":"a","scores":{"l1":"x"}}`:  "line 1: score l1: x is not a number",
		`{"dist":"a","scores":{"l1":[1]}}`:  "line 1: score l1: [ is not a number",
		`{"dist":"a","scores":{"l1":true}}`: "line 1: score l1: true is not a number",
		wide.String():                       "more than 16777216 scores",
	} {
		if _, err := opinion.ReadScores(strings.NewReader(file)); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: %v, want %s", file, err, want)
		}
	}
}

func TestJoin(t *testing.T) {
	for _, c := range []struct {
		scored, rated string
		paths         bool
		want          string // pairs, names left over, or the error
	}{
		{"a.png b.png c.png", "c.png a.png d.png", false, "[[0 1] [2 0]] [b.png] [d.png]"},
		{"x/a.png", `y\a.png`, false, "[[0 0]] [] []"},
		{"i01.png", "I01.bmp", false, "[[0 0]] [] []"},
		{"a.png", "A.png a.png", false, "[[0 1]] [] [A.png]"}, // the same before the like
		{"a.png", "a.bmp A.png", false, "[[0 1]] [] [a.bmp]"},
		{"a.png", "a.bmp a.jpg", false, `"a.png" could be "a.bmp" and "a.jpg"`},
		{"x/a.png", "y/a.png z/a.png", false, `"x/a.png" could be "y/a.png" and "z/a.png"`},
		{"x/a.png y/a.png", "a.png", false, `"x/a.png" and "y/a.png" of the scores could both be "a.png"`},
		{"jp2k/1.png wn/1.png", `wn/1.bmp ./jp2k\1.bmp`, true, "[[0 1] [1 0]] [] []"},
		{"a.png", "x/a.png", true, "[] [a.png] [x/a.png]"},
	} {
		j, err := opinion.Join(strings.Fields(c.scored), strings.Fields(c.rated), c.paths)
		got := fmt.Sprint(err)
		if err == nil {
			got = fmt.Sprint(j.Pairs, j.Scored, j.Rated)
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s with %s: %s, want %s", c.scored, c.rated, got, c.want)
		}
	}
}

// Whatever a file holds, ratings are names and finite numbers.
func FuzzReadRatings(f *testing.F) {
	f.Add("5.5 a.bmp\n4 b.bmp\n", "", "")
	f.Add("dist_img,ref_img,dmos,var\na.png,r.png,4.57,0.496\n", "1", "var")
	f.Add("x;\"y\n\";1\n", "", "3")
	f.Fuzz(func(t *testing.T, file, name, score string) {
		r, err := opinion.ReadRatings(strings.NewReader(file), opinion.Columns{Name: name, Score: score})
		if err != nil {
			return
		}
		if len(r.Names) == 0 || len(r.Names) != len(r.Values) || r.Why == "" {
			t.Fatalf("%d names, %d values, %q", len(r.Names), len(r.Values), r.Why)
		}
		for _, v := range r.Values {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("%v of %q", v, file)
			}
		}
	})
}

// Whatever a file holds, each metric has a score for each name; and what
// agreement there is of scores is no number beyond its range.
func FuzzReadScores(f *testing.F) {
	f.Add(`{"dist":"a","scores":{"l1":1,"psnr":"inf"}}` + "\n" + `{"dist":"b","scores":{"l2":null,"l1":2}}`)
	f.Add("dist,l1,error\na,1,\nb,2,\nc,5,\nd,4,\ne,inf,\nf,7,\n")
	f.Add(` {"dist":"a","scores":{"":0,"l1":1}}`)
	f.Add("name\tmine\nx\t1e308\ny\t-1e308\nz\t0\n")
	f.Fuzz(func(t *testing.T, file string) {
		s, err := opinion.ReadScores(strings.NewReader(file))
		if err != nil {
			return
		}
		for _, m := range s.Metrics {
			if len(m.Values) != len(s.Names) || m.Metric == "" {
				t.Fatalf("%q: %d names, %d scores", m.Metric, len(s.Names), len(m.Values))
			}
			agree(t, m.Values)
		}
	})
}

func agree(t *testing.T, x []float64) {
	x = slices.DeleteFunc(slices.Clone(x), math.IsNaN)
	x = x[:min(len(x), 100)]
	y := make([]float64, len(x))
	for i := range y {
		y[i] = float64(i * i % 7)
	}
	a := opinion.Study{Rounds: 5}.Compare(x, y)
	for _, e := range []opinion.Estimate{a.SROCC, a.KROCC, a.PLCC} {
		if e.Value < -1 || e.Value > 1 || e.Low > e.High || e.Low < -1 || e.High > 1 {
			t.Fatalf("%v: %+v", x, a)
		}
	}
	if math.IsNaN(a.SROCC.Value) && len(a.Notes) == 0 || a.RMSE.Value < 0 {
		t.Fatalf("%v: %+v", x, a)
	}
}
