package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/pipeline"
	"github.com/fastiqa/iqa/plane"
)

// gallery is one run of gradmap: every pair becomes a file.
type gallery struct {
	ctx context.Context
	mapOptions
	source *source
	folder *folder // nil: one file
	stdout io.Writer
	stderr io.Writer
	runner pipeline.Runner
	bar    *progress

	files  sync.Map // name of a distorted picture → that of its file
	done   atomic.Int64
	failed int
	noted  int
}

func (g *gallery) run() error {
	g.bar = newProgress(g.progress, g.stderr, &output{Writer: io.Discard})
	g.bar.start(g.source)
	g.runner.Ref, g.runner.Dist = g.source.ref, g.source.dist
	g.runner.Work, g.runner.Do = g.workspace, g.artist
	for r, err := range g.runner.Run(g.ctx, g.pairs) {
		g.files.Delete(r.Dist)
		if err != nil {
			var o *outputError
			if errors.As(err, &o) {
				err = o // without the name of the picture
			}
			g.bar.first(&g.failed, "%v", err)
		}
		for _, n := range r.Notes {
			g.bar.first(&g.noted, "%s: %s", r.Dist, strings.TrimPrefix(n, r.Dist+": "))
		}
		g.bar.step()
	}
	g.bar.stop()
	return g.verdict()
}

// pairs are those of the source. Files get their names in its order, whichever
// is written first.
func (g *gallery) pairs(yield func(pipeline.Pair, error) bool) {
	for p, err := range g.source.pairs {
		if err == nil && g.folder != nil {
			g.files.Store(p.Dist, g.folder.name(p.Dist, g.format))
		}
		if !yield(p, err) {
			return
		}
	}
}

// workspace is what a pair takes beside its pictures: their common look, the
// values and what makes them, and the page.
func (g *gallery) workspace(ref, dist *imageio.Config) int64 {
	pixels := int64(ref.W) * int64(ref.H)
	n := 4 * pixels * (4*int64(max(ref.Channels, dist.Channels)) + 6)
	n += g.scoring(ref.W, ref.H, max(ref.Channels, dist.Channels))
	if g.format == "png" {
		n += (&page{mapOptions: &g.mapOptions}).memory(ref.W, ref.H)
	}
	return n
}

// scoring is what a metric of whole pictures takes, which is of their size.
func (g *gallery) scoring(w, h, channels int) int64 {
	all, err := metrics.ByName(g.metric)
	if err != nil {
		return 0
	}
	if _, whole := all[0].(metrics.ImageMetric); !whole {
		return 0
	}
	return (&metrics.Set{Metrics: all}).Memory(w, h, channels, false)
}

// artist returns what a worker does with each pair.
func (g *gallery) artist() func(p pipeline.Pair, ref, dist *plane.Image) ([]string, error) {
	v, err := newValues(g.kind, g.metric)
	if err != nil {
		panic("iqa: kind and metric were checked before")
	}
	g.dials.set(v.metric)
	return func(p pipeline.Pair, ref, dist *plane.Image) ([]string, error) {
		err := v.make(ref, dist)
		if err == nil {
			err = g.ctx.Err()
		}
		if err == nil {
			if err = g.save(p, &v); err != nil {
				err = &outputError{err}
			} else {
				g.done.Add(1) // it is there, also if an interrupt drops the result
			}
		}
		return v.warnings(), err
	}
}

// outputError is about a file that is written, which it names.
type outputError struct{ error }

// save writes the file, under its name once it is complete.
func (g *gallery) save(p pipeline.Pair, v *values) error {
	out, err := g.open(p)
	if err != nil {
		return err
	}
	defer out.discard()
	return out.fill(func(w io.Writer) error {
		switch g.format {
		case "npy":
			return imageio.WriteNPY(w, v.planes)
		case "pfm":
			return imageio.WritePFM(w, v.planes)
		}
		return (&page{&g.mapOptions, v}).draw(w)
	})
}

func (g *gallery) open(p pipeline.Pair) (*output, error) {
	if name, ok := g.files.Load(p.Dist); ok {
		return g.folder.create(name.(string))
	}
	return openOutput(g.output, g.stdout)
}

// verdict tells what is left to tell and chooses the exit code.
func (g *gallery) verdict() error {
	g.source.tellStrays(g.stderr)
	for _, n := range [...]struct {
		count int
		what  string
	}{{g.failed, "failed pairs"}, {g.noted, "notes"}} {
		if n.count > maxTold {
			fmt.Fprintf(g.stderr, "iqa: … and %d more %s\n", n.count-maxTold, n.what)
		}
	}
	written := int(g.done.Load())
	if written+g.failed > 1 {
		fmt.Fprintf(g.stderr, "iqa: %d written, %d failed\n", written, g.failed)
	}
	switch {
	case g.ctx.Err() != nil:
		return fmt.Errorf("interrupted after %d pairs", written+g.failed)
	case g.failed > 0:
		return errFailed
	case written == 0:
		return fmt.Errorf("%s: no pairs found", g.source.title)
	}
	return nil
}
