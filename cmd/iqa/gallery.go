package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"strings"

	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/pipeline"
	"github.com/fastiqa/iqa/plane"
	"github.com/fastiqa/iqa/report"
)

// gallery is one run of gradmap: one pair after another, each of which becomes
// a file.
type gallery struct {
	ctx context.Context
	mapOptions
	source  *source
	folder  *folder // nil: one file
	stdout  io.Writer
	stderr  io.Writer
	ceiling int64 // bytes of memory that one pair may take; 0: any
	bar     *progress

	ref, dist plane.Image
	drawn     int
	failed    int
	noted     int
}

func (g *gallery) run() error {
	g.bar = newProgress(g.progress, g.stderr, &output{Writer: io.Discard})
	g.bar.start(g.source)
	for p, err := range g.source.pairs {
		if err == nil {
			err = g.pair(p)
		}
		if g.ctx.Err() != nil {
			break
		}
		if err == nil {
			g.drawn++
		} else {
			g.tell(&g.failed, "%v", err)
		}
		g.bar.step()
	}
	g.bar.stop()
	return g.verdict()
}

// pair makes the file of a pair.
func (g *gallery) pair(p pipeline.Pair) error {
	if err := g.fits(p); err != nil {
		return err
	}
	if err := g.source.ref.Load(g.ctx, &g.ref, p.Ref); err != nil {
		return named(p.Ref, err)
	}
	if err := g.source.dist.Load(g.ctx, &g.dist, p.Dist); err != nil {
		return named(p.Dist, err)
	}
	if err := g.values.make(&g.ref, &g.dist); err != nil {
		return named(p.Dist, err)
	}
	if err := g.ctx.Err(); err != nil {
		return err
	}
	for _, n := range g.notes() {
		g.tell(&g.noted, "%s: %s", p.Dist, n)
	}
	return g.save(p)
}

// fits refuses by their headers what is not worth decoding, or would take too
// much memory: pictures, their common look, the values, and the page.
func (g *gallery) fits(p pipeline.Pair) error {
	ref, err := g.source.ref.Config(p.Ref)
	if err != nil {
		return named(p.Ref, err)
	}
	dist, err := g.source.dist.Config(p.Dist)
	if err != nil {
		return named(p.Dist, err)
	}
	r, d := image.Pt(ref.W, ref.H), image.Pt(dist.W, dist.H)
	if r != d {
		return named(p.Dist, &metrics.SizeError{Ref: r, Dist: d})
	}
	pixels, channels := int64(r.X)*int64(r.Y), int64(max(ref.Channels, dist.Channels))
	need := ref.Bytes + ref.Size + dist.Bytes + dist.Size + 4*pixels*(4*channels+12)
	if g.ceiling > 0 && (need > g.ceiling || need < 0) {
		return fmt.Errorf("%s: the pair needs %d MiB of memory, more than the %d MiB there are",
			p.Dist, need>>20, g.ceiling>>20)
	}
	return nil
}

// notes are what there is to say about the pair.
func (g *gallery) notes() []string {
	all := append([]string(nil), g.values.matched.View.Notes...)
	for _, n := range [...]string{g.ref.Note, g.dist.Note, g.values.note} {
		if n != "" {
			all = append(all, n)
		}
	}
	return all
}

// save writes the file, under its name once it is complete.
func (g *gallery) save(p pipeline.Pair) error {
	out, err := g.open(p)
	if err != nil {
		return err
	}
	defer out.discard()
	switch v := &g.values; g.format {
	case "npy":
		err = imageio.WriteNPY(out, v.planes)
	case "pfm":
		err = imageio.WritePFM(out, v.planes)
	default:
		err = g.draw(out)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", out.name, cause(err))
	}
	return out.commit()
}

func (g *gallery) open(p pipeline.Pair) (*output, error) {
	if g.folder == nil {
		return openOutput(g.output, g.stdout)
	}
	return g.folder.create(g.folder.name(p.Dist, g.format))
}

// notAnInput refuses to write over what is read.
func (g *gallery) notAnInput(args []string) error {
	out, err := os.Stat(g.output)
	if err != nil {
		return nil
	}
	for _, a := range args {
		if in, err := os.Stat(a); err == nil && os.SameFile(in, out) {
			return fmt.Errorf("--output: %s is also read from", g.output)
		}
	}
	return nil
}

// tell prints the first of many lines, and counts.
func (g *gallery) tell(count *int, format string, args ...any) {
	if *count++; *count <= maxTold {
		g.bar.printf("iqa: %s\n", report.Plain(fmt.Sprintf(format, args...)))
	}
}

// verdict tells what is left to tell and chooses the exit code.
func (g *gallery) verdict() error {
	g.source.tellStrays(g.stderr)
	for what, count := range map[string]int{"failed pairs": g.failed, "notes": g.noted} {
		if count > maxTold {
			fmt.Fprintf(g.stderr, "iqa: … and %d more %s\n", count-maxTold, what)
		}
	}
	if g.drawn+g.failed > 1 {
		fmt.Fprintf(g.stderr, "iqa: %d written, %d failed\n", g.drawn, g.failed)
	}
	switch {
	case g.ctx.Err() != nil:
		return fmt.Errorf("interrupted after %d pairs", g.drawn+g.failed)
	case g.failed > 0:
		return errFailed
	case g.drawn == 0:
		return fmt.Errorf("%s: no pairs found", g.source.title)
	}
	return nil
}

// named puts the file's name before an error, unless it begins with it.
func named(name string, err error) error {
	if errors.Is(err, context.Canceled) || strings.HasPrefix(err.Error(), name+":") {
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}
