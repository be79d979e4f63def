package asm

import "math"

// Scales is how many filters of one direction Energy looks at.
const Scales = 4

// Energy makes what phase congruency is made of, of the responses to Scales
// filters of one direction, whose points (FourierLanes even parts, then the odd
// ones) begin pitch numbers apart, and the length of responses |e+io|. With E
// and O their sums over scales, divided by √(E²+O²) + epsilon:
//
//	energy     = Σ (e·E + o·O) - |e·O - o·E|
//	power      = e² + o² at the first scale
//	amplitude += Σ √(e²+o²)
//
// One point of responses makes FourierLanes of each. It panics if a slice is
// shorter than energy asks for.
func Energy(energy, power, amplitude, responses []float64, pitch int, epsilon float64) {
	points := len(energy) / FourierLanes
	n := points * FourierLanes
	energy, power, amplitude = needWide(energy, n), needWide(power, n), needWide(amplitude, n)
	if pitch < 0 {
		panic("asm: negative pitch")
	}
	responses = needWide(responses, (Scales-1)*pitch+points*FourierPoint)
	if points > 0 && best != generic {
		energies(best, &energyArgs{&responses[0], int64(pitch), &energy[0], &power[0], &amplitude[0],
			int64(points), epsilon, math.MaxInt64})
		return
	}
	for i := range energy {
		var r [Scales]complex128
		for s := range r {
			r[s] = point(responses[s*pitch:], i)
		}
		power[i] = squared(r[0])
		v, a := energyOf(&r, epsilon)
		energy[i] = v
		amplitude[i] += a
	}
}

// energyArgs are the arguments of energies in _c/feature.c.
type energyArgs struct {
	responses                *float64
	pitch                    int64
	energy, power, amplitude *float64
	points                   int64 // not 0
	epsilon                  float64
	magnitude                int64 // all bits of a float64 but the sign
}

func squared(v complex128) float64 {
	return float64(real(v)*real(v)) + float64(imag(v)*imag(v))
}

func energyOf(r *[Scales]complex128, epsilon float64) (energy, amplitude float64) {
	sum := r[0]
	amplitude = math.Sqrt(squared(sum))
	for _, v := range r[1:] {
		sum += v
		amplitude += math.Sqrt(squared(v))
	}
	length := math.Sqrt(squared(sum)) + epsilon
	e, o := real(sum)/length, imag(sum)/length
	for s, v := range r {
		along := float64(real(v)*e) + float64(imag(v)*o)
		across := float64(real(v)*o) - float64(imag(v)*e)
		t := along - math.Abs(across)
		if s == 0 {
			energy = t
			continue
		}
		energy += t
	}
	return energy, amplitude
}

// AddAbove is dst[i] += max(src[i]-floor, 0). It panics if src is shorter than
// dst.
func AddAbove(dst, src []float64, floor float64) {
	src = needWide(src, len(dst))
	n := whole(len(dst))
	if n > 0 {
		addAbove(best, &addAboveArgs{&dst[0], &src[0], int64(n), floor})
	}
	for i := n; i < len(dst); i++ {
		v := src[i] - floor
		if !(v > 0) {
			v = 0
		}
		dst[i] += v
	}
}

// addAboveArgs are the arguments of add_above in _c/feature.c.
type addAboveArgs struct {
	dst   *float64
	src   *float64
	n     int64 // numbers: whole vectors, not 0
	floor float64
}

// AddTimes is dst[i] += src[i]·by. It panics if src is shorter than dst.
func AddTimes(dst, src []float64, by float64) {
	src = needWide(src, len(dst))
	n := whole(len(dst))
	if n > 0 {
		addTimes(best, &addTimesArgs{&dst[0], &src[0], int64(n), by})
	}
	for i := n; i < len(dst); i++ {
		dst[i] += float64(src[i] * by)
	}
}

// addTimesArgs are the arguments of add_times in _c/feature.c.
type addTimesArgs struct {
	dst *float64
	src *float64
	n   int64 // numbers: whole vectors, not 0
	by  float64
}

// Similar is dst[i] = (2·a·b + c)/(a² + b² + c) of a[i] and b[i]: 1 where
// these are equal. It panics if a or b is shorter than dst.
func Similar(dst, a, b []float64, c float64) {
	a, b = needWide(a, len(dst)), needWide(b, len(dst))
	n := whole(len(dst))
	if n > 0 {
		similarity(best, &similarityArgs{&dst[0], &a[0], &b[0], int64(n), c})
	}
	for i := n; i < len(dst); i++ {
		dst[i] = alike(a[i], b[i], c)
	}
}

// TimesSimilar multiplies dst[i] by what Similar makes of a[i] and b[i].
// It panics if a or b is shorter than dst.
func TimesSimilar(dst, a, b []float64, c float64) {
	a, b = needWide(a, len(dst)), needWide(b, len(dst))
	n := whole(len(dst))
	if n > 0 {
		timesSimilarity(best, &similarityArgs{&dst[0], &a[0], &b[0], int64(n), c})
	}
	for i := n; i < len(dst); i++ {
		dst[i] *= alike(a[i], b[i], c)
	}
}

// similarityArgs are the arguments of similarity and times_similarity in
// _c/feature.c.
type similarityArgs struct {
	dst  *float64
	a, b *float64
	n    int64 // numbers: whole vectors, not 0
	c    float64
}

func alike(a, b, c float64) float64 {
	ab := float64(a * b)
	return (ab + ab + c) / (float64(a*a) + float64(b*b) + c)
}

// PoolSums are sums of values, times weights, and of the weights, by class of
// columns: column i adds to sum i mod 8.
type PoolSums struct{ Sum, Weight [8]float64 }

// Add adds a row of values, whose weight is the larger of a and b. It panics if
// a or b is shorter than v.
func (s *PoolSums) Add(v, a, b []float64) {
	a, b = needWide(a, len(v)), needWide(b, len(v))
	n := 0
	if best != generic {
		n = len(v) &^ (len(s.Sum) - 1)
	}
	if n > 0 {
		pool(best, &poolArgs{s, &v[0], &a[0], &b[0], int64(n)})
	}
	for i := n; i < len(v); i++ {
		w := b[i]
		if a[i] > w {
			w = a[i]
		}
		s.Sum[i%8] += float64(v[i] * w)
		s.Weight[i%8] += w
	}
}

// poolArgs are the arguments of pool in _c/feature.c.
type poolArgs struct {
	sums *PoolSums
	v    *float64
	a, b *float64
	n    int64 // numbers: a multiple of 8, not 0
}

// Totals adds the classes in order.
func (s *PoolSums) Totals() (sum, weight float64) {
	for i, v := range s.Sum {
		sum += v
		weight += s.Weight[i]
	}
	return sum, weight
}
