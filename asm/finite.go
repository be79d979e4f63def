package asm

// Finite reports whether no sample is NaN or infinite.
func Finite(s []float32) bool {
	// v-v is 0, or NaN, which no sum loses. Four sums do not wait for each other.
	var a, b, c, d float32
	for ; len(s) >= 4; s = s[4:] {
		a += s[0] - s[0]
		b += s[1] - s[1]
		c += s[2] - s[2]
		d += s[3] - s[3]
	}
	for _, v := range s {
		a += v - v
	}
	return a+b+(c+d) == 0
}
