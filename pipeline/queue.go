package pipeline

import "sync"

// queue holds tasks for the workers. It is never longer than the pairs in
// flight, which the dispatcher bounds, so pushing does not wait.
type queue struct {
	mu     sync.Mutex
	some   sync.Cond
	ready  []func(*worker) // to be scored: these go first
	decode []func(*worker)
	closed bool
}

func newQueue() *queue {
	q := new(queue)
	q.some.L = &q.mu
	return q
}

func (q *queue) pushReady(t func(*worker)) { q.push(&q.ready, t) }

func (q *queue) pushDecode(t func(*worker)) { q.push(&q.decode, t) }

func (q *queue) push(to *[]func(*worker), t func(*worker)) {
	q.mu.Lock()
	*to = append(*to, t)
	q.mu.Unlock()
	q.some.Signal()
}

// close lets workers return as soon as they ask; tasks left are dropped.
func (q *queue) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.some.Broadcast()
}

// pop waits for a task; nil once the queue is closed.
func (q *queue) pop() func(*worker) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.ready)+len(q.decode) == 0 && !q.closed {
		q.some.Wait()
	}
	if q.closed {
		return nil
	}
	if len(q.ready) > 0 {
		return shift(&q.ready)
	}
	return shift(&q.decode)
}

func shift(s *[]func(*worker)) func(*worker) {
	t := (*s)[0]
	n := copy(*s, (*s)[1:])
	(*s)[n] = nil
	*s = (*s)[:n]
	return t
}
