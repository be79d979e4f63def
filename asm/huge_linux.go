package asm

import (
	"os"
	"syscall"
	"unsafe"
)

// large is the number of bytes from which huge pages are worth asking for.
const large = 4 << 20

// HugePages asks the system for huge pages behind s if it is large: a strip of a tile
// then crosses a few entries of the address cache instead of one a row, 5 % of the
// time of SSIM at 3840×2160. A system that does not grant them changes nothing.
func HugePages[T float32 | byte](s []T) {
	page := os.Getpagesize()
	b := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(*new(T))))
	if len(b) < large {
		return
	}
	before := int(-uintptr(unsafe.Pointer(unsafe.SliceData(s)))) & (page - 1)
	if before >= len(b) {
		return
	}
	b = b[before:]
	if n := len(b) &^ (page - 1); n > 0 {
		_ = syscall.Madvise(b[:n], syscall.MADV_HUGEPAGE)
	}
}
