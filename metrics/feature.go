package metrics

import (
	"errors"
	"slices"
)

// features are what FSIM and FSIMC compare: of the luminance, shrunk, and the
// chroma.
type features struct {
	made       bool
	err        error    // why there are none
	yiq        [3]field // shrunk; of gray pictures Y alone
	slope      field
	congruency field
}

// featured is a metric that looks at canvases' features.
type featured interface{ featured() }

// featureMaker is the work space that makes them.
type featureMaker struct {
	s          shrinker
	slope      sloper
	congruency congruency
}

var (
	errFlat       = errors.New("a picture is flat: it has no features to compare")
	errNoFeatures = errors.New("no features in the pictures")
)

// features are those of c, made by m unless another metric has. The error says
// why c cannot be compared.
func (c *canvas) features(m *featureMaker) (*features, error) {
	f := &c.feat
	if !f.made {
		f.made, f.err = true, m.make(f, c)
	}
	return f, f.err
}

func (m *featureMaker) make(f *features, c *canvas) error {
	m.s.shrinkColors(&f.yiq, c, &yiq, shrinkBy(c.size()))
	y := &f.yiq[0]
	if slices.Min(y.v) == slices.Max(y.v) {
		return errFlat
	}
	m.slope.slopes(&f.slope, y, scharr)
	m.congruency.measure(&f.congruency, y)
	return nil
}

// featureBytes is the memory of the features of a pair, and of their maker.
func featureBytes(w, h int) int64 {
	f := shrinkBy(w, h)
	w, h = shrunk(w, f), shrunk(h, f)
	return 10*fieldBytes(w, h) + congruencyBytes(w, h)
}
