package asm

import "testing"

// FuzzSSIM looks for a strip that a kernel makes otherwise than the Go body:
// any samples, any size, anything behind the planes.
func FuzzSSIM(f *testing.F) {
	f.Add([]byte{0, 255, 7, 8, 200, 13}, uint8(128), uint8(66), uint16(300), float32(256), false)
	f.Add([]byte{1}, uint8(1), uint8(1), uint16(0), float32(0), true)
	f.Add([]byte("the quick brown fox"), uint8(77), uint8(3), uint16(9), float32(-1e9), true)
	f.Fuzz(func(t *testing.T, data []byte, w, h uint8, slack uint16, centre float32, wild bool) {
		size := [3]int{1 + int(w)%StripCols, 1 + int(h)%(BlockRows+9), int(slack) % 400}
		if len(data) == 0 {
			data = []byte{0}
		}
		at := 0
		next := func() float32 {
			at++
			b := data[at%len(data)]
			if wild { // from subnormal to 2^60
				return ldexp(float32(at%251-125), int(b)-195)
			}
			return float32(b) + float32(at%3)
		}
		k := SSIM{C1: 13, C2: 117, Centre2: centre}
		var want *Strip
		for i := len(usable) - 1; i >= 0; i-- { // generic first
			at = 0
			got := fuzzStrip(next, size[0], size[1], size[2])
			run(t, usable[i].String(), &k, got)
			if want == nil {
				want = got
				continue
			}
			same(t, "sums", got.S, want.S)
			same(t, "sums of cs", got.CS, want.CS)
			same(t, "map", got.MapS, want.MapS)
			same(t, "map of l", got.MapL, want.MapL)
			same(t, "map of cs", got.MapCS, want.MapCS)
		}
	})
}

// ldexp is v·2^e, in steps that do not overflow on the way.
func ldexp(v float32, e int) float32 {
	for ; e > 0; e-- {
		v *= 2
	}
	for ; e < 0; e++ {
		v /= 2
	}
	return v
}

// fuzzStrip is a strip that wants everything, of the samples that next gives.
func fuzzStrip(next func() float32, w, h, slack int) *Strip {
	t := &Strip{W: w, H: h, XStride: w + 10 + slack%5, YStride: w + 10 + slack%3,
		Groups: (w + 7) / 8, MapStride: w}
	plane := func(stride int) []float32 {
		n := (h+9)*stride + w + 10
		s := make([]float32, n+slack)
		for i := range s {
			s[i] = next()
		}
		return s[:n]
	}
	t.X, t.Y = plane(t.XStride), plane(t.YStride)
	sums := (h + BlockRows - 1) / BlockRows * t.Groups
	t.S, t.CS = make([]float64, sums), make([]float64, sums)
	t.MapS, t.MapL, t.MapCS = make([]float32, h*w), make([]float32, h*w), make([]float32, h*w)
	return t
}
