package pipeline

import (
	"context"
	"sync"
)

// budget is the memory that pairs in flight may take. One goroutine takes, in
// the order of the pairs; others give back.
type budget struct {
	limit int64

	mu    sync.Mutex
	used  int64
	pairs int // that have taken and not given back
	freed chan struct{}
}

func newBudget(limit int64) *budget {
	return &budget{limit: limit, freed: make(chan struct{}, 1)}
}

// take waits until n bytes are free, or until no other pair is in flight: the
// oldest pair never waits, so there is no deadlock, whatever n is.
func (b *budget) take(ctx context.Context, n int64) error {
	for {
		if b.try(n) {
			return nil
		}
		select {
		case <-b.freed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (b *budget) try(n int64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.pairs > 0 && n > b.limit-b.used {
		return false
	}
	b.used += n
	b.pairs++
	return true
}

// give returns n bytes, and says how many pairs are through with theirs.
func (b *budget) give(n int64, pairs int) {
	b.mu.Lock()
	b.used -= n
	b.pairs -= pairs
	b.mu.Unlock()
	select {
	case b.freed <- struct{}{}:
	default:
	}
}
