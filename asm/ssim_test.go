package asm

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// window11 is half the window of SSIM, near enough.
var window11 = []float32{.00102838, .00759876, .03600077, .10936069, .21300553, .26601172}

// ssimFills are pictures that make rounding hard in different ways.
var ssimFills = map[string]func(r *rand.Rand) (x, y float32){
	"8 bit": func(r *rand.Rand) (x, y float32) {
		return float32(r.IntN(256)), float32(r.IntN(256))
	},
	"16 bit": func(r *rand.Rand) (x, y float32) {
		return float32(r.IntN(65536)), float32(r.IntN(65536))
	},
	"near": func(r *rand.Rand) (x, y float32) {
		x = float32(r.IntN(256))
		return x, x + float32(r.IntN(500)/499)
	},
	"flat":  func(*rand.Rand) (x, y float32) { return 250, 110 },
	"equal": func(r *rand.Rand) (x, y float32) { x = r.Float32(); return x, x },
	"black and white": func(r *rand.Rand) (x, y float32) {
		x = float32(r.IntN(2) * 255)
		return x, 255 - x
	},
	"all exponents": func(r *rand.Rand) (x, y float32) {
		f := func() float32 { return float32(math.Ldexp(r.Float64(), r.IntN(160)-150)) }
		return f(), f()
	},
	"subnormal": func(r *rand.Rand) (x, y float32) {
		f := func() float32 { return math.Float32frombits(r.Uint32() & 0x807fffff) }
		return f(), f()
	},
	"one NaN": func(r *rand.Rand) (x, y float32) {
		if r.IntN(3000) == 0 {
			return float32(math.NaN()), 1
		}
		return float32(r.IntN(256)), float32(r.IntN(256))
	},
}

// ssimStrip is a strip of w×h samples of the map, with its results.
func ssimStrip(fill func(*rand.Rand) (x, y float32), w, h, slack int) *Strip {
	r := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	stride := w + 10 + r.IntN(9)
	n := (h+9)*stride + w + 10
	t := &Strip{W: w, H: h, XStride: stride, YStride: stride,
		Groups: (w+7)/8 + 2, MapStride: w + 3}
	t.X, t.Y = make([]float32, n, n+slack), make([]float32, n, n+slack)
	for i := range t.X {
		t.X[i], t.Y[i] = fill(r)
	}
	for i := n; i < n+slack; i++ { // must not matter
		t.X[:i+1][i], t.Y[:i+1][i] = float32(math.NaN()), float32(math.Inf(1))
	}
	sums := (h + BlockRows - 1) / BlockRows * t.Groups
	t.S, t.CS = make([]float64, sums), make([]float64, sums)
	for i := range t.S {
		t.S[i], t.CS[i] = 7, 7
	}
	maps := h*t.MapStride + 1
	t.MapS, t.MapL, t.MapCS = make([]float32, maps), make([]float32, maps), make([]float32, maps)
	return t
}

// Every kernel has the bits of the Go body: sums alone, sums together, maps.
func TestSSIMBits(t *testing.T) {
	for _, name := range Available() {
		if name == "generic" {
			continue
		}
		for fill, f := range ssimFills {
			t.Run(name+"/"+fill, func(t *testing.T) {
				for _, size := range [][2]int{
					{1, 1}, {7, 2}, {8, 3}, {9, 12}, {64, 5}, {100, 65}, {118, 4},
					{127, 66}, {128, 1}, {128, 7}, {128, 64}, {128, 129},
				} {
					for _, slack := range []int{0, 300} {
						checkSSIM(t, name, f, size[0], size[1], slack)
					}
				}
			})
		}
	}
}

func checkSSIM(t *testing.T, name string, fill func(*rand.Rand) (x, y float32), w, h, slack int) {
	t.Helper()
	k := SSIM{C1: 13, C2: 117, Centre2: 2 * 100}
	want := ssimStrip(fill, w, h, slack)
	run(t, "generic", &k, want)
	for _, wish := range []string{"s", "cs", "s cs", "maps", "s cs maps"} {
		got := ssimStrip(fill, w, h, slack)
		keep := *got
		drop(got, wish)
		soon := []float32{7}
		if got.MapS == nil { // only brought near, wherever that is
			got.Soon, got.SoonStride = [2][]float32{soon, soon}, 1<<20
		}
		run(t, name, &k, got)
		what := fmt.Sprintf("%dx%d, %d behind, %s", w, h, slack, wish)
		same(t, what+": sums", got.S, want.S)
		same(t, what+": sums of cs", got.CS, want.CS)
		same(t, what+": map", got.MapS, want.MapS)
		same(t, what+": map of l", got.MapL, want.MapL)
		same(t, what+": map of cs", got.MapCS, want.MapCS)
		if got.S == nil && keep.S[0] != 7 || soon[0] != 7 {
			t.Fatalf("%s: wrote what nobody wanted", what)
		}
	}
}

// Bytes give the bits of the floats they stand for, in every implementation.
func TestSSIMOfBytes(t *testing.T) {
	k := SSIM{C1: 13, C2: 117, Centre2: 2 * 100.5}
	for _, size := range [][2]int{{1, 1}, {9, 12}, {100, 65}, {127, 66}, {128, 7}, {128, 129}} {
		for _, fill := range []string{"8 bit", "flat", "black and white"} {
			want := ssimStrip(ssimFills[fill], size[0], size[1], 0)
			run(t, "generic", &k, want)
			for _, name := range Available() {
				for _, wish := range []string{"s", "cs", "s cs"} {
					for _, slack := range []int{0, 300} {
						got := ssimStrip(ssimFills[fill], size[0], size[1], slack)
						drop(got, wish)
						got.XBytes, got.YBytes = bytesOf(got.X), bytesOf(got.Y)
						got.X, got.Y = nil, nil
						run(t, name, &k, got)
						what := fmt.Sprintf("%s, %s, %v, %d behind, %s", name, fill, size, slack, wish)
						same(t, what+": sums", got.S, want.S)
						same(t, what+": sums of cs", got.CS, want.CS)
					}
				}
			}
		}
	}
}

// bytesOf are samples as bytes, with the same room behind them.
func bytesOf(s []float32) []byte {
	b := make([]byte, len(s), cap(s))
	for i, v := range s {
		b[i] = byte(v)
	}
	for i := len(s); i < cap(s); i++ { // must not matter
		b[:i+1][i] = byte(i)
	}
	return b
}

// drop makes t want what wish says.
func drop(t *Strip, wish string) {
	if wish == "maps" || wish == "cs" {
		t.S = nil
	}
	if wish == "maps" || wish == "s" {
		t.CS = nil
	}
	if wish != "maps" && wish != "s cs maps" {
		t.MapS, t.MapL, t.MapCS = nil, nil, nil
	}
}

// run runs k on t by the implementation of that name.
func run(t *testing.T, name string, k *SSIM, strip *Strip) {
	t.Helper()
	before := Best()
	defer Use(before)
	if err := Use(name); err != nil {
		t.Fatal(err)
	}
	k.Init(window11)
	k.Run(strip)
}

// same compares bits, where got is wanted at all. NaN is NaN.
func same[F float32 | float64](t *testing.T, what string, got, want []F) {
	t.Helper()
	for i, g := range got {
		w := want[i]
		if g != w && (g == g || w == w) || math.Signbit(float64(g)) != math.Signbit(float64(w)) && g == 0 {
			t.Fatalf("%s: element %d is %x, want %x", what, i, g, w)
		}
	}
}

func BenchmarkSSIM(b *testing.B) {
	before := Best()
	defer Use(before)
	for _, name := range Available() {
		for _, kind := range []string{"float", "byte"} {
			b.Run("impl="+name+"/"+kind, func(b *testing.B) {
				Use(name)
				k := SSIM{C1: 13, C2: 117, Centre2: 2 * 128}
				k.Init(window11)
				t := benchStrip()
				if kind == "byte" {
					t.XBytes, t.YBytes = bytesOf(t.X), bytesOf(t.Y)
				}
				for b.Loop() {
					k.Run(t)
				}
				b.ReportMetric(float64(b.N)*StripCols*256/b.Elapsed().Seconds()/1e6, "MPix/s")
			})
		}
	}
}

func benchStrip() *Strip {
	t := ssimStrip(ssimFills["8 bit"], StripCols, 256, 300)
	drop(t, "s")
	t.XStride, t.YStride = 144, 144 // whole cache lines, as planes have
	t.X, t.Y = make([]float32, 144*267), make([]float32, 144*267)
	for i := range t.X {
		t.X[i], t.Y[i] = float32(i*i>>3&255), float32(i*i>>4&255)
	}
	return t
}
