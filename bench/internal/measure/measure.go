// Package measure takes the time of calls, and compares the times of two
// contestants that took turns.
package measure

import (
	"time"

	"golang.org/x/sys/unix"
)

// Sample is what one call took.
type Sample struct {
	CPU  time.Duration // of all threads of the process
	Wall time.Duration
}

// Call measures one call of f.
func Call(f func()) (s Sample) {
	wall, cpu := time.Now(), processTime()
	f()
	s.CPU = processTime() - cpu
	s.Wall = time.Since(wall)
	return s
}

// processTime is the processor time of this process so far.
func processTime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &t); err != nil {
		panic("measure: no processor clock: " + err.Error())
	}
	return time.Duration(t.Nano())
}

// Clock takes from a sample the time that counts.
type Clock func(Sample) time.Duration

// CPU and Wall are the clocks.
func CPU(s Sample) time.Duration  { return s.CPU }
func Wall(s Sample) time.Duration { return s.Wall }

// ClockFor returns the clock for that many threads. CPU time depends least on
// what else the machine does, so it is the one for a single thread; only wall
// time shows what a second thread is good for.
func ClockFor(threads int) Clock {
	if threads == 1 {
		return CPU
	}
	return Wall
}

// Rounds are the samples of one contestant, by round.
type Rounds [][]Sample

// Count returns the number of samples.
func (r Rounds) Count() (n int) {
	for _, s := range r {
		n += len(s)
	}
	return n
}

// Fastest returns the shortest time of all rounds, 0 without samples.
func (r Rounds) Fastest(c Clock) (best time.Duration) {
	for _, s := range r {
		if t := fastest(s, c); t > 0 && (best == 0 || t < best) {
			best = t
		}
	}
	return best
}

func fastest(samples []Sample, c Clock) (best time.Duration) {
	for i, s := range samples {
		if t := c(s); i == 0 || t < best {
			best = t
		}
	}
	return best
}

// Slower returns those samples of two whose fastest is the slower one.
func Slower(a, b []Sample, c Clock) []Sample {
	if fastest(a, c) < fastest(b, c) {
		return b
	}
	return a
}

// Ratio says how many times as fast as base r is: by the shortest times of
// all, and by those of the round that was worst for r, where that is less.
// 0: not known.
func (r Rounds) Ratio(base Rounds, c Clock) (all, worst float64) {
	all = quotient(base.Fastest(c), r.Fastest(c))
	worst = all
	for i := range min(len(r), len(base)) {
		own, other := fastest(r[i], c), fastest(base[i], c)
		if q := quotient(other, own); q > 0 && q < worst {
			worst = q
		}
	}
	return all, worst
}

func quotient(a, b time.Duration) float64 {
	if a <= 0 || b <= 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Rate returns millions a second where n take t; 0 if t is.
func Rate(n int, t time.Duration) float64 {
	if t <= 0 {
		return 0
	}
	return float64(n) / t.Seconds() / 1e6
}
