package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed opencv/ssim.cpp
var opencvSource []byte

//go:embed python/peer.py
var pythonSource []byte

// compilerFlags are those of the OpenCV program.
var compilerFlags = []string{"-O3", "-march=native", "-std=c++17"}

// field is who takes part, and why others do not.
type field struct {
	contestants []*contestant
	absent      []string
}

// find makes the contestants whose names contain one of the words of only.
func find(ctx context.Context, dir string, only []string, python string) (*field, error) {
	f := new(field)
	ours, err := own()
	if err != nil {
		return nil, err
	}
	for _, c := range ours {
		f.admit(ctx, c, only)
	}
	if wanted(baseline, only) {
		if c, err := opencv(ctx, dir); err != nil {
			f.leaveOut(baseline, err)
		} else {
			f.admit(ctx, c, only)
		}
	}
	peers, err := pythons(dir, python)
	if err != nil {
		return nil, err
	}
	for _, c := range peers {
		f.admit(ctx, c, only)
	}
	if len(f.contestants) == 0 {
		return nil, fmt.Errorf("-only %s: nobody to measure", strings.Join(only, ","))
	}
	return f, nil
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

// admit takes c in if it is wanted and can say its version.
func (f *field) admit(ctx context.Context, c *contestant, only []string) {
	if !wanted(c.name, only) {
		return
	}
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

// opencv compiles the OpenCV program into a folder.
func opencv(ctx context.Context, dir string) (*contestant, error) {
	src, bin := filepath.Join(dir, "ssim.cpp"), filepath.Join(dir, "opencv-ssim")
	if err := os.WriteFile(src, opencvSource, 0o644); err != nil {
		return nil, err
	}
	cflags, err := output(ctx, "pkg-config", "--cflags", "opencv4")
	if err != nil {
		return nil, err
	}
	args := append(append([]string{}, compilerFlags...), "-o", bin, src)
	args = append(args, strings.Fields(cflags)...)
	args = append(args, "-lopencv_imgproc", "-lopencv_core")
	progress("compiling the OpenCV program")
	if _, err := output(ctx, "g++", args...); err != nil {
		return nil, err
	}
	return &contestant{
		name: baseline, argv: []string{bin}, metrics: []string{"ssim", "ms-ssim"},
		parallel: true, calls: 4,
		tolerance: map[string]float64{"ssim": 1e-4, "ms-ssim": 1e-4},
	}, nil
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

// pythons are the packages of Python. pytorch-msssim's tolerance is that of
// borders: it adds zeros to an odd side where the library repeats the last
// row. scikit-image has no MS-SSIM, and one thread.
func pythons(dir, python string) ([]*contestant, error) {
	script := filepath.Join(dir, "peer.py")
	if err := os.WriteFile(script, pythonSource, 0o644); err != nil {
		return nil, err
	}
	return []*contestant{
		{name: reference, argv: []string{python, script, "skimage64"},
			metrics: []string{"ssim"}, calls: 1},
		{name: "scikit-image float32", argv: []string{python, script, "skimage32"},
			metrics: []string{"ssim"}, calls: 1,
			tolerance: map[string]float64{"ssim": 1e-4}},
		{name: "pytorch-msssim", argv: []string{python, script, "torch"},
			metrics: []string{"ssim", "ms-ssim"}, parallel: true, calls: 1,
			tolerance: map[string]float64{"ssim": 1e-4, "ms-ssim": 1e-3}},
	}, nil
}
