package cnn

import (
	"testing"

	"github.com/fastiqa/iqa/metrics"
)

// A patch of 31×31 pixels, with zeros beyond its edges: forward and a step of
// training, of one patch. GFLOP/s counts .236 forward and .678 in all.
func BenchmarkPatch(b *testing.B) {
	const pixels = 31 * 31
	b.Run("op=forward", func(b *testing.B) {
		var p packed
		p.pack(New(1))
		var tr trace
		tr.size(31, 31, true)
		for b.Loop() {
			tr.forward(&p)
		}
		b.ReportMetric(float64(b.N)*pixels*2*122752/b.Elapsed().Seconds()/1e9, "GFLOP/s")
	})
	b.Run("op=step", func(b *testing.B) {
		tr := training(nil)
		tr.Source, tr.Batch = waves{side: 31}, 8
		tr.Loss = func() Loss { return Dense(new(metrics.L1)) }
		for b.Loop() {
			if _, err := tr.Step(); err != nil {
				b.Fatal(err)
			}
		}
		const flops = 2 * pixels * (2*15552 + 3*102400 + 3*4800)
		b.ReportMetric(float64(b.N)*8*flops/b.Elapsed().Seconds()/1e9, "GFLOP/s")
	})
}
