package pipeline

import (
	"slices"
	"sync"

	"github.com/fastiqa/iqa/plane"
)

// free keeps idle pictures for their memory: as many as limit bytes and most
// pictures, those that came last.
type free struct {
	limit int64
	most  int

	mu    sync.Mutex
	all   []idle // the oldest first
	bytes int64
}

type idle struct {
	m     *plane.Image
	bytes int64
}

// get returns the largest picture of at most the given bytes, so that small
// pictures do not come to hold the memory of large ones.
func (f *free) get(most int64) *plane.Image {
	f.mu.Lock()
	defer f.mu.Unlock()
	best := -1
	for i, p := range f.all {
		if p.bytes <= most && (best < 0 || p.bytes >= f.all[best].bytes) {
			best = i
		}
	}
	if best < 0 {
		return new(plane.Image)
	}
	m := f.all[best].m
	f.drop(best)
	return m
}

func (f *free) put(m *plane.Image) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := m.Memory()
	f.all = append(f.all, idle{m, n})
	f.bytes += n
	for f.bytes > f.limit || len(f.all) > f.most {
		f.drop(0)
	}
}

// clear drops all, to make room for a pair larger than the limit.
func (f *free) clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all, f.bytes = nil, 0
}

func (f *free) drop(i int) {
	f.bytes -= f.all[i].bytes
	f.all = slices.Delete(f.all, i, i+1)
}
