package cnn

import "sync"

// pool has work spaces, as many as were in use at one time. The one that was used
// last is the next: it is near.
type pool[T any] struct {
	mu   sync.Mutex
	idle []*T
}

// take returns one that is idle, or one that make makes; no two calls of make
// overlap.
func (p *pool[T]) take(make func() *T) *T {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.idle)
	if n == 0 {
		return make()
	}
	w := p.idle[n-1]
	p.idle = p.idle[:n-1]
	return w
}

func (p *pool[T]) give(w *T) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, w)
}
