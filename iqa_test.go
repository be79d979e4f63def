package iqa_test

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"sync"
	"testing"

	"github.com/fastiqa/iqa"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

func read(name string) image.Image {
	f, err := os.Open(name)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	m, err := png.Decode(f)
	if err != nil {
		panic(err)
	}
	return m
}

func ExampleSSIM() {
	ref := read("testdata/images/camera512.png")
	dist := read("testdata/images/camera512__jpeg30.png")
	v, err := iqa.SSIM(ref, dist)
	fmt.Printf("%.5f %v\n", v, err)
	// Output: 0.87858 <nil>
}

func ExampleCompare() {
	ref := read("testdata/images/astronaut33x47.png")
	dist := read("testdata/images/astronaut33x47__jpeg20.png")
	scores, err := iqa.Compare(ref, dist)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range scores {
		if s.Err != nil {
			fmt.Printf("%s: %v\n", s.Metric, s.Err)
			continue
		}
		fmt.Printf("%s: %.4f\n", s.Metric, s.Value)
	}
	// Output:
	// l1: 0.0318
	// l2: 0.0017
	// psnr: 27.6255
	// ssim: 0.8161
	// ms-ssim: 33x47 is smaller than the 161x161 that ms-ssim needs
}

// Half-covered gray over black is 64, over white 191: the worse side counts.
func TestAlpha(t *testing.T) {
	ref := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	dist := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	for i := range 16 {
		ref.Set(i%4, i/4, color.NRGBA{100, 100, 100, 255})
		dist.Set(i%4, i/4, color.NRGBA{100, 100, 100, 51})
	}
	got, err := iqa.L1(ref, dist)
	// over black 20, over white 224: 80 and 124 from 100
	if want := 124.0 / 255; err != nil || math.Abs(got-want) > 1e-15 {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
}

func TestFrontDoor(t *testing.T) {
	m := read("testdata/images/camera512.png")
	for name, f := range map[string]func(a, b image.Image) (float64, error){
		"l1": iqa.L1, "l2": iqa.L2, "psnr": iqa.PSNR, "ssim": iqa.SSIM, "ms-ssim": iqa.MSSSIM,
	} {
		want := map[string]float64{"ssim": 1, "ms-ssim": 1, "psnr": math.Inf(1)}[name]
		if v, err := f(m, m); v != want || err != nil {
			t.Errorf("%s of equal images: %v, %v", name, v, err)
		}
		if _, err := f(m, image.NewGray(image.Rect(0, 0, 9, 9))); err == nil {
			t.Errorf("%s took two sizes", name)
		}
		if _, err := f(image.NewGray(image.Rectangle{}), m); err == nil {
			t.Errorf("%s took an empty image", name)
		}
	}
	if _, err := iqa.Compare(m, m, "vmaf"); err == nil {
		t.Error("unknown metric taken")
	}
}

func BenchmarkCompare(b *testing.B) {
	ref := read("testdata/images/camera512.png")
	dist := read("testdata/images/camera512__jpeg30.png")
	b.Run("size=512x512", func(b *testing.B) {
		for b.Loop() {
			if _, err := iqa.Compare(ref, dist); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)*512*512/b.Elapsed().Seconds()/1e6, "MPix/s")
	})
}

// What is kept between calls does not show: other names, sizes and kinds of
// pictures, and calls from several goroutines.
func TestCompareAgain(t *testing.T) {
	a, b := read("testdata/images/camera512.png"), read("testdata/images/camera512__jpeg30.png")
	small, other := read("testdata/images/astronaut33x47.png"), read("testdata/images/astronaut33x47__jpeg20.png")
	want := map[string]float64{}
	check := func(ref, dist image.Image, names ...string) {
		scores, err := iqa.Compare(ref, dist, names...)
		if err != nil {
			t.Error(err)
		}
		for _, s := range scores {
			key := fmt.Sprint(s.Metric, ref.Bounds())
			if _, ok := want[key]; !ok {
				t.Errorf("%s unasked", key)
			}
			if s.Err == nil && s.Value != want[key] {
				t.Errorf("%s: %v, want %v", key, s.Value, want[key])
			}
		}
	}
	for _, p := range [][2]image.Image{{a, b}, {small, other}} {
		for _, n := range []string{"l1", "psnr", "ssim", "gmsd"} {
			m, _ := metrics.ByName(n)
			var x, y plane.Image
			if x.SetFrom(p[0]) != nil || y.SetFrom(p[1]) != nil {
				t.Fatal("no picture")
			}
			scores, err := (&metrics.Set{Metrics: m}).Score(nil, &x, &y)
			if err != nil {
				t.Fatal(err)
			}
			want[fmt.Sprint(n, p[0].Bounds())] = scores[0].Value
		}
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 3 {
				check(a, b, "ssim", "l1")
				check(small, other, "gmsd", "ssim")
				check(a, b, "psnr")
				if _, err := iqa.Compare(a, b, "fog"); err == nil {
					t.Error("took fog")
				}
				check(a, b, "gmsd", "ssim", "l1")
			}
		})
	}
	all.Wait()
}

// Calls after the first allocate nothing, but for the scores that Compare returns.
// That is the least of several: a pool may forget, as it does under the race detector.
func TestAllocations(t *testing.T) {
	a, b := read("testdata/images/camera176x176.png"), read("testdata/images/camera176x176__noise10.png")
	for most, f := range []func(){
		func() { iqa.SSIM(a, b) }, func() { iqa.Compare(a, b, "ssim", "psnr") },
	} {
		least := math.Inf(1)
		for range 20 {
			least = min(least, testing.AllocsPerRun(1, f))
		}
		if least > float64(most) {
			t.Errorf("%v allocations, want %d", least, most)
		}
	}
}
