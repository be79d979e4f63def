//go:build purego || (!amd64 && !arm64)

package asm

// detect finds nothing: there is plain Go only.
func detect() []impl { return nil }

const noKernels = "asm: no kernels"

func centre(impl, *centreArgs) { panic(noKernels) }

func halve(impl, *halveArgs) { panic(noKernels) }

func ssim(impl, ssimWant, *ssimArgs) { panic(noKernels) }

func diffSums(impl, *diffSumsArgs) { panic(noKernels) }

func absDiff(impl, *pointDiffArgs) { panic(noKernels) }

func squareDiff(impl, *pointDiffArgs) { panic(noKernels) }
func fir(impl, *firArgs)              { panic(noKernels) }
