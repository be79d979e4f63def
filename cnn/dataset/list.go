package dataset

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"iter"
	"path"
	"strings"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/pipeline"
)

// lesson is one Read.
type lesson struct {
	*Reader
	patches *cnn.Patches
	all     []entry
	sum     Summary
	first   error // of what cannot be read
	hash    hash.Hash
}

// entry is a picture, or a pair of them, by its headers.
type entry struct {
	folder *Folder
	number uint64 // among all files listed: chance depends on it
	file   pipeline.Pair
	clean  imageio.Config
	input  imageio.Config
}

// name is what messages call it.
func (e *entry) name() string { return path.Join(e.folder.Name, e.file.Dist) }

// list reads all headers.
func (l *lesson) list(ctx context.Context) error {
	l.hash = sha256.New()
	number := uint64(0)
	for i := range l.Folders {
		f := &l.Folders[i]
		before := number
		for file, err := range f.files() {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			e := entry{folder: f, number: number, file: file}
			number++
			if err == nil {
				err = l.head(&e)
			}
			if err != nil {
				l.skip(e.name(), err)
				continue
			}
			l.all = append(l.all, e)
		}
		if number == before {
			return fmt.Errorf("%s: no pictures found", f.Name)
		}
	}
	return nil
}

// files are the pictures of a folder.
func (f *Folder) files() iter.Seq2[pipeline.Pair, error] {
	if f.Input != nil {
		return bare(pipeline.Match(f.Clean, f.Input, nil))
	}
	return bare(pipeline.Against("", f.Clean, nil))
}

// bare are pairs whose errors do not name them: messages do.
func bare(all iter.Seq2[pipeline.Pair, error]) iter.Seq2[pipeline.Pair, error] {
	return func(yield func(pipeline.Pair, error) bool) {
		for p, err := range all {
			if p.Dist == "" {
				p.Dist = p.Ref
			}
			if err != nil {
				err = errors.New(strings.TrimPrefix(err.Error(), p.Dist+": "))
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

// head reads the headers of e, and refuses what cannot be used.
func (l *lesson) head(e *entry) (err error) {
	e.clean, err = imageio.Dir(e.folder.Clean, l.MaxPixels).Config(e.cleanName())
	if err != nil {
		return err
	}
	if e.folder.Input != nil {
		if e.input, err = imageio.Dir(e.folder.Input, l.MaxPixels).Config(e.file.Dist); err != nil {
			return err
		}
		if e.input.W != e.clean.W || e.input.H != e.clean.H {
			return fmt.Errorf("%dx%d pixels, its target has %dx%d",
				e.input.W, e.input.H, e.clean.W, e.clean.H)
		}
	}
	if min(e.clean.W, e.clean.H) < l.patches.Side {
		return cnn.ErrSmall
	}
	if n := e.bytes(); l.Ceiling > 0 && n > l.Ceiling {
		return fmt.Errorf("needs %d MiB of memory, more than the %d MiB there are", n>>20, l.Ceiling>>20)
	}
	return nil
}

// cleanName is the name of the target.
func (e *entry) cleanName() string {
	if e.folder.Input != nil {
		return e.file.Ref
	}
	return e.file.Dist
}

// bytes are what a picture takes until it is among the patches: files,
// decoding, and the planes of input and target.
func (e *entry) bytes() int64 {
	const planes = 4 * 3 * 4 // three channels of four pictures
	return e.clean.Bytes + e.clean.Size + e.input.Bytes + e.input.Size +
		planes*int64(e.clean.W)*int64(e.clean.H)
}

// taken adds e to the hash.
func (l *lesson) taken(e *entry) {
	fmt.Fprintf(l.hash, "%s %d\n", e.cleanName(), e.clean.Size)
	if e.folder.Input != nil {
		fmt.Fprintf(l.hash, "%s %d\n", e.file.Dist, e.input.Size)
	}
}

// seal ends the hash.
func (l *lesson) seal() { l.sum.Hash = hex.EncodeToString(l.hash.Sum(nil)) }
