package plane

import "github.com/fastiqa/iqa/asm"

// Reset8 is Reset for a picture of 8 bits, with Peak 255: one of bytes if m is
// Compact and there is no alpha. What writes float32 to it writes drafts.
func (m *Image) Reset8(s Space, w, h int, alpha bool) {
	if m.Compact && !alpha {
		m.reset(s, w, h, 255, true)
	} else {
		m.Reset(s, w, h, 255, alpha)
	}
}

// Draft is where to write row y of plane c as float32: the row itself, or where the
// plane is of bytes one that Commit makes them of. Then its samples must be integers
// of 0 to 255.
func (m *Image) Draft(c, y int) []float32 {
	p := &m.Planes[c]
	if !p.OfBytes() {
		return p.Row(y)
	}
	if cap(m.drafts[c]) < p.W {
		m.drafts[c] = make([]float32, p.W)
	}
	return m.drafts[c][:p.W]
}

// Commit makes the rows y of all planes what their drafts are.
func (m *Image) Commit(y int) {
	for c := range m.Planes {
		if p := &m.Planes[c]; p.OfBytes() {
			asm.Narrow(p.ByteRow(y), m.drafts[c][:p.W])
		}
	}
}
