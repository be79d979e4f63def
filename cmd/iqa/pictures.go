package main

import (
	"context"
	"fmt"
	"iter"

	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/pipeline"
	"github.com/fastiqa/iqa/plane"
)

// openPictures is a folder, each of whose pictures is a pair of its own.
func openPictures(dir string, limit int64) (*source, error) {
	folder, err := isDir(dir)
	switch {
	case err != nil:
		return nil, err
	case !folder:
		return nil, fmt.Errorf("%s: is a file, want a folder of pictures", dir)
	}
	s := &source{title: dir}
	d, err := s.root(dir)
	if err != nil {
		return nil, err
	}
	s.ref = imageio.Dir(d, limit)
	s.dist = nothing{s.ref}
	s.folders(func(f func(pipeline.Stray)) iter.Seq2[pipeline.Pair, error] {
		return alone(pipeline.Against("", d, f))
	})
	return s, nil
}

// alone makes pairs of one picture each.
func alone(pairs iter.Seq2[pipeline.Pair, error]) iter.Seq2[pipeline.Pair, error] {
	return func(yield func(pipeline.Pair, error) bool) {
		for p, err := range pairs {
			p.Ref = p.Dist
			if !yield(p, err) {
				return
			}
		}
	}
}

// nothing loads the other picture of a pair of one: none, of the same size.
type nothing struct{ imageio.Loader }

func (n nothing) Config(name string) (imageio.Config, error) {
	c, err := n.Loader.Config(name)
	c.Bytes, c.Size = 0, 0
	return c, err
}

func (n nothing) Load(_ context.Context, dst *plane.Image, _ string) error {
	*dst = plane.Image{}
	return nil
}
