// Package dataset reads folders of pictures into the patches that networks are
// trained with. What it makes of them depends on the files and the settings
// alone, not on the number of tasks.
package dataset

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/degrade"
)

// Folder is where pictures are, also in the folders below it.
type Folder struct {
	Name  string // in messages
	Clean fs.FS  // what networks are to make
	Input fs.FS  // what they are given, under the names of Clean; nil: Task makes it
}

// Reader reads pictures. Gray ones are taken for all three channels, those with
// alpha are laid over black.
type Reader struct {
	Folders   []Folder
	Task      degrade.Task // may be nil where all folders have Input
	MaxPixels int64        // of a picture; 0: imageio.DefaultMaxPixels

	// Memory is how many bytes the samples of all pictures may take, at 12 a
	// pixel. Where they are more, of each picture only the square in its middle
	// is taken, all of one side, as large as fits. Ceiling is more bytes than
	// there are for one picture while it is decoded; 0: no ceiling.
	Memory, Ceiling int64

	Workers int                          // pictures decoded at the same time
	Par     cnn.Par                      // runs them
	Skip    func(name string, err error) // is told what is left out, or nil
	Step    func(read, pictures int)     // is told how far it is, or nil
}

// Summary is what was read.
type Summary struct {
	Pictures   int    // that patches are taken from
	Pixels     int64  // in them
	Gray       int    // among them
	Alpha      int    // among them
	Small      int    // smaller than a patch, left out
	Unreadable int    // left out
	Square     int    // the side that pictures were cut to; 0: they are whole
	Hash       string // SHA-256 over lines of name and bytes of each file taken
}

// bytesPerPixel is what cnn.Patches holds.
const bytesPerPixel = 12

// Read adds the pictures of all folders to p, whose Side and Valid are set.
// Errors: that of ctx, a folder without pictures, and that none is left.
func (r *Reader) Read(ctx context.Context, p *cnn.Patches) (*Summary, error) {
	l := &lesson{Reader: r, patches: p}
	if err := l.list(ctx); err != nil {
		return nil, err
	}
	if err := l.fit(); err != nil {
		return nil, err
	}
	if err := l.load(ctx); err != nil {
		return nil, err
	}
	l.seal()
	return &l.sum, l.verdict()
}

// verdict is an error where nothing is left.
func (l *lesson) verdict() error {
	switch n := l.sum.Small + l.sum.Unreadable; {
	case l.sum.Pictures > 0:
		return nil
	case l.sum.Unreadable == 0:
		return fmt.Errorf("all %d pictures are smaller than a patch of %dx%d pixels",
			n, l.patches.Side, l.patches.Side)
	case l.sum.Small == 0:
		return fmt.Errorf("none of %d pictures can be read; the first: %w", n, l.first)
	default:
		return fmt.Errorf("of %d pictures, %d cannot be read and %d are smaller than a patch of %dx%d pixels",
			n, l.sum.Unreadable, l.sum.Small, l.patches.Side, l.patches.Side)
	}
}

// skip leaves a picture out, because of err.
func (l *lesson) skip(name string, err error) {
	if errors.Is(err, cnn.ErrSmall) {
		l.sum.Small++
	} else {
		if l.sum.Unreadable++; l.first == nil {
			l.first = fmt.Errorf("%s: %w", name, err)
		}
	}
	if l.Skip != nil {
		l.Skip(name, err)
	}
}
