// Command peers measures the library beside other implementations of its
// metrics: in one run, on the same pixels, taking turns. See ../README.md.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"

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
	f, err := find(ctx, dir, o)
	if err != nil {
		return err
	}
	photos, err := picture.Photos(o.photos)
	if err != nil {
		return err
	}
	r := newResults(o, f)
	defer func() { progress("took %v", time.Since(r.date).Round(time.Second)) }()
	for _, size := range o.sizes {
		if err := r.measureSize(ctx, dir, size, photos); err != nil {
			return err
		}
	}
	return r.publish()
}
