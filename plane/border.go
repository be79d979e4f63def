package plane

import "fmt"

// Border says how a plane goes on beyond its edges, where a window reaches over
// them.
type Border int

// The rules, by what stands beyond the end of a row a b c d.
const (
	Valid      Border = iota // nothing: only windows that fit count
	Zero                     // 0 0 0
	Replicate                // d d d
	Symmetric                // d c b: the edge lies between two samples
	Reflect101               // c b a: the edge lies on the last sample
)

// borderNames are the names of the rules, by their numbers.
var borderNames = [...]string{"valid", "zero", "replicate", "symmetric", "reflect101"}

// Borders returns the names of all rules, valid first.
func Borders() []string { return append([]string(nil), borderNames[:]...) }

// BorderByName returns the rule of a name, and false where there is none.
func BorderByName(name string) (Border, bool) {
	for i, n := range borderNames {
		if n == name {
			return Border(i), true
		}
	}
	return 0, false
}

// String returns the name of b.
func (b Border) String() string {
	if b < 0 || int(b) >= len(borderNames) {
		return fmt.Sprintf("Border(%d)", int(b))
	}
	return borderNames[b]
}

// At is which sample of a row of n stands at i, which may be anywhere, or -1 for
// none: 0.
func (b Border) At(i, n int) int {
	switch {
	case i >= 0 && i < n:
		return i
	case b == Replicate:
		return min(max(i, 0), n-1)
	case b == Symmetric:
		return Mirror(i, n)
	case b == Reflect101 && n > 1:
		i = (i%(2*n-2) + 2*n - 2) % (2*n - 2)
		return min(i, 2*n-2-i)
	case b == Reflect101:
		return 0
	}
	return -1
}

// Extend makes dst the plane src with n more samples at each side, by the rule b.
func Extend(dst, src *Plane, n int, b Border) {
	dst.Resize(src.W+2*n, src.H+2*n)
	dst.Peak = src.Peak
	for y := range dst.H {
		row, from := dst.Row(y), b.At(y-n, src.H)
		if from < 0 {
			clear(row)
			continue
		}
		in := src.Row(from)
		copy(row[n:], in)
		for x := range n {
			row[x] = sample(in, b.At(x-n, src.W))
			row[n+src.W+x] = sample(in, b.At(src.W+x, src.W))
		}
	}
}

func sample(row []float32, i int) float32 {
	if i < 0 {
		return 0
	}
	return row[i]
}

// Fold is the adjoint of Extend: it makes dst, which has its size, what each
// sample is of all the places in src where Extend put it, summed.
func Fold(dst, src *Plane, n int, b Border) {
	for y := range dst.H {
		clear(dst.Row(y))
	}
	for y := range src.H {
		to := b.At(y-n, dst.H)
		if to < 0 {
			continue
		}
		foldRow(dst.Row(to), src.Row(y), n, b)
	}
}

// foldRow adds a row of src to the row that it came from.
func foldRow(dst, src []float32, n int, b Border) {
	w := len(dst)
	for x, v := range src[n:][:w] {
		dst[x] += v
	}
	for x := range n {
		if i := b.At(x-n, w); i >= 0 {
			dst[i] += src[x]
		}
		if i := b.At(w+x, w); i >= 0 {
			dst[i] += src[n+w+x]
		}
	}
}
