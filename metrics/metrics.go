// Package metrics has the scores: how far a distorted picture is from its
// reference. A metric is a struct whose exported fields are its settings and
// whose zero value is the published one; a setting of 0 means the published
// value. The first Score at a size makes the work space, further ones allocate
// nothing. So a metric is not for two goroutines at once, and not to be copied
// once used; make one for each goroutine.
//
// The arguments are always the reference, then the distorted picture, of one
// size and one Peak. They are never written and never kept.
package metrics

import (
	"errors"
	"fmt"
	"image"

	"github.com/fastiqa/iqa/plane"
)

// Metric scores a distorted plane against its reference.
type Metric interface {
	// Name is the identifier that commands and reports use.
	Name() string
	// Score compares two planes. Errors: *SizeError, *PeakError, ErrNotFinite.
	Score(ref, dist *plane.Plane) (float64, error)
}

// Mapper is a Metric that can say where the score comes from.
type Mapper interface {
	Metric
	// Map sizes dst, writes a score for each window or sample to it with
	// Peak 1, and returns the score of the whole. dst must not be ref or dist.
	Map(dst, ref, dist *plane.Plane) (float64, error)
}

// Noter is a Metric that may have something to say about its last score.
type Noter interface {
	Note() string
}

// ErrSize is what a *SizeError is, for errors.Is.
var ErrSize = errors.New("wrong size")

// ErrNotFinite says that samples, or the score made from them, are NaN or
// infinite.
var ErrNotFinite = errors.New("samples or score not finite")

var errPlane = errors.New("plane has fewer samples than its size says")

// SizeError says that two pictures differ in size, or where Metric is set,
// that their size is not one that it takes.
type SizeError struct {
	Ref, Dist image.Point
	Metric    string
	Min       int  // the smallest side that Metric takes
	Odd       bool // and it takes squares of an odd side only

	// Numbers of channels, where only these differ.
	RefChannels, DistChannels int
}

func (e *SizeError) Error() string {
	switch {
	case e.RefChannels != e.DistChannels:
		return fmt.Sprintf("channels differ: reference %d, distorted %d",
			e.RefChannels, e.DistChannels)
	case e.Odd:
		return fmt.Sprintf("%dx%d is no square of an odd side of at least %d, which %s needs",
			e.Ref.X, e.Ref.Y, e.Min, e.Metric)
	case e.Metric == "":
		return fmt.Sprintf("sizes differ: reference %dx%d, distorted %dx%d",
			e.Ref.X, e.Ref.Y, e.Dist.X, e.Dist.Y)
	}
	return fmt.Sprintf("%dx%d is smaller than the %dx%d that %s needs",
		e.Ref.X, e.Ref.Y, e.Min, e.Min, e.Metric)
}

// Is reports whether target is ErrSize.
func (e *SizeError) Is(target error) bool { return target == ErrSize }

// PeakError says that the Peaks of two planes are unusable: not positive, not
// finite, or not equal.
type PeakError struct{ Ref, Dist float64 }

func (e *PeakError) Error() string {
	return fmt.Sprintf("peaks %g and %g: want one positive peak", e.Ref, e.Dist)
}

// check says whether two planes can be compared at all.
func check(ref, dist *plane.Plane) error {
	if !ref.Valid() || !dist.Valid() {
		return errPlane
	}
	if ref.Size() != dist.Size() {
		return &SizeError{Ref: ref.Size(), Dist: dist.Size()}
	}
	if p := ref.Peak; p != dist.Peak || !(p > 0) || p-p != 0 {
		return &PeakError{ref.Peak, dist.Peak}
	}
	return nil
}
