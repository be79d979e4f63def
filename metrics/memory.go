package metrics

import "github.com/fastiqa/iqa/plane"

// Memory returns how many bytes of work space Score takes for two pictures of
// w×h pixels, beside the pictures themselves: about, and from above. Channels
// is 3 if either picture has colour, or 1; copies says that the two are to be
// made alike first, because one has alpha or their peaks differ.
func (s *Set) Memory(w, h, channels int, copies bool) int64 {
	scored, more := 2*channels, 0
	if copies {
		more = 2 * channels
	}
	if channels > 1 && s.Color == Luma {
		scored, more = 2, more+2
	}
	return int64(more)*planeBytes(w, h) + int64(scored)*pyramidBytes(w, h) + s.zhaoBytes() +
		s.wholeBytes(w, h, channels)
}

// wholeBytes is the memory of SSIM's borders, of metrics of whole pictures, and of
// the luma and the features that some of them share.
func (s *Set) wholeBytes(w, h, channels int) (n int64) {
	var luma, features int64
	for _, m := range s.Metrics {
		if m, ok := m.(*SSIM); ok {
			n += m.bytes(w, h)
		}
		if m, ok := m.(pictorial); ok {
			n += m.memory(w, h, channels)
			if m.luma() {
				luma = 2 * fieldBytes(w, h)
			}
			if _, ok := m.(featured); ok {
				features = featureBytes(w, h)
			}
		}
	}
	return n + luma + features
}

func fieldBytes(w, h int) int64 { return 8 * int64(w) * int64(h) }

// zhaoBytes is the memory of the tiles of zhao-ms-ssim and mix, whatever the
// size: nothing if neither is scored.
func (s *Set) zhaoBytes() int64 {
	for _, m := range s.Metrics {
		k, ok := zhaoConst{}, false
		switch m := m.(type) {
		case *ZhaoMSSSIM:
			k, ok = m.consts(), true
		case *Mix:
			k, ok = m.MS.consts(), true
		}
		if ok {
			return s.tasks() * k.bytes()
		}
	}
	return 0
}

// tasks is how many work spaces a Set may make.
func (s *Set) tasks() int64 {
	if s.Par == nil {
		return 1
	}
	return maxTasks
}

// bytes is the memory that a tile of the score is made in, from above: its
// fields, what is filtered down and kept of that, and means and losses. Wide are
// two fields of each.
func (k zhaoConst) bytes() int64 {
	pitch, n := int64(zhaoCols+k.side+15), int64(len(k.sigmas))
	samples := pitch * int64(zhaoRows+k.side)
	turned := pitch*2 + n*int64(k.side)*4
	wide := pitch*2 + n*int64(k.side)*2
	return samples*(4*4+2*8) + zhaoRows*(4*turned+8*wide) + tileSize*(4*(8+2*n+2)+8*4)
}

func planeBytes(w, h int) int64 {
	return 4 * int64(plane.Stride(w)) * (int64(h) + 1)
}

// pyramidBytes is the memory of all scales below the first.
func pyramidBytes(w, h int) (n int64) {
	for range len(weights2003) - 1 {
		w, h = (w+1)/2, (h+1)/2
		n += planeBytes(w, h)
	}
	return n
}

// Forget lets go of the pictures of the last pair, but for a reference that is
// prepared. It keeps the work space. It is for pictures too large to linger.
func (s *Set) Forget() {
	s.dist.forget()
	if s.prepared == nil {
		s.ref.forget()
		s.refSeen = seen{}
	}
	s.pass.forget()
	for i := range s.chans {
		s.chans[i].ref, s.chans[i].dist = nil, nil
	}
}

func (s *side) forget() {
	clear(s.planes[:cap(s.planes)])
	s.planes = s.planes[:0]
	s.colors.forget()
}
