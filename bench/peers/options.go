package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/fastiqa/iqa/bench/internal/picture"
)

// options are the flags.
type options struct {
	sizes    []picture.Size
	contests []*contest
	threads  []int
	rounds   int
	budget   time.Duration
	only     []string
	python   string
	photos   string
	out      string
}

const usage = `peers measures the library beside OpenCV, scikit-image and PyTorch.

usage: go run ./peers [flags]      (in the folder bench)

  go run ./peers -quick                       a first look, some minutes
  go run ./peers -o RESULTS.md                everything, some twenty minutes
  go run ./peers -only iqa,opencv -rounds 10 -sizes 1920x1080
  go run ./peers -only iqa -metrics ms-ssim   our implementations alone
  go run ./peers -metrics gradients,gmsd      one series, and one metric
  go run ./peers -metrics cnn -sizes 512x512  networks

flags:
`

func parse(args []string) (*options, error) {
	o := new(options)
	f := flag.NewFlagSet("peers", flag.ContinueOnError)
	sizes := f.String("sizes", "512x512,1920x1080,3840x2160,8192x6144", "`list` of sizes")
	names := f.String("metrics", scores+","+gradients+","+color+","+networks,
		"`list` of series, or of metrics in them, with -grad behind them for gradients")
	only := f.String("only", "", "`list` of parts of names; only contestants with one of them take part")
	quick := f.Bool("quick", false, "short rounds of the two smallest sizes")
	f.IntVar(&o.rounds, "rounds", 3, "number of rounds")
	f.StringVar(&o.python, "python", defaultPython(), "`interpreter` that has the packages of Python")
	f.StringVar(&o.photos, "photos", "../testdata/ref", "`folder` of photographs (PNG)")
	f.StringVar(&o.out, "o", "", "write the results to this Markdown `file`, too")
	f.Usage = func() {
		fmt.Fprint(f.Output(), usage)
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	o.budget, o.threads = 500*time.Millisecond, []int{1, 2}
	if *quick {
		o.budget = 100 * time.Millisecond
		if !given(f, "sizes") {
			*sizes = "512x512,1920x1080"
		}
	}
	if runtime.NumCPU() < 2 {
		o.threads = []int{1}
	}
	o.only = list(*only)
	return o, o.check(f.Args(), list(*names), list(*sizes))
}

// check reads the names of metrics and the sizes, and says what is wrong with
// the rest.
func (o *options) check(args, names, sizes []string) error {
	if len(args) > 0 {
		return fmt.Errorf("unexpected argument %q; see -help", args[0])
	}
	if o.rounds < 1 {
		return fmt.Errorf("-rounds %d: want at least one", o.rounds)
	}
	var err error
	if o.contests, err = choose(names); err != nil {
		return err
	}
	for _, text := range sizes {
		s, err := picture.ParseSize(text)
		if err != nil {
			return err
		}
		if min(s.W, s.H) < smallest {
			return fmt.Errorf("size %s: want at least %d pixels a side", s, smallest)
		}
		o.sizes = append(o.sizes, s)
	}
	return nil
}

// smallest is the side that all metrics can score: that of IW-SSIM.
const smallest = 176

func given(f *flag.FlagSet, name string) (found bool) {
	f.Visit(func(g *flag.Flag) { found = found || g.Name == name })
	return found
}

func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

// defaultPython is the interpreter that the Makefile makes.
func defaultPython() string {
	const own = ".venv/bin/python"
	if _, err := os.Stat(own); err == nil {
		return own
	}
	return "python3"
}
