package metrics_test

import (
	"fmt"
	"math"
	"sync"
	"testing"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// forEachImpl runs f with each implementation of the kernels.
func forEachImpl(t *testing.T, f func(t *testing.T)) {
	defer asm.Use(asm.Best())
	for _, name := range asm.Available() {
		if err := asm.Use(name); err != nil {
			t.Fatal(err)
		}
		t.Run(name, f)
	}
}

// par is a Par of so many goroutines, which take what comes next.
func par(workers int) metrics.Par {
	return func(n int, do func(i int)) {
		var all sync.WaitGroup
		next := make(chan int)
		for range workers {
			all.Go(func() {
				for i := range next {
					do(i)
				}
			})
		}
		for i := range n {
			next <- i
		}
		close(next)
		all.Wait()
	}
}

// Scores and maps have the same bits with every implementation of the kernels
// and any number of goroutines: those of plain Go, one after another.
func TestSameBitsEverywhere(t *testing.T) {
	for i, p := range readGolden(t).Pairs {
		if i%4 != 0 { // plain Go takes its time
			continue
		}
		ref, dist := readImage(t, p.Ref), readImage(t, p.Dist)
		want := bitsOf(t, "generic", nil, ref, dist)
		for _, name := range asm.Available() {
			for _, workers := range []int{2, 7} {
				if name == "generic" && workers == 2 {
					continue
				}
				got := bitsOf(t, name, par(workers), ref, dist)
				for what, w := range want {
					if got[what] != w {
						t.Errorf("%s %s, %s, %d goroutines: bits %x, want %x",
							p.ID, what, name, workers, got[what], w)
					}
				}
			}
		}
	}
}

// bitsOf are the bits of all scores, and hashes of those of all maps.
func bitsOf(t *testing.T, name string, run metrics.Par, ref, dist *plane.Image) map[string]uint64 {
	defer asm.Use(asm.Best())
	if err := asm.Use(name); err != nil {
		t.Fatal(err)
	}
	all := map[string]uint64{}
	for _, color := range []metrics.Color{metrics.RGB, metrics.Luma} {
		s := metrics.Set{Color: color, Par: run}
		scores, err := s.Score(nil, ref, dist)
		if err != nil {
			t.Fatal(err)
		}
		for _, score := range scores {
			all[fmt.Sprint(score.Metric, " ", color)] = math.Float64bits(score.Value)
		}
	}
	var maps [3]plane.Plane
	if _, err := new(metrics.SSIM).Maps(&maps[0], &maps[1], &maps[2], &ref.Planes[0], &dist.Planes[0]); err != nil {
		return all // too small
	}
	for i := range maps {
		all[fmt.Sprint("map ", i)] = hash(&maps[i])
	}
	return all
}

// hash mixes the bits of all samples.
func hash(p *plane.Plane) (h uint64) {
	for y := range p.H {
		for _, v := range p.Row(y) {
			h = (h ^ uint64(math.Float32bits(v))) * 0x100000001b3
		}
	}
	return h
}
