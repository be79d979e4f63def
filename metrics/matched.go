package metrics

import "github.com/fastiqa/iqa/plane"

const noteBlack = "alpha: laid over black"

// Matched is two pictures made alike as in a Set, for Grad and for maps: a gray
// one is taken for all three channels of a coloured one, the lower of two bit
// depths is scaled up, an integer picture against one of floats is divided by
// its peak. Where one has alpha both are laid over black.
type Matched struct {
	// Ref and Dist have one size, one space and one Peak, and no Alpha. They
	// share the samples of pictures that needed no change, and are valid until
	// these change or Match is called again.
	Ref, Dist plane.Image

	View View // what there is to know

	ref, dist side
}

// Match makes ref and dist alike; they are not written. Errors: *SizeError,
// *PeakError, or a picture without planes.
func (m *Matched) Match(ref, dist *plane.Image, color Color) error {
	l, err := meet(ref, dist, color, &m.View)
	if err != nil {
		return err
	}
	if l.alpha {
		m.View.Notes[len(m.View.Notes)-1] = noteBlack
	}
	m.ref.set(ref, l)
	m.dist.set(dist, l)
	m.Ref = plane.Image{Space: l.space, Planes: m.ref.planes}
	m.Dist = plane.Image{Space: l.space, Planes: m.dist.planes}
	return nil
}
