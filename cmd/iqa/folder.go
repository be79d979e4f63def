package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// folder is where a run writes one file a pair. No name and no link leads out
// of it.
type folder struct {
	dir  string
	root *os.Root

	// The names that were taken in one directory. Pairs come one directory
	// after another, so no more are held.
	within string
	taken  map[string]bool
}

// openFolder opens dir, which is made if it is not there.
func openFolder(dir string) (*folder, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s: is a file; for folders of pictures want a folder", dir)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("%s: %w", dir, cause(err))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, cause(err))
	}
	return &folder{dir: dir, root: root}, nil
}

// name is the name of what is made of the picture of that name: the same with
// another extension, which is added to the old one where two pictures differ in
// nothing else.
func (f *folder) name(picture, ext string) string {
	dir := path.Dir(picture)
	if f.taken == nil || dir != f.within {
		f.within, f.taken = dir, map[string]bool{}
	}
	name := strings.TrimSuffix(picture, path.Ext(picture)) + "." + ext
	for f.taken[name] {
		picture += "." + ext
		name = picture
	}
	f.taken[name] = true
	return name
}

// create opens a file of the folder, which gets its name when it is complete.
func (f *folder) create(name string) (*output, error) {
	name = filepath.FromSlash(name)
	full := filepath.Join(f.dir, name)
	dir := filepath.Dir(name)
	if err := f.root.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("%s: %w", full, cause(err))
	}
	for {
		temp := filepath.Join(dir, fmt.Sprintf(".iqa-%08x", rand.Uint32()))
		file, err := f.root.OpenFile(temp, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", full, cause(err))
		}
		return &output{Writer: file, name: full, temp: file,
			rename: func() error { return f.root.Rename(temp, name) },
			remove: func() { f.root.Remove(temp) },
		}, nil
	}
}

func (f *folder) Close() error { return f.root.Close() }
