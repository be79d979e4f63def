package asm

import (
	"math"
	"math/rand/v2"
	"testing"
)

// pairs2005 are the 34 pairs of Table I of Sharma, Wu and Dalal, 2005: L*, a*,
// b* of two colours, and CIEDE2000. They have hues on all sides of the formula's
// jumps, and none.
var pairs2005 = [][7]float64{
	{50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425},
	{50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615},
	{50, 2.8361, -74.0200, 50, 0, -82.7485, 3.4412},
	{50, -1.3802, -84.2814, 50, 0, -82.7485, 1},
	{50, -1.1848, -84.8006, 50, 0, -82.7485, 1},
	{50, -.9009, -85.5211, 50, 0, -82.7485, 1},
	{50, 0, 0, 50, -1, 2, 2.3669},
	{50, -1, 2, 50, 0, 0, 2.3669},
	{50, 2.49, -.0010, 50, -2.49, .0009, 7.1792},
	{50, 2.49, -.0010, 50, -2.49, .0010, 7.1792},
	{50, 2.49, -.0010, 50, -2.49, .0011, 7.2195},
	{50, 2.49, -.0010, 50, -2.49, .0012, 7.2195},
	{50, -.0010, 2.49, 50, .0009, -2.49, 4.8045},
	{50, -.0010, 2.49, 50, .0010, -2.49, 4.8045},
	{50, -.0010, 2.49, 50, .0011, -2.49, 4.7461},
	{50, 2.5, 0, 50, 0, -2.5, 4.3065},
	{50, 2.5, 0, 73, 25, -18, 27.1492},
	{50, 2.5, 0, 61, -5, 29, 22.8977},
	{50, 2.5, 0, 56, -27, -3, 31.9030},
	{50, 2.5, 0, 58, 24, 15, 19.4535},
	{50, 2.5, 0, 50, 3.1736, .5854, 1},
	{50, 2.5, 0, 50, 3.2972, 0, 1},
	{50, 2.5, 0, 50, 1.8634, .5757, 1},
	{50, 2.5, 0, 50, 3.2592, .3350, 1},
	{60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644},
	{63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630},
	{61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731},
	{35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645},
	{22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373},
	{36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146},
	{90.8027, -2.0831, 1.4410, 91.1528, -1.6435, .0447, 1.4441},
	{90.9257, -.5406, -.9208, 88.6381, -.8985, -.7239, 1.5381},
	{6.7747, -.2908, -2.4247, 5.8714, -.0985, -2.2286, .6377},
	{2.0776, .0795, -1.1350, .9033, -.0636, -.5514, .9082},
}

// labRows are the colours from column at on of a table.
func labRows(pairs [][7]float64, at int) (rows [3][]float64) {
	for _, p := range pairs {
		for i := range rows {
			rows[i] = append(rows[i], p[at+i])
		}
	}
	return rows
}

func TestDeltaEPublished(t *testing.T) {
	forEachImpl(t, func(t *testing.T) {
		ref, dist := labRows(pairs2005, 0), labRows(pairs2005, 3)
		got, back := make([]float64, len(pairs2005)), make([]float64, len(pairs2005))
		DeltaE(got, &ref, &dist)
		DeltaE(back, &dist, &ref)
		for i, p := range pairs2005 {
			if !(math.Abs(got[i]-p[6]) <= 5e-5) || back[i] != got[i] {
				t.Errorf("pair %d: %v, %v the other way round, want %v", i+1, got[i], back[i], p[6])
			}
		}
	})
}

// Colours of every kind have the differences of the formula as it is printed,
// with its angles.
func TestDeltaEByAngles(t *testing.T) {
	const n = 4000
	r := rand.New(rand.NewPCG(1, 2))
	var ref, dist [3][]float64
	for i := range n {
		spread := []float64{128, 20, 1, 1e-6}[i%4]
		for c := range ref {
			v := 256*r.Float64() - 128
			ref[c] = append(ref[c], v*float64(i&4)/4)
			dist[c] = append(dist[c], v+spread*(r.Float64()-.5))
		}
	}
	got := make([]float64, n)
	DeltaE(got, &ref, &dist)
	for i, g := range got {
		w := deltaEByAngles(ref[0][i], ref[1][i], ref[2][i], dist[0][i], dist[1][i], dist[2][i])
		if !(math.Abs(g-w) <= 1e-11) {
			t.Errorf("pair %d: %v, want %v: off by %.2g", i, g, w, g-w)
		}
	}
}

func deltaEByAngles(l1, a1, b1, l2, a2, b2 float64) float64 {
	rad := math.Pi / 180
	pow7 := func(c float64) float64 { return math.Sqrt(math.Pow(c, 7) / (math.Pow(c, 7) + math.Pow(25, 7))) }
	g := .5 * (1 - pow7((math.Hypot(a1, b1)+math.Hypot(a2, b2))/2))
	a1, a2 = a1*(1+g), a2*(1+g)
	c1, c2 := math.Hypot(a1, b1), math.Hypot(a2, b2)
	h1, h2 := math.Mod(math.Atan2(b1, a1)/rad+360, 360), math.Mod(math.Atan2(b2, a2)/rad+360, 360)
	dh, mh := h2-h1, (h1+h2)/2
	switch {
	case c1*c2 == 0:
		dh, mh = 0, h1+h2
	case dh > 180:
		dh -= 360
		mh += 180
	case dh < -180:
		dh += 360
		mh += 180
	}
	mh = math.Mod(mh, 360)
	cos := func(deg float64) float64 { return math.Cos(deg * rad) }
	t := 1 - .17*cos(mh-30) + .24*cos(2*mh) + .32*cos(3*mh+6) - .2*cos(4*mh-63)
	ml, mc := (l1+l2)/2-50, (c1+c2)/2
	x := (l2 - l1) / (1 + .015*ml*ml/math.Sqrt(20+ml*ml))
	y := (c2 - c1) / (1 + .045*mc)
	z := 2 * math.Sqrt(c1*c2) * math.Sin(dh/2*rad) / (1 + .015*mc*t)
	rt := -2 * pow7(mc) * math.Sin(60*rad*math.Exp(-(mh-275)/25*(mh-275)/25))
	return math.Sqrt(x*x + y*y + z*z + rt*y*z)
}

// sRGB becomes L*a*b* as by the definition with powers of package math.
func TestLabByPowers(t *testing.T) {
	linear := func(v float64) float64 {
		if v <= .04045 {
			return v / 12.92
		}
		return math.Pow((v+.055)/1.055, 2.4)
	}
	f := func(t float64) float64 {
		if t <= .008856 {
			return 7.787*t + 16./116
		}
		return math.Cbrt(t)
	}
	const n = 5000
	var rgb [3][]float32
	r := rand.New(rand.NewPCG(3, 4))
	for i := range n {
		for c := range rgb {
			v := float32(r.IntN(256)) / 255
			switch {
			case i < 256:
				v = float32(i) / 255 // gray
			case i%3 == 1:
				v = 3*r.Float32() - 1 // beyond both ends
			case i%3 == 2:
				v /= 16
			}
			rgb[c] = append(rgb[c], v)
		}
	}
	l, a, b := make([]float64, n), make([]float64, n), make([]float64, n)
	Lab(l, a, b, rgb[0], rgb[1], rgb[2], 1)
	for i := range n {
		R, G, B := linear(float64(rgb[0][i])), linear(float64(rgb[1][i])), linear(float64(rgb[2][i]))
		x := f((.412453*R + .357580*G + .180423*B) / .95047)
		y := f(.212671*R + .715160*G + .072169*B)
		z := f((.019334*R + .119193*G + .950227*B) / 1.08883)
		worst := max(math.Abs(l[i]-(116*y-16)), math.Abs(a[i]-500*(x-y)), math.Abs(b[i]-200*(y-z)))
		if !(worst <= 2e-12) {
			t.Errorf("%v %v %v: off by %.2g", rgb[0][i], rgb[1][i], rgb[2][i], worst)
		}
	}
}
