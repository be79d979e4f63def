package library

import "github.com/fastiqa/iqa/asm"

// Kernel is a pass over a layer of the network of Zhao et al., of a patch with
// zeros beyond its edges, as training makes it.
type Kernel struct {
	Name          string
	Taps, In, Out int // the kernel's: a gradient by inputs is a convolution from outputs
	make          func(k *Kernel) func()
}

// Kernels are those that training spends its time in. The gradient by the inputs
// of the second layer is the same call as the way there.
var Kernels = []*Kernel{
	{"forward 9×9×3×64", 9, 3, 64, (*Kernel).convolution},
	{"forward, gradient by inputs 5×5×64×64", 5, 64, 64, (*Kernel).convolution},
	{"forward 5×5×64×3", 5, 64, 3, (*Kernel).thin},
	{"gradient by inputs 5×5×64×3", 5, 3, 64, (*Kernel).convolution},
	{"gradient by weights 9×9×3×64", 9, 3, 64, (*Kernel).weights},
	{"gradient by weights 5×5×64×64", 5, 64, 64, (*Kernel).weights},
	{"gradient by weights 5×5×64×3", 5, 64, 3, (*Kernel).thinWeights},
}

// Flops is what a call takes: a multiplication and an addition for each weight
// of each pixel.
func (k *Kernel) Flops() int { return 2 * Side * Side * k.Taps * k.Taps * k.In * k.Out }

// onKernels makes the scorers of kernels, whose scores say nothing.
func (s *server) onKernels() {
	for _, k := range Kernels {
		call := k.make(k)
		s.scorers[k.Metric()] = func() (float64, error) {
			call()
			return 0, nil
		}
	}
}

// Metric is what child.Process calls the kernel.
func (k *Kernel) Metric() string {
	for i := range Kernels {
		if Kernels[i] == k {
			return kernelPrefix + string(rune('a'+i))
		}
	}
	panic("library: unknown kernel")
}

const kernelPrefix = "kernel-"

// wide is how many pixels a row has, with its zeros.
func (k *Kernel) wide() int { return Side + k.Taps - 1 }

// ramp are numbers of either sign that are not too small to be fast.
func ramp(n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(i%13) - 6
	}
	return v
}

func (k *Kernel) convolution() func() {
	c := k.convolver()
	src, dst := c.Src, c.Dst
	return func() {
		for y := range Side {
			c.Src, c.Dst = src[y*c.RowStep:], dst[y*Side*k.Out:]
			c.Make()
		}
	}
}

func (k *Kernel) thin() func() {
	c := (*asm.ConvThin)(k.convolver())
	src, dst := c.Src, c.Dst
	return func() {
		for y := range Side {
			c.Src, c.Dst = src[y*c.RowStep:], dst[y*Side*k.Out:]
			c.Make()
		}
	}
}

func (k *Kernel) convolver() *asm.Conv {
	step := k.wide() * k.In
	return &asm.Conv{Dst: make([]float32, Side*Side*k.Out), DstStep: k.Out,
		Src: ramp(step * k.wide()), SrcStep: k.In, RowStep: step,
		W: ramp(k.Taps * k.Taps * k.In * k.Out), Bias: make([]float32, k.Out),
		Rows: k.Taps, Run: k.Taps * k.In, N: Side}
}

// lines is how many rows of a patch the gradients by weights are made of at a
// time, as package cnn does.
const lines = 3

// weights begins with zeros each time: sums that grew beyond all numbers could
// take another time.
func (k *Kernel) weights() func() {
	run, step := k.Taps*k.In, k.wide()*k.In
	dst, a, b := make([]float32, k.Taps*run*k.Out), ramp(step*k.wide()), ramp(Side*Side*k.Out)
	return func() {
		clear(dst)
		for y := 0; y < Side; y += lines {
			for r := range k.Taps {
				(&asm.Outer{Dst: dst[r*run*k.Out:], DstStep: k.Out,
					A: a[(y+r)*step:], AStep: k.In, ALine: step,
					B: b[y*Side*k.Out:], BStep: k.Out, BLine: Side * k.Out,
					Rows: run, Cols: k.Out, N: Side, Lines: min(lines, Side-y)}).Add()
			}
		}
	}
}

// thinWeights has inputs and outputs change places, as package cnn does: a pixel
// of the input meets those whose windows it is in.
func (k *Kernel) thinWeights() func() {
	run, wide := k.Taps*k.Out, k.wide()
	dst := make([]float32, k.Taps*run*k.In)
	a, b := ramp((wide+k.Taps-1)*Side*k.Out), ramp(wide*wide*k.In)
	return func() {
		clear(dst)
		for y := 0; y < Side; y += lines {
			for r := range k.Taps {
				(&asm.Outer{Dst: dst[r*run*k.In:], DstStep: k.In,
					A: a[y*wide*k.Out:], AStep: k.Out, ALine: wide * k.Out,
					B: b[(y+r)*wide*k.In:], BStep: k.In, BLine: wide * k.In,
					Rows: run, Cols: k.In, N: wide, Lines: min(lines, Side-y)}).Add()
			}
		}
	}
}
