package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/bench/internal/child"
	"github.com/fastiqa/iqa/bench/internal/library"
)

// contestant is an implementation that is measured.
type contestant struct {
	name      string
	argv, env []string // the number of threads follows as last argument
	parallel  bool     // can use more than one thread
	calls     int      // a round at the least, unless they are slow
	version   string

	// limits are by contest; a peer has those that are here.
	limits map[string]limit
}

// limit is how far a peer may be from the library, which computes in other
// ways than it does.
type limit struct {
	score float64 // absolute
	grad  float64 // of the gradient's norm, or of a picture's sample
}

// The names of contestants that others are compared to.
const (
	opencvName    = "OpenCV"
	allTapsName   = "OpenCV 31 taps"
	msssimName    = "pytorch-msssim"
	torchName     = "PyTorch"
	networkName   = "torch.nn"
	genericName   = "iqa generic"
	piqName       = "piq"
	skimage32Name = "scikit-image float32"
)

// bytesSuffix is behind the name of the library where its planes are of bytes.
const bytesSuffix = " bytes"

func (c *contestant) has(contest string) bool {
	if c.ofBytes() {
		return contest == "ssim" || contest == "ms-ssim"
	}
	_, ok := c.limits[contest]
	return ok || c.ours()
}

// ofBytes says whether c is the library with planes of bytes.
func (c *contestant) ofBytes() bool { return c.ours() && strings.HasSuffix(c.name, bytesSuffix) }

// ours says whether c is the library. Its implementations agree to the bit.
func (c *contestant) ours() bool { return strings.HasPrefix(c.name, "iqa ") }

// slow says whether a call of c for a large picture can take minutes: all but
// the library's kernels.
func (c *contestant) slow() bool { return !c.ours() || c.name == genericName }

// start starts c with that many threads. OpenBLAS, which OpenCV and scipy are
// linked to and do not use here, would have threads wait in busy loops.
func (c *contestant) start(ctx context.Context, threads int) (*child.Process, error) {
	n := strconv.Itoa(threads)
	env := append([]string{"OPENBLAS_NUM_THREADS=1", "OMP_NUM_THREADS=" + n,
		"MKL_NUM_THREADS=" + n, "GOMAXPROCS=" + n}, c.env...)
	return child.Start(ctx, append(slices.Clone(c.argv), n), env)
}

// probe asks c for its version.
func (c *contestant) probe(ctx context.Context) error {
	p, err := c.start(ctx, 1)
	if err != nil {
		return err
	}
	defer p.Close()
	c.version, err = p.Version()
	return err
}

// own returns a contestant for each implementation of the library's kernels, and
// those with kernels once more, with planes of bytes.
func own() (all []*contestant, err error) {
	for _, name := range asm.Available() {
		for _, suffix := range []string{"", bytesSuffix} {
			argv, env, err := library.Command(name, suffix != "")
			if err != nil {
				return nil, err
			}
			c := &contestant{name: "iqa " + name + suffix, argv: argv, env: env, parallel: true, calls: 4}
			if !c.ofBytes() || name != "generic" {
				all = append(all, c)
			}
		}
	}
	return all, nil
}

// checkName says whether a contestant of the library runs what it should.
func (c *contestant) checkName() error {
	want := strings.TrimSuffix(strings.TrimPrefix(c.name, "iqa "), bytesSuffix)
	if c.ours() && c.version != want {
		return fmt.Errorf("runs as %q", c.version)
	}
	return nil
}
