// Package cnn has the small network with which Zhao et al. compare losses, and
// what trains it: forward and backward passes, optimisers, losses, and tiles to
// restore pictures of any size.
//
// Weights have the same bits whatever the processor and the number of tasks:
// patches of a batch are computed apart and added up in their order.
package cnn

import (
	"fmt"
	"math/rand/v2"
)

// The network of H. Zhao, O. Gallo, I. Frosio and J. Kautz, "Loss Functions for
// Image Restoration with Neural Networks", IEEE Transactions on Computational
// Imaging 3(1), 2017, pp. 47-57, doi 10.1109/TCI.2016.2644865: convolutions of
// 9×9, 5×5 and 5×5 taps from 3 channels to 64, 64 and 3, with a PReLU after the
// first two.
const (
	Channels = 3  // of the input and the output
	Features = 64 // channels in between
	Radius   = 8  // pixels to each side that a pixel of the output depends on

	taps1, taps2, taps3 = 9, 5, 5
)

// Tensor is a part of a network's parameters.
type Tensor struct {
	Name  string // as in a state dict of PyTorch
	Shape []int  // for weights: outputs, inputs, rows, columns
	At    int    // of the first value in Params
}

// Len is the number of values.
func (t Tensor) Len() int {
	n := 1
	for _, s := range t.Shape {
		n *= s
	}
	return n
}

// The tensors, in the order in which they lie in Params.
const (
	weight1 = iota
	bias1
	slope1
	weight2
	bias2
	slope2
	weight3
	bias3
)

var tensors = layOut([]Tensor{
	{Name: "conv1.weight", Shape: []int{Features, Channels, taps1, taps1}},
	{Name: "conv1.bias", Shape: []int{Features}},
	{Name: "prelu1.weight", Shape: []int{Features}},
	{Name: "conv2.weight", Shape: []int{Features, Features, taps2, taps2}},
	{Name: "conv2.bias", Shape: []int{Features}},
	{Name: "prelu2.weight", Shape: []int{Features}},
	{Name: "conv3.weight", Shape: []int{Channels, Features, taps3, taps3}},
	{Name: "conv3.bias", Shape: []int{Channels}},
})

func layOut(all []Tensor) []Tensor {
	at := 0
	for i := range all {
		all[i].At = at
		at += all[i].Len()
	}
	return all
}

// Tensors returns the parts of every network's Params.
func Tensors() []Tensor { return append([]Tensor(nil), tensors...) }

// Size is the number of parameters of a network: 123,011.
func Size() int {
	last := tensors[len(tensors)-1]
	return last.At + last.Len()
}

// Net is a network. Inputs and outputs are intensities in [0,1]; inside, .5 is
// subtracted from inputs and added to outputs.
type Net struct {
	Params []float32 // Size of them, laid out as Tensors says
}

// New returns a network as training begins with it: normal weights of variance
// 2/inputs (K. He et al., ICCV 2015, doi 10.1109/ICCV.2015.123), each the sum of
// twelve uniform numbers, zero biases, slopes of .25. Networks of one seed are
// equal.
func New(seed uint64) *Net {
	n := &Net{make([]float32, Size())}
	r := rand.New(rand.NewPCG(seed, 0x6e6574))
	for i, t := range tensors {
		p := n.part(i)
		switch {
		case len(t.Shape) == 4:
			normal(p, r, 2/float64(t.Shape[1]*t.Shape[2]*t.Shape[3]))
		case i == slope1 || i == slope2:
			for k := range p {
				p[k] = .25
			}
		}
	}
	return n
}

// part are the parameters of tensor i.
func (n *Net) part(i int) []float32 { return part(n.Params, i) }

func part(params []float32, i int) []float32 {
	t := tensors[i]
	return params[t.At:][:t.Len():t.Len()]
}

// check panics if n has not Size parameters.
func (n *Net) check() {
	if len(n.Params) != Size() {
		panic(fmt.Sprintf("cnn: %d parameters, want %d", len(n.Params), Size()))
	}
}
