package measure

import (
	"testing"
	"time"
)

// ms makes a round of samples whose CPU time is twice the wall time.
func ms(wall ...int) (s []Sample) {
	for _, t := range wall {
		d := time.Duration(t) * time.Millisecond
		s = append(s, Sample{CPU: 2 * d, Wall: d})
	}
	return s
}

func TestRounds(t *testing.T) {
	r := Rounds{ms(5, 4), ms(9, 3, 7), nil}
	if n := r.Count(); n != 5 {
		t.Errorf("%d samples, want 5", n)
	}
	if d := r.Fastest(Wall); d != 3*time.Millisecond {
		t.Errorf("fastest wall time %v, want 3ms", d)
	}
	if d := r.Fastest(ClockFor(1)); d != 6*time.Millisecond {
		t.Errorf("fastest CPU time %v, want 6ms", d)
	}
	if d := (Rounds{}).Fastest(Wall); d != 0 {
		t.Errorf("fastest of nothing %v", d)
	}
}

func TestRatio(t *testing.T) {
	for _, c := range []struct {
		own, base  Rounds
		all, worst float64
	}{
		{Rounds{ms(2), ms(2)}, Rounds{ms(8), ms(6)}, 3, 3},
		{Rounds{ms(1), ms(4)}, Rounds{ms(4), ms(8)}, 4, 2},
		{Rounds{ms(4), ms(4)}, Rounds{ms(2)}, .5, .5}, // base in one round only
		{Rounds{ms(4)}, Rounds{ms(8), ms(2)}, .5, .5}, // no less than all
		{Rounds{ms(2)}, nil, 0, 0},
		{nil, Rounds{ms(2)}, 0, 0},
	} {
		all, worst := c.own.Ratio(c.base, ClockFor(2))
		if all != c.all || worst != c.worst {
			t.Errorf("%v to %v: %v, worst %v; want %v, %v",
				c.own, c.base, all, worst, c.all, c.worst)
		}
	}
}

func TestSlower(t *testing.T) {
	a, b := ms(5, 3), ms(9, 4)
	if s := Slower(a, b, Wall); s[0] != b[0] {
		t.Errorf("%v", s)
	}
	if s := Slower(b, a, Wall); s[0] != b[0] {
		t.Errorf("%v", s)
	}
}

func TestRate(t *testing.T) {
	if r := Rate(3e6, 1500*time.Millisecond); r != 2 {
		t.Errorf("3 million in 1.5 s: %v, want 2", r)
	}
	if r := Rate(1, 0); r != 0 {
		t.Errorf("no time: %v, want 0", r)
	}
}

// What is asserted holds on any machine: time passes, and a call that waits
// uses less of the processor than of the clock.
func TestCall(t *testing.T) {
	s := Call(func() { time.Sleep(20 * time.Millisecond) })
	if s.Wall < 20*time.Millisecond || s.CPU < 0 {
		t.Errorf("a call of 20 ms took %+v", s)
	}
	busy := Call(func() {
		for t0 := processTime(); processTime() == t0; {
		}
	})
	if busy.CPU <= 0 {
		t.Errorf("a busy call took no processor time")
	}
}
