package asm

import "math"

// DeltaE makes the colour differences CIEDE2000 of two rows of L*, a* and b*,
// kL = kC = kH = 1: G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000
// Color-Difference Formula: Implementation Notes, Supplementary Test Data, and
// Mathematical Observations", Color Research and Application 30(1), 2005, pp.
// 21-30, doi 10.1002/col.20070. Hues are unit vectors here, which needs no angle
// but for the rotation term, and there only its square. The mean of opposite
// hues h1, h2 in [0°, 360°) is (h1+h2)/2; that of a hue and none is the hue.
// Exchanging ref and dist leaves the bits alone. It panics if a row is shorter
// than dst.
func DeltaE(dst []float64, ref, dist *[3][]float64) {
	n := len(dst)
	l1, a1, b1 := needWide(ref[0], n), needWide(ref[1], n), needWide(ref[2], n)
	l2, a2, b2 := needWide(dist[0], n), needWide(dist[1], n), needWide(dist[2], n)
	m := whole(n)
	if m > 0 {
		args := deltaEConst
		args.dst, args.n = &dst[0], int64(m)
		args.l1, args.a1, args.b1 = &l1[0], &a1[0], &b1[0]
		args.l2, args.a2, args.b2 = &l2[0], &a2[0], &b2[0]
		deltaE(best, &args)
	}
	for i := m; i < n; i++ {
		dst[i] = deltaEConst.of(l1[i], a1[i], b1[i], l2[i], a2[i], b2[i])
	}
}

// deltaEArgs are the arguments of delta_e in _c/lab.c: those that differ, and
// the constants, which kernels can have from nowhere else.
type deltaEArgs struct {
	dst                    *float64
	l1, a1, b1, l2, a2, b2 *float64
	n                      int64 // samples: whole vectors, not 0

	one, half, chroma7 float64    // 25⁷
	hue                [7]float64 // weights of T, of cosines and sines of 1, 2, 3, 4 times the hue
	blue               [2]float64 // cosine and sine of 275°
	square             [15]float64
	shift              float64
	power              [11]float64
	sine               [7]float64
	mid, light         float64
	sl, sc, sh         float64
	dc, dh, cm         [8]float64 // the kernel's own
}

var deltaEConst = deltaEArgs{
	one: 1, half: .5, chroma7: 6103515625,
	hue: [7]float64{
		-.14722431864335456, -.085, // -.17 cos(h-30°)
		.24,
		.3182470065178475, -.03344910824564911, // .32 cos(3h+6°)
		-.09079809994790936, -.17820130483767357, // -.2 cos(4h-63°)
	},
	blue: [2]float64{.08715574274765818, -.9961946980917455},
	// (δ/25°)²·log2 e by v = 1-cos(δ/2), v ≤ 1, the last factor v left out.
	square: [15]float64{
		.004069927002387422, -.021733375774927587, .05615958900042829,
		-.0856114989509997, .08989374571581432, -.05957929383412338,
		.03954297956456946, .007564600511739914, .04895021967115634,
		.11616111558028121, .3079731459815128, .8660241670678516,
		2.694308208734874, 10.103655339985666, 60.62193204942101,
	},
	shift: 3 << 51, // added, it leaves an integer in the last bits
	// 2^-f, |f| ≤ ½.
	power: [11]float64{
		7.072585949269223e-9, -1.0208690299958306e-7, 1.321544258792169e-6,
		-1.5252657260200837e-5, .0001540353044173605, -.0013333558230164974,
		.009618129107606888, -.05550410866444772, .24022650695910097,
		-.69314718055995, 1,
	},
	// sin(60°·x)/x by x², x ≤ 1.
	sine: [7]float64{
		2.871769358174674e-10, -4.159903120924146e-8, 4.173438460309034e-6,
		-.0002740121287315694, .010494502221429157, -.19139676963146235,
		1.0471975511965976,
	},
	mid: 50, light: 20, sl: .015, sc: .045, sh: .015,
}

func (k *deltaEArgs) of(l1, a1, b1, l2, a2, b2 float64) float64 {
	mean := (length(a1, b1) + length(a2, b2)) * .5
	g := 1.5 - float64(.5*k.saturation(mean))
	p1, p2 := float64(a1*g), float64(a2*g)
	c1, c2 := length(p1, b1), length(p2, b2)
	cm := (c1 + c2) * .5
	cos, sin := halfTurn(p1, b1, p2, b2, float64(c1*c2))
	x, y := meanHue(p1, b1, p2, b2, c1, c2, cos, sin)
	l := float64((l1+l2)*.5) - k.mid
	l = float64(l * l)
	q := math.Sqrt(k.light + l)
	dl := (l2 - l1) * q / (q + float64(k.sl*l))
	dc := (c2 - c1) / (1 + float64(k.sc*cm))
	dh := (sin + sin) / (1 + float64(k.sh*float64(cm*k.weight(x, y))))
	turn := k.saturation(cm) * 2 * float64(dc*dh)
	rest := float64(dh*dh) - float64(k.rotation(x, y)*turn)
	return math.Sqrt(float64(dl*dl) + float64(dc*dc) + rest)
}

func length(x, y float64) float64 { return math.Sqrt(float64(x*x) + float64(y*y)) }

// saturation is √(c⁷/(c⁷+25⁷)).
func (k *deltaEArgs) saturation(c float64) float64 {
	q := c * c
	t := float64(q * q * (q * c))
	return math.Sqrt(t / (t + k.chroma7))
}

// halfTurn is √(c1·c2)·(cos, sin) of half the angle from one hue to the other,
// -90°…90°.
func halfTurn(p1, b1, p2, b2, cc float64) (cos, sin float64) {
	dot := float64(p1*p2) + float64(b1*b2)
	cross := float64(p1*b2) - float64(p2*b1)
	acute, clockwise := !(dot < 0), cross < 0
	if cross == 0 && dot < 0 && (b1 < 0 || b1 == 0 && p1 < 0) {
		clockwise = true // opposite, from a hue of 180° or more to a lesser one
	}
	if dot < 0 {
		dot = 0 - dot
	}
	if cross < 0 {
		cross = 0 - cross
	}
	more := math.Sqrt((cc + dot) * .5) // that of the two which cannot be small
	less := 0.0
	if cc > 0 {
		less = cross * .5 / more
	}
	cos, sin = less, more
	if acute {
		cos, sin = more, less
	}
	if clockwise {
		sin = 0 - sin
	}
	return cos, sin
}

// meanHue is the unit vector between two hues: either, turned by half of what
// lies between them.
func meanHue(p1, b1, p2, b2, c1, c2, cos, sin float64) (x, y float64) {
	x = float64(cos*(float64(p1*c2)+float64(p2*c1))) + float64(sin*(float64(b2*c1)-float64(b1*c2)))
	y = float64(cos*(float64(b1*c2)+float64(b2*c1))) + float64(sin*(float64(p1*c2)-float64(p2*c1)))
	if !(c1*c2 > 0) {
		x, y = p1+p2, b1+b2
	}
	q := float64(x*x) + float64(y*y)
	if !(q > 0) {
		x, y, q = 1, 0, 1
	}
	r := 1 / math.Sqrt(q)
	return float64(x * r), float64(y * r)
}

// weight is T of the hue (c, s).
func (k *deltaEArgs) weight(c, s float64) float64 {
	c2, s2 := float64(c*c)-float64(s*s), float64(c*s)*2
	c3, s3 := float64(c2*c)-float64(s2*s), float64(s2*c)+float64(c2*s)
	c4, s4 := float64(c2*c2)-float64(s2*s2), float64(c2*s2)*2
	t := 1 + float64(k.hue[0]*c) + float64(k.hue[1]*s) + float64(k.hue[2]*c2)
	t = t + float64(k.hue[3]*c3) + float64(k.hue[4]*s3)
	return t + float64(k.hue[5]*c4) + float64(k.hue[6]*s4)
}

// rotation is sin(60°·exp(-((h-275°)/25°)²)) of the hue h in [0°, 360°) with
// the cosine c and the sine s. Up to 90° it is nothing, though 275° are near.
func (k *deltaEArgs) rotation(c, s float64) float64 {
	q := 1 + (float64(c*k.blue[0]) + float64(s*k.blue[1]))
	if !(q > 0) {
		q = 0
	}
	v := 1 - math.Sqrt(q*.5)
	w := float64(v * polynomial(k.square[:], v))
	t := w + k.shift
	e := polynomial(k.power[:], w-(t-k.shift))
	e = math.Float64frombits(math.Float64bits(e) - math.Float64bits(t)<<52)
	if s >= 0 && c > 0 {
		e = 0
	}
	return float64(e * polynomial(k.sine[:], float64(e*e)))
}

// polynomial has an odd number of terms, the highest first. Even and odd powers
// are summed apart: neither waits for the other.
func polynomial(terms []float64, x float64) float64 {
	q, even, odd := x*x, terms[0], terms[1]
	last := len(terms) - 1
	for i := 2; i < last; i += 2 {
		even = float64(even*q) + terms[i]
		odd = float64(odd*q) + terms[i+1]
	}
	even = float64(even*q) + terms[last]
	return even + float64(x*odd)
}
