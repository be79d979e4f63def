//go:build darwin || linux

package asm

import (
	"os"
	"syscall"
	"testing"
	"unsafe"
)

// guarded returns n bytes or more, in whole pages, right between two pages that
// must not be touched.
func guarded(tb testing.TB, n int) []byte {
	page := os.Getpagesize()
	n = (n + page - 1) / page * page
	all, err := syscall.Mmap(-1, 0, n+2*page,
		syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { syscall.Munmap(all) })
	for _, guard := range [][]byte{all[:page], all[page+n:]} {
		if err := syscall.Mprotect(guard, syscall.PROT_NONE); err != nil {
			tb.Fatal(err)
		}
	}
	return all[page : page+n]
}

// The tests below would prove little if the guard pages did not work: a read
// of the bytes next to the memory is caught, on both sides.
func TestGuardPages(t *testing.T) {
	b := guarded(t, 1)
	for _, at := range []int{-1, len(b)} {
		if fault := catch(func() { peek(b, at) }); fault == nil {
			t.Errorf("byte %d of %d was read", at, len(b))
		}
	}
	if fault := catch(func() { peek(b, 0); peek(b, len(b)-1) }); fault != nil {
		t.Errorf("inside: %v", fault)
	}
}

// peek reads byte i of b, unchecked.
//
//go:noinline
func peek(b []byte, i int) byte {
	return *(*byte)(unsafe.Add(unsafe.Pointer(&b[0]), i))
}
