package plane

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// Rows go on as the names say, however far.
func TestBorder(t *testing.T) {
	for name, want := range map[string]string{
		"valid":     "[-1 -1 -1 -1 -1 0 1 2 -1 -1 -1 -1 -1]",
		"zero":      "[-1 -1 -1 -1 -1 0 1 2 -1 -1 -1 -1 -1]",
		"replicate": "[0 0 0 0 0 0 1 2 2 2 2 2 2]",
		"symmetric": "[1 2 2 1 0 0 1 2 2 1 0 0 1]", "reflect101": "[1 0 1 2 1 0 1 2 1 0 1 2 1]",
	} {
		b, ok := BorderByName(name)
		if !ok || b.String() != name {
			t.Fatalf("%q is %v, %v", name, b, ok)
		}
		var got []int
		for i := -5; i < 8; i++ {
			got = append(got, b.At(i, 3))
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", name, got, want)
		}
		for i := -3; i < 4 && b > Zero; i++ {
			if b.At(i, 1) != 0 {
				t.Errorf("%s: sample %d of one at %d", name, b.At(i, 1), i)
			}
		}
	}
	if _, ok := BorderByName("fog"); ok || len(Borders()) != 5 || Border(9).String() != "Border(9)" {
		t.Error("there is a rule fog")
	}
}

// <Extend(a), b> = <a, Fold(b)>: one is the other's adjoint.
func TestFold(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	fill := func(w, h int) *Plane {
		p := New(w, h, 1)
		for i := range p.Pix {
			p.Pix[i] = float32(r.IntN(17) - 8) // integers: sums are exact
		}
		return p
	}
	dot := func(a, b *Plane) (sum float64) {
		for y := range a.H {
			for x, v := range a.Row(y) {
				sum += float64(v) * float64(b.Row(y)[x])
			}
		}
		return sum
	}
	for b := Zero; b <= Reflect101; b++ {
		for _, size := range [][2]int{{1, 1}, {2, 7}, {3, 1}, {12, 5}} {
			const n = 5
			a, long, back := fill(size[0], size[1]), new(Plane), New(size[0], size[1], 1)
			Extend(long, a, n, b)
			if long.W != a.W+2*n || long.H != a.H+2*n || long.Peak != 1 {
				t.Fatalf("%v: %v of %v", b, long.Size(), a.Size())
			}
			other := fill(long.W, long.H)
			Fold(back, other, n, b)
			if l, r := dot(long, other), dot(a, back); l != r {
				t.Errorf("%v, %v: %g and %g", b, size, l, r)
			}
			for y := range a.H {
				for x, v := range a.Row(y) {
					if long.Row(y + n)[x+n] != v {
						t.Fatalf("%v: another sample in the middle", b)
					}
				}
			}
		}
	}
}
