package metrics_test

import (
	"fmt"
	"log"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// Frames of a decoder need no conversion: their luma is a plane as it is.
func ExampleSSIM_bytes() {
	const w, h, stride = 320, 180, 384
	ref, dist := make([]byte, stride*h), make([]byte, stride*h)
	for y := range h {
		for x := range w {
			ref[y*stride+x] = byte(x ^ y)
			dist[y*stride+x] = byte(x^y) &^ 7
		}
	}
	frame := func(luma []byte) *plane.Plane {
		return &plane.Plane{Bytes: luma, W: w, H: h, Stride: stride, Peak: 255}
	}
	var m metrics.SSIM // keeps its work space from frame to frame
	v, err := m.Score(frame(ref), frame(dist))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.4f\n", v)
	// Output: 0.9528
}
