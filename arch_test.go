package iqa_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/fastiqa/iqa"

// floors say who may import whom: only packages of a lower floor. Each package
// has one. See docs/architecture.md.
var floors = map[string]int{
	"asm": 0, "cnn/safetensors": 0, "cnn/weights": 0, "opinion": 0,
	"plane": 1, "fourier": 1, "report": 1,
	"filter": 2, "colorspace": 2, "heatmap": 2,
	"metrics": 3, "imageio": 3, "chart": 3, "cnn/degrade": 3,
	".": 4, "pipeline": 4, "cnn": 4,
	"cnn/dataset": 5, "cnn/curve": 5, "cnn/table": 5,
	"cmd/iqa": 6,
}

// outside lists the packages that may import modules from outside, and which.
var outside = map[string][]string{
	"asm":     {"github.com/klauspost/cpuid/v2"},
	"heatmap": {"golang.org/x/image"},
	"imageio": {"golang.org/x/image"},
	"cmd/iqa": {"github.com/urfave/cli/v2", "github.com/vbauerster/mpb/v8"},
}

// goroutines lists the packages that may start any.
var goroutines = map[string]bool{"pipeline": true, "cmd/iqa": true}

// shares lists the packages that may import sync: those, the front door, which is
// called by several at once and keeps work space for all, and cnn, whose patches
// and tiles do so.
var shares = map[string]bool{"pipeline": true, "cmd/iqa": true, ".": true, "cnn": true}

// counts lists the packages that may import sync/atomic, and no more of sync: tasks
// of metrics, whoever runs them, take the next unit of work from one counter.
var counts = map[string]bool{"metrics": true}

func TestArchitecture(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && path != "." && (name[0] == '.' || name[0] == '_' ||
			name == "testdata" || ownModule(path)):
			return filepath.SkipDir
		case !d.IsDir() && strings.HasSuffix(name, ".go") &&
			!strings.HasSuffix(name, "_test.go"):
			checkFile(t, filepath.ToSlash(path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func ownModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

func checkFile(t *testing.T, path string) {
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults(path, string(src)) {
		t.Errorf("%s: %s", path, fault)
	}
}

// faults says what a file does that its package may not.
func faults(path, src string) (all []string) {
	dir := "."
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		dir = path[:i]
	}
	floor, ok := floors[dir]
	if !ok {
		return []string{"package " + dir + " has no floor"}
	}
	f, err := parser.ParseFile(token.NewFileSet(), path, src, 0)
	if err != nil {
		return []string{err.Error()}
	}
	for _, i := range f.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		all = append(all, importFault(dir, floor, p)...)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if _, ok := n.(*ast.GoStmt); ok && !goroutines[dir] {
			all = append(all, "starts a goroutine")
		}
		return true
	})
	return all
}

func importFault(dir string, floor int, p string) []string {
	switch {
	case p == "unsafe" && dir != "asm", p == "C":
		return []string{"imports " + p}
	case p == "sync/atomic" && counts[dir]:
		return nil
	case (p == "sync" || strings.HasPrefix(p, "sync/")) && !shares[dir]:
		return []string{"imports " + p}
	case p == module || strings.HasPrefix(p, module+"/"):
		to := strings.TrimPrefix(strings.TrimPrefix(p, module), "/")
		if to == "" {
			to = "."
		}
		if n, ok := floors[to]; !ok || n >= floor {
			return []string{"imports " + p + ", which is not below it"}
		}
	case strings.Contains(strings.SplitN(p, "/", 2)[0], "."):
		for _, m := range outside[dir] {
			if p == m || strings.HasPrefix(p, m+"/") {
				return nil
			}
		}
		return []string{"imports " + p + " from outside"}
	}
	return nil
}

// The test above would be worth nothing if it found nothing.
func TestArchitectureFaults(t *testing.T) {
	for src, path := range map[string]string{
		`package a; import _ "github.com/fastiqa/iqa/imageio"`:     "metrics/x.go",
		`package a; import _ "github.com/fastiqa/iqa/pipeline"`:    "plane/x.go",
		`package a; import _ "github.com/fastiqa/iqa"`:             "pipeline/x.go",
		`package a; import _ "golang.org/x/image/bmp"`:             "plane/x.go",
		`package a; import _ "github.com/vbauerster/mpb/v8/decor"`: "report/x.go",
		`package a; import _ "unsafe"`:                             "plane/x.go",
		`package a; import _ "sync/atomic"`:                        "filter/x.go",
		`package a; import _ "sync"`:                               "metrics/x.go",
		`package a; func f() { go f() }`:                           "imageio/x.go",
		`package a`:                                                "util/x.go",
	} {
		if len(faults(path, src)) != 1 {
			t.Errorf("%s: %s: found %q", path, src, faults(path, src))
		}
	}
}
