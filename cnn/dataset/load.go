package dataset

import (
	"context"
	"fmt"
	"image"
	"sort"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/plane"
)

// fit finds the square that all pictures are cut to, if they have to be.
func (l *lesson) fit() error {
	largest := 0
	for i := range l.all {
		largest = max(largest, l.all[i].clean.W, l.all[i].clean.H)
	}
	if len(l.all) == 0 || l.bytes(largest) <= l.Memory {
		return nil
	}
	side := l.patches.Side
	if least := l.bytes(side); least > l.Memory {
		return fmt.Errorf("%d pictures take %d KiB if cut to one patch each, more than the memory of %d KiB",
			len(l.all), least>>10, l.Memory>>10)
	}
	l.sum.Square = side + sort.Search(largest-side, func(n int) bool {
		return l.bytes(side+n+1) > l.Memory
	})
	return nil
}

// bytes are what all pictures take, cut to squares of that side.
func (l *lesson) bytes(side int) (n int64) {
	for i := range l.all {
		c := &l.all[i].clean
		n += bytesPerPixel * int64(min(c.W, side)) * int64(min(c.H, side))
	}
	return n
}

// sample is a picture ready for the patches.
type sample struct {
	input, target plane.Image
	gray, alpha   bool
	err           error
}

// load decodes all pictures, some at the same time, and adds them in order.
func (l *lesson) load(ctx context.Context) error {
	made := make([]sample, max(l.Workers, 1))
	for done := 0; done < len(l.all); {
		some := l.all[done : done+l.together(done)]
		make := func(i int) { made[i].make(ctx, l, &some[i]) }
		if l.Par != nil {
			l.Par(len(some), make)
		} else {
			for i := range some {
				make(i)
			}
		}
		for i := range some {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			l.add(&some[i], &made[i])
			made[i] = sample{}
		}
		done += len(some)
		if l.Step != nil {
			l.Step(done, len(l.all))
		}
	}
	return nil
}

// together is how many pictures from number i on are decoded at the same time:
// as many as there are workers, unless they take more than Memory.
func (l *lesson) together(i int) int {
	bytes, n := int64(0), 0
	for n < max(l.Workers, 1) && i+n < len(l.all) {
		bytes += l.all[i+n].bytes()
		if n > 0 && bytes > l.Memory {
			break
		}
		n++
	}
	return n
}

// add adds a picture to the patches.
func (l *lesson) add(e *entry, s *sample) {
	if s.err == nil {
		s.err = l.patches.Add(&s.input, &s.target)
	}
	if s.err != nil {
		l.skip(e.name(), s.err)
		return
	}
	l.taken(e)
	l.sum.Pictures++
	l.sum.Pixels += int64(s.target.Size().X) * int64(s.target.Size().Y)
	if s.gray {
		l.sum.Gray++
	}
	if s.alpha {
		l.sum.Alpha++
	}
}

// make decodes a picture and makes both of its sides.
func (s *sample) make(ctx context.Context, l *lesson, e *entry) {
	var clean plane.Image
	if s.read(ctx, l, imageio.Dir(e.folder.Clean, l.MaxPixels), e.cleanName(), &clean); s.err != nil {
		return
	}
	var input plane.Image
	if e.folder.Input != nil {
		s.read(ctx, l, imageio.Dir(e.folder.Input, l.MaxPixels), e.file.Dist, &input)
	} else {
		s.err = l.Task.Apply(&input, &clean, e.number)
	}
	if s.err == nil {
		s.input, s.target = l.cut(&input), l.cut(&clean)
	}
}

// read decodes a file and makes it what networks see.
func (s *sample) read(ctx context.Context, l *lesson, from imageio.Loader, name string, dst *plane.Image) {
	var m plane.Image
	if s.err = from.Load(ctx, &m, name); s.err != nil {
		return
	}
	s.gray = s.gray || len(m.Planes) == 1
	s.alpha = s.alpha || m.Alpha != nil
	cnn.Prepare(dst, &m)
}

// cut is the square in the middle of m, which shares its samples.
func (l *lesson) cut(m *plane.Image) plane.Image {
	if l.sum.Square == 0 {
		return *m
	}
	size := m.Size()
	w, h := min(size.X, l.sum.Square), min(size.Y, l.sum.Square)
	at := image.Pt((size.X-w)/2, (size.Y-h)/2)
	part := plane.Image{Space: m.Space}
	for c := range m.Planes {
		part.Planes = append(part.Planes, m.Planes[c].Sub(image.Rectangle{at, at.Add(image.Pt(w, h))}))
	}
	return part
}
