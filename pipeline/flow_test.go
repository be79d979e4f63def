package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"testing/synctest"

	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/pipeline"
	"github.com/fastiqa/iqa/plane"
)

// maker is a Loader that makes 16×16 pictures up from their names; names with
// "head" and "body" in them fail.
type maker struct {
	alpha bool // say its headers
	loads atomic.Int64
}

func (m *maker) Config(name string) (imageio.Config, error) {
	if strings.Contains(name, "head") {
		return imageio.Config{}, errors.New("bad header")
	}
	return imageio.Config{W: 16, H: 16, Channels: 1, Alpha: m.alpha, Bytes: 4096}, nil
}

func (m *maker) Load(ctx context.Context, dst *plane.Image, name string) error {
	m.loads.Add(1)
	if strings.Contains(name, "body") {
		return errors.New("bad data")
	}
	w := 16
	if strings.Contains(name, "wide") {
		w = 17
	}
	dst.Reset(plane.Gray, w, 16, 255, false)
	seed := 0
	for _, c := range name {
		seed = seed*31 + int(c)
	}
	for y := range 16 {
		for x := range w {
			seed = seed*1103515245 + 12345
			dst.Planes[0].Row(y)[x] = float32(seed >> 16 & 255)
		}
	}
	return nil
}

func runner(workers int, memory int64) *pipeline.Runner {
	m := new(maker)
	return &pipeline.Runner{Ref: m, Dist: m, Workers: workers, Memory: memory,
		Set: func() *metrics.Set {
			l, err := metrics.ByName("l1", "ssim")
			if err != nil {
				panic(err)
			}
			return &metrics.Set{Metrics: l}
		}}
}

func pairs(n int) iter.Seq2[pipeline.Pair, error] {
	return func(yield func(pipeline.Pair, error) bool) {
		for i := range n {
			p := pipeline.Pair{Ref: fmt.Sprintf("r%d", i/3), Dist: fmt.Sprintf("d%d", i)}
			var err error
			switch i % 50 {
			case 10:
				p.Dist += "head"
			case 20:
				p.Ref += "body"
			case 25:
				p.Ref, p.Dist = p.Ref+"body", p.Dist+"body"
			case 30:
				err = errors.New("odd: no pair")
			case 40:
				p.Dist += "wide"
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

// Order, scores and errors depend neither on the workers nor on the memory.
func TestFlowSameResults(t *testing.T) {
	var want []string
	for _, workers := range []int{1, 2, 7} {
		for _, memory := range []int64{1, 10_000, 1 << 30} {
			var got []string
			for r, err := range runner(workers, memory).Run(t.Context(), pairs(200)) {
				line := fmt.Sprint(r.Ref, " ", r.Dist, " ", err)
				for _, s := range r.Scores {
					line += fmt.Sprintf(" %s %x", s.Metric, s.Value)
				}
				got = append(got, line)
			}
			if want == nil {
				want = got
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%d workers, %d bytes: other results", workers, memory)
			}
		}
	}
	for i, says := range map[int]string{
		10: "d10head: bad header", 20: "r6body: bad data", 25: "r8body: bad data",
		30: "odd: no pair", 40: "d40wide: sizes differ",
	} {
		if !strings.Contains(want[i], " "+says) || strings.Contains(want[i], "ssim") {
			t.Errorf("pair %d: %s", i, want[i])
		}
	}
	if len(want) != 200 || !strings.Contains(want[0], "ssim") {
		t.Errorf("%d results: %s", len(want), want[0])
	}
}

// Consecutive pairs with one reference decode it once.
func TestFlowSharedReference(t *testing.T) {
	m := new(maker)
	r := runner(3, 1)
	r.Ref = m
	n := 0
	for res, err := range r.Run(t.Context(), func(yield func(pipeline.Pair, error) bool) {
		for i := range 60 {
			if !yield(pipeline.Pair{Ref: fmt.Sprint(i / 20), Dist: fmt.Sprint(i)}, nil) {
				return
			}
		}
	}) {
		if err != nil || len(res.Scores) != 2 {
			t.Fatal(res.Pair, err)
		}
		n++
	}
	if got := m.loads.Load(); n != 60 || got != 3 {
		t.Errorf("%d results, references decoded %d times, want 3", n, got)
	}
}

// The bubble fails if a goroutine is left when the loop is over.
func TestFlowEnds(t *testing.T) {
	for _, memory := range []int64{1, 1 << 30} {
		synctest.Test(t, func(t *testing.T) {
			for range runner(4, memory).Run(t.Context(), pairs(1_000_000)) {
				break
			}
		})
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			n := 0
			for range runner(4, memory).Run(ctx, pairs(1_000_000)) {
				if n++; n == 100 {
					cancel()
				}
			}
			if n != 100 {
				t.Errorf("%d results, cancelled after 100", n)
			}
		})
	}
}

func TestFlowCeiling(t *testing.T) {
	r := runner(1, 0)
	r.Ceiling = 4000
	for _, err := range r.Run(t.Context(), pairs(1)) {
		if err == nil || !strings.HasPrefix(err.Error(), "d0: the pair needs") {
			t.Error(err)
		}
	}
}

// What scoring takes counts: two pictures that fit need not with an alpha
// channel, which has both copied.
func TestFlowCeilingCountsScoring(t *testing.T) {
	for _, alpha := range []bool{false, true} {
		r := runner(1, 0)
		r.Dist = &maker{alpha: alpha}
		r.Ceiling = 12_000
		for _, err := range r.Run(t.Context(), pairs(1)) {
			if (err != nil) != alpha {
				t.Errorf("alpha %v: %v", alpha, err)
			}
		}
	}
}

// Large pairs do not leave their work space to the workers.
func TestFlowDropsWorkSpace(t *testing.T) {
	for _, c := range []struct {
		memory int64
		want   int32
	}{{1, 12}, {1 << 30, 2}} {
		r := runner(1, c.memory)
		var made atomic.Int32
		set := r.Set
		r.Set = func() *metrics.Set { made.Add(1); return set() }
		for range r.Run(t.Context(), pairs(10)) {
		}
		if n := made.Load(); n != c.want {
			t.Errorf("%d bytes: %d sets, want %d", c.memory, n, c.want)
		}
	}
}

// 20,000 pairs leave the heap as it was after 2,000.
func TestFlowMemoryIsFlat(t *testing.T) {
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var early, late uint64
	n := 0
	for range runner(2, 0).Run(t.Context(), pairs(20_000)) {
		switch n++; n {
		case 2_000:
			early = heap()
		case 20_000:
			late = heap()
		}
	}
	if n != 20_000 || late > early+1<<20 {
		t.Errorf("%d pairs: %d bytes, then %d", n, early, late)
	}
}

func TestFlowPar(t *testing.T) {
	for _, workers := range []int{0, 1, 3, 100} {
		var done [50]atomic.Int64
		pipeline.Par(workers)(50, func(i int) { done[i].Add(1) })
		for i := range done {
			if done[i].Load() != 1 {
				t.Errorf("%d workers: %d ran %d times", workers, i, done[i].Load())
			}
		}
	}
}

func folder(names ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for _, n := range names {
		m[n] = &fstest.MapFile{}
	}
	return m
}

func TestFlowMatch(t *testing.T) {
	ref := folder("a.png", "b.png", "c.png", "sub/d.png", "e.png", "e.tif", "f.txt",
		".hid.png", "g.png", "h.gif", "h.png", "only/z.png")
	dist := folder("a.png", "a.jpg", "b.webp", "b.jpg", "sub/d.jpg", "e.jpg", "g.gif", "h.png",
		"x.png", "more/y.png", "n.md")
	var got, strays []string
	for p, err := range pipeline.Match(ref, dist, func(s pipeline.Stray) {
		strays = append(strays, fmt.Sprint(s.Name, s.Ref, s.Image))
	}) {
		got = append(got, fmt.Sprint(p.Ref, " ", p.Dist, " ", err))
	}
	want := []string{
		"a.png a.png <nil>",
		"b.png  b.png: several distorted pictures of that name: b.jpg, b.webp",
		"c.png  c.png: no distorted picture of that name",
		"e.png  e.png: several references for e.jpg: e.png, e.tif",
		"e.tif  e.tif: several references for e.jpg: e.png, e.tif",
		"g.png g.gif <nil>",
		"h.gif  h.gif: no distorted picture of that name",
		"h.png h.png <nil>",
		"only/z.png  only/z.png: no distorted picture of that name",
		"sub/d.png sub/d.jpg <nil>",
	}
	if !slices.Equal(got, want) {
		t.Errorf("pairs:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	slices.Sort(strays)
	if want := []string{"a.jpgfalse true", "f.txttrue false", "more/y.pngfalse true",
		"n.mdfalse false", "x.pngfalse true"}; !slices.Equal(strays, want) {
		t.Errorf("strays: %q", strays)
	}
	n, passed := 0, 0
	for p, err := range pipeline.Against("o.png", dist, func(pipeline.Stray) { passed++ }) {
		if p.Ref != "o.png" || p.Dist == "" || err != nil {
			t.Error(p, err)
		}
		n++
	}
	if n != 10 || passed != 1 {
		t.Errorf("%d pairs of one reference, want 10; %d strays, want 1", n, passed)
	}
}

// unreadable is a folder with a directory that cannot be read.
type unreadable struct {
	fstest.MapFS
	dir string
}

func (u unreadable) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == u.dir {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.ReadDir(name)
}

// A directory that cannot be read is no missing partner.
func TestFlowMatchUnreadable(t *testing.T) {
	m := folder("a.png", "sub/b.png", "sub/c.png", "z/d.png")
	for i, folders := range [][2]fs.FS{{m, unreadable{m, "sub"}}, {unreadable{m, "sub"}, m}} {
		var got []string
		for p, err := range pipeline.Match(folders[0], folders[1], nil) {
			got = append(got, fmt.Sprint(p.Ref, " ", err))
		}
		want := []string{"a.png <nil>", "sub sub: permission denied", "z/d.png <nil>"}
		if !slices.Equal(got, want) {
			t.Errorf("%d: %q", i, got)
		}
	}
}

// Every reference is in one result, and no distorted picture in two pairs.
func FuzzMatch(f *testing.F) {
	f.Add("a.png\nb.png\nd/c.gif", "a.jpg\nb.png\nb.jpg\nd/c.gif")
	f.Add("a.png\na.tif", "a.jpg")
	f.Add("a.png/b.png\n.x.png", "a.png\na.jpg/x.png")
	f.Add("a.gif\na.png", "a.png")
	f.Add("g\ng/0.png", "0")
	f.Fuzz(func(t *testing.T, refs, dists string) {
		ref, dist := fuzzFolder(refs), fuzzFolder(dists)
		seen, used := map[string]bool{}, map[string]bool{}
		for p, err := range pipeline.Match(ref, dist, nil) {
			if seen[p.Ref] {
				t.Fatalf("%q twice", p.Ref)
			}
			seen[p.Ref] = true
			if err != nil {
				continue
			}
			if used[p.Dist] || ref[p.Ref] == nil && !isDir(ref, p.Ref) {
				t.Fatalf("%q against %q", p.Ref, p.Dist)
			}
			used[p.Dist] = true
		}
		for name := range ref {
			if imageio.Known(name) && !strings.Contains("/"+name, "/.") && !seen[name] &&
				!throughPicture(name) {
				t.Fatalf("%q is in no result", name)
			}
		}
	})
}

func fuzzFolder(names string) fstest.MapFS {
	m := fstest.MapFS{}
	for n := range strings.SplitSeq(names, "\n") {
		if validPath(n) && !isDir(m, n) && !insideFile(m, n) {
			m[n] = &fstest.MapFile{}
		}
	}
	return m
}

func validPath(n string) bool {
	for part := range strings.SplitSeq(n, "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return strings.ToValidUTF8(n, "") == n
}

// throughPicture: a folder with the name of a picture counts as one.
func throughPicture(name string) bool {
	parts := strings.Split(name, "/")
	return slices.ContainsFunc(parts[:len(parts)-1], imageio.Known)
}

// insideFile: no file system has g as a file and g/a.png too.
func insideFile(m fstest.MapFS, name string) bool {
	for i, c := range name {
		if c == '/' && m[name[:i]] != nil {
			return true
		}
	}
	return false
}

func isDir(m fstest.MapFS, name string) bool {
	for n := range m {
		if strings.HasPrefix(n, name+"/") {
			return true
		}
	}
	return false
}

func BenchmarkRun(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d/size=16x16", workers), func(b *testing.B) {
			n := 0
			for range runner(workers, 0).Run(b.Context(), pairs(b.N)) {
				n++
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "pairs/s")
		})
	}
}

// What is done instead of scoring is done once with each pair that can be read,
// by a function of the worker's own; results stay in order.
func TestDo(t *testing.T) {
	for _, workers := range []int{1, 7} {
		var made, done atomic.Int64
		r := runner(workers, 20_000)
		r.Work = func(ref, dist *imageio.Config) int64 { return 5000 }
		r.Do = func() func(pipeline.Pair, *plane.Image, *plane.Image) ([]string, error) {
			made.Add(1)
			busy := false
			return func(p pipeline.Pair, ref, dist *plane.Image) ([]string, error) {
				if busy {
					t.Error("one worker's function is called twice at once")
				}
				busy = true
				defer func() { busy = false }()
				done.Add(1)
				runtime.Gosched()
				if p.Dist == "d3" {
					return nil, errors.New("cannot be done")
				}
				return []string{fmt.Sprint(dist.Size())}, nil
			}
		}
		i := 0
		for res, err := range r.Run(t.Context(), pairs(100)) {
			bad := i%50 == 10 || i%50 == 20 || i%50 == 25 || i%50 == 30 || i == 3
			if (err != nil) != bad || !strings.HasPrefix(res.Dist, fmt.Sprint("d", i)) {
				t.Errorf("pair %d: %s, %v", i, res.Dist, err)
			}
			if err == nil && (len(res.Notes) != 1 || len(res.Scores) != 0) {
				t.Errorf("pair %d: notes %q, %d scores", i, res.Notes, len(res.Scores))
			}
			if i == 3 && err.Error() != "d3: cannot be done" {
				t.Errorf("%v", err)
			}
			i++
		}
		if i != 100 || done.Load() != 92 || made.Load() < int64(workers) {
			t.Errorf("%d workers: %d results, %d done by %d", workers, i, done.Load(), made.Load())
		}
	}
}
