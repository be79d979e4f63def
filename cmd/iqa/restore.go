package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/weights"
	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/pipeline"
	"github.com/fastiqa/iqa/plane"
)

const restoreText = `Makes pictures what a network makes of them. IN are files, or folders with all
below them. --output is a file that ends in .png, for one picture, or a folder,
where pictures keep their names and places but end in .png. What is read is never
written over.

Pictures are written in 8 bits a sample, or in 16 where they have more. A gray one
is restored as a coloured one with three equal channels; what comes out is made
gray again, Y' = .299R'+.587G'+.114B'. Alpha stays as it is, and the colours below
it are restored as if it were not there. Beyond the edges a picture is mirrored.

A network undoes what it was trained to undo: the one for jpeg, compression at
quality 30 or so, and harms what is better; that for sr2 sharpens what was
enlarged, which --enlarge does before; that for demosaic is for colours
interpolated from a sensor's. There are networks for these in the program (iqa cnn
list); --weights takes one of your own.

Examples:
   iqa cnn restore --task jpeg compressed.jpg -o restored.png
   iqa cnn restore --task sr2 --enlarge small.png -o large.png
   iqa cnn restore --task sr2 --loss mix enlarged/ -o restored/
   iqa cnn restore --weights own.safetensors photos/ more.jpg -o restored/`

func restoreCommand() *cli.Command {
	return &cli.Command{
		Name:        "restore",
		Usage:       "restore pictures with a network",
		ArgsUsage:   "IN…",
		Description: restoreText,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "task", Aliases: []string{"t"},
				Usage: "`TASK` of the network: " + strings.Join(weights.Tasks(), ", ")},
			&cli.StringFlag{Name: "loss", Aliases: []string{"l"}, Value: usualLoss,
				Usage: "`LOSS` it was trained by: " + strings.Join(weights.Losses(), ", ")},
			&cli.StringFlag{Name: "weights", Aliases: []string{"w"},
				Usage: "take the network from `FILE` (safetensors) instead"},
			&cli.BoolFlag{Name: "enlarge", Usage: "enlarge pictures to twice their size before, bilinearly, as for sr2"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`.png, or into that folder"},
		}, workFlags()...),
		Action: restore,
	}
}

func restore(c *cli.Context) error {
	r := &restorer{ctx: c.Context, stderr: c.App.ErrWriter, output: c.String("output"),
		limit: c.Int64("max-pixels"), ceiling: limitMemory(), enlarge: c.Bool("enlarge")}
	when, err := readWork(c)
	switch {
	case err != nil:
		return err
	case c.NArg() == 0:
		return fmt.Errorf("want pictures or folders (see %s --help)", c.Command.HelpName)
	case r.output == "":
		return fmt.Errorf("want --output FILE.png, or a folder (see %s --help)", c.Command.HelpName)
	}
	r.bar = newProgress(when, r.stderr, &output{})
	r.network.Par = pipeline.Par(defaultWorkers(c.Int("workers")))
	if r.network.Net, err = loadNet(c); err != nil {
		return err
	}
	defer r.source.close()
	for _, arg := range c.Args().Slice() {
		if err := r.list(arg); err != nil {
			return err
		}
	}
	if err := r.place(); err != nil {
		return err
	}
	return r.run()
}

// loadNet is the network that the flags name.
func loadNet(c *cli.Context) (*cnn.Net, error) {
	name, task := c.String("weights"), c.String("task")
	switch {
	case name == "" && task == "":
		return nil, fmt.Errorf("want --task TASK, or --weights FILE (see %s --help)", c.Command.HelpName)
	case name == "":
		return bundledNet(task, c.String("loss"))
	case c.IsSet("task") || c.IsSet("loss"):
		return nil, errors.New("--weights and --task, --loss: want one network")
	}
	b, err := readWeights(name)
	if err != nil {
		return nil, err
	}
	n, _, err := cnn.Decode(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return n, nil
}

// original is a picture that is to be restored.
type original struct {
	title  string // in messages
	name   string // for loader
	place  string // in the folder of results, with slashes
	loader imageio.Loader
	info   fs.FileInfo // nil: there is none
	err    error       // instead of a picture
}

// list adds a file, or the pictures of a folder.
func (r *restorer) list(arg string) error {
	dir, err := isDir(arg)
	if err != nil {
		return err
	}
	if !dir {
		info, _ := os.Stat(arg)
		r.all = append(r.all, original{title: arg, name: arg, place: filepath.Base(arg),
			loader: imageio.Files(r.limit), info: info})
		return nil
	}
	fsys, err := r.source.root(arg)
	if err != nil {
		return err
	}
	before := len(r.all)
	for p, err := range pipeline.Against("", fsys, nil) {
		info, _ := fs.Stat(fsys, p.Dist)
		r.all = append(r.all, original{title: path.Join(filepath.ToSlash(arg), p.Dist), name: p.Dist,
			place: p.Dist, loader: imageio.Dir(fsys, r.limit), info: info, err: err})
	}
	if len(r.all) == before {
		return fmt.Errorf("%s: no pictures found", arg)
	}
	r.many = true
	return nil
}

// place finds out where pictures go, and that none goes where one comes from.
func (r *restorer) place() error {
	r.many = r.many || len(r.all) > 1
	if strings.EqualFold(filepath.Ext(r.output), ".png") {
		if r.many {
			return fmt.Errorf("--output: %s is one file; for several pictures want a folder", r.output)
		}
		return r.notOver(r.output)
	}
	f, err := openFolder(r.output)
	if err != nil {
		return err
	}
	r.folder = f
	for i := range r.all {
		r.all[i].place = f.name(r.all[i].place, "png")
		if err := r.notOver(filepath.Join(r.output, filepath.FromSlash(r.all[i].place))); err != nil {
			f.Close()
			return err
		}
	}
	return nil
}

// notOver refuses to write over what is read.
func (r *restorer) notOver(name string) error {
	out, err := os.Stat(name)
	if err != nil {
		return nil
	}
	for i := range r.all {
		if in := r.all[i].info; in != nil && os.SameFile(in, out) {
			return fmt.Errorf("--output: %s is also read from", name)
		}
	}
	return nil
}

var errNoPeak = errors.New("picture without intensities")

// check refuses what cannot be restored.
func (r *restorer) check(o *original) error {
	if o.err != nil {
		return o.err
	}
	c, err := o.loader.Config(o.name)
	if err != nil {
		return err
	}
	planes := int64(4*3*2 + 8 + 4) // input and output, the file's samples, luma
	if r.enlarge {
		planes += 4 * (planes + 4*4)
	}
	need := c.Bytes + c.Size + planes*int64(c.W)*int64(c.H)
	if r.ceiling > 0 && need > r.ceiling {
		return fmt.Errorf("needs %d MiB of memory, more than the %d MiB there are", need>>20, r.ceiling>>20)
	}
	return nil
}

// load reads a picture.
func (r *restorer) load(o *original, m *plane.Image) error {
	if err := r.check(o); err != nil {
		return err
	}
	if err := o.loader.Load(r.ctx, m, o.name); err != nil {
		return err
	}
	if !(m.Peak() > 0) {
		return errNoPeak
	}
	return nil
}
