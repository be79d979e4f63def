package metrics_test

import (
	"fmt"
	"image"
	"math"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// One step of training: how a patch that a network made should change to look
// more like its target.
func ExamplePatchLoss() {
	var output, target plane.Image // from files, or from a network
	output.Reset(plane.RGB, 40, 40, 255, false)
	target.Reset(plane.RGB, 40, 40, 255, false)
	for c := range 3 {
		for y := range 40 {
			for x := range 40 {
				output.Planes[c].Row(y)[x] = float32(5 * x)
				target.Planes[c].Row(y)[x] = float32(5*x + y)
			}
		}
	}

	var dist, ref, grad metrics.Patch
	if err := dist.Cut(output.Planes, image.Pt(4, 4), 31); err != nil {
		fmt.Println(err)
	}
	if err := ref.Cut(target.Planes, image.Pt(4, 4), 31); err != nil {
		fmt.Println(err)
	}
	for _, m := range []metrics.PatchLoss{
		new(metrics.PatchL1), new(metrics.PatchL2), new(metrics.PatchSSIM),
		new(metrics.PatchMSSSIM), new(metrics.PatchMix), new(metrics.PatchMixL2),
	} {
		loss, err := m.Grad(&grad, &ref, &dist)
		if err != nil {
			fmt.Println(err)
		}
		fmt.Printf("%-13s %.4f, derivative at the centre %+.5f\n",
			m.Name(), loss, grad.Channel(0)[15*31+15])
	}
	// Output:
	// patch-l1      0.0745, derivative at the centre -0.00035
	// patch-l2      0.0068, derivative at the centre -0.00005
	// patch-ssim    0.0348, derivative at the centre -0.00099
	// patch-ms-ssim 0.0787, derivative at the centre -0.00041
	// patch-mix     0.0780, derivative at the centre -0.00049
	// patch-mix-l2  0.0107, derivative at the centre -0.00010
}

// A noisy patch is restored by going down the gradient.
func ExamplePatchMix() {
	var ref, dist, grad metrics.Patch
	ref.Resize(31, 1)
	dist.Resize(31, 1)
	for i := range ref.Pix {
		x, y := float64(i%31), float64(i/31)
		ref.Pix[i] = .5 + .3*math.Sin(x/5)*math.Cos(y/4)
		dist.Pix[i] = ref.Pix[i] + .1*math.Sin(float64(7*i*i%101))
	}

	mix := metrics.PatchMix{Alpha: .5}
	for step := range 201 {
		loss, err := mix.Grad(&grad, &ref, &dist)
		if err != nil {
			fmt.Println(err)
		}
		if step%100 == 0 {
			ms, l1 := mix.Parts()
			fmt.Printf("after %3d steps: %.3f (structure %.3f, difference %.4f)\n",
				step, loss, ms, l1)
		}
		for i, g := range grad.Pix {
			dist.Pix[i] -= .002 * g
		}
	}
	// Output:
	// after   0 steps: 0.466 (structure 0.871, difference 0.0604)
	// after 100 steps: 0.222 (structure 0.386, difference 0.0580)
	// after 200 steps: 0.157 (structure 0.258, difference 0.0557)
}
