package asm

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// exactFMA is a*b+c rounded once, by package big.
func exactFMA(a, b, c float32) float32 {
	x := new(big.Float).SetPrec(1000).SetFloat64(float64(a))
	x.Mul(x, new(big.Float).SetFloat64(float64(b)))
	x.Add(x, new(big.Float).SetFloat64(float64(c)))
	f, _ := x.Float32()
	return f
}

func checkFMA(t *testing.T, a, b, c float32) {
	t.Helper()
	got, want := fma32(a, b, c), exactFMA(a, b, c)
	if got != want {
		t.Fatalf("fma32(%x, %x, %x) = %x, want %x", a, b, c, got, want)
	}
}

func TestFMA(t *testing.T) {
	// Twice rounded, this is 8392704·2^-23.
	a := float32(1 + 1.0/(1<<12))
	if got := fma32(a, a, 0x1p-60); got != 8392705*0x1p-23 {
		t.Errorf("tie: %x", got)
	}
	r := rand.New(rand.NewPCG(1, 2))
	finite := func() float32 {
		for {
			f := math.Float32frombits(r.Uint32())
			if f-f == 0 {
				return f
			}
		}
	}
	short := func() float32 { // few bits: ties and exact results abound
		return float32(r.IntN(1<<13)-1<<12) * float32(math.Ldexp(1, r.IntN(60)-30))
	}
	for range 200_000 {
		checkFMA(t, finite(), finite(), finite())
		checkFMA(t, short(), short(), short())
		checkFMA(t, short(), short(), finite())
		tiny := math.Float32frombits(r.Uint32() & 0x80ffffff) // subnormal or nearly
		checkFMA(t, short()*0x1p-60, short()*0x1p-70, tiny)
		checkFMA(t, a, float32(1+1.0/(1<<12)), short()*0x1p-70)
	}
	for _, v := range []float32{float32(math.Inf(1)), float32(math.NaN())} {
		if got := fma32(v, 2, 1); got == got && got != v {
			t.Errorf("fma32(%v, 2, 1) = %v", v, got)
		}
	}
}

// FIR, with its spelled-out loops, equals the specification in its comment.
func TestFIR(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, half := range []int{1, 2, 3, 6, 16} {
		w := make([]float32, half)
		rows := make([][]float32, 2*half-1)
		for i := range w {
			w[i] = r.Float32()
		}
		for k := range rows {
			rows[k] = make([]float32, 37)
			for i := range rows[k] {
				rows[k][i] = float32(r.IntN(511) - 255)
			}
		}
		dst := make([]float32, 37)
		FIR(dst, w, rows)
		for i, got := range dst {
			want := w[0] * rows[0][i]
			if half > 1 {
				want = w[0] * (rows[0][i] + rows[2*half-2][i])
				for k := 1; k < half-1; k++ {
					want = fma32(w[k], rows[k][i]+rows[2*half-2-k][i], want)
				}
				want = fma32(w[half-1], rows[half-1][i], want)
			}
			if got != want {
				t.Fatalf("%d taps, column %d: %x, want %x", 2*half-1, i, got, want)
			}
		}
	}
}

// A filter whose work is cut into several calls makes the same row.
func TestFIRInPieces(t *testing.T) {
	const taps = 255
	w := integers(taps/2 + 1)
	for _, n := range []int{firWork / (taps / 2) * 2, firWork/(taps/2)*2 + 1, 9000} {
		got, want, rows := make([]float32, n), make([]float32, n), make([][]float32, taps)
		samples := integers(n + taps)
		for k := range rows {
			rows[k] = samples[k:]
		}
		FIR(got, w, rows)
		firGo(want, w, rows)
		if !slices.Equal(got, want) {
			t.Errorf("%d columns differ", n)
		}
	}
}

// Kernels refuse slices that are too short.
func TestShortSlicesPanic(t *testing.T) {
	f := func(n int) []float32 { return make([]float32, n) }
	p := func(n int) []byte { return make([]byte, n) }
	var k SSIM
	k.Init(f(6))
	strip := func(edit func(*Strip)) func() {
		return func() {
			t := Strip{X: f(21 * 20), Y: f(21 * 20), XStride: 20, YStride: 20,
				W: 10, H: 11, S: make([]float64, 2), Groups: 2,
				MapS: f(110), MapStride: 10}
			edit(&t)
			k.Run(&t)
		}
	}
	strip(func(*Strip) {})() // not short
	for name, call := range map[string]func(){
		"Gray8":         func() { Gray8(f(2), make([]byte, 3)) },
		"Gray16":        func() { Gray16(f(2), make([]byte, 6)) },
		"Interleaved8":  func() { Interleaved8(f(3), make([]byte, 8), 4) },
		"Interleaved16": func() { Interleaved16(f(3), make([]byte, 17), 4) },
		"RGB8":          func() { RGB8(f(3), f(3), f(3), make([]byte, 8), 3) },
		"RGB8 g":        func() { RGB8(f(3), f(2), f(3), make([]byte, 9), 3) },
		"Video8":        func() { Video8(f(3), f(3), f(3), make([]byte, 3), make([]byte, 3), make([]byte, 2)) },
		"Lookup":        func() { Lookup(f(2), make([]byte, 3), new([256]float32)) },
		"Opaque8":       func() { Opaque8(make([]byte, 6)) },
		"Opaque16":      func() { Opaque16(make([]byte, 12)) },
		"YCbCr8": func() {
			YCbCr8(f(3), f(3), f(3), make([]byte, 3), make([]byte, 1), make([]byte, 2), true)
		},
		"FIR rows":         func() { FIR(f(3), f(2), [][]float32{f(3), f(3)}) },
		"FIR row":          func() { FIR(f(3), f(2), [][]float32{f(3), f(3), f(2)}) },
		"FIR vector":       func() { FIR(f(64), f(2), [][]float32{f(64), f(63), f(64)}) },
		"Add vector":       func() { new(DiffSums).Add(f(64), f(63)) },
		"Add":              func() { new(DiffSums).Add(f(3), f(2)) },
		"AbsDiff":          func() { AbsDiff(f(3), f(3), f(2), 1) },
		"SquareDiff":       func() { SquareDiff(f(3), f(2), f(3), 1) },
		"Halve":            func() { Halve(f(2), f(5), f(5)) },
		"Halve b":          func() { Halve(f(3), f(5), f(4)) },
		"HalveBytes":       func() { HalveBytes(f(2), p(5), p(5)) },
		"HalveBytes b":     func() { HalveBytes(f(3), p(5), p(4)) },
		"HalveByteRows":    func() { HalveByteRows(f(65), 33, p(4*64-1), 64, 64, 2) },
		"HalveByteRows to": func() { HalveByteRows(f(64), 32, p(4*66), 66, 65, 1) },
		"Narrow":           func() { Narrow(p(63), f(64)) },
		"ByteSums x":       func() { ByteSums(p(200), 101, p(202), 102, 100, 2) },
		"ByteSums y":       func() { ByteSums(p(201), 101, p(201), 102, 100, 2) },
		"ByteSums step":    func() { ByteSums(p(300), 99, p(300), 100, 100, 2) },
		"Weigh3":           func() { Weigh3(f(3), f(3), f(3), f(2), new([3]float64)) },
		"CentreSums bytes": func() { new(CentreSums).AddBytes(p(40), p(39), 1, 1) },
		"Scale":            func() { Scale(f(3), f(2), 1, 1) },
		"Over":             func() { Over(f(3), f(3), f(2), 1, 1, 1) },
		"TurnTwo":          func() { TurnTwo(Block[float32]{f(64), 4, f(999), 16, 16, 4}, f(64), f(16), f(12)) },
		"WideTurnTwo": func() {
			d := func(n int) []float64 { return make([]float64, n) }
			WideTurnTwo(Block[float64]{d(64), 4, d(999), 16, 16, 4}, d(64), d(3), d(6))
		},
		"Strip X": strip(func(t *Strip) { t.X = t.X[:419] }),
		"Strip Y": strip(func(t *Strip) { t.YStride = 21 }),
		"Strip W": strip(func(t *Strip) { t.W = 129 }),
		"Strip H": strip(func(t *Strip) { t.H = 0 }),
		"Strip S": strip(func(t *Strip) { t.S = t.S[:1] }),
		"Strip bytes of X": strip(func(t *Strip) {
			t.XBytes, t.YBytes, t.MapS = make([]byte, 419), make([]byte, 420), nil
		}),
		"Strip bytes of Y":       strip(func(t *Strip) { t.XBytes, t.YBytes, t.MapS = make([]byte, 420), nil, nil }),
		"Strip bytes of Y alone": strip(func(t *Strip) { t.YBytes, t.MapS = make([]byte, 420), nil }),
		"GradStrip of bytes": func() {
			var g SSIMGrad
			g.Init(f(6))
			g.Begin(1)
			t := GradStrip{Strip: Strip{X: f(420), Y: f(420), XStride: 20, YStride: 20, W: 10, H: 11},
				Dst: f(420), DstStride: 20, GradW: 20, GradH: 21}
			t.YBytes = make([]byte, 420)
			g.Run(&t)
		},
		"Strip map of bytes": strip(func(t *Strip) { t.XBytes, t.YBytes = make([]byte, 420), make([]byte, 420) }),
		"Strip map":          strip(func(t *Strip) { t.MapS = t.MapS[:109] }),
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if _, text := recover().(string); !text {
					t.Error("did not panic with a text")
				}
			}()
			call()
		})
	}
}
