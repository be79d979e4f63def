package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/pipeline"
)

const gradmapText = `REF and DIST are two files, two folders, or one reference and a folder, paired
as iqa score pairs them. What is drawn:

   grad   d score / d intensity of the distorted picture: what making a pixel
          brighter does to the score
   map    the score of each pixel or window, of a metric that has such
   l, cs  the two factors of ssim: luminance; contrast and structure
   diff   distorted - reference

for intensities in [0,1]. A .png is a picture with a legend. Signed values are
blue below and red above zero, which is light gray; others are dark to yellow.
Of a colour image it shows the mean of the channels, and of a gradient their
mean magnitude with the sign of their sum. A .npy or .pfm has the values
themselves: float32, channel by channel, a NumPy array of the shape (channels,
height, width) or a portable float map. Metrics of whole pictures have a map of
one channel, which is smaller where they shrink pictures: each value is drawn as
large as the pixels that it stands for. iqa metrics says what each metric has.

The scale runs to a round number that up to 0.5 % of the pixels may exceed,
which the legend then says. --range makes pictures comparable: A:B, one number N
for -N:N or 0:N, or full, to exceed nothing.

For folders --output is a folder; its files are named as the distorted ones are.

Examples:
   iqa gradmap original.png compressed.jpg -o gradient.png
   iqa gradmap original.png compressed.jpg --kind map --side-by-side -o map.png
   iqa gradmap ref/ dist/ --metric mix --range 2e-6 -o gradients/
   iqa gradmap original.png compressed.jpg --metric l2 -o gradient.npy`

// clipped is the share of pixels that may exceed a scale.
const clipped = .005

var (
	kinds      = []string{"grad", "map", "l", "cs", "diff"}
	mapFormats = []string{"png", "npy", "pfm"}
)

func gradmapCommand() *cli.Command {
	return &cli.Command{
		Name:        "gradmap",
		Usage:       "show where a score comes from, and which way pixels push it",
		ArgsUsage:   "REF DIST",
		Description: gradmapText,
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "metric", Aliases: []string{"m"}, Value: "ssim",
				Usage: "`METRIC`: " + strings.Join(namesOf(hasValues), ", ")},
		}, dialFlags(), []cli.Flag{
			&cli.StringFlag{Name: "kind", Aliases: []string{"k"}, Value: "grad",
				Usage: "`KIND` of values: " + strings.Join(kinds, ", ")},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"},
				Usage: "write to `FILE`, or for folders into that folder"},
			&cli.StringFlag{Name: "format", Aliases: []string{"f"},
				Usage: "`FORMAT`: " + strings.Join(mapFormats, ", ") +
					" (default by the ending of --output, or png)"},
			&cli.StringFlag{Name: "range",
				Usage: "`SCALE` of the colours: A:B, N or full"},
			&cli.BoolFlag{Name: "side-by-side",
				Usage: "show the reference and the distorted picture, too"},
			&cli.BoolFlag{Name: "overlay",
				Usage: "lay the colours over the distorted picture in gray"},
		}, runFlags()),
		Action: gradmap,
	}
}

// mapOptions are the flags of gradmap, checked.
type mapOptions struct {
	kind     string
	metric   string
	dials    dials
	output   string
	format   string
	span     span
	beside   bool
	overlay  bool
	memory   int64
	progress string
}

func gradmap(c *cli.Context) error {
	o, err := readMapOptions(c)
	if err != nil {
		return err
	}
	s, err := openSource(c)
	if err != nil {
		return err
	}
	defer s.close()
	g := &gallery{ctx: c.Context, mapOptions: o, source: s,
		stdout: c.App.Writer, stderr: c.App.ErrWriter,
		runner: pipeline.Runner{Workers: c.Int("workers"), Memory: o.memory,
			Ceiling: limitMemory()},
	}
	if err := notAnInput("--output", g.output, c.Args().Slice()); err != nil {
		return err
	}
	if !s.single {
		f, err := openFolder(o.output)
		if err != nil {
			return err
		}
		defer f.Close()
		g.folder = f
	}
	return g.run()
}

func readMapOptions(c *cli.Context) (o mapOptions, err error) {
	o.beside, o.overlay = c.Bool("side-by-side"), c.Bool("overlay")
	o.kind, o.metric = c.String("kind"), c.String("metric")
	if _, err = newValues(o.kind, o.metric); err != nil {
		return o, err
	}
	if o.dials, err = readDials(c, o.metric); err != nil {
		return o, err
	}
	if o.span, err = readSpan(c.String("range")); err != nil {
		return o, err
	}
	if o.output = c.String("output"); o.output == "" {
		return o, fmt.Errorf("want --output FILE, or a folder for folders (see iqa gradmap --help)")
	}
	if o.memory, o.progress, err = readRun(c); err != nil {
		return o, err
	}
	return o, o.readFormat(c.String("format"), c.Args().Slice())
}

// readFormat chooses the format: as said, or by the ending of the output,
// which a folder does not need.
func (o *mapOptions) readFormat(said string, args []string) error {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(o.output), "."))
	folders := false
	for _, a := range args {
		info, err := os.Stat(a)
		folders = folders || err == nil && info.IsDir()
	}
	switch {
	case said != "" && !slices.Contains(mapFormats, said):
		return fmt.Errorf("--format: unknown %q (want %s)", said, strings.Join(mapFormats, ", "))
	case said != "":
		o.format = said
	case slices.Contains(mapFormats, ending) && !folders:
		o.format = ending
	case folders:
		o.format = "png"
	default:
		return fmt.Errorf("--output: %q ends in none of .png, .npy and .pfm, "+
			"and there is no --format", o.output)
	}
	return o.onlyPNG()
}

// onlyPNG refuses what has no meaning where values are written.
func (o *mapOptions) onlyPNG() error {
	for _, flag := range [...]struct {
		on   bool
		name string
	}{{o.beside, "--side-by-side"}, {o.overlay, "--overlay"}, {o.span.set, "--range"}} {
		if flag.on && o.format != "png" {
			return fmt.Errorf("%s: %s has the values themselves, and no colours", flag.name, o.format)
		}
	}
	return nil
}

// namesOf are the names of the metrics that are so.
func namesOf(is func(metrics.Info) bool) (names []string) {
	for i := range metrics.All() {
		if is(i) {
			names = append(names, i.Name)
		}
	}
	return names
}

func hasGrad(i metrics.Info) bool { return i.Grad }
func hasMap(i metrics.Info) bool  { return i.Map }

// hasValues is of metrics that gradmap can draw something of.
func hasValues(i metrics.Info) bool { return i.Grad || i.Map }
