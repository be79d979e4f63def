package metrics

import (
	"slices"

	"github.com/fastiqa/iqa/plane"
)

// compact is a scorer that scores planes of bytes as they are. All else, gradients
// and maps too, is made from planes of floats.
type compact interface {
	scorer
	ofBytes() bool
}

func (*L1) ofBytes() bool     { return true }
func (*L2) ofBytes() bool     { return true }
func (*PSNR) ofBytes() bool   { return true }
func (*MSSSIM) ofBytes() bool { return true }

// Planes are made larger where windows go on beyond them.
func (m *SSIM) ofBytes() bool { return m.Border == plane.Valid }

// takesBytes says whether m scores planes of bytes as they are.
func takesBytes(m Metric) bool {
	c, ok := m.(compact)
	return ok && c.ofBytes()
}

// Compact reports whether s scores pictures of bytes as they are, so that reading
// them with plane.Image.Compact saves time and memory. A Set that does not makes
// floats of them first.
func (s *Set) Compact() bool { return s.Color != Luma && s.init() == nil && s.takeBytes() }

// takeBytes says whether all metrics in use do.
func (s *Set) takeBytes() bool {
	return !slices.ContainsFunc(s.metrics, func(m Metric) bool { return !takesBytes(m) })
}

// ofBytes says whether all planes of m are of bytes.
func ofBytes(m *plane.Image) bool {
	return !slices.ContainsFunc(m.Planes, func(p plane.Plane) bool { return !p.OfBytes() })
}

// widen makes the channel's planes ones of floats.
func (w *solo) widen() {
	w.c.ref = w.c.ref.Floats(&w.wide[0])
	w.c.dist = w.c.dist.Floats(&w.wide[1])
}
