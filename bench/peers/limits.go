package main

import "github.com/fastiqa/iqa/bench/internal/library"

// Peers work in single precision, most of them with the means of squares less
// the squares of means. That alone costs some 1e-6 of a score.

var opencvLimits = map[string]limit{
	"ssim": {score: 1e-4}, "ms-ssim": {score: 1e-4},
	"zhao-ms-ssim": {score: 1e-4}, "mix": {score: 1e-4}, "mix-grad": {1e-4, 1e-3},
}

// allTapsLimits are those of the contests in which windows have other taps.
var allTapsLimits = map[string]limit{
	"zhao-ms-ssim": {score: 1e-4}, "mix": {score: 1e-4}, "mix-grad": {1e-4, 1e-3},
}

// scikit-image in float64 is the reference of SSIM and CIEDE2000.
var (
	skimage64 = map[string]limit{"ssim": {score: 1e-5}, "ciede2000": {score: 1e-6}}
	skimage32 = map[string]limit{"ssim": {score: 1e-4}, "ciede2000": {score: 1e-5}}
)

// pytorch-msssim adds zeros to both ends of an odd side where the library
// repeats the last row. That moves the smaller scales by a pixel of theirs:
// their share of the gradient is in other places. Measured: 2.2e-2 with odd
// sides, 1e-4 without.
var msssim = map[string]limit{
	"ssim": {score: 1e-4}, "ssim-grad": {1e-4, 1e-3},
	"ms-ssim": {score: 1e-3}, "ms-ssim-grad": {1e-3, 5e-2},
}

var torch = map[string]limit{"mix-grad": {1e-4, 1e-3}}

// Outputs of networks may differ by rounding alone; so may the gradient by their
// parameters, of which Adam's first moment is a tenth.
var torchNetwork = map[string]limit{
	library.Restore: {1e-4, 1e-4}, library.Patches: {1e-4, 1e-4}, library.Step: {1e-5, 1e-4},
}

var piq = map[string]limit{
	// The population's deviation, not the sample's: 1/(2N) of the score.
	"gmsd":    {score: 1e-6},
	"ms-gmsd": {score: 1e-5},

	// Pictures shrink by means of whole blocks. The authors' blocks of four
	// begin a sample earlier: 3.5e-4 at 1920x1080.
	"fsim":  {score: 1e-3},
	"fsimc": {score: 1e-3},

	// Saliency is made of a picture of 256x256, to which it interpolates in
	// another way.
	"vsi": {score: 2e-4},

	// The weights of I and Q have a digit more: .5959 where the authors have .596.
	"haarpsi": {score: 1e-4},

	"mdsi": {score: 1e-5},

	// Variances near 0 are rounding errors, and their logarithms count: 5e-5
	// from piq itself in float64.
	"vifp": {score: 2e-4},

	// Other borders where a band's side is odd.
	"iw-ssim": {score: 1e-5},
}
