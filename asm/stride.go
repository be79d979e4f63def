package asm

// Even is dst[i] = src[2i]. It panics if src ends before.
func Even(dst, src []float64) {
	if len(dst) == 0 {
		return
	}
	src = needWide(src, 2*len(dst)-1)
	for i := range dst {
		dst[i] = src[2*i]
	}
}

// Stuff is dst[2i] = src[i], and 0 between. It panics if src ends before dst.
func Stuff(dst, src []float64) {
	src = needWide(src, (len(dst)+1)/2)
	for i, v := range src[:len(dst)/2] {
		d := dst[2*i:][:2]
		d[0], d[1] = v, 0
	}
	if n := len(dst); n&1 == 1 {
		dst[n-1] = src[n/2]
	}
}

// Between is dst = a + f·(b-a). It panics if a or b is shorter than dst.
func Between(dst, a, b []float64, f float64) {
	a, b = needWide(a, len(dst)), needWide(b, len(dst))
	for i := range dst {
		dst[i] = a[i] + float64(f*(b[i]-a[i]))
	}
}
