package metrics_test

import (
	"math"
	"slices"
	"testing"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// ofBytes is p, whose samples are integers of 0 to 255, as a plane of bytes. Its rows
// may end where its memory does.
func ofBytes(p *plane.Plane) *plane.Plane {
	b := &plane.Plane{W: p.W, H: p.H, Stride: p.W, Peak: p.Peak}
	b.Bytes = make([]byte, p.W*p.H)
	for y := range p.H {
		for x, v := range p.Row(y) {
			b.ByteRow(y)[x] = byte(v)
		}
	}
	return b
}

func imageOfBytes(m *plane.Image) *plane.Image {
	b := &plane.Image{Space: m.Space}
	for i := range m.Planes {
		b.Planes = append(b.Planes, *ofBytes(&m.Planes[i]))
	}
	return b
}

// Planes of bytes have the scores, maps and gradients of the floats they stand for,
// also where only one of the two is of bytes.
func TestBytesAreFloats(t *testing.T) {
	ref := noise(197, 183, 255, 71)
	dist := near(ref, 72)
	pairs := map[string][2]*plane.Plane{
		"both": {ofBytes(ref), ofBytes(dist)},
		"ref":  {ofBytes(ref), dist},
		"dist": {ref, ofBytes(dist)},
	}
	check := func(t *testing.T, metric string) {
		for name, p := range pairs {
			m, err := metrics.ByName(metric)
			if err != nil {
				t.Fatal(err)
			}
			got, want := score(t, m[0], p[0], p[1]), score(t, m[0], ref, dist)
			if got != want {
				t.Errorf("%s, %s of bytes: %v, want %v", metric, name, got, want)
			}
			sameMaps(t, m[0], p, ref, dist)
			sameGrads(t, m[0], p, ref, dist)
		}
	}
	for _, m := range all(t) { // most make floats of bytes first, whatever the kernels
		if info, _ := metrics.Lookup(m.Name()); !info.Color && !testing.Short() {
			check(t, m.Name())
		}
	}
	forEachImpl(t, func(t *testing.T) {
		for _, name := range metrics.Defaults() {
			check(t, name)
		}
	})
}

func sameMaps(t *testing.T, m metrics.Metric, p [2]*plane.Plane, ref, dist *plane.Plane) {
	mapper, ok := m.(metrics.Mapper)
	if !ok {
		return
	}
	got, want := new(plane.Plane), new(plane.Plane)
	v, err := mapper.Map(got, p[0], p[1])
	w, _ := mapper.Map(want, ref, dist)
	samePlanes(t, m.Name()+"'s map", got, want)
	if err != nil || v != w {
		t.Errorf("%s with a map: %v, want %v (%v)", m.Name(), v, w, err)
	}
}

func sameGrads(t *testing.T, m metrics.Metric, p [2]*plane.Plane, ref, dist *plane.Plane) {
	d, ok := m.(metrics.Differentiable)
	if !ok {
		return
	}
	got, want := new(plane.Plane), new(plane.Plane)
	v, err := d.Grad(got, p[0], p[1])
	w, _ := d.Grad(want, ref, dist)
	samePlanes(t, m.Name()+"'s gradient", got, want)
	if err != nil || v != w {
		t.Errorf("%s with a gradient: %v, want %v (%v)", m.Name(), v, w, err)
	}
}

func samePlanes(t *testing.T, what string, got, want *plane.Plane) {
	t.Helper()
	if got.Size() != want.Size() || got.Peak != want.Peak {
		t.Fatalf("%s: %v with peak %g, want %v with %g", what, got.Size(), got.Peak, want.Size(), want.Peak)
	}
	for y := range want.H {
		if !slices.Equal(got.Row(y), want.Row(y)) {
			t.Fatalf("%s: row %d differs", what, y)
		}
	}
}

// A Set scores pictures of bytes as those of floats, whatever its metrics, whoever
// runs its tasks and however the pictures are made alike.
func TestSetOfBytes(t *testing.T) {
	ref, dist := rgb(411, 530, 81)
	refs, dists := imageOfBytes(ref), imageOfBytes(dist)
	gray := &plane.Image{Space: plane.Gray, Planes: ref.Planes[:1]}
	deep := new(plane.Image)
	deep.Reset(plane.RGB, 411, 530, 65535, false)
	for c := range 3 {
		deep.Planes[c] = *noise(411, 530, 65535, uint64(90+c))
	}
	luma := func(m *plane.Image) *plane.Image { return &plane.Image{Space: plane.Luma, Planes: m.Planes[:1]} }
	clear := &plane.Image{Space: plane.RGB, Planes: dist.Planes, Alpha: noise(411, 530, 255, 99)}
	for name, p := range map[string][4]*plane.Image{
		"both":       {ref, dist, refs, dists},
		"one":        {ref, dist, refs, dist},
		"the other":  {ref, dist, ref, dists},
		"gray":       {gray, dist, imageOfBytes(gray), dists},
		"luma":       {luma(ref), luma(dist), luma(refs), luma(dists)},
		"16 bits":    {ref, deep, refs, deep},
		"with alpha": {ref, clear, refs, clear},
	} {
		for _, s := range sets(t) {
			want, err := s().Score(nil, p[0], p[1])
			if err != nil {
				t.Fatal(err)
			}
			mixed := s()
			mixed.Par = scatter
			mixed.Prepare(p[2])
			for range 2 {
				got, err := mixed.Score(nil, p[2], p[3])
				if err != nil {
					t.Fatal(err)
				}
				if !slices.EqualFunc(got, want, sameScore) {
					t.Errorf("%s, colour %d: %v, want %v", name, mixed.Color, got, want)
				}
			}
		}
	}
}

// sets make sets that take bytes and sets that do not.
func sets(t *testing.T) []func() *metrics.Set {
	metric := func(names ...string) []metrics.Metric {
		m, err := metrics.ByName(names...)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	return []func() *metrics.Set{
		func() *metrics.Set { return new(metrics.Set) },
		func() *metrics.Set { return &metrics.Set{Color: metrics.Luma} },
		func() *metrics.Set { return &metrics.Set{Metrics: metric("ms-ssim", "mix", "gmsd", "ssim")} },
		func() *metrics.Set { return &metrics.Set{Metrics: []metrics.Metric{new(metrics.L1), outsider{}}} },
	}
}

// outsider is a metric from outside the package, which knows floats.
type outsider struct{}

func (outsider) Name() string { return "outsider" }
func (outsider) Score(ref, dist *plane.Plane) (float64, error) {
	return float64(ref.Row(1)[2] - dist.Row(1)[2]), nil
}

func sameScore(a, b metrics.Score) bool {
	return a.Metric == b.Metric && a.Note == b.Note && a.Err == nil && b.Err == nil &&
		math.Float64bits(a.Value) == math.Float64bits(b.Value)
}

// Compact says which sets take bytes.
func TestCompact(t *testing.T) {
	want := []bool{true, false, false, false}
	for i, s := range sets(t) {
		if got := s().Compact(); got != want[i] {
			t.Errorf("set %d: compact is %v", i, got)
		}
	}
	bordered := metrics.Set{Metrics: []metrics.Metric{&metrics.SSIM{Border: plane.Symmetric}}}
	if bordered.Compact() {
		t.Error("ssim beyond the edges takes bytes")
	}
}

func TestBytesAllocateNothing(t *testing.T) {
	ref, dist := rgb(200, 180, 21)
	refs, dists := imageOfBytes(ref), imageOfBytes(dist)
	for i, s := range sets(t)[:3] {
		set := s()
		var dst []metrics.Score
		f := func() { dst, _ = set.Score(dst[:0], refs, dists) }
		f()
		if n := testing.AllocsPerRun(3, f); n != 0 {
			t.Errorf("set %d: %v allocations", i, n)
		}
	}
}
