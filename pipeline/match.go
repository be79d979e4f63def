package pipeline

import (
	"fmt"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/fastiqa/iqa/imageio"
)

// Stray is a file of a folder that belongs to no pair.
type Stray struct {
	Name  string // inside the folder, with slashes
	Ref   bool   // in the reference folder
	Image bool   // a picture by its name; otherwise no decoder knows it
}

// Match pairs the pictures of two folders by their paths inside them, in
// lexical order, one directory after another; only the names of one directory
// are held at a time. Where a path has no counterpart, the one that differs
// only in the extension is taken. A pair's error says that its counterpart is
// missing, that there are several, or that a directory cannot be read. What
// belongs to no pair is told to stray, if not nil. Names that begin with a dot
// are passed over; a link that leads out of a folder is an error when read.
func Match(ref, dist fs.FS, stray func(Stray)) iter.Seq2[Pair, error] {
	if stray == nil {
		stray = func(Stray) {}
	}
	return func(yield func(Pair, error) bool) {
		m := matcher{ref, dist, stray, yield}
		m.dir(".")
	}
}

// Against pairs one reference with every picture of a folder, as Match does.
func Against(ref string, dist fs.FS, stray func(Stray)) iter.Seq2[Pair, error] {
	if stray == nil {
		stray = func(Stray) {}
	}
	return func(yield func(Pair, error) bool) {
		once := func(s Stray) { // the folder is looked at from both sides
			if !s.Ref {
				stray(s)
			}
		}
		m := matcher{dist, dist, once, func(p Pair, err error) bool {
			return yield(Pair{ref, p.Dist}, err)
		}}
		m.dir(".")
	}
}

type matcher struct {
	ref, dist fs.FS
	stray     func(Stray)
	yield     func(Pair, error) bool
}

// listing is one directory: its pictures and its sub-directories, sorted.
type listing struct{ files, dirs []string }

// dir matches one directory and those below; false stops.
func (m *matcher) dir(dir string) bool {
	ref, err := m.list(m.ref, dir, true)
	if err != nil {
		return m.yield(Pair{dir, dir}, named(dir, reason(err)))
	}
	dist, err := m.list(m.dist, dir, false)
	if err != nil && isDir(m.dist, dir) {
		return m.yield(Pair{dir, dir}, named(dir, reason(err)))
	}
	if !m.files(dir, ref.files, dist.files) {
		return false
	}
	for _, d := range ref.dirs {
		if !m.dir(path.Join(dir, d)) {
			return false
		}
	}
	for _, d := range dist.dirs {
		if _, ok := slices.BinarySearch(ref.dirs, d); !ok {
			m.strays(path.Join(dir, d))
		}
	}
	return true
}

// isDir tells a directory that cannot be read from one that is not there.
func isDir(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

// files pairs the pictures of one directory: equal names first, and what these
// leave over by stems.
func (m *matcher) files(dir string, refs, dists []string) bool {
	loose := byStem(dists, refs)
	twins := byStem(refs, dists)
	used := map[string]bool{}
	for _, r := range refs {
		p, err := Pair{Ref: path.Join(dir, r)}, error(nil)
		if _, ok := slices.BinarySearch(dists, r); ok {
			p.Dist, used[r] = p.Ref, true
		} else {
			p, err = choose(dir, p, loose[stem(r)], twins[stem(r)])
			for _, d := range loose[stem(r)] {
				used[d] = true
			}
		}
		if !m.yield(p, err) {
			return false
		}
	}
	for _, d := range dists {
		if !used[d] {
			m.stray(Stray{Name: path.Join(dir, d), Image: true})
		}
	}
	return true
}

// byStem are the names that others does not hold, by their stems.
func byStem(names, others []string) map[string][]string {
	m := map[string][]string{}
	for _, n := range names {
		if _, ok := slices.BinarySearch(others, n); !ok {
			m[stem(n)] = append(m[stem(n)], n)
		}
	}
	return m
}

// choose finds the counterpart of p's reference among the distorted pictures
// of directory dir that share its stem; twins are the references that do.
func choose(dir string, p Pair, cands, twins []string) (Pair, error) {
	switch {
	case len(cands) == 0:
		return p, fmt.Errorf("%s: no distorted picture of that name", p.Ref)
	case len(cands) > 1:
		return p, fmt.Errorf("%s: several distorted pictures of that name: %s",
			p.Ref, strings.Join(cands, ", "))
	case len(twins) > 1:
		return p, fmt.Errorf("%s: several references for %s: %s",
			p.Ref, path.Join(dir, cands[0]), strings.Join(twins, ", "))
	}
	p.Dist = path.Join(dir, cands[0])
	return p, nil
}

// stem is a file name without its extension.
func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// list reads one directory and tells of files that no decoder knows.
func (m *matcher) list(fsys fs.FS, dir string, ref bool) (l listing, err error) {
	entries, err := fs.ReadDir(fsys, dir)
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasPrefix(name, "."):
		case e.IsDir() && !imageio.Known(name):
			l.dirs = append(l.dirs, name)
		case imageio.Known(name):
			l.files = append(l.files, name)
		default:
			m.stray(Stray{Name: path.Join(dir, name), Ref: ref})
		}
	}
	return l, err
}

// strays tells of all pictures below a directory without a counterpart.
func (m *matcher) strays(dir string) {
	l, err := m.list(m.dist, dir, false)
	if err != nil {
		return
	}
	for _, f := range l.files {
		m.stray(Stray{Name: path.Join(dir, f), Image: true})
	}
	for _, d := range l.dirs {
		m.strays(path.Join(dir, d))
	}
}

// reason is an error of package fs without its path, which is added again.
func reason(err error) error {
	if p, ok := err.(*fs.PathError); ok {
		return p.Err
	}
	return err
}
