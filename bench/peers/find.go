package main

import (
	"context"
	"embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed opencv/*.?pp python/*.py
var sources embed.FS

// compilerFlags are those of the OpenCV program.
var compilerFlags = []string{"-O3", "-march=native", "-std=c++17"}

// field is who takes part, and why others do not.
type field struct {
	contestants []*contestant
	absent      []string
}

// find makes the contestants that are wanted.
func find(ctx context.Context, dir string, o *options) (*field, error) {
	if err := os.CopyFS(dir, sources); err != nil {
		return nil, err
	}
	f := new(field)
	ours, err := own()
	if err != nil {
		return nil, err
	}
	peers := pythons(filepath.Join(dir, "python", "peer.py"), o.python)
	if c := opencv(dir); slices.ContainsFunc(c, o.wants) {
		if err := compile(ctx, dir, c[0].argv[0]); err != nil {
			f.leaveOut(opencvName, err)
		} else {
			peers = append(c, peers...)
		}
	}
	for _, c := range append(ours, peers...) {
		if o.wants(c) {
			f.admit(ctx, c)
		}
	}
	if len(f.contestants) == 0 {
		return nil, fmt.Errorf("-only %s: nobody to measure", strings.Join(o.only, ","))
	}
	return f, nil
}

// wants says whether c is asked for, and has something to do.
func (o *options) wants(c *contestant) bool {
	has := func(contest *contest) bool { return c.has(contest.name) }
	return wanted(c.name, o.only) && slices.ContainsFunc(o.contests, has)
}

// wanted says whether a name contains one of the words, or there are none.
func wanted(name string, only []string) bool {
	for _, word := range only {
		if strings.Contains(strings.ToLower(name), strings.ToLower(word)) {
			return true
		}
	}
	return len(only) == 0
}

// admit takes c in if it can say its version.
func (f *field) admit(ctx context.Context, c *contestant) {
	err := c.probe(ctx)
	if err == nil {
		err = c.checkName()
	}
	if err != nil {
		f.leaveOut(c.name, err)
		return
	}
	f.contestants = append(f.contestants, c)
}

func (f *field) leaveOut(name string, err error) {
	f.absent = append(f.absent, fmt.Sprintf("%s: %v", name, err))
	progress("left out: %s: %v", name, err)
}

// opencv is the OpenCV program, before it is compiled in a folder: as it is, and
// with all taps of Mix.
func opencv(dir string) []*contestant {
	bin := filepath.Join(dir, "opencv-peer")
	return []*contestant{
		{name: opencvName, argv: []string{bin}, parallel: true, calls: 4, limits: opencvLimits},
		{name: allTapsName, argv: []string{bin, "all-taps"}, calls: 4, limits: allTapsLimits},
	}
}

func compile(ctx context.Context, dir, bin string) error {
	files, err := filepath.Glob(filepath.Join(dir, "opencv", "*.cpp"))
	if err != nil {
		return err
	}
	cflags, err := output(ctx, "pkg-config", "--cflags", "opencv4")
	if err != nil {
		return err
	}
	args := append(slices.Concat(compilerFlags, []string{"-o", bin}, files), strings.Fields(cflags)...)
	args = append(args, "-lopencv_imgproc", "-lopencv_core")
	progress("compiling the OpenCV program")
	_, err = output(ctx, "g++", args...)
	return err
}

// output runs a program and returns what it prints; the error has the first
// line of its complaint.
func output(ctx context.Context, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		return "", fmt.Errorf("%s: %w %s", name, err, first)
	}
	return string(out), nil
}
