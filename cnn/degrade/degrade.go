// Package degrade spoils pictures in the ways that networks are trained to undo:
// the tasks of H. Zhao, O. Gallo, I. Frosio and J. Kautz, "Loss Functions for
// Image Restoration with Neural Networks", IEEE Transactions on Computational
// Imaging 3(1), 2017, pp. 47-57, doi 10.1109/TCI.2016.2644865.
//
// What comes out depends on the picture, the settings, a seed and a number of
// the picture alone, and has the same bits on every processor.
package degrade

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fastiqa/iqa/plane"
)

// Task is a way of spoiling pictures, for which there is a network.
type Task interface {
	// Name is the identifier that commands and weight files use.
	Name() string

	// Settings is what it was set to, as weight files have it, such as
	// "quality=30"; empty where there is nothing to set.
	Settings() string

	// Apply makes dst what the network for this task is given of src, an RGB
	// picture of Peak 1 without Alpha. dst gets its size, Space and Peak, and
	// must not be src. Picture tells pictures apart where there is chance:
	// equal numbers have equal noise. Errors: src is not such a picture.
	Apply(dst, src *plane.Image, picture uint64) error
}

// names are those of the tasks.
var names = []string{"demosaic", "sr2", "jpeg"}

// Names returns the names of the tasks.
func Names() []string { return slices.Clone(names) }

// ByName returns a task as published but for the quality of JPEG, zero for that,
// and the seed of the noise of Demosaic. The error names the tasks there are.
func ByName(name string, quality int, seed uint64) (Task, error) {
	switch name {
	case "demosaic":
		return Demosaic{Seed: seed}, nil
	case "sr2":
		return SR2{}, nil
	case "jpeg":
		return JPEG{Quality: quality}, nil
	}
	return nil, fmt.Errorf("unknown %q (want %s)", name, strings.Join(names, ", "))
}

// ErrPicture says that a picture is not RGB with Peak 1 and without Alpha.
var ErrPicture = errors.New("picture is not RGB with Peak 1 and without alpha")

// begin checks src and sizes dst.
func begin(dst, src *plane.Image) error {
	if dst == src {
		panic("degrade: destination is the source")
	}
	if src.Space != plane.RGB || len(src.Planes) != 3 || src.Alpha != nil || src.Peak() != 1 {
		return ErrPicture
	}
	size := src.Size()
	dst.Reset(plane.RGB, size.X, size.Y, 1, false)
	return nil
}
