package metrics

import "sync/atomic"

// queue hands out units of work to tasks that may run at the same time: the next
// one to whoever is ready, so that none waits long at the end, and few work spaces
// are in the caches. What a unit makes does not depend on who makes it.
type queue struct {
	n    int
	next atomic.Int64
}

// begin readies n units.
func (q *queue) begin(n int) {
	q.n = n
	q.next.Store(0)
}

// take returns the next unit, if there is one left.
func (q *queue) take() (unit int, some bool) {
	unit = int(q.next.Add(1)) - 1
	return unit, unit < q.n
}
