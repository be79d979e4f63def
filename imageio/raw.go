package imageio

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/fastiqa/iqa/plane"
)

// The writers take planes of one size, whose samples they store as they are;
// the Peak is not stored.

// WriteNPY writes planes as a NumPy array of float32 with the shape (channels,
// height, width): format version 1.0, little-endian, C order. The format is
// that of numpy.lib.format.
func WriteNPY(w io.Writer, planes []plane.Plane) error {
	if err := alike(planes); err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	b.Write(headNPY(len(planes), planes[0].H, planes[0].W))
	for c := range planes {
		for y := range planes[c].H {
			writeRow(b, planes[c].Row(y))
		}
	}
	return b.Flush()
}

// headNPY is the magic, the version, the length of what follows, and a Python
// dictionary, filled up with spaces so that the samples begin at a multiple of
// 64 bytes.
func headNPY(c, h, w int) []byte {
	const before = 10
	dict := fmt.Sprintf("{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d, %d), }", c, h, w)
	n := (before+len(dict)+1+63)&^63 - before
	b := binary.LittleEndian.AppendUint16([]byte("\x93NUMPY\x01\x00"), uint16(n))
	return fmt.Appendf(b, "%-*s\n", n-1, dict)
}

// WritePFM writes one plane, or three as red, green and blue, as a portable
// float map: little-endian, the bottom row first.
func WritePFM(w io.Writer, planes []plane.Plane) error {
	if err := alike(planes); err != nil {
		return err
	}
	magic := "Pf"
	switch len(planes) {
	case 1:
	case 3:
		magic = "PF"
	default:
		return fmt.Errorf("pfm holds 1 or 3 channels, not %d", len(planes))
	}
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s\n%d %d\n-1.0\n", magic, planes[0].W, planes[0].H)
	row := make([]float32, planes[0].W*len(planes))
	for y := planes[0].H - 1; y >= 0; y-- {
		for c := range planes {
			for x, v := range planes[c].Row(y) {
				row[len(planes)*x+c] = v
			}
		}
		writeRow(b, row)
	}
	return b.Flush()
}

// alike refuses planes that do not make one picture.
func alike(planes []plane.Plane) error {
	if len(planes) == 0 {
		return errors.New("no channels")
	}
	for c := range planes {
		if !planes[c].Valid() {
			return errors.New("plane has fewer samples than its size says")
		}
		if planes[c].Size() != planes[0].Size() {
			return fmt.Errorf("channels differ in size: %v and %v",
				planes[0].Size(), planes[c].Size())
		}
	}
	return nil
}

// writeRow writes samples; Flush tells of errors.
func writeRow(b *bufio.Writer, row []float32) {
	var s [4]byte
	for _, v := range row {
		binary.LittleEndian.PutUint32(s[:], math.Float32bits(v))
		b.Write(s[:])
	}
}
