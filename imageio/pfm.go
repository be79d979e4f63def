package imageio

import (
	"encoding/binary"
	"math"
	"strconv"

	"github.com/fastiqa/iqa/plane"
)

func isPFM(data []byte) bool {
	return len(data) > 2 && data[0] == 'P' &&
		(data[1] == 'f' || data[1] == 'F') && isSpace(data[2])
}

// pfm is the header of a PFM file.
type pfm struct {
	w, h, depth int
	scale       float64 // negative: the samples are little-endian
	start       int
}

func headPFM(data []byte, size int64) (h head, err error) {
	p, err := parsePFM(data)
	if err != nil {
		return h, err
	}
	h.W, h.H, h.Channels, h.Depth = p.w, p.h, p.depth, 32
	samples := mul(mul(int64(p.w), int64(p.h)), 4*int64(p.depth))
	h.need = min(samples, math.MaxInt64/2) + int64(p.start)
	h.bytes(0, p.depth)
	return h, nil
}

func parsePFM(data []byte) (p pfm, err error) {
	s := scanner{data: data, pos: 2}
	p.depth = 1
	if data[1] == 'F' {
		p.depth = 3
	}
	p.w, p.h = s.number(), s.number()
	word := s.word()
	s.space()
	if p.start = s.pos; s.bad != nil {
		return p, s.bad
	}
	p.scale, err = strconv.ParseFloat(word, 64)
	if err != nil || p.scale == 0 || p.scale-p.scale != 0 {
		return p, errorf("scale %.20q is not a finite number other than 0", word)
	}
	return p, nil
}

// decodePFM takes the samples as they are stored, the bottom row first.
func decodePFM(dst *plane.Image, data []byte, h head) error {
	p, err := parsePFM(data)
	if err != nil {
		return err
	}
	space := plane.Gray
	if p.depth == 3 {
		space = plane.RGB
	}
	dst.Reset(space, p.w, p.h, 1, false)
	s := scanner{data: data, pos: p.start}
	for y := p.h - 1; y >= 0; y-- {
		row := s.bytes(4 * p.w * p.depth)
		if s.bad != nil {
			return s.bad
		}
		for c := range dst.Planes {
			p.row(dst.Planes[c].Row(y), row[4*c:])
		}
	}
	if !dst.Finite() {
		return errorf("sample is not finite")
	}
	if math.Abs(p.scale) != 1 {
		note(dst, "scale %g not applied", math.Abs(p.scale))
	}
	return nil
}

// row makes dst the samples of a channel, which begin src.
func (p *pfm) row(dst []float32, src []byte) {
	step := 4 * p.depth
	if p.scale < 0 {
		for x := range dst {
			v := binary.LittleEndian.Uint32(src[step*x:])
			dst[x] = math.Float32frombits(v)
		}
		return
	}
	for x := range dst {
		v := binary.BigEndian.Uint32(src[step*x:])
		dst[x] = math.Float32frombits(v)
	}
}
