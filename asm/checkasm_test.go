package asm

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"
	"unsafe"
)

// Every kernel, in every implementation that the processor has, must give the
// bits of the Go body for every length and alignment, whatever the samples; it
// must not read next to its arguments and write to nothing but its
// destination. A new kernel is one line of this table: the buffers it takes for
// rows of n columns, and the call.
var kernels = []kernel{
	{"Gray8", func(n int) sizes { return sizes{dst: []int{n}, raw: []int{n}} },
		func(m *memory) { Gray8(m.dst[0], m.raw[0]) }},
	{"Gray16", func(n int) sizes { return sizes{dst: []int{n}, raw: []int{2 * n}} },
		func(m *memory) { Gray16(m.dst[0], m.raw[0]) }},
	{"Narrow", func(n int) sizes { return sizes{src: []int{n}, put: []int{n}} },
		func(m *memory) { Narrow(m.put[0], m.src[0]) }},
	interleaved(1, 1), interleaved(2, 1), interleaved(3, 1), interleaved(4, 1), interleaved(5, 1),
	interleaved(1, 2), interleaved(2, 2), interleaved(3, 2), interleaved(4, 2), interleaved(5, 2),
	rgb8Kernel(3), rgb8Kernel(4), rgb8Kernel(5),
	ycbcrKernel(false), ycbcrKernel(true),
	{"Video8", func(n int) sizes { return sizes{dst: []int{n, n, n}, raw: []int{n, n, n}} },
		func(m *memory) { Video8(m.dst[0], m.dst[1], m.dst[2], m.raw[0], m.raw[1], m.raw[2]) }},
	{"Weigh3", func(n int) sizes { return sizes{dst: []int{n}, src: []int{n, n, n}} },
		func(m *memory) { Weigh3(m.dst[0], m.src[0], m.src[1], m.src[2], &[3]float64{.299, .587, .114}) }},
	{"Widen", func(n int) sizes { return sizes{acc: []int{n}, src: []int{n}} },
		func(m *memory) { Widen(m.acc[0], m.src[0], 255./65535) }},
	{"Weigh", func(n int) sizes { return sizes{acc: []int{n}, src: []int{n, n, n}} },
		func(m *memory) {
			Weigh(m.acc[0], m.src[0], m.src[1], m.src[2], &[3]float64{.596, -.274, -.322}, 255./65535)
		}},
	{"Lab", func(n int) sizes {
		return sizes{acc: []int{n, n, n}, src: []int{n, n, n}}
	}, func(m *memory) {
		Lab(m.acc[0], m.acc[1], m.acc[2], m.src[0], m.src[1], m.src[2], 1./255)
	}},
	{"LabD50", func(n int) sizes {
		return sizes{acc: []int{n, n, n}, src: []int{n, n, n}}
	}, func(m *memory) {
		LabD50(m.acc[0], m.acc[1], m.acc[2], m.src[0], m.src[1], m.src[2], 1./255)
	}},
	{"DeltaE", func(n int) sizes { return sizes{acc: slices.Repeat([]int{n}, 7)} },
		func(m *memory) {
			DeltaE(m.acc[0], (*[3][]float64)(m.acc[1:]), (*[3][]float64)(m.acc[4:]))
		}},
	{"DeltaE of pictures", func(n int) sizes {
		return sizes{acc: slices.Repeat([]int{n}, 7), src: slices.Repeat([]int{n}, 6)}
	}, func(m *memory) {
		Lab(m.acc[1], m.acc[2], m.acc[3], m.src[0], m.src[1], m.src[2], 1./255)
		Lab(m.acc[4], m.acc[5], m.acc[6], m.src[3], m.src[4], m.src[5], 1./255)
		DeltaE(m.acc[0], (*[3][]float64)(m.acc[1:]), (*[3][]float64)(m.acc[4:]))
	}},
	{"Slope", func(n int) sizes { return sizes{acc: []int{n, n + 2, n + 2, n + 2}} },
		func(m *memory) { Slope(m.acc[0], m.acc[1], m.acc[2], m.acc[3], 3./16, 10./16) }},
	{"SumRow", func(n int) sizes { return sizes{acc: []int{n, n}} },
		func(m *memory) { SumRow(m.acc[0], m.acc[1]) }},
	{"AddWide", func(n int) sizes { return sizes{acc: []int{n}, src: []int{n}} },
		func(m *memory) { AddWide(m.acc[0], m.src[0]) }},
	{"AddWideTimes", func(n int) sizes { return sizes{acc: []int{n}, src: []int{n}} },
		func(m *memory) { AddWideTimes(m.acc[0], m.src[0], .37) }},
	{"Extremes.Add", func(n int) sizes { return sizes{acc: []int{16, n}} },
		func(m *memory) { (*Extremes)(unsafe.Pointer(&m.acc[0][0])).Add(signs(m.acc[1])) }},
	{"PairSums", func(n int) sizes { return sizes{acc: []int{n, 2 * n}} },
		func(m *memory) { PairSums(m.acc[0], m.acc[1]) }},
	{"PairSums in place", func(n int) sizes { return sizes{acc: []int{2 * n}} },
		func(m *memory) { PairSums(m.acc[0][:m.n], m.acc[0]) }},
	{"Quads", func(n int) sizes {
		return sizes{acc: []int{(n + 1) / 2}, src: []int{n, n}}
	}, func(m *memory) { Quads(m.acc[0], m.src[0], m.src[1]) }},
	{"BoxSum", func(n int) sizes { return sizes{acc: []int{n, n + 3, n + 3}} },
		func(m *memory) { BoxSum(m.acc[0], m.acc[1], m.acc[2], 3, .37) }},
	{"Blend", ofWide(4), func(m *memory) {
		Blend(m.acc[0], m.acc[1], m.acc[2], m.acc[3], &[3]float64{.596, -.274, -.322}, .37)
	}},
	{"Haar", func(n int) sizes { return sizes{acc: []int{n, n, n + 2, n + 2}} },
		func(m *memory) { Haar(m.acc[0], m.acc[1], m.acc[2], m.acc[3], 2, .37) }},
	{"MaxAbs", ofWide(3), func(m *memory) { MaxAbs(m.acc[0], m.acc[1], signs(m.acc[2])) }},
	{"Dissimilar", ofWide(3), func(m *memory) {
		Dissimilar(m.acc[0], signs(m.acc[1]), signs(m.acc[2]), 170, .5)
	}},
	{"Logistic.Loss", ofWide(3), func(m *memory) {
		l := NewLogistic(4.2, .015)
		l.Loss(m.acc[0], m.acc[1], m.acc[2])
	}},
	{"DissimilarGrad", ofWide(3), func(m *memory) {
		DissimilarGrad(m.acc[0], m.acc[1], signs(m.acc[2]), 30)
	}},
	{"MaxAbsGrad", ofWide(3), func(m *memory) { MaxAbsGrad(m.acc[0], m.acc[1], signs(m.acc[2])) }},
	{"Twice", func(n int) sizes { return sizes{dst: []int{n}, acc: []int{(n + 1) / 2}} },
		func(m *memory) { Twice(m.dst[0], m.acc[0], .37) }},
	{"LostRoot", ofWide(3), func(m *memory) { LostRoot(m.acc[0], m.acc[1], signs(m.acc[2])) }},
	{"Sums.AddDistances", sumsOf(2), func(m *memory) {
		wideSums(m).AddDistances(m.acc[1], m.acc[2], .7, -.3)
	}},
	{"Sums.Add", sumsOf(1), func(m *memory) { wideSums(m).Add(m.acc[1]) }},
	{"Sums.AddSquares", sumsOf(1), func(m *memory) { wideSums(m).AddSquares(m.acc[1], .7) }},
	{"Sums.AddProducts", sumsOf(2), func(m *memory) { wideSums(m).AddProducts(m.acc[1], m.acc[2]) }},
	butterflyKernel(2), butterflyKernel(3), butterflyKernel(4), butterflyKernel(5),
	butterflyKernel(13), butterflyKernel(MaxRadix),
	{"Rotate", func(n int) sizes { return sizes{acc: []int{n * FourierPoint, 2 * n}} },
		func(m *memory) { Rotate(m.acc[0], m.acc[1]) }},
	{"WeighPoints", func(n int) sizes {
		return sizes{acc: []int{n * FourierPoint, n * FourierPoint, n * FourierLanes, n * FourierLanes}}
	}, func(m *memory) { WeighPoints(m.acc[0], m.acc[1], m.acc[2], m.acc[3]) }},
	{"FlipPoints", func(n int) sizes { // n/8 tiles, a point apart from each other
		tiles := n / 8
		return sizes{acc: []int{tiles * 9 * FourierPoint, tiles * 8 * FourierPoint}}
	}, func(m *memory) { FlipPoints(m.acc[0], m.acc[1], 9*FourierPoint) }},
	{"Energy", func(n int) sizes {
		k := n * FourierLanes
		return sizes{acc: []int{k, k, k, Scales * (n + 3) * FourierPoint}}
	}, func(m *memory) {
		Energy(m.acc[0], m.acc[1], m.acc[2], m.acc[3], (m.n+3)*FourierPoint, 1e-4)
	}},
	{"AddAbove", ofDoubles(2), func(m *memory) { AddAbove(m.acc[0], m.acc[1], .37) }},
	{"AddTimes", ofDoubles(2), func(m *memory) { AddTimes(m.acc[0], m.acc[1], .37) }},
	{"Similar", ofDoubles(3), func(m *memory) { Similar(m.acc[0], m.acc[1], m.acc[2], 160) }},
	{"TimesSimilar", ofDoubles(3), func(m *memory) {
		TimesSimilar(m.acc[0], m.acc[1], m.acc[2], .85)
	}},
	{"TimesPower", ofDoubles(2), func(m *memory) {
		TimesPower(m.acc[0], signs(m.acc[1]), .03, .97)
	}},
	{"PoolSums.Add", func(n int) sizes { return sizes{acc: []int{16, n, n, n}} },
		func(m *memory) {
			(*PoolSums)(unsafe.Pointer(&m.acc[0][0])).Add(m.acc[1], m.acc[2], m.acc[3])
		}},
	{"Scale", func(n int) sizes { return sizes{dst: []int{n}, src: []int{n}} },
		func(m *memory) { Scale(m.dst[0], m.src[0], 65535, 1023) }},
	{"Over", func(n int) sizes { return sizes{dst: []int{n}, src: []int{n, n}} },
		func(m *memory) { Over(m.dst[0], m.src[0], m.src[1], 65535, 255, .7) }},
	{"Over in place", func(n int) sizes { return sizes{dst: []int{n}, src: []int{n}} },
		func(m *memory) { Over(m.dst[0], m.dst[0], m.src[0], 255, 1, 255) }},
	{"Halve", func(n int) sizes {
		return sizes{dst: []int{(n + 1) / 2}, src: []int{n, n}}
	}, func(m *memory) { Halve(m.dst[0], m.src[0], m.src[1]) }},
	{"HalveRows", func(n int) sizes { // three rows, n apart, of n-1 columns
		return sizes{dst: []int{3*n - n/2}, src: []int{max(6*n-1, 0)}}
	}, func(m *memory) {
		HalveRows(m.dst[0], m.n, m.src[0], m.n, m.n-1, 3)
	}},
	{"HalveBytes", func(n int) sizes {
		return sizes{dst: []int{(n + 1) / 2}, raw: []int{n, n}}
	}, func(m *memory) { HalveBytes(m.dst[0], m.raw[0], m.raw[1]) }},
	{"HalveByteRows", func(n int) sizes { // as above
		return sizes{dst: []int{3*n - n/2}, raw: []int{max(6*n-1, 0)}}
	}, func(m *memory) {
		HalveByteRows(m.dst[0], m.n, m.raw[0], m.n, m.n-1, 3)
	}},
	{"SumDiff", ofDoubles(6), func(m *memory) {
		SumDiff(m.acc[0], m.acc[1], m.acc[2], m.acc[3], m.acc[4], m.acc[5])
	}},
	{"Products", ofDoubles(5), func(m *memory) {
		Products(m.acc[0], m.acc[1], m.acc[2], m.acc[3], m.acc[4])
	}},
	{"Columns.Sum", ofDoubles(11), func(m *memory) {
		c := Columns{m.acc[0], m.acc[1], m.acc[2], m.acc[3], m.acc[4]}
		c.Sum((*[3][]float64)(m.acc[5:8]), (*[3][]float64)(m.acc[8:11]))
	}},
	{"ContrastLoss", ofDoubles(5), func(m *memory) {
		ContrastLoss(m.acc[0], m.acc[1], m.acc[2], m.acc[3], m.acc[4], 117)
	}},
	{"SubRow", ofDoubles(3), func(m *memory) { SubRow(m.acc[0], m.acc[1], m.acc[2]) }},
	blurKernel(3), blurKernel(5), blurKernel(17),
	dotsKernel(1), dotsKernel(4), dotsKernel(6),
	formKernel(1), formKernel(9), formKernel(10),
	informationKernel(6), informationKernel(9), informationKernel(10),
	{"Fidelity.Add", func(n int) sizes {
		return sizes{acc: []int{4 * FormClasses, n, n, n, n, n}}
	}, func(m *memory) {
		f := (*Fidelity)(unsafe.Pointer(&m.acc[0][0]))
		f.Add(&Moments{m.acc[1], m.acc[2], m.acc[3], m.acc[4], m.acc[5]})
	}},
	{"CentreSums.Add", func(n int) sizes {
		return sizes{acc: []int{2}, src: []int{n, n}}
	}, func(m *memory) {
		(*CentreSums)(unsafe.Pointer(&m.acc[0][0])).Add(m.src[0], m.src[1], 1./117, .01)
	}},
	{"CentreSums.AddBytes", func(n int) sizes {
		return sizes{acc: []int{2}, raw: []int{n, n}}
	}, func(m *memory) {
		(*CentreSums)(unsafe.Pointer(&m.acc[0][0])).AddBytes(m.raw[0], m.raw[1], 1./117, .01)
	}},
	{"DiffSums.Add", func(n int) sizes {
		return sizes{acc: []int{3 * Classes}, src: []int{n, n}}
	}, func(m *memory) {
		(*DiffSums)(unsafe.Pointer(&m.acc[0][0])).Add(m.src[0], m.src[1])
	}},
	{"ByteSums", func(n int) sizes { // three rows, 1 and 2 apart
		return sizes{acc: []int{2}, raw: []int{3*n + 2, 3*n + 4}}
	}, func(m *memory) {
		abs, sq := ByteSums(m.raw[0], m.n+1, m.raw[1], m.n+2, m.n, 3)
		m.acc[0][0], m.acc[0][1] = float64(abs), float64(sq)
	}},
	{"AbsDiff", oneOfTwo, func(m *memory) { AbsDiff(m.dst[0], m.src[0], m.src[1], 255) }},
	{"SquareDiff", oneOfTwo, func(m *memory) { SquareDiff(m.dst[0], m.src[0], m.src[1], 255) }},
	{"ScaleDiff", oneOfTwo, func(m *memory) { ScaleDiff(m.dst[0], m.src[0], m.src[1], .37) }},
	{"SignDiff", oneOfTwo, func(m *memory) { SignDiff(m.dst[0], m.src[0], m.src[1], .37) }},
	{"Means.CS", ofRows(4, 4), func(m *memory) {
		meansOf(m).CS(m.dst[0], m.dst[1], m.dst[2], m.dst[3])
	}},
	{"Means.JoinCS", ofRows(1, 4), func(m *memory) { meansOf(m).JoinCS(m.dst[0]) }},
	{"Variance", ofRows(1, 1), func(m *memory) { Variance(m.dst[0], m.src[0], 117) }},
	{"Means.JoinL", ofRows(1, 4), func(m *memory) { meansOf(m).JoinL(m.dst[0]) }},
	productKernel(1), productKernel(2), productKernel(5),
	{"Tile.Fields", func(n int) sizes { // three rows, 1 to 3 apart
		return sizes{dst: []int{3*n + 2, 3*n + 2, 3*n + 2, 3*n + 2}, src: []int{3*n + 4, 3*n + 6}}
	}, func(m *memory) {
		if m.n > 0 {
			tileOf(m).Fields(m.dst[0], m.dst[1], m.dst[2], m.dst[3], m.n+1, 255, 3)
		}
	}},
	{"Tile.WideFields", func(n int) sizes {
		return sizes{acc: []int{3*n + 2, 3*n + 2}, src: []int{3*n + 4, 3*n + 6}}
	}, func(m *memory) {
		if m.n > 0 {
			tileOf(m).WideFields(m.acc[0], m.acc[1], m.n+1)
		}
	}},
	{"WideStats", func(n int) sizes {
		return sizes{dst: []int{n, n}, acc: []int{n, n}}
	}, func(m *memory) { WideStats(m.dst[0], m.dst[1], m.acc[0], m.acc[1], 255, 117) }},
	{"Means.L", ofRows(2, 4), func(m *memory) { meansOf(m).L(m.dst[0], m.dst[1]) }},
	{"Mul", oneOfTwo, func(m *memory) { Mul(m.dst[0], m.src[0], m.src[1]) }},
	{"Join", ofRows(1, 1), func(m *memory) { Join(m.dst[0], m.src[0]) }},
	{"Complement", ofRows(1, 1), func(m *memory) { Complement(m.dst[0], m.src[0]) }},
	{"AddSign", ofRows(1, 3), func(m *memory) {
		AddSign(m.dst[0], m.src[0], m.src[1], m.src[2], .37)
	}},
	{"Combine", ofRows(1, 5), func(m *memory) {
		Combine(m.dst[0], m.src[0], m.src[1], m.src[2], m.src[3], m.src[4], 255, 3, .37)
	}},
	{"Spread", func(n int) sizes {
		return sizes{dst: []int{n}, src: []int{(n + 1) / 2}}
	}, func(m *memory) { Spread(m.dst[0], m.src[0], .7, .25) }},
	{"SSIM sums", stripOf, ssimOf(func(t *Strip, m *memory) { t.S, t.CS = m.acc[0], m.acc[1] })},
	{"SSIM maps", stripOf, ssimOf(func(t *Strip, m *memory) {
		t.MapS, t.MapL, t.MapCS = m.dst[0], m.dst[1], m.dst[2]
	})},
	{"SSIM of bytes", func(n int) sizes { return ofBytes(stripOf(n)) }, ssimOf(sumsOfBytes)},
	{"SSIM of rows of bytes with room behind", func(n int) sizes { return ofBytes(roomyStripOf(n)) }, ssimOf(sumsOfBytes)},
	{"SSIM of rows with room behind", roomyStripOf, ssimOf(func(t *Strip, m *memory) {
		t.X, t.Y = t.X[:t.size()], t.Y[:t.size()]
		t.S, t.CS = m.acc[0], m.acc[1]
	})},
	gradKernelOf("SSIMGrad", false), gradKernelOf("SSIMGrad of cs", true),
	convKernel(3, 32), convKernel(16, 64),
	{"ConvThin", func(n int) sizes {
		return sizes{dst: []int{3 * n}, src: []int{16 * (n + 2) * 3}, par: []int{3 * 48 * 3, 3}}
	}, func(m *memory) {
		(&ConvThin{Dst: m.dst[0], DstStep: 3, Src: m.src[0], SrcStep: 16, RowStep: 16 * (m.n + 2),
			W: m.par[0], Bias: m.par[1], Rows: 3, Run: 48, N: m.n}).Make()
	}},
	{"PReLU", func(n int) sizes {
		return sizes{dst: []int{3 * n}, src: []int{3 * n}, par: []int{n}}
	}, func(m *memory) {
		if m.n > 0 {
			PReLU(m.dst[0], m.src[0], m.par[0])
		}
	}},
	{"PReLUBack", func(n int) sizes {
		return sizes{dst: []int{3 * n, n, n}, src: []int{3 * n}, par: []int{3 * n, n, n, n}}
	}, func(m *memory) {
		for i := range m.dst {
			copy(m.dst[i], m.par[i])
		}
		if m.n > 0 {
			PReLUBack(m.dst[0], m.dst[1], m.dst[2], m.src[0], m.par[3])
		}
	}},
	outerKernel(3), outerKernel(15), outerKernel(64),
	turnKernel("Turn", 5, Turn), turnKernel("Turn", 11, Turn),
	turnKernel("Turn", 23, Turn), turnKernel("Turn", 31, Turn),
	turnKernel("Down", 5, Down), turnKernel("Down", 11, Down),
	turnKernel("Down", 23, Down), turnKernel("Down", 31, Down), turnKernel("Down", 3, Down),
	turnKernel("DownAdd", 5, DownAdd), turnKernel("DownAdd", 11, DownAdd),
	turnKernel("DownAdd", 23, DownAdd), turnKernel("DownAdd", 31, DownAdd), turnKernel("DownAdd", 3, DownAdd),
	wideTurnKernel("WideTurn", 5, WideTurn), wideTurnKernel("WideTurn", 11, WideTurn),
	wideTurnKernel("WideDown", 5, WideDown), wideTurnKernel("WideDown", 11, WideDown),
	turnTwoKernel(31, 31), turnTwoKernel(23, 11), wideTurnTwoKernel(11, 5),
	{"FIR of 1 tap", window(1), firOf},
	{"FIR of 3 taps", window(3), firOf},
	{"FIR of 11 taps", window(11), firOf},
	{"FIR of 31 taps", window(31), firOf},
}

type kernel struct {
	name  string
	sizes func(n int) sizes
	call  func(m *memory)
}

// oneOfTwo are the sizes of a kernel that makes one row of two.
func oneOfTwo(n int) sizes { return sizes{dst: []int{n}, src: []int{n, n}} }

// ofRows are the sizes of a kernel that makes some rows of others.
func ofRows(dst, src int) func(n int) sizes {
	return func(n int) sizes {
		return sizes{dst: slices.Repeat([]int{n}, dst), src: slices.Repeat([]int{n}, src)}
	}
}

// ofDoubles are the sizes of a kernel of so many rows of doubles.
func ofDoubles(rows int) func(n int) sizes {
	return func(n int) sizes { return sizes{acc: slices.Repeat([]int{n}, rows)} }
}

// butterflyKernel makes a step of up to three groups of a few points.
func butterflyKernel(radix int) kernel {
	step := func(n int) Butterflies {
		return Butterflies{Radix: radix, Groups: n % 4, Points: 1 + n%3}
	}
	return kernel{fmt.Sprint("Butterflies of radix ", radix), func(n int) sizes {
		b, h := step(n), radix/2
		all := radix * b.Groups * b.Points * FourierPoint
		return sizes{acc: []int{all, all, 2 * b.Groups * (radix - 1), 2 * h * h}}
	}, func(m *memory) {
		b := step(m.n)
		b.Turns, b.Roots = m.acc[2], m.acc[3]
		b.Run(m.acc[0], m.acc[1])
	}}
}

func blurKernel(taps int) kernel {
	w := make([]float64, taps/2+1)
	for i := range w {
		w[i] = 1 / float64(taps+i)
	}
	return kernel{fmt.Sprint("Blur of ", taps, " taps"), ofDoubles(taps + 1),
		func(m *memory) { Blur(m.acc[0], w, m.acc[1:]) }}
}

// dotsKernel multiplies a row with each of some.
func dotsKernel(rows int) kernel {
	return kernel{fmt.Sprint("Dots of ", rows, " rows"), func(n int) sizes {
		return sizes{acc: append([]int{FormClasses * rows}, slices.Repeat([]int{n}, rows+1)...)}
	}, func(m *memory) { Dots(m.acc[0], m.acc[1], m.acc[2:]) }}
}

func formKernel(rows int) kernel {
	u := make([]float64, rows*rows)
	for i := range u {
		u[i] = 1 / (float64(i-7*rows) + .5)
	}
	return kernel{fmt.Sprint("SquareForm of ", rows, " rows"), ofDoubles(rows + 1),
		func(m *memory) { SquareForm(m.acc[0], u, m.acc[1:]) }}
}

// informationKernel makes weights of six rows.
func informationKernel(eigenvalues int) kernel {
	var t Information
	t.SetEigen([]float64{3e5, 2e4, 7e3, 900, 85, 41, 23, 14, 5, 2}[:eigenvalues])
	return kernel{fmt.Sprint("Information.Weights of ", eigenvalues, " eigenvalues"), func(n int) sizes {
		return sizes{acc: append([]int{n, n}, slices.Repeat([]int{n + 2}, 11)...)}
	}, func(m *memory) {
		c := Columns{m.acc[2], m.acc[3], m.acc[4], m.acc[5], m.acc[6]}
		c.Sum((*[3][]float64)(m.acc[7:10]), (*[3][]float64)(m.acc[10:13]))
		t.Weights(m.acc[0], &c, m.acc[1])
	}}
}

// ofWide are the sizes of a kernel of rows of doubles.
func ofWide(rows int) func(n int) sizes {
	return func(n int) sizes { return sizes{acc: slices.Repeat([]int{n}, rows)} }
}

// signs makes every third element of s negative.
func signs(s []float64) []float64 {
	for i := 0; i < len(s); i += 3 {
		s[i] = -math.Abs(s[i])
	}
	return s
}

// sumsOf are the sizes of Sums and of rows.
func sumsOf(rows int) func(n int) sizes {
	return func(n int) sizes {
		return sizes{acc: append([]int{Classes}, slices.Repeat([]int{n}, rows)...)}
	}
}

func wideSums(m *memory) *Sums { return (*Sums)(unsafe.Pointer(&m.acc[0][0])) }

func meansOf(m *memory) *Means {
	return &Means{S: m.src[0], D: m.src[1], V: m.src[2], DD: m.src[3],
		C1: 13, Centre2: 255, Offset: 3}
}

// tileOf is a tile of three rows.
func tileOf(m *memory) *Tile {
	return &Tile{X: m.src[0], Y: m.src[1], XStride: m.n + 2, YStride: m.n + 3, W: m.n, H: 3}
}

// blockOf is a block of n columns, rounded up, whose rows are in places wider
// than it.
func blockOf[T float32 | float64](n, taps int, turn bool) (b Block[T]) {
	b.N, b.Rows = (n+15)/16*16, n%5*4
	b.Pitch, b.To = b.N+n%3, b.Rows+n%2
	if !turn {
		b.To = b.N + n%2
	}
	return b
}

// sizes are the lengths of b's slices.
func (b *Block[T]) sizes(taps int, turn bool) (dst, src int) {
	n, rows := b.N, b.Rows
	if turn {
		n, rows = rows, n
	}
	return max((rows-1)*b.To+n, 0), (b.Rows+taps-2)*b.Pitch + b.N
}

func turnKernel(name string, taps int, f func(b Block[float32], w []float32)) kernel {
	turn := name == "Turn"
	return kernel{fmt.Sprint(name, " of ", taps, " taps"), func(n int) sizes {
		b := blockOf[float32](n, taps, turn)
		dst, src := b.sizes(taps, turn)
		return sizes{dst: []int{dst}, src: []int{src}, par: []int{taps/2 + 1}}
	}, func(m *memory) {
		b := blockOf[float32](m.n, taps, turn)
		b.Dst, b.Src = m.dst[0], m.src[0]
		if b.N > 0 && b.Rows > 0 {
			f(b, m.par[0])
		}
	}}
}

// productKernel has rows one sample further apart than they are long.
func productKernel(k int) kernel {
	p := &Product{K: k, Fold: 7, FoldD: 3} // has work space
	return kernel{fmt.Sprint("Product.Weigh of ", k), func(n int) sizes {
		return sizes{dst: []int{3*k*(n+1) - 1}, src: []int{(k+1)*(n+1) - 1, n}}
	}, func(m *memory) {
		p.N, p.Losses, p.LossPitch = m.n, m.src[0], m.n+1
		p.Coefs, p.CoefPitch, p.OfL = m.dst[0], m.n+1, m.src[1]
		p.Weigh()
	}}
}

// wideTurnKernel has source and destination in acc.
func wideTurnKernel(name string, taps int, f func(b Block[float64], w []float64)) kernel {
	turn := name == "WideTurn"
	w := halfWindow(taps)
	return kernel{fmt.Sprint(name, " of ", taps, " taps"), func(n int) sizes {
		b := blockOf[float64](n, taps, turn)
		dst, src := b.sizes(taps, turn)
		return sizes{acc: []int{dst, src}}
	}, func(m *memory) {
		b := blockOf[float64](m.n, taps, turn)
		b.Dst, b.Src = m.acc[0], m.acc[1]
		if b.N > 0 && b.Rows > 0 {
			f(b, w)
		}
	}}
}

func turnTwoKernel(taps, other int) kernel {
	return kernel{fmt.Sprint("TurnTwo of ", taps, " and ", other, " taps"), func(n int) sizes {
		b := blockOf[float32](n, taps, true)
		dst, src := b.sizes(taps, true)
		return sizes{dst: []int{dst, dst}, src: []int{src}, par: []int{taps/2 + 1, other/2 + 1}}
	}, func(m *memory) {
		b := blockOf[float32](m.n, taps, true)
		b.Dst, b.Src = m.dst[0], m.src[0]
		if b.N > 0 && b.Rows > 0 {
			TurnTwo(b, m.dst[1], m.par[0], m.par[1])
		}
	}}
}

// wideTurnTwoKernel has source and destinations in acc.
func wideTurnTwoKernel(taps, other int) kernel {
	w, v := halfWindow(taps), halfWindow(other)
	return kernel{fmt.Sprint("WideTurnTwo of ", taps, " and ", other, " taps"), func(n int) sizes {
		b := blockOf[float64](n, taps, true)
		dst, src := b.sizes(taps, true)
		return sizes{acc: []int{dst, dst, src}}
	}, func(m *memory) {
		b := blockOf[float64](m.n, taps, true)
		b.Dst, b.Src = m.acc[0], m.acc[2]
		if b.N > 0 && b.Rows > 0 {
			WideTurnTwo(b, m.acc[1], w, v)
		}
	}}
}

// halfWindow is half of some window.
func halfWindow(taps int) []float64 {
	w := make([]float64, taps/2+1)
	for i := range w {
		w[i] = 1 / float64(taps+i)
	}
	return w
}

// convKernel is a convolution of 3×3 pixels of channels to out.
func convKernel(channels, out int) kernel {
	run := 3 * channels
	return kernel{fmt.Sprint("Conv of ", channels, " channels"), func(n int) sizes {
		n = min(n, 50)
		return sizes{dst: []int{out * n}, src: []int{3 * channels * (n + 2)}, par: []int{out * run * 3, out}}
	}, func(m *memory) {
		n := min(m.n, 50)
		(&Conv{Dst: m.dst[0], DstStep: out, Src: m.src[0], SrcStep: channels, RowStep: channels * (n + 2),
			W: m.par[0], Bias: m.par[1], Rows: 3, Run: run, N: n}).Make()
	}}
}

// outerKernel adds the products of so many scalars a pixel, in three lines with
// something between them, to what is there: that is copied to the destination
// first.
func outerKernel(rows int) kernel {
	return kernel{fmt.Sprint("Outer of ", rows, " rows"), func(n int) sizes {
		return sizes{dst: []int{rows * 64}, src: []int{3*rows*n + 2*5, 3*64*n + 2*7}, par: []int{rows * 64}}
	}, func(m *memory) {
		copy(m.dst[0], m.par[0])
		(&Outer{Dst: m.dst[0], DstStep: 64, A: m.src[0], B: m.src[1], AStep: rows, BStep: 64,
			ALine: rows*m.n + 5, BLine: 64*m.n + 7, Rows: rows, Cols: 64, N: m.n, Lines: 3}).Add()
	}}
}

// window are the sizes of a filter.
func window(taps int) func(n int) sizes {
	return func(n int) sizes {
		return sizes{dst: []int{n}, src: slices.Repeat([]int{n}, taps), par: []int{taps/2 + 1}}
	}
}

func firOf(m *memory) { FIR(m.dst[0], m.par[0], m.src) }

// stripOf are the sizes of a strip of a few rows, the last one flush with the
// end of the planes.
func stripOf(n int) sizes {
	t := stripSize(n)
	in, out := (t.H+10)*t.XStride, t.H*t.W
	return sizes{dst: []int{out, out, out}, acc: []int{t.Groups, t.Groups}, src: []int{in, in}}
}

// roomyStripOf are those of planes that are as much longer than the strip as
// lets a kernel read them in place, and end there.
func roomyStripOf(n int) sizes {
	s, t := stripOf(n), stripSize(n)
	in := (t.H+9)*t.XStride + ssimIn
	s.dst, s.src = nil, []int{in, in}
	return s
}

// ofBytes are the same sizes with bytes in place of floats, and no maps.
func ofBytes(s sizes) sizes { return sizes{acc: s.acc, raw: s.src} }

func sumsOfBytes(t *Strip, m *memory) {
	t.S, t.CS = m.acc[0], m.acc[1]
	t.XBytes, t.YBytes = m.raw[0], m.raw[1]
}

// size is the number of samples from t's first to its last.
func (t *Strip) size() int { return (t.H+9)*t.XStride + t.W + 10 }

func stripSize(n int) Strip {
	w := 1 + n%StripCols
	return Strip{W: w, H: 1 + n%9, XStride: w + 10, YStride: w + 10, MapStride: w, Groups: (w + 7) / 8}
}

// ssimOf is a call that wants the results that wish chooses.
func ssimOf(wish func(t *Strip, m *memory)) func(m *memory) {
	k := SSIM{C1: 13, C2: 117, Centre2: 2 * 128}
	return func(m *memory) {
		t := stripSize(m.n)
		if len(m.src) > 0 {
			t.X, t.Y = m.src[0], m.src[1]
		}
		wish(&t, m)
		k.Init(window11)
		k.Run(&t)
	}
}

// gradKernelOf makes the gradient of a picture of few rows and one or two strips.
func gradKernelOf(name string, cs bool) kernel {
	size := func(n int) (w, h, groups int) { return 1 + n%150, 1 + n%9, (n%150 + 8) / 8 }
	k := SSIMGrad{SSIM: SSIM{C1: 13, C2: 117, Centre2: 2 * 128}, Samples2: 2 * 120, K: .37, OfCS: cs}
	return kernel{name, func(n int) sizes {
		w, h, groups := size(n)
		in := (w + 10) * (h + 10)
		return sizes{dst: []int{in}, acc: []int{groups}, src: []int{in, in}}
	}, func(m *memory) {
		w, h, groups := size(m.n)
		p := gradPicture{x: m.src[0], y: m.src[1], dst: m.dst[0], sums: m.acc[0], w: w, h: h, groups: groups}
		k.Init(window11)
		p.run(&k, 0, h)
	}}
}

// columns are the lengths of rows: all up to three of the longest vectors, and
// those around the multiples at which blocks of vectors begin.
func columns() (all []int) {
	for n := range 50 {
		all = append(all, n)
	}
	for _, n := range []int{64, 80, 96, 128, 144, 192, 256, 384} {
		all = append(all, n-1, n, n+1)
	}
	return append(all, 333, 511)
}

// columns are the lengths that k is tried with. Under emulation products of matrices,
// whose Go bodies take most of the time, have every eighth.
func (k kernel) columns() []int {
	all := columns()
	if weights := k.sizes(1).par; !testing.Short() || len(weights) == 0 || weights[0] < 512 {
		return all
	}
	var some []int
	for i := 1; i < len(all); i += 8 {
		some = append(some, all[i])
	}
	return some
}

func TestKernels(t *testing.T) {
	for _, k := range kernels {
		t.Run(k.name, func(t *testing.T) {
			forEachImpl(t, func(t *testing.T) { k.check(t) })
		})
	}
}

func (k kernel) check(t *testing.T) {
	var m memory
	r := rand.New(rand.NewPCG(7, uint64(len(k.name))))
	fills := fills
	if best == generic { // the measure of the others: compared with itself
		fills = fills[:1]
	}
	for _, n := range k.columns() {
		for _, atEnd := range []bool{false, true} {
			m.place(t, k, n, atEnd)
			for i, f := range fills {
				if testing.Short() && (n+i)%3 != 0 { // as under emulation: each length has some
					continue
				}
				m.fill(f, r)
				if err := k.compare(&m); err != nil {
					t.Fatalf("%d columns of %s, at the end %v: %v", n, f.name, atEnd, err)
				}
			}
		}
	}
}

// compare calls k twice, with the Go body and with the implementation in use.
func (k kernel) compare(m *memory) error {
	call := func() { k.call(m) }
	m.save()
	use := best
	best = generic
	err := catch(call)
	best = use
	if err != nil {
		return fmt.Errorf("the Go body: %w", err)
	}
	m.expect()
	if err := catch(call); err != nil {
		return err
	}
	return m.verify()
}

// catch returns what f panics with, a fault of memory included.
func catch(f func()) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	f()
	return nil
}

// A slice that is too short, any of them, is used as far as it goes or refused
// with a text; no kernel runs off its end or begin.
func TestKernelsRefuseShortSlices(t *testing.T) {
	for _, k := range kernels {
		t.Run(k.name, func(t *testing.T) {
			forEachImpl(t, func(t *testing.T) {
				for _, n := range []int{1, 33, 200} {
					k.shorten(t, n)
				}
			})
		})
	}
}

// shorten calls k with each of its slices in turn without its first element,
// flush with the page behind.
func (k kernel) shorten(t *testing.T, n int) {
	var m memory
	for i := range m.slices(t, k, n) {
		short := m.slices(t, k, n)[i]
		short()
		m.save()
		defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
		func() {
			defer func() {
				if r := recover(); r != nil {
					if _, text := r.(string); !text {
						t.Errorf("%d columns, slice %d: %v", n, i, r)
					}
				}
			}()
			k.call(&m)
		}()
		if err := m.outside(); err != nil {
			t.Errorf("%d columns, slice %d: %v", n, i, err)
		}
	}
}

// No call of a kernel allocates: its arguments stay on the stack.
func TestKernelsDoNotAllocate(t *testing.T) {
	for _, k := range kernels {
		t.Run(k.name, func(t *testing.T) {
			forEachImpl(t, func(t *testing.T) {
				var m memory
				m.place(t, k, 200, false)
				if n := testing.AllocsPerRun(5, func() { k.call(&m) }); n != 0 {
					t.Errorf("%v allocations", n)
				}
			})
		})
	}
}
