package heatmap

import (
	"image/color"
	"math"
	"testing"
)

// linear is the light of an sRGB component, IEC 61966-2-1.
func linear(c uint8) float64 {
	if v := float64(c) / 255; v > .04045 {
		return math.Pow((v+.055)/1.055, 2.4)
	}
	return float64(c) / 255 / 12.92
}

func component(v float64) uint8 {
	if v > .0031308 {
		v = 1.055*math.Pow(v, 1/2.4) - .055
	} else {
		v *= 12.92
	}
	return uint8(math.Round(255 * min(max(v, 0), 1)))
}

// white is D65 as Moreland has it.
var white = [3]float64{.9505, 1, 1.089}

// lab is a colour in CIELAB.
func lab(c color.RGBA) (l, a, b float64) {
	red, green, blue := linear(c.R), linear(c.G), linear(c.B)
	x := .4124*red + .3576*green + .1805*blue
	y := .2126*red + .7152*green + .0722*blue
	z := .0193*red + .1192*green + .9505*blue
	f := func(t float64) float64 {
		if t > .008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16./116
	}
	fx, fy, fz := f(x/white[0]), f(y/white[1]), f(z/white[2])
	return 116*fy - 16, 500 * (fx - fy), 200 * (fy - fz)
}

func unlab(l, a, b float64) color.RGBA {
	f := func(t float64) float64 {
		if t > .206893 {
			return t * t * t
		}
		return (t - 16./116) / 7.787
	}
	fy := (l + 16) / 116
	x, y, z := white[0]*f(fy+a/500), white[1]*f(fy), white[2]*f(fy-b/200)
	return color.RGBA{
		component(3.2406*x - 1.5372*y - .4986*z),
		component(-.9689*x + 1.8758*y + .0415*z),
		component(.0557*x - .2040*y + 1.0570*z), 255,
	}
}

// msh are the polar coordinates of CIELAB: magnitude, saturation, hue.
func msh(c color.RGBA) (m, s, h float64) {
	l, a, b := lab(c)
	m = math.Sqrt(l*l + a*a + b*b)
	return m, math.Acos(l / m), math.Atan2(b, a)
}

func unmsh(m, s, h float64) color.RGBA {
	return unlab(m*math.Cos(s), m*math.Sin(s)*math.Cos(h), m*math.Sin(s)*math.Sin(h))
}

// spin is the hue that a colour turns to on its way to an unsaturated one of
// magnitude mid.
func spin(m, s, h, mid float64) float64 {
	turn := s * math.Sqrt(mid*mid-m*m) / (m * math.Sin(s))
	if h > -math.Pi/3 {
		return h + turn
	}
	return h - turn
}

// moreland is the diverging map of K. Moreland, "Diverging Color Maps for
// Scientific Visualization", International Symposium on Visual Computing 2009,
// pp. 92-103, doi 10.1007/978-3-642-10520-3_9, between his blue and his red.
func moreland(t float64) color.RGBA {
	const mid = 88
	end := color.RGBA{59, 76, 192, 255}
	if t > .5 {
		t, end = 1-t, color.RGBA{180, 4, 38, 255}
	}
	m, s, h := msh(end)
	k := 2 * t
	return unmsh(m+(mid-m)*k, s*(1-k), h+(spin(m, s, h, mid)-h)*k)
}

// The table is rounded from the formula. A last digit may differ where package
// math has other last bits.
func TestCoolWarmIsMorelands(t *testing.T) {
	n := CoolWarm.Len()
	for i := range n {
		want, got := moreland(float64(i)/float64(n-1)), CoolWarm.Color(i)
		if far(got.R, want.R)+far(got.G, want.G)+far(got.B, want.B) > 1 {
			t.Fatalf("colour %d is %02x, by the formula %02x", i, got, want)
		}
	}
}

func far(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

func TestEnds(t *testing.T) {
	for _, c := range []struct {
		p    Palette
		t    float64
		want color.RGBA
	}{
		{Viridis, 0, color.RGBA{0x44, 0x01, 0x54, 255}},
		{Viridis, 1, color.RGBA{0xfd, 0xe7, 0x25, 255}},
		{Viridis, -3, color.RGBA{0x44, 0x01, 0x54, 255}},
		{CoolWarm, 0, color.RGBA{59, 76, 192, 255}},
		{CoolWarm, .5, color.RGBA{221, 221, 221, 255}},
		{CoolWarm, 7, color.RGBA{180, 4, 38, 255}},
	} {
		if got := c.p.At(c.t); got != c.want {
			t.Errorf("%d at %v: %v, want %v", c.p, c.t, got, c.want)
		}
	}
	if Viridis.Len() != 256 || CoolWarm.Len() != 257 {
		t.Errorf("%d and %d colours", Viridis.Len(), CoolWarm.Len())
	}
}

// Viridis gets lighter all the way, and CoolWarm to the middle and darker from
// there, as much on one side as on the other. Rounding to 8 bits may hold one
// step back, but not three.
func TestLightness(t *testing.T) {
	light := func(p Palette, i int) float64 { l, _, _ := lab(p.Color(i)); return l }
	for i := 3; i < Viridis.Len(); i++ {
		if a, b := light(Viridis, i-3), light(Viridis, i); b <= a {
			t.Errorf("viridis: colour %d has lightness %v, three before %v", i, b, a)
		}
	}
	n := CoolWarm.Len() - 1
	for i := range n/2 + 1 {
		cool, warm := light(CoolWarm, i), light(CoolWarm, n-i)
		if i >= 3 && (cool <= light(CoolWarm, i-3) || warm <= light(CoolWarm, n-i+3)) {
			t.Errorf("cool-warm: no lighter at %d from the ends", i)
		}
		if math.Abs(cool-warm) > 3 {
			t.Errorf("cool-warm: lightness %v and %v at %d from the ends", cool, warm, i)
		}
	}
}
