package imageio

import (
	"math"
	"math/bits"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/plane"
)

func isPNM(data []byte) bool {
	return len(data) > 2 && data[0] == 'P' && data[1] >= '1' &&
		data[1] <= '7' && (isSpace(data[2]) || data[2] == '#')
}

// pnm is the header of a PNM file.
type pnm struct {
	kind   byte // '1' to '7'
	w, h   int
	depth  int // channels with alpha
	maxval int
	start  int // of the samples
}

func headPNM(data []byte, size int64) (h head, err error) {
	p, err := parsePNM(data)
	if err != nil {
		return h, err
	}
	h.W, h.H, h.Channels = p.w, p.h, p.depth-(p.depth+1)%2
	h.Alpha = p.depth != h.Channels
	h.Depth = bits.Len(uint(p.peak()))
	h.need = p.need()
	h.bytes(0, p.depth)
	return h, nil
}

// peak is the sample of full intensity. Bilevel pictures are scaled to 255.
func (p *pnm) peak() int {
	if p.maxval == 1 {
		return 255
	}
	return p.maxval
}

// need is the length of the file, or in text the least it can be.
func (p *pnm) need() int64 {
	samples := mul(mul(int64(p.w), int64(p.h)), int64(p.depth))
	switch p.kind {
	case '1':
		return samples
	case '2', '3':
		return mul(2, samples) - 1
	case '4':
		samples = mul(ceil(int64(p.w), 8), int64(p.h))
	default:
		samples = mul(samples, int64(p.width()))
	}
	return min(samples, math.MaxInt64/2) + int64(p.start)
}

// width is the bytes of a binary sample.
func (p *pnm) width() int {
	if p.maxval > 255 {
		return 2
	}
	return 1
}

// parsePNM reads the header.
func parsePNM(data []byte) (p pnm, err error) {
	s := scanner{data: data, pos: 2}
	p.kind, p.depth, p.maxval = data[1], 1, 1
	if p.kind == '7' {
		return parsePAM(&s)
	}
	if p.kind == '3' || p.kind == '6' {
		p.depth = 3
	}
	p.w, p.h = s.number(), s.number()
	if p.kind != '1' && p.kind != '4' {
		p.maxval = s.number()
	}
	s.space()
	p.start = s.pos
	return p, s.check(&p)
}

// parsePAM reads a header of lines with a name and a value.
func parsePAM(s *scanner) (p pnm, err error) {
	p.kind = '7'
	tuple := ""
	for s.bad == nil {
		switch name := s.word(); name {
		case "WIDTH":
			p.w = s.number()
		case "HEIGHT":
			p.h = s.number()
		case "DEPTH":
			p.depth = s.number()
		case "MAXVAL":
			p.maxval = s.number()
		case "TUPLTYPE":
			tuple = s.word()
		case "ENDHDR":
			s.space()
			p.start = s.pos
			if s.bad == nil {
				s.bad = p.checkTuple(tuple)
			}
			return p, s.check(&p)
		default:
			s.fail(errorf("unknown header line %.20q", name))
		}
	}
	return p, s.bad
}

// checkTuple refuses pictures that are not gray or RGB. A file may leave the
// type to the depth.
func (p *pnm) checkTuple(tuple string) error {
	depths := map[string]int{"BLACKANDWHITE": 1, "GRAYSCALE": 1, "RGB": 3,
		"BLACKANDWHITE_ALPHA": 2, "GRAYSCALE_ALPHA": 2, "RGB_ALPHA": 4}
	d, known := depths[tuple]
	switch {
	case tuple == "" && (p.depth < 1 || p.depth > 4):
		return errorf("depth %d without a tuple type", p.depth)
	case tuple == "":
	case !known:
		return errorf("tuple type %.20q is not supported", tuple)
	case d != p.depth:
		return errorf("tuple type %s with depth %d", tuple, p.depth)
	}
	return nil
}

func (s *scanner) check(p *pnm) error {
	if s.bad == nil && (p.maxval < 1 || p.maxval > 65535) {
		return errorf("maxval %d is not in 1 to 65535", p.maxval)
	}
	return s.bad
}

func decodePNM(dst *plane.Image, data []byte, h head) error {
	p, err := parsePNM(data)
	if err != nil {
		return err
	}
	space := plane.Gray
	if h.Channels == 3 {
		space = plane.RGB
	}
	if p.peak() == 255 {
		dst.Reset8(space, p.w, p.h, h.Alpha)
	} else {
		dst.Reset(space, p.w, p.h, float64(p.peak()), h.Alpha)
	}
	read := p.samples
	if p.grayBytes() {
		read = p.copyRows
	}
	if err := read(dst, data[p.start:]); err != nil {
		return err
	}
	dst.DropOpaque()
	return nil
}

// grayBytes says whether the samples are the bytes of a gray picture.
func (p *pnm) grayBytes() bool { return p.kind > '4' && p.depth == 1 && p.maxval == 255 }

func (p *pnm) copyRows(dst *plane.Image, data []byte) error {
	if int64(len(data)) < mul(int64(p.w), int64(p.h)) {
		return ErrTruncated
	}
	for y := range p.h {
		dst.Planes[0].Set8(y, data[y*p.w:][:p.w])
	}
	return nil
}

// samples reads all rows.
func (p *pnm) samples(dst *plane.Image, data []byte) error {
	s := scanner{data: data}
	rows := make([][]float32, p.depth)
	for y := range p.h {
		for c := range dst.Planes {
			rows[c] = dst.Draft(c, y)
		}
		if dst.Alpha != nil {
			rows[p.depth-1] = dst.Alpha.Row(y)
		}
		p.row(rows, &s)
		if s.bad != nil {
			return s.bad
		}
		if err := p.scale(rows); err != nil {
			return err
		}
		dst.Commit(y)
	}
	return nil
}

// row reads the next row into the rows of the channels.
func (p *pnm) row(rows [][]float32, s *scanner) {
	switch p.kind {
	case '1':
		for x := range rows[0] {
			rows[0][x] = float32(1 - s.bit())
		}
	case '2', '3':
		for x := range p.w {
			for c := range rows {
				rows[c][x] = float32(s.sample(p.maxval))
			}
		}
	case '4':
		packed := s.bytes((p.w + 7) / 8)
		for x := range len(packed) * 8 {
			if x < p.w {
				rows[0][x] = float32(1 - packed[x/8]>>(7-x%8)&1)
			}
		}
	default:
		p.binary(rows, s.bytes(p.w*p.depth*p.width()))
	}
}

// binary splits a row of bytes into channels. An empty row is past the end.
func (p *pnm) binary(rows [][]float32, row []byte) {
	switch {
	case len(row) == 0:
	case p.width() == 2:
		for c := range rows {
			asm.Interleaved16(rows[c], row[2*c:], p.depth)
		}
	case p.depth == 1:
		asm.Gray8(rows[0], row)
	case p.depth == 3:
		asm.RGB8(rows[0], rows[1], rows[2], row, 3)
	default:
		for c := range rows {
			asm.Interleaved8(rows[c], row[c:], p.depth)
		}
	}
}

// scale makes bilevel samples 0 and 255, and refuses samples above maxval.
func (p *pnm) scale(rows [][]float32) error {
	top := float32(p.maxval)
	if top == 255 || top == 65535 {
		return nil
	}
	for _, row := range rows {
		for x, v := range row {
			if v > top {
				return errorf("sample %g is above maxval %d", v, p.maxval)
			}
			if top == 1 {
				row[x] = 255 * v
			}
		}
	}
	return nil
}
