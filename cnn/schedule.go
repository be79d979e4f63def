package cnn

// Schedule says how fast a network learns, step by step.
type Schedule struct {
	Rate   float64 // the highest; zero: .001
	Warm   int     // steps in which it is reached, in a straight line
	Decay  Decay
	Steps  int     // of the whole training, which Cosine needs
	Lowest float64 // what Cosine ends at, as a part of Rate; zero: .02
	Half   int     // steps after which Inverse has halved the rate; zero: 1000
}

// Decay is how the rate falls after it has been reached.
type Decay uint8

// The ways of Decay.
const (
	Cosine  Decay = iota // half a cosine, to Lowest at the last step
	Inverse              // Rate/(1+steps/Half)
	Flat                 // not at all
)

// decays are their names.
var decays = []string{"cosine", "inverse", "none"}

// String returns the name that commands and weight files use.
func (d Decay) String() string { return decays[d] }

// ParseDecay is the decay of that name.
func ParseDecay(name string) (Decay, error) {
	i, err := choose(name, decays)
	return Decay(i), err
}

// At is the rate of a step, counted from 0.
func (s *Schedule) At(step int) float64 {
	rate := or(s.Rate, .001)
	if step < s.Warm {
		return rate * float64(step+1) / float64(s.Warm)
	}
	past := float64(step - s.Warm)
	switch s.Decay {
	case Inverse:
		half := float64(s.Half)
		return rate / (1 + past/or(half, 1000))
	case Flat:
		return rate
	}
	end := float64(max(s.Steps-s.Warm-1, 1))
	low := or(s.Lowest, .02)
	return rate * (low + float64((1-low)*falling(min(past/end, 1))))
}

// falling is (1+cos πt)/2, 0 ≤ t ≤ 1, with the same bits everywhere: its square
// root is cos πt/2, a sum of powers.
func falling(t float64) float64 {
	const half = 1.5707963267948966
	x := float64(t * half)
	q := float64(x * x)
	sum := 1.0
	for k := 20; k > 0; k -= 2 {
		sum = 1 - float64(q*sum)/float64(k*(k-1))
	}
	return float64(sum * sum)
}
