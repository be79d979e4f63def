package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/fastiqa/iqa/bench/internal/child"
	"github.com/fastiqa/iqa/bench/internal/picture"
)

// measureSize has the contests of gray pictures of that size, and then those of
// pictures in colour.
func (r *results) measureSize(ctx context.Context, dir string, size picture.Size, photos []*picture.Photo) error {
	for _, channels := range []int{1, 3} {
		contests := r.open(size, channels)
		if len(contests) == 0 {
			continue
		}
		pair, err := picture.Write(dir, size, channels, photos)
		if err != nil {
			return err
		}
		for _, c := range contests {
			r.measure(ctx, c, pair)
		}
		pair.Remove()
	}
	return ctx.Err()
}

// open are the contests of pictures of that size and with so many channels.
func (r *results) open(size picture.Size, channels int) (open []*contest) {
	var tooLarge []string
	for _, c := range r.contests {
		switch {
		case c.channels() != channels:
		case c.most > 0 && size.Pixels() > c.most:
			tooLarge = append(tooLarge, c.name)
		default:
			open = append(open, c)
		}
	}
	if len(tooLarge) > 0 {
		r.leaveOut(fmt.Sprintf("%s %s", size, strings.Join(tooLarge, ", ")),
			errors.New("measured with smaller pictures only"))
	}
	return open
}

// measure has one contest, if somebody has it and there is memory for it.
func (r *results) measure(ctx context.Context, c *contest, pair picture.Files) {
	what := fmt.Sprintf("%s %s", pair.Size, c.name)
	takers, fewer := c.takers(pair.Pixels(), r.contestants)
	if fewer {
		who := "all but the kernels of iqa"
		if c.work != nil {
			who = genericName
		}
		r.leaveOut(what+", "+who, errors.New("a call would take too long"))
	}
	if len(takers) == 0 {
		return
	}
	if err := fits(c.need(pair.Pixels(), takers)); err != nil {
		r.leaveOut(what, err)
		return
	}
	g := newGroup(r.options, c, takers, pair)
	g.run(ctx)
	r.add(g)
	r.faults = append(r.faults, g.faults()...)
	for _, e := range g.entries {
		if e.err != nil {
			r.leaveOut(fmt.Sprintf("%s, %s, %d thread(s)", what, e.name, e.threads), e.err)
		}
	}
}

// fits says whether there is that much memory.
func fits(need int64) error {
	have, err := child.Available()
	if err == nil && need > have {
		return fmt.Errorf("needs about %d MiB of memory, %d are free", need>>20, have>>20)
	}
	return nil
}

// add makes the table of a group, or for pictures in colour, whose tables are
// short, appends to that of the same size.
func (r *results) add(g *group) {
	s := g.section()
	if n := len(r.sections); n > 0 && r.sections[n-1].title == s.title {
		last := r.sections[n-1]
		last.Rows = append(last.Rows, s.Rows...)
		return
	}
	r.sections = append(r.sections, s)
}
