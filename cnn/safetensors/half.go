package safetensors

import "math"

// Numbers of 16 bits, IEEE 754 binary16: a sign, 5 bits of exponent, 10 of the
// fraction.

// fromHalf is h as float32, exactly.
func fromHalf(h uint16) float32 {
	sign, e, f := uint32(h>>15)<<31, uint32(h>>10)&31, uint32(h)&1023
	switch e {
	case 31: // infinite or not a number
		return math.Float32frombits(sign | 255<<23 | f<<13)
	case 0: // fraction·2^-24
		v := float32(f) / (1 << 24)
		return math.Float32frombits(sign | math.Float32bits(v))
	}
	return math.Float32frombits(sign | (e+127-15)<<23 | f<<13)
}

// toHalf is the number of 16 bits nearest to v, which is finite: the even one of
// two. What is too large is infinite.
func toHalf(v float32) uint16 {
	u := math.Float32bits(v)
	sign, m := uint16(u>>16)&0x8000, u&0x7fffffff
	switch {
	case m >= 0x477ff000: // from the middle of the largest and 2^16
		return sign | 0x7c00
	case m < 0x38800000: // below 2^-14: a multiple of 2^-24
		return sign | uint16(math.RoundToEven(float64(math.Float32frombits(m))*(1<<24)))
	}
	m += 0xfff + m>>13&1
	return sign | uint16((m-(127-15)<<23)>>13)
}
