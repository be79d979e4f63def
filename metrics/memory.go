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
	return int64(more)*planeBytes(w, h) + int64(scored)*pyramidBytes(w, h)
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
	s.pass.ref, s.pass.dist = nil, nil
	for i := range s.chans {
		s.chans[i].ref, s.chans[i].dist = nil, nil
	}
}

func (s *side) forget() {
	clear(s.planes[:cap(s.planes)])
	s.planes = s.planes[:0]
}
