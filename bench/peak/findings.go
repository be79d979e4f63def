package main

import (
	"fmt"
	"io"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/bench/internal/library"
	"github.com/fastiqa/iqa/bench/internal/picture"
	"github.com/fastiqa/iqa/bench/internal/table"
)

// findings are what a run found; rates are pixels a second.
type findings struct {
	limits
	note  string // why there are no limits
	ssim  []result
	conv  []result    // flops a second, for each of library.Kernels
	diffs [][]float64 // l1, l2 and psnr for each of memorySizes
}

type result struct {
	implementation string
	rates          []float64
	bytes          bool // of planes of bytes
}

func (r *result) name() string {
	if r.bytes {
		return r.implementation + " bytes"
	}
	return r.implementation
}

// memorySizes are MiB of two planes together.
var memorySizes = []int{8, 64, 512}

// planesOf is the size of pictures whose two planes of float32 take that much.
func planesOf(mib int) picture.Size {
	s := picture.Size{W: 1024, H: 128 * mib}
	for s.H >= 2*s.W {
		s.W, s.H = 2*s.W, s.H/2
	}
	return s
}

// names of the registers by their bits.
var names = map[int]string{512: "zmm (AVX-512)", 256: "ymm (AVX2, FMA)", 128: "NEON"}

// core is the table of multiply-adds: those that this architecture can have.
func (f *findings) core() *table.Table {
	t := &table.Table{Left: 1, Head: []string{"registers", "10⁹ FMA/s", "GFLOP/s"}}
	for _, bits := range []int{512, 256, 128} {
		switch rate := f.fma[bits]; {
		case rate > 0:
			t.Add(names[bits], table.Number(rate/1e9), table.Number(rate*float64(bits/16)/1e9))
		case bits > 128 && f.fma[128] == 0:
			t.Add(names[bits], "absent", "-")
		}
	}
	return t
}

// bounds is the table of SSIM.
func (f *findings) bounds() *table.Table {
	t := &table.Table{Left: 1, Head: []string{"SSIM 1920x1080", "MPix/s", "bound", "share"}}
	for _, r := range f.ssim {
		b := f.bound(r.implementation)
		t.Add(r.name(), table.Number(r.rates[0]/1e6), table.Number(b/1e6), share(r.rates[0], b))
	}
	return t
}

// convolutions is the table of the kernels of networks, with a pair of columns
// for each implementation.
func (f *findings) convolutions() *table.Table {
	t := &table.Table{Left: 1, Head: []string{"layer: rows×columns×inputs×outputs"}}
	for _, r := range f.conv {
		t.Head = append(t.Head, r.implementation, "share")
	}
	for i, k := range library.Kernels {
		row := []string{k.Name}
		for _, r := range f.conv {
			row = append(row, table.Number(r.rates[i]/1e9), share(r.rates[i], f.flops(r.implementation)))
		}
		t.Add(row...)
	}
	return t
}

// memory is the table of reading: 8 bytes a pixel.
func (f *findings) memory() *table.Table {
	t := &table.Table{Head: []string{"MiB", "read GB/s", "l1", "share", "l2", "share", "psnr", "share"}}
	for i, mib := range memorySizes {
		row := []string{fmt.Sprint(mib), table.Number(f.read[mib] / 1e9)}
		for _, pixels := range f.diffs[i] {
			row = append(row, table.Number(8*pixels/1e9), share(8*pixels, f.read[mib]))
		}
		t.Add(row...)
	}
	return t
}

func share(part, whole float64) string {
	if whole == 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f %%", 100*part/whole)
}

// parts are the tables with their titles.
func (f *findings) parts() ([]*table.Table, []string) {
	return []*table.Table{f.core(), f.bounds(), f.convolutions(), f.memory()}, []string{
		"Multiply-adds of one core",
		fmt.Sprintf("SSIM against the operation bound (%d multiply-add operations a vector)", ssimOperations),
		fmt.Sprintf("Convolutions of a patch of %d×%d pixels against multiply-adds, in GFLOP/s", library.Side, library.Side),
		"Reading two planes, one core, and the differences by iqa " + asm.Best() + " in GB/s",
	}
}

func (f *findings) text(w io.Writer) error {
	tables, titles := f.parts()
	if f.note != "" {
		fmt.Fprintf(w, "no limits: %s\n\n", f.note)
	}
	for i, t := range tables {
		fmt.Fprintf(w, "%s\n", titles[i])
		if err := t.Text(w); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}

func (f *findings) markdown(w io.Writer) error {
	tables, titles := f.parts()
	fmt.Fprintf(w, "\n## What one core can do\n")
	if f.note != "" {
		fmt.Fprintf(w, "\nNo limits: %s.\n", f.note)
	}
	for i, t := range tables {
		fmt.Fprintf(w, "\n%s:\n\n", titles[i])
		if err := t.Markdown(w); err != nil {
			return err
		}
	}
	return nil
}
