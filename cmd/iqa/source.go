package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/pipeline"
)

// source is where pairs come from.
type source struct {
	title     string // what it is called in messages
	ref, dist imageio.Loader
	pairs     iter.Seq2[pipeline.Pair, error]
	count     func() int64 // pairs there will be; 0: unknown
	single    bool
	closers   []io.Closer

	mu      sync.Mutex
	extra   []string // the first few
	extras  int
	unknown int
}

func (s *source) close() {
	for _, c := range s.closers {
		c.Close()
	}
}

// openSource finds out what REF and DIST are.
func openSource(c *cli.Context) (*source, error) {
	limit := c.Int64("max-pixels")
	s := &source{ref: imageio.Files(limit), dist: imageio.Files(limit),
		count: func() int64 { return 0 }}
	args := c.Args().Slice()
	if list := c.String("pairs"); list != "" {
		if len(args) > 0 {
			return nil, fmt.Errorf("--pairs and %q: want one or the other", args[0])
		}
		return s, s.openList(c.Context, list, c.App.Reader)
	}
	if len(args) != 2 {
		return nil, fmt.Errorf("want REF and DIST, got %d arguments (see iqa %s --help)",
			len(args), c.Command.Name)
	}
	return s, s.openPaths(args[0], args[1], limit)
}

func (s *source) openPaths(ref, dist string, limit int64) error {
	refDir, err := isDir(ref)
	if err != nil {
		return err
	}
	distDir, err := isDir(dist)
	if err != nil {
		return err
	}
	switch {
	case refDir && !distDir:
		return fmt.Errorf("%s is a folder and %s is not: want a folder, or a reference file", ref, dist)
	case !distDir:
		s.title, s.single = dist, true
		s.pairs = one(pipeline.Pair{Ref: ref, Dist: dist})
		return nil
	}
	d, err := s.root(dist)
	if err != nil {
		return err
	}
	s.title, s.dist = dist, imageio.Dir(d, limit)
	if !refDir {
		s.folders(func(f func(pipeline.Stray)) iter.Seq2[pipeline.Pair, error] {
			return pipeline.Against(ref, d, f)
		})
		return nil
	}
	r, err := s.root(ref)
	if err != nil {
		return err
	}
	s.title, s.ref = ref, imageio.Dir(r, limit)
	s.folders(func(f func(pipeline.Stray)) iter.Seq2[pipeline.Pair, error] {
		return pipeline.Match(r, d, f)
	})
	return nil
}

func (s *source) folders(match func(func(pipeline.Stray)) iter.Seq2[pipeline.Pair, error]) {
	s.pairs = match(s.stray)
	s.count = func() (n int64) {
		for range match(nil) {
			n++
		}
		return n
	}
}

func isDir(name string) (bool, error) {
	info, err := os.Stat(name)
	if err != nil {
		return false, fmt.Errorf("%s: %w", name, cause(err))
	}
	return info.IsDir(), nil
}

// root opens a folder that no link leads out of.
func (s *source) root(dir string) (fs.FS, error) {
	r, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, cause(err))
	}
	s.closers = append(s.closers, r)
	return rootFS{r}, nil
}

// rootFS is a root as a file system. Unlike the root's own it takes names that
// are not UTF-8, which files of old have.
type rootFS struct{ root *os.Root }

func (r rootFS) Open(name string) (fs.File, error) { return r.root.Open(name) }

func (r rootFS) Stat(name string) (fs.FileInfo, error) { return r.root.Stat(name) }

func one(p pipeline.Pair) iter.Seq2[pipeline.Pair, error] {
	return func(yield func(pipeline.Pair, error) bool) { yield(p, nil) }
}

// stray takes note of a file that is in no pair.
func (s *source) stray(f pipeline.Stray) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !f.Image {
		s.unknown++
		return
	}
	if s.extras++; len(s.extra) < maxTold {
		s.extra = append(s.extra, f.Name)
	}
}

// tellStrays names them on stderr; they change no exit code.
func (s *source) tellStrays(stderr io.Writer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.extra {
		fmt.Fprintf(stderr, "iqa: %q has no reference\n", n)
	}
	if n := s.extras - len(s.extra); n > 0 {
		fmt.Fprintf(stderr, "iqa: … and %d more without a reference\n", n)
	}
	if s.unknown > 0 {
		fmt.Fprintf(stderr, "iqa: files passed over that are no images by their names: %d\n", s.unknown)
	}
}

// openList reads pairs from a CSV or TSV file, one at a time.
func (s *source) openList(ctx context.Context, name string, stdin io.Reader) error {
	if name == "-" {
		s.title = "stdin"
		s.pairs = readPairs(s.title, until(ctx, stdin))
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, cause(err))
	}
	s.closers = append(s.closers, f)
	info, err := f.Stat()
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", name, cause(err))
	case info.IsDir():
		return fmt.Errorf("%s: is a directory, not a file", name)
	}
	s.title, s.pairs = name, readPairs(name, f)
	if info.Mode().IsRegular() {
		s.count = func() int64 { return countPairs(name) }
	} else {
		s.pairs = readPairs(name, until(ctx, f))
	}
	return nil
}

// until reads from r until ctx ends, even while a read of r waits, as it may
// for ever on a pipe.
func until(ctx context.Context, r io.Reader) io.Reader {
	out, in := io.Pipe()
	go func() {
		_, err := io.Copy(in, r)
		in.CloseWithError(err)
	}()
	context.AfterFunc(ctx, func() { out.CloseWithError(ctx.Err()) })
	return out
}

func countPairs(name string) (n int64) {
	f, err := os.Open(name)
	if err != nil {
		return 0
	}
	defer f.Close()
	for range readPairs(name, f) {
		n++
	}
	return n
}

// readPairs reads rows of two or more columns. The first row may name the
// columns ref and dist, wherever they are; otherwise they are the first two.
// A tab in the first line makes the file TSV.
func readPairs(title string, in io.Reader) iter.Seq2[pipeline.Pair, error] {
	return func(yield func(pipeline.Pair, error) bool) {
		r, err := newListReader(in)
		ref, dist := 0, 1
		for first := true; err == nil; first = false {
			var row []string
			if row, err = r.Read(); err != nil {
				break
			}
			if first {
				i, j := column(row, "ref"), column(row, "dist")
				if i >= 0 && j >= 0 {
					ref, dist = i, j
					continue
				}
			}
			p, bad := pairOf(row, ref, dist)
			if bad != nil {
				line, _ := r.FieldPos(0)
				bad = fmt.Errorf("%s: line %d: %w", title, line, bad)
			}
			if !yield(p, bad) {
				return
			}
		}
		if !errors.Is(err, io.EOF) {
			yield(pipeline.Pair{}, fmt.Errorf("%s: %w", title, cause(err)))
		}
	}
}

// column is the place of a name in the heading, in any case.
func column(heading []string, name string) int {
	return slices.IndexFunc(heading, func(s string) bool {
		return strings.EqualFold(strings.TrimSpace(s), name)
	})
}

func pairOf(row []string, ref, dist int) (p pipeline.Pair, err error) {
	if len(row) <= max(ref, dist) || row[ref] == "" || row[dist] == "" {
		return p, fmt.Errorf("want the columns ref and dist, got %q", strings.Join(row, ","))
	}
	return pipeline.Pair{Ref: row[ref], Dist: row[dist]}, nil
}
