package opinion_test

import (
	"math"
	"testing"

	"github.com/fastiqa/iqa/opinion"
)

// The interval of a mean of many numbers is that of the normal distribution.
func TestMean(t *testing.T) {
	var v []float64
	for i := range 400 {
		v = append(v, float64(i%20)) // mean 9.5, variance 33.25
	}
	s := opinion.Study{Rounds: 10_000, Seed: 1}
	e := s.Mean(v)
	half := 1.96 * math.Sqrt(33.25/400)
	if e.Value != 9.5 || math.Abs(e.Low-9.5+half) > .03 || math.Abs(e.High-9.5-half) > .03 {
		t.Errorf("%+v, want 9.5 ± %.3f", e, half)
	}
	if again := s.Mean(v); again != e {
		t.Errorf("%+v, then %+v", e, again)
	}
	if other := (opinion.Study{Rounds: 10_000, Seed: 2}).Mean(v); other == e {
		t.Error("the seed chooses nothing")
	}
	if narrow := (opinion.Study{Rounds: 10_000, Confidence: .5}).Mean(v); narrow.High-narrow.Low > half {
		t.Errorf("half of the samples lie in %+v", narrow)
	}
}

func TestMeanOfFew(t *testing.T) {
	s := opinion.Study{Rounds: 100}
	if e := s.Mean(nil); !math.IsNaN(e.Value) {
		t.Errorf("of nothing: %+v", e)
	}
	if e := s.Mean([]float64{1, 2}); e.Value != 1.5 || !math.IsNaN(e.Low) || !math.IsNaN(e.High) {
		t.Errorf("of two: %+v", e)
	}
	if e := s.Mean([]float64{2, 2, 2}); e != (opinion.Estimate{Value: 2, Low: 2, High: 2}) {
		t.Errorf("of equal numbers: %+v", e)
	}
	if e := (opinion.Study{}).Mean([]float64{1, 2, 3}); e.Value != 2 || !math.IsNaN(e.Low) {
		t.Errorf("without samples: %+v", e)
	}
}
