package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/degrade"
	"github.com/fastiqa/iqa/colorspace"
	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/plane"
)

// restorer is one run of cnn restore.
type restorer struct {
	ctx     context.Context
	stderr  io.Writer
	output  string
	limit   int64 // pixels
	ceiling int64 // bytes
	source  source
	all     []original
	many    bool
	folder  *folder // nil: one file
	network cnn.Restorer
	enlarge bool
	bar     *progress
	done    int
	failed  int

	read, large, input, made, gray plane.Image
}

// run restores all pictures. A bad one ends nothing.
func (r *restorer) run() error {
	if r.folder != nil {
		defer r.folder.Close()
	}
	r.bar.begin(int64(len(r.all)), "pictures")
	for i := range r.all {
		if r.ctx.Err() != nil {
			break
		}
		if err := r.one(&r.all[i]); err != nil && r.ctx.Err() == nil {
			r.bar.first(&r.failed, "%v", err)
		} else if err == nil {
			r.done++
		}
		r.bar.step()
	}
	r.bar.stop()
	return r.verdict()
}

// one restores a picture.
func (r *restorer) one(o *original) error {
	if err := r.load(o, &r.read); err != nil {
		if text := err.Error(); strings.HasPrefix(text, o.name+": ") {
			return err
		}
		return fmt.Errorf("%s: %w", o.title, err)
	}
	src := &r.read
	if r.enlarge {
		src = &r.large
		degrade.Enlarge(src, &r.read)
	}
	m, err := r.restored(src)
	if err != nil {
		return fmt.Errorf("%s: %w", o.title, err)
	}
	out, err := r.open(o)
	if err != nil {
		return err
	}
	defer out.discard()
	deep := r.read.Depth() > 8
	return out.fill(func(w io.Writer) error { return imageio.WritePNG(w, m, deep) })
}

func (r *restorer) open(o *original) (*output, error) {
	if r.folder == nil {
		return openOutput(r.output, nil)
	}
	return r.folder.create(o.place)
}

// restored is what the network makes of src, with its alpha, and gray if that is.
func (r *restorer) restored(src *plane.Image) (*plane.Image, error) {
	alpha := src.Alpha
	src.Alpha = nil
	defer func() { src.Alpha = alpha }()
	cnn.Prepare(&r.input, src)
	if err := r.network.Restore(&r.made, &r.input); err != nil {
		return nil, err
	}
	m := &r.made
	if len(src.Planes) == 1 {
		size, p := m.Size(), m.Planes
		r.gray.Reset(plane.Gray, size.X, size.Y, 1, false)
		colorspace.Luma(&r.gray.Planes[0], &p[0], &p[1], &p[2])
		m = &r.gray
	}
	view := plane.Image{Space: m.Space, Planes: m.Planes, Alpha: alpha}
	return &view, nil
}

// verdict tells what is left to tell and chooses the exit code.
func (r *restorer) verdict() error {
	if r.failed > maxTold {
		fmt.Fprintf(r.stderr, "iqa: … and %d more failed pictures\n", r.failed-maxTold)
	}
	if r.many {
		fmt.Fprintf(r.stderr, "iqa: %d restored, %d failed\n", r.done, r.failed)
	}
	switch {
	case r.ctx.Err() != nil:
		return fmt.Errorf("interrupted after %d pictures", r.done+r.failed)
	case r.failed > 0:
		return errFailed
	}
	return nil
}
