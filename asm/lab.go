package asm

import "math"

// Lab makes CIE L*a*b* in float64 of sRGB samples, red[i]·scale and so on in
// [0,1]: IEC 61966-2-1 with the gamma of 2.4, D65 and the 2° observer, with the
// digits that scikit-image has. Samples far beyond [0,1] are no colours; they
// have some value, or none. It panics if a row is shorter than l.
func Lab(l, a, b []float64, red, green, blue []float32, scale float64) {
	labConst.rows(l, a, b, red, green, blue, scale)
}

// LabD50 is Lab without adaptation to the white of D50 that it divides by, as
// the authors of VSI have it, and with all digits of sRGB's primaries.
func LabD50(l, a, b []float64, red, green, blue []float32, scale float64) {
	labD50.rows(l, a, b, red, green, blue, scale)
}

func (k *labArgs) rows(l, a, b []float64, red, green, blue []float32, scale float64) {
	n := len(l)
	a, b = needWide(a, n), needWide(b, n)
	red, green, blue = need(red, n), need(green, n), need(blue, n)
	touch(nil, red, green, blue)
	m := whole(n)
	if m > 0 {
		args := *k
		args.l, args.a, args.b = &l[0], &a[0], &b[0]
		args.red, args.green, args.blue = &red[0], &green[0], &blue[0]
		args.n, args.scale = int64(m), scale
		lab(best, &args)
	}
	for i := m; i < n; i++ {
		l[i], a[i], b[i] = k.of(k.linear(float64(float64(red[i])*scale)),
			k.linear(float64(float64(green[i])*scale)), k.linear(float64(float64(blue[i])*scale)))
	}
}

// labArgs are the arguments of lab in _c/lab.c: those that differ, and the
// constants, which kernels can have from nowhere else.
type labArgs struct {
	l, a, b          *float64
	red, green, blue *float32
	n                int64 // samples: whole vectors, not 0
	scale            float64

	toe, slope, lift, gain, least float64    // of sRGB
	x, y, z                       [3]float64 // of linear light, divided by the white
	dark, steep, offset           float64    // of f
	lightness                     [2]float64
	apart                         [2]float64 // a and b of differences of f
	fifth, third                  [3]float64 // series of a root
	one                           float64
	fifthStart, thirdStart        [2]float32
}

var labConst = labArgs{
	toe: .04045, slope: 1 / 12.92, lift: .055, gain: 1 / 1.055, least: .09,
	x:    [3]float64{.412453 / .95047, .357580 / .95047, .180423 / .95047},
	y:    [3]float64{.212671, .715160, .072169},
	z:    [3]float64{.019334 / 1.08883, .119193 / 1.08883, .950227 / 1.08883},
	dark: .008856, steep: 7.787, offset: 16. / 116,
	lightness: [2]float64{116, 16}, apart: [2]float64{500, 200},
	fifth: [3]float64{1. / 5, 3. / 25, 11. / 125}, fifthStart: [2]float32{1277905900, .2},
	third: [3]float64{1. / 3, 2. / 9, 14. / 81}, thirdStart: [2]float32{1419899500, 1. / 3},
	one: 1,
}

var labD50 = labConst.under(
	[3]float64{.4124564 / .9642, .3575761 / .9642, .1804375 / .9642},
	[3]float64{.2126729, .7151522, .0721750},
	[3]float64{.0193339 / .8251, .1191920 / .8251, .9503041 / .8251},
	903.3/116)

// under is k with another white, and slope near black.
func (k labArgs) under(x, y, z [3]float64, steep float64) labArgs {
	k.x, k.y, k.z, k.steep = x, y, z, steep
	return k
}

// linear is the light of an sRGB intensity. The power 2.4 is (u·u^-1/5)³.
func (k *labArgs) linear(v float64) float64 {
	u := (v + k.lift) * k.gain
	if !(u > k.least) {
		u = k.least
	}
	r := firstRoot(u, &k.fifthStart)
	for range 2 {
		q := r * r
		r = betterRoot(r, 1-float64(u*(q*q*r)), &k.fifth)
	}
	t := u * r
	if !(v > k.toe) {
		return v * k.slope
	}
	return t * t * t
}

// of is L*, a* and b* of linear light.
func (k *labArgs) of(r, g, b float64) (float64, float64, float64) {
	fx := k.cubic(float64(k.x[0]*r) + float64(k.x[1]*g) + float64(k.x[2]*b))
	fy := k.cubic(float64(k.y[0]*r) + float64(k.y[1]*g) + float64(k.y[2]*b))
	fz := k.cubic(float64(k.z[0]*r) + float64(k.z[1]*g) + float64(k.z[2]*b))
	return float64(k.lightness[0]*fy) - k.lightness[1], k.apart[0] * (fx - fy), k.apart[1] * (fy - fz)
}

// cubic is CIE's f: the cube root, and a line near black.
func (k *labArgs) cubic(t float64) float64 {
	u := t
	if !(u > k.dark) {
		u = k.dark
	}
	r := firstRoot(u, &k.thirdStart)
	for range 2 {
		r = betterRoot(r, 1-float64(u*(r*r*r)), &k.third)
	}
	if !(t > k.dark) {
		return float64(t*k.steep) + k.offset
	}
	return u * r * r
}

// firstRoot is about 1 over a root of u: the bits of a float32, taken for an
// integer, are nearly its logarithm. For the cube and the fifth root it is good
// to 4 %.
func firstRoot(u float64, start *[2]float32) float64 {
	log := float32(int32(math.Float32bits(float32(u))))
	return float64(math.Float32frombits(uint32(int32(start[0] - float32(start[1]*log)))))
}

// betterRoot is r/(1-e)^(1/n), e what r to the n lacks, by the first terms of a
// series. A second time makes of 4 % the last digits.
func betterRoot(r, e float64, s *[3]float64) float64 {
	t := float64(e*s[2]) + s[1]
	t = float64(e*t) + s[0]
	return r + float64(r*e*t)
}
