package asm

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"testing"
	"unsafe"
)

// sizes are the lengths of the buffers that a kernel takes.
type sizes struct {
	dst []int // float32, written
	acc []int // float64, read and written
	src []int // float32
	par []int // float32 that concern all columns: weights
	raw []int // bytes
	put []int // bytes, written
}

// memory has the buffers of one call, each next to a page that must not be
// touched.
type memory struct {
	n             int // columns
	dst, src, par [][]float32
	acc           [][]float64
	raw, put      [][]byte
	all           []*buffer // in the order of sizes
	used          int
}

// place puts k's buffers for n columns at the begin or the end of their memory.
func (m *memory) place(tb testing.TB, k kernel, n int, atEnd bool) {
	s := k.sizes(n)
	m.n, m.used = n, 0
	m.dst, m.src, m.par = m.dst[:0], m.src[:0], m.par[:0]
	m.acc, m.raw, m.put = m.acc[:0], m.raw[:0], m.put[:0]
	for _, n := range s.dst {
		m.dst = append(m.dst, elements[float32](m.next(tb, 4, n, atEnd, true)))
	}
	for _, n := range s.acc {
		m.acc = append(m.acc, elements[float64](m.next(tb, 8, n, atEnd, true)))
	}
	for _, n := range s.src {
		m.src = append(m.src, elements[float32](m.next(tb, 4, n, atEnd, false)))
	}
	for _, n := range s.par {
		m.par = append(m.par, elements[float32](m.next(tb, 4, n, atEnd, false)))
	}
	for _, n := range s.raw {
		m.raw = append(m.raw, slices.Clip(m.next(tb, 1, n, atEnd, false).at))
	}
	for _, n := range s.put {
		m.put = append(m.put, slices.Clip(m.next(tb, 1, n, atEnd, true).at))
	}
}

// next places one more buffer of n elements.
func (m *memory) next(tb testing.TB, size, n int, atEnd, out bool) *buffer {
	if m.used == len(m.all) {
		m.all = append(m.all, new(buffer))
	}
	b := m.all[m.used]
	m.used++
	if len(b.all) < n*size {
		b.all = guarded(tb, n*size)
	}
	b.size, b.out, b.from = size, out, 0
	if atEnd {
		b.from = len(b.all) - n*size
	}
	b.at = b.all[b.from:][:n*size]
	return b
}

// save remembers what all buffers and their surroundings are.
func (m *memory) save() {
	for _, b := range m.all[:m.used] {
		near, _ := b.near()
		b.before = append(b.before[:0], near...)
	}
}

// expect takes what the outputs are now for what they must become again, and
// puts back what was saved.
func (m *memory) expect() {
	for _, b := range m.all[:m.used] {
		b.want = append(b.want[:0], b.at...)
		near, _ := b.near()
		copy(near, b.before)
	}
}

// verify says which buffer is not as it must be.
func (m *memory) verify() error {
	for i, b := range m.all[:m.used] {
		if err := b.verify(); err != nil {
			return fmt.Errorf("buffer %d: %w", i, err)
		}
	}
	return nil
}

// slices places k's buffers at the end of their memory and returns what takes
// the first element off each slice. (Some of acc are arrays, not slices.)
func (m *memory) slices(tb testing.TB, k kernel, n int) (cut []func()) {
	m.place(tb, k, n, true)
	cut = cuts(cut, m.dst)
	cut = cuts(cut, m.src)
	cut = cuts(cut, m.par)
	cut = cuts(cut, m.raw)
	return cuts(cut, m.put)
}

func cuts[T any](cut []func(), all [][]T) []func() {
	for i := range all {
		cut = append(cut, func() { all[i] = all[i][min(1, len(all[i])):] })
	}
	return cut
}

// outside says which buffer is changed that is no output, or around an output.
func (m *memory) outside() error {
	for i, b := range m.all[:m.used] {
		near, at := b.near()
		if b.out {
			copy(b.at, b.before[at:])
		}
		if !bytes.Equal(near, b.before) {
			return fmt.Errorf("buffer %d: written to where it must not be", i)
		}
	}
	return nil
}

// A buffer is the part at of guarded memory.
type buffer struct {
	all, at      []byte
	from, size   int  // where at begins; bytes of an element
	out          bool // the call may write to it
	before, want []byte
}

// near is the buffer and what lies around it, and where in that it begins.
func (b *buffer) near() (p []byte, at int) {
	const margin = 1024
	first := max(b.from-margin, 0)
	return b.all[first:min(b.from+len(b.at)+margin, len(b.all))], b.from - first
}

func (b *buffer) verify() error {
	for i := 0; b.out && i < len(b.at); i += b.size {
		got, want := b.float(b.at[i:]), b.float(b.want[i:])
		if math.Float64bits(got) != math.Float64bits(want) && (got == got || want == want) {
			return fmt.Errorf("element %d is %x, want %x", i/b.size, got, want)
		}
	}
	near, at := b.near()
	if b.out {
		copy(b.at, b.before[at:])
	}
	if !bytes.Equal(near, b.before) {
		return fmt.Errorf("written to where it must not be")
	}
	return nil
}

// float is the element at the begin of p. Conversion keeps the bits apart.
func (b *buffer) float(p []byte) float64 {
	switch b.size {
	case 1:
		return float64(p[0])
	case 4:
		return float64(*(*float32)(unsafe.Pointer(&p[0])))
	}
	return *(*float64)(unsafe.Pointer(&p[0]))
}

func elements[T float32 | float64](b *buffer) []T {
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b.at))), len(b.at)/b.size)
}
