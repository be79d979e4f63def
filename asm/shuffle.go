package asm

// A shuffle says which of 16 bytes make the four lanes of 16 bytes: lane k has
// the bytes 4k to 4k+3, the least significant first. The larger vectors have
// the same shuffle for each 16 bytes.
type shuffle [16]byte

// none is a byte of a shuffle that stands for zero.
const none = 0x80

// The shuffles of the kernels, by the number of channels.
var (
	swap  = lanes16(4, 0, 4) // of two channels, too
	one8  = [5]shuffle{2: lanes8(2, 0), 3: lanes8(3, 0), 4: lanes8(4, 0)}
	rgb8s = [5][3]shuffle{
		3: {lanes8(3, 0), lanes8(3, 1), lanes8(3, 2)},
		4: {lanes8(4, 0), lanes8(4, 1), lanes8(4, 2)},
	}
	// One of three or four channels: 16 bytes hold but two samples.
	one16 = [5][2]shuffle{
		3: {lanes16(6, 0, 2), lanes16(6, 2, 4)},
		4: {lanes16(8, 0, 2), lanes16(8, 2, 4)},
	}
)

// lanes8 is the shuffle for bytes of a stride, from one on.
func lanes8(stride, from int) shuffle {
	var s shuffle
	for i := range s {
		s[i] = none
	}
	for k := range 4 {
		s[4*k] = byte(from + stride*k)
	}
	return s
}

// lanes16 is the shuffle for big-endian samples of a stride in the lanes from
// first to before end. The others are zero.
func lanes16(stride, first, end int) shuffle {
	var s shuffle
	for i := range s {
		s[i] = none
	}
	for k := first; k < end; k++ {
		at := stride * (k - first)
		s[4*k], s[4*k+1] = byte(at+1), byte(at)
	}
	return s
}

// loads is how many of n samples kernels make that are stride bytes apart: whole
// vectors, and so many that each load of 16 bytes, which holds per samples, is
// inside size bytes.
func loads(n, size, stride, per int) int {
	if size < 16 {
		return 0
	}
	return whole(min(n, (size-16)/stride+per))
}
