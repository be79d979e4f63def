package asm

import (
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"
	"unsafe"
)

// Every kernel, in every implementation that the processor has, must give the
// bits of the Go body for every length and alignment, whatever the samples; it
// must not read next to its arguments and write to nothing but its
// destination. A new kernel is one line of this table: the buffers it takes for
// rows of n columns, and the call.
var kernels = []kernel{
	{"Halve", func(n int) sizes {
		return sizes{dst: []int{(n + 1) / 2}, src: []int{n, n}}
	}, func(m *memory) { Halve(m.dst[0], m.src[0], m.src[1]) }},
	{"DiffSums.Add", func(n int) sizes {
		return sizes{acc: []int{3 * Classes}, src: []int{n, n}}
	}, func(m *memory) {
		(*DiffSums)(unsafe.Pointer(&m.acc[0][0])).Add(m.src[0], m.src[1])
	}},
	{"AbsDiff", oneOfTwo, func(m *memory) { AbsDiff(m.dst[0], m.src[0], m.src[1], 255) }},
	{"SquareDiff", oneOfTwo, func(m *memory) { SquareDiff(m.dst[0], m.src[0], m.src[1], 255) }},
	{"FIR of 1 tap", window(1), firOf},
	{"FIR of 3 taps", window(3), firOf},
	{"FIR of 11 taps", window(11), firOf},
	{"FIR of 31 taps", window(31), firOf},
}

type kernel struct {
	name  string
	sizes func(n int) sizes
	call  func(m *memory)
}

// oneOfTwo are the sizes of a kernel that makes one row of two.
func oneOfTwo(n int) sizes { return sizes{dst: []int{n}, src: []int{n, n}} }

// window are the sizes of a filter.
func window(taps int) func(n int) sizes {
	return func(n int) sizes {
		return sizes{dst: []int{n}, src: slices.Repeat([]int{n}, taps), par: []int{taps/2 + 1}}
	}
}

func firOf(m *memory) { FIR(m.dst[0], m.par[0], m.src) }

// columns are the lengths of rows: all up to three of the longest vectors, and
// those around the multiples at which blocks of vectors begin.
func columns() (all []int) {
	for n := range 50 {
		all = append(all, n)
	}
	for _, n := range []int{64, 80, 96, 128, 144, 192, 256, 384} {
		all = append(all, n-1, n, n+1)
	}
	return append(all, 333, 511)
}

func TestKernels(t *testing.T) {
	for _, k := range kernels {
		t.Run(k.name, func(t *testing.T) {
			forEachImpl(t, func(t *testing.T) { k.check(t) })
		})
	}
}

func (k kernel) check(t *testing.T) {
	var m memory
	r := rand.New(rand.NewPCG(7, uint64(len(k.name))))
	for _, n := range columns() {
		for _, atEnd := range []bool{false, true} {
			m.place(t, k.sizes(n), atEnd)
			for _, f := range fills {
				m.fill(f, r)
				if err := k.compare(&m); err != nil {
					t.Fatalf("%d columns of %s, at the end %v: %v", n, f.name, atEnd, err)
				}
			}
		}
	}
}

// compare calls k twice, with the Go body and with the implementation in use.
func (k kernel) compare(m *memory) error {
	call := func() { k.call(m) }
	m.save()
	use := best
	best = generic
	err := catch(call)
	best = use
	if err != nil {
		return fmt.Errorf("the Go body: %w", err)
	}
	m.expect()
	if err := catch(call); err != nil {
		return err
	}
	return m.verify()
}

// catch returns what f panics with, a fault of memory included.
func catch(f func()) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	f()
	return nil
}

// No call of a kernel allocates: its arguments stay on the stack.
func TestKernelsDoNotAllocate(t *testing.T) {
	for _, k := range kernels {
		t.Run(k.name, func(t *testing.T) {
			forEachImpl(t, func(t *testing.T) {
				var m memory
				m.place(t, k.sizes(200), false)
				if n := testing.AllocsPerRun(5, func() { k.call(&m) }); n != 0 {
					t.Errorf("%v allocations", n)
				}
			})
		})
	}
}
