package asm

import "encoding/binary"

// Opaque8 reports whether the last byte of each four is 255: the alpha of
// pixels of 8 bits. It panics if src is no multiple of four bytes.
func Opaque8(src []byte) bool {
	if len(src)%8 == 4 {
		n := len(src) - 4
		if src[n+3] != 255 {
			return false
		}
		src = src[:n]
	}
	return ones(src, 0xff000000_ff000000)
}

// Opaque16 reports whether the last two bytes of each eight are 255: the alpha
// of pixels of 16 bits. It panics if src is no multiple of eight bytes.
func Opaque16(src []byte) bool { return ones(src, 0xffff0000_00000000) }

// ones reports whether each eight bytes of src, the first the least
// significant, have all the ones of mask.
func ones(src []byte, mask uint64) bool {
	if len(src)%8 != 0 {
		panic("asm: part of a pixel")
	}
	all := mask
	for ; len(src) >= 8; src = src[8:] {
		all &= binary.LittleEndian.Uint64(src)
	}
	return all == mask
}
