package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/degrade"
	"github.com/fastiqa/iqa/cnn/table"
	"github.com/fastiqa/iqa/report"
)

const sigmaText = `Trains a network with SSIM for each of --sigmas, which are standard deviations of
the window in pixels, and holds them against each other: the study of the window by
Zhao et al., who found that a small one leaves splotches in flat areas, and that a
large one keeps noise near edges. All begin with the same parameters and see the
same patches, and noise in them, of --data.

The table is that of iqa cnn evaluate for the pictures of --test, with four rows
more, in thousandths of the range of intensities: flat-rmse, the root of the mean
square of the error where the clean picture has nothing steeper than 4/255 a pixel
within 4 pixels, and edge-rmse, that beside edges, where it is itself no steeper
than that but has more than 24/255 within 4 pixels; flat-sd and edge-sd are the same
without the mean error of each channel there. Differences are to --base.

The folder --output gets the networks (sigma-5.safetensors), their logs (.csv), the
scores of each picture (values.csv) and a page with tables and pictures
(page.html). A run that was interrupted goes on when it is started again with the
same flags: a network that is there is taken, if its file has the same settings and
pictures, and a training goes on from its checkpoint, to the same bits.

--weights adds networks for the same task as columns of their own; those by SSIM of
one of the sigmas and another seed are averaged with it, as in evaluate.

Examples:
   iqa cnn sigma --data photos/ --test kodak/ -o sigma/
   iqa cnn sigma --task jpeg --quality 20 --sigmas 1,1.5,9 --base 1.5 \
      --data photos/ --test kodak/ --steps 5000 -o sigma/
   iqa cnn sigma --data photos/ --test kodak/ --weights demosaic-l1.safetensors \
      --metrics psnr,ssim --format md -o sigma/ > sigma.md`

func sigmaCommand() *cli.Command {
	return &cli.Command{
		Name:        "sigma",
		Usage:       "train with windows of SSIM of several widths, and hold them against each other",
		Description: sigmaText,
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "task", Aliases: []string{"t"}, Value: "demosaic",
				Usage: "`TASK` of the networks: " + strings.Join(degrade.Names(), ", ")},
			qualityFlag(),
			&cli.StringFlag{Name: "sigmas", Value: "1,3,5,9", Usage: "comma-separated `LIST` of standard deviations"},
			&cli.StringFlag{Name: "base", DefaultText: "5 if it is among them, or else the first",
				Usage: "`SIGMA` that others are held against"},
		}, learningFlags(), []cli.Flag{
			&cli.IntFlag{Name: "patch", Value: 31, Usage: "side of a patch: `N` pixels"},
			&cli.BoolFlag{Name: "valid", Usage: "no zeros beyond the edges of a patch"},
			&cli.StringFlag{Name: "test", Usage: "`DIR` of clean pictures to evaluate with"},
			&cli.StringSliceFlag{Name: "weights", Aliases: []string{"w"},
				Usage: "comma-separated `FILES` of further networks (repeatable)"},
		}, scoringFlags(), []cli.Flag{
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: "table",
				Usage: "`FORMAT` of the table on stdout: " + strings.Join(report.Formats(), ", ")},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write networks and results into `DIR`"},
			memoryFlag("pictures to train with, and of those that are evaluated at a time"),
		}, workFlags()),
		Action: sigma,
	}
}

func sigma(c *cli.Context) error {
	s := new(study)
	err := readEach(c, s.readTask, s.readLearning, s.readSigmas, s.readSteps, s.readPatch,
		s.readData, s.readFolder, s.readEvaluation)
	if err != nil {
		return err
	}
	defer s.evaluation.source.close()
	s.ctx, s.stderr = c.Context, c.App.ErrWriter
	s.bar = newProgress(s.progress, s.stderr, &output{})
	defer s.bar.stop()
	return s.run()
}

// readTask refuses what nothing could be evaluated for.
func (s *study) readTask(c *cli.Context) error {
	if name := c.String("task"); !slices.Contains(degrade.Names(), name) {
		return fmt.Errorf("--task: unknown %q (want %s)", name, strings.Join(degrade.Names(), ", "))
	}
	return nil
}

// readSigmas reads the windows, and which of them others are held against.
func (s *study) readSigmas(c *cli.Context) (err error) {
	for text := range strings.SplitSeq(c.String("sigmas"), ",") {
		v, err := newVariant(text)
		if err != nil {
			return fmt.Errorf("--sigmas: %w", err)
		}
		if s.find(v.sigma) != nil {
			return fmt.Errorf("--sigmas: %s is there twice", v.sigma)
		}
		s.variants = append(s.variants, v)
	}
	s.plan = s.variants[0].plan
	s.base = s.find("5")
	if text := c.String("base"); text != "" {
		v, err := readSigma(text)
		if err != nil {
			return fmt.Errorf("--base: %w", err)
		}
		if s.base = s.find(v); s.base == nil {
			return fmt.Errorf("--base: %s is not among --sigmas", v)
		}
	}
	if s.base == nil {
		s.base = s.variants[0]
	}
	return nil
}

// find is the variant of a width; nil: there is none.
func (s *study) find(sigma string) *variant {
	for _, v := range s.variants {
		if v.sigma == sigma {
			return v
		}
	}
	return nil
}

// newVariant is the network of a width.
func newVariant(text string) (v *variant, err error) {
	v = new(variant)
	if v.sigma, err = readSigma(text); err == nil {
		v.plan, err = cnn.ParsePlan("ssim:sigma="+v.sigma, cnn.AtCentre)
	}
	return v, err
}

// The widths that are taken: below, a window has one pixel, and above, patches of
// the largest side are seen through one that is flat.
const (
	leastSigma = .1
	mostSigma  = 100
)

// readSigma is a width, written as all that are equal to it.
func readSigma(text string) (string, error) {
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || !(v >= leastSigma && v <= mostSigma) {
		return "", fmt.Errorf("%q is no number from %g to %d", text, leastSigma, mostSigma)
	}
	return strconv.FormatFloat(v, 'g', -1, 64), nil
}

// readFolder reads where results go.
func (s *study) readFolder(c *cli.Context) error {
	if s.folder = c.String("output"); s.folder == "" {
		return fmt.Errorf("want --output DIR (see %s --help)", c.Command.HelpName)
	}
	s.again = "the same command"
	for _, v := range s.variants {
		name := filepath.Join(s.folder, "sigma-"+v.sigma)
		v.output, v.checkpoint, v.log = name+".safetensors", name+".checkpoint.safetensors", name+".csv"
	}
	return nil
}

// readEvaluation reads what networks are evaluated with, and how.
func (s *study) readEvaluation(c *cli.Context) (err error) {
	test := c.String("test")
	if test == "" {
		return fmt.Errorf("want --test DIR (see %s --help)", c.Command.HelpName)
	}
	e := &evaluation{values: filepath.Join(s.folder, "values.csv"), html: filepath.Join(s.folder, "page.html")}
	e.table.Areas, e.table.Against = true, sigmaColumn(s.base.sigma)
	if err = e.readHow(c); err != nil {
		return err
	}
	if e.table.Trials, err = s.openTrials(c); err != nil {
		return err
	}
	if e.source, err = openPictures(test, s.maxPixels); err != nil {
		return err
	}
	s.evaluation = e
	if e.source.count() == 0 {
		e.source.close()
		return fmt.Errorf("%s: no pictures found", test)
	}
	return nil
}

// openTrials makes the columns, of which those that are to be trained have no
// network yet.
func (s *study) openTrials(c *cli.Context) ([]*table.Trial, error) {
	var all []*table.Network
	for _, v := range s.variants {
		v.network = &table.Network{Name: v.output, Task: s.task.Name(), Settings: s.task.Settings(),
			Column: sigmaColumn(v.sigma), Seed: strconv.FormatUint(s.seed, 10)}
		all = append(all, v.network)
	}
	if c.IsSet("weights") {
		ready, err := openNetworks(c)
		if err != nil {
			return nil, err
		}
		for _, n := range ready {
			n.Column = lossColumn(n.Column)
		}
		all = append(all, ready...)
	}
	return s.trials(all)
}

// trials are one, for all networks have to be for one task.
func (s *study) trials(all []*table.Network) ([]*table.Trial, error) {
	trials, err := table.Trials(all, "", s.seed)
	if err != nil {
		return nil, err
	}
	own := strings.TrimSpace(s.task.Name() + " " + s.task.Settings())
	for _, t := range trials {
		if t.Title() != own {
			return nil, fmt.Errorf("%s: is for %s, not %s", t.Columns[0].Networks[0].Name, t.Title(), own)
		}
	}
	return trials, nil
}

// sigmaColumn is what the table calls a width.
func sigmaColumn(sigma string) string { return "σ=" + sigma }

// lossColumn is what it calls a loss.
func lossColumn(loss string) string {
	if loss == "ssim" {
		return sigmaColumn("5")
	}
	if text, ok := strings.CutPrefix(loss, "ssim:sigma="); ok {
		if v, err := readSigma(text); err == nil {
			return sigmaColumn(v)
		}
	}
	return loss
}
