package opinion_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/fastiqa/iqa/opinion"
)

// How well gmsd, of which a lower score is better, agrees with people.
func ExampleStudy_Compare() {
	scores := []float64{.02, .05, .09, .11, .16, .21, .30}
	opinions := []float64{4.8, 4.5, 4.1, 4.2, 3.0, 2.1, 1.2}
	a := opinion.Study{LowerScores: true, Rounds: 1000, Seed: 1}.Compare(scores, opinions)
	fmt.Printf("SROCC %.3f (%.3f to %.3f), KROCC %.3f\n",
		a.SROCC.Value, a.SROCC.Low, a.SROCC.High, a.KROCC.Value)
	fmt.Printf("PLCC %.3f, RMSE %.2f of 4.8\n", a.PLCC.Value, a.RMSE.Value)
	// Output:
	// SROCC 0.964 (0.680 to 1.000), KROCC 0.905
	// PLCC 0.998, RMSE 0.08 of 4.8
}

// Ranks do not mind how scores are spread.
func ExampleSpearman() {
	x, y := []float64{1, 2, 3, 4}, []float64{1, 10, 100, 90}
	spearman, _ := opinion.Spearman(x, y)
	kendall, _ := opinion.Kendall(x, y)
	pearson, _ := opinion.Pearson(x, y)
	fmt.Printf("%.3f %.3f %.3f\n", spearman, kendall, pearson)
	// Output: 0.800 0.667 0.887
}

func ExampleFitLogistic() {
	psnr := []float64{22, 25, 28, 31, 34, 37, 40}
	mos := []float64{1.2, 1.5, 2.3, 3.3, 4.1, 4.6, 4.8}
	l, err := opinion.FitLogistic(psnr, mos)
	fmt.Printf("%.2f at 30 dB, %v\n", l.At(30), err)
	// Output: 2.94 at 30 dB, <nil>
}

// The scores of one program and the opinions of TID2013, joined by name.
func ExampleJoin() {
	scores, err := opinion.ReadScores(strings.NewReader(
		"dist,ssim\nd/i01_01_1.png,.98\nd/i01_01_2.png,.95\nd/i01_01_3.png,.87\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	file, err := os.Open("testdata/tid2013.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	ratings, err := opinion.ReadRatings(file, opinion.Columns{})
	if err != nil {
		fmt.Println(err)
		return
	}
	j, err := opinion.Join(scores.Names, ratings.Names, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range j.Pairs {
		fmt.Println(scores.Names[p[0]], scores.Metrics[0].Values[p[0]], ratings.Values[p[1]])
	}
	fmt.Println(len(j.Rated), "images without a score")
	// Output:
	// d/i01_01_1.png 0.98 6.90816
	// d/i01_01_2.png 0.95 4.38703
	// d/i01_01_3.png 0.87 2.19482
	// 97 images without a score
}
