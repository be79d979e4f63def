// Command peers measures the library beside other implementations of SSIM and
// MS-SSIM: in one run, on the same pixels, taking turns. See ../README.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"github.com/fastiqa/iqa/bench/internal/library"
	"github.com/fastiqa/iqa/bench/internal/picture"
)

func main() {
	library.ServeIfAsked()
	o, err := parse(os.Args[1:])
	if err == flag.ErrHelp {
		os.Exit(0)
	}
	if err != nil {
		exit(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	exit(run(ctx, o))
}

// exit ends the process, with code 1 after an error.
func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
}

// run measures, prints, and fails if a score is wrong.
func run(ctx context.Context, o *options) error {
	dir, err := os.MkdirTemp("", "peers-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	f, err := find(ctx, dir, o.only, o.python)
	if err != nil {
		return err
	}
	photos, err := picture.Photos(o.photos)
	if err != nil {
		return err
	}
	r := newResults(o, f)
	for _, size := range o.sizes {
		if err := r.fits(size); err != nil {
			r.absent = append(r.absent, err.Error())
			continue
		}
		pair, err := picture.Write(dir, size, 1, photos)
		if err != nil {
			return err
		}
		r.measure(ctx, pair)
		pair.Remove()
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return r.publish()
}
