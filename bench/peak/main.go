// Command peak measures what one core can do, and what part of that the
// library reaches. See ../README.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/bench/internal/library"
	"github.com/fastiqa/iqa/bench/internal/picture"
)

const usage = `peak measures one core: fused multiply-adds and bytes read a second, and what
part of them SSIM, convolutions, L1, L2 and PSNR reach.

usage: go run ./peak [flags]      (in the folder bench)

  go run ./peak                     half a minute
  go run ./peak -append RESULTS.md

flags:
`

// options are the flags.
type options struct {
	cc, photos, file string
	calls            int
}

func main() {
	library.ServeIfAsked()
	var o options
	flag.StringVar(&o.cc, "cc", "cc", "C `compiler`")
	flag.StringVar(&o.photos, "photos", "../testdata/ref", "`folder` of photographs (PNG)")
	flag.StringVar(&o.file, "append", "", "append the results to this Markdown `file`, too")
	flag.IntVar(&o.calls, "calls", 30, "calls of each metric, fewer of slow ones; the fastest counts")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "peak:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	if o.calls < 1 || flag.NArg() > 0 {
		return fmt.Errorf("want no arguments, and at least one call; see -help")
	}
	dir, err := os.MkdirTemp("", "peak-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	photos, err := picture.Photos(o.photos)
	if err != nil {
		return err
	}
	f, err := find(ctx, &own{dir, photos, o.calls}, o.cc)
	if err != nil {
		return err
	}
	if err := f.text(os.Stdout); err != nil || o.file == "" {
		return err
	}
	return appendTo(o.file, f.markdown)
}

func appendTo(name string, write func(io.Writer) error) error {
	w, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	if err := write(w); err != nil {
		w.Close()
		return err
	}
	return w.Close()
}

// addSSIM measures SSIM of planes of floats or of bytes.
func (f *findings) addSSIM(ctx context.Context, o *own, implementation string, bytes bool) error {
	rates, err := o.rates(ctx, implementation, bytes, picture.Size{W: 1920, H: 1080}, "ssim")
	f.ssim = append(f.ssim, result{implementation, rates, bytes})
	return err
}

// find measures the core before and after the library, and keeps the better
// figures: the clock of a processor is not always the same.
func find(ctx context.Context, o *own, cc string) (*findings, error) {
	f := &findings{limits: limits{fma: map[int]float64{}, read: map[int]float64{}}}
	bin, err := compile(ctx, o.dir, cc)
	if err != nil {
		f.note = err.Error()
		fmt.Fprintln(os.Stderr, "no limits:", err)
	}
	core := func() error {
		if bin == "" {
			return nil
		}
		fmt.Fprintln(os.Stderr, "measuring the core")
		return f.limits.measure(ctx, bin)
	}
	if err := core(); err != nil {
		return nil, err
	}
	for _, name := range asm.Available() {
		fmt.Fprintln(os.Stderr, "measuring SSIM by", name)
		if err := f.addSSIM(ctx, o, name, false); err != nil {
			return nil, err
		}
		if registers(name) == 0 {
			continue // seconds a call
		}
		if err := f.addSSIM(ctx, o, name, true); err != nil {
			return nil, err
		}
		fmt.Fprintln(os.Stderr, "measuring convolutions by", name)
		rates, err := o.kernels(ctx, name)
		if err != nil {
			return nil, err
		}
		f.conv = append(f.conv, result{implementation: name, rates: rates})
	}
	for _, mib := range memorySizes {
		fmt.Fprintf(os.Stderr, "measuring differences of %d MiB\n", mib)
		rates, err := o.rates(ctx, asm.Best(), false, planesOf(mib), "l1", "l2", "psnr")
		if err != nil {
			return nil, err
		}
		f.diffs = append(f.diffs, rates)
	}
	return f, core()
}
