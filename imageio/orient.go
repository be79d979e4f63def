package imageio

import (
	"encoding/binary"

	"github.com/fastiqa/iqa/plane"
)

// exifOrientation returns the orientation, 1 to 8, in an EXIF block, which is
// a TIFF header with a directory. It is 0 if there is none, or the block is
// broken: a camera's notes must not keep a picture from being read.
func exifOrientation(exif []byte) int {
	t, err := openTIFF(exif, int64(len(exif)))
	if err != nil {
		return 0
	}
	return t.orientation()
}

// orientation is that of a TIFF directory, or 0.
func (t *tiffDir) orientation() int {
	v, err := t.ints(tiffOrientation, 1)
	if err != nil || len(v) == 0 || v[0] < 1 || v[0] > 8 {
		return 0
	}
	return int(v[0])
}

// orient turns dst upright, which is stored with orientation o, and notes it.
func orient(dst *plane.Image, o int, source string) {
	if o < 2 {
		return
	}
	var spare plane.Plane
	for i := range dst.Planes {
		turn(&dst.Planes[i], &spare, o)
	}
	if dst.Alpha != nil {
		turn(dst.Alpha, &spare, o)
	}
	note(dst, "%s orientation %d applied", source, o)
}

// turn turns p upright. The new samples are in what was the spare plane's
// memory, and p's old memory becomes the spare one.
func turn(p, spare *plane.Plane, o int) {
	w, h := p.W, p.H
	if o > 4 {
		w, h = h, w
	}
	spare.Peak = p.Peak
	if p.OfBytes() {
		spare.ResizeBytes(w, h)
		for y := range h {
			turnRow(spare.ByteRow(y), p.Bytes, p, y, o)
		}
	} else {
		spare.Resize(w, h)
		for y := range h {
			turnRow(spare.Row(y), p.Pix, p, y, o)
		}
	}
	*p, *spare = *spare, *p
}

// turnRow makes row the row y of p turned upright, whose samples are pix: a row
// of p for the orientations 1 to 4, a column for 5 to 8, either one from its far
// end or its near end.
func turnRow[T float32 | byte](row, pix []T, p *plane.Plane, y, o int) {
	flipX := o == 2 || o == 3 || o == 7 || o == 8
	flipY := o == 3 || o == 4 || o == 6 || o == 7
	first, step := p.Stride*y, 1
	switch {
	case o > 4 && flipX:
		first = p.W - 1 - y
	case o > 4:
		first = y
	case flipY:
		first = p.Stride * (p.H - 1 - y)
	}
	switch {
	case o > 4 && flipY:
		first, step = first+p.Stride*(p.H-1), -p.Stride
	case o > 4:
		step = p.Stride
	case flipX:
		first, step = first+p.W-1, -1
	}
	for x := range row {
		row[x] = pix[first+x*step]
	}
}

// byteOrder returns the order that the first bytes of a TIFF block name, or
// nil.
func byteOrder(data []byte) binary.ByteOrder {
	switch {
	case hasPrefix(data, "II"):
		return binary.LittleEndian
	case hasPrefix(data, "MM"):
		return binary.BigEndian
	}
	return nil
}
