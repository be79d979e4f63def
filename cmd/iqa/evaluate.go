package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/cnn/degrade"
	"github.com/fastiqa/iqa/cnn/table"
	"github.com/fastiqa/iqa/pipeline"
)

const evaluateText = `Spoils the clean pictures of a folder, has networks restore them, and scores the
results, as in Table I of Zhao et al.: a row a metric, a column for the pictures
as the networks are given them and for each loss. The networks are those that the
program has in it (iqa cnn list), or those of --weights, which say in their files
which task and loss they are for. With --task pairs the pictures are spoilt already:
those of --data are restored, and held against those of --target.

Below the means stands what they are worth: for each loss the difference to l2,
picture by picture, with its 95 % interval by bootstrap, and of how many pictures
the score is better. A difference whose interval has 0 in it is a tie. Networks
that differ only in their seed are one column: their scores are averaged for each
picture first, and the spread of their means stands at the end.

What is scored is cut off at 0 and 1, and not rounded, or with --quantize to 8
bits. Scores are those of iqa score; what has none, as a picture too small for a
metric, is left out and counted. l1 and l2 are shown a thousand times. --values
writes the scores of each picture and network as CSV; --html writes a page with
the tables, and for some pictures the place where the networks differ most.

Examples:
   iqa cnn evaluate --data kodak/
   iqa cnn evaluate --task sr2 --data kodak/ --html table.html
   iqa cnn evaluate --weights l2.safetensors,l1.safetensors,mix.safetensors --data kodak/
   iqa cnn evaluate --weights own.safetensors --task pairs --data noisy/ --target clean/
   iqa cnn evaluate --weights l2.safetensors,mix.safetensors --task jpeg --data kodak/ \
      --metrics psnr,ssim --format md -o table.md --html table.html --values scores.csv`

func evaluateCommand() *cli.Command {
	return &cli.Command{
		Name:        "evaluate",
		Usage:       "hold networks against each other, metric by metric",
		Description: evaluateText,
		Flags: append(append([]cli.Flag{
			&cli.StringSliceFlag{Name: "weights", Aliases: []string{"w"},
				Usage: "comma-separated `FILES` of networks (repeatable; default: those in the program)"},
			&cli.StringFlag{Name: "task", Aliases: []string{"t"}, Value: allTasks,
				Usage: "`TASK`: " + tasks() + ", or all; also that of files that do not say theirs"},
			&cli.StringFlag{Name: "data", Aliases: []string{"d"}, Usage: "`FOLDER` of clean pictures, or for the task pairs of spoilt ones"},
			&cli.StringFlag{Name: "target", Usage: "of the task pairs: `FOLDER` of the clean pictures"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "`N` chooses samples for intervals, and the noise of demosaic"},
			formatFlag(), outputFlag(),
			&cli.StringFlag{Name: "values", Usage: "write the scores of each picture as CSV to `FILE`"},
			&cli.StringFlag{Name: "html", Usage: "write a page with pictures to `FILE`"},
		}, scoringFlags()...), runFlags()...),
		Action: evaluate,
	}
}

// scoringFlags say how networks are scored, and what is shown of it.
func scoringFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "metrics", Aliases: []string{"m"}, Value: "table1",
			Usage: "comma-separated `LIST` of scores and groups of them (see iqa metrics)"},
		&cli.BoolFlag{Name: "quantize", Usage: "round to 8 bits before scoring"},
		&cli.IntFlag{Name: "bootstrap", Value: 10_000, Usage: "`N` samples for intervals; 0: none"},
		&cli.IntFlag{Name: "figures", Value: 4, Usage: "show the first `N` pictures on the page"},
	}
}

// allTasks are those that the networks are for.
const allTasks = "all"

func evaluate(c *cli.Context) error {
	if err := atMost(c, 0); err != nil {
		return err
	}
	e, err := readEvaluation(c)
	if err != nil {
		return err
	}
	if e.table.Trials, err = openTrials(c); err != nil {
		return err
	}
	if e.source, err = openEvaluated(c); err != nil {
		return err
	}
	defer e.source.close()
	if err := writable(e.output, e.values, e.html); err != nil {
		return err
	}
	return e.run()
}

// openEvaluated opens the folder of clean pictures, or the two of pairs.
func openEvaluated(c *cli.Context) (*source, error) {
	data, limit := c.String("data"), c.Int64("max-pixels")
	if c.String("task") != pairsTask {
		return openPictures(data, limit)
	}
	s := new(source)
	target := c.String("target")
	for _, dir := range []string{data, target} {
		if folder, err := isDir(dir); err != nil || !folder {
			return nil, cmp.Or(err, fmt.Errorf("%s: is a file, want a folder of pictures", dir))
		}
	}
	return s, s.openPaths(target, data, limit)
}

// readEvaluation checks the flags.
func readEvaluation(c *cli.Context) (*evaluation, error) {
	pairs, target := c.String("task") == pairsTask, c.String("target") != ""
	switch {
	case c.String("data") == "":
		return nil, fmt.Errorf("want --data FOLDER (see %s --help)", c.Command.HelpName)
	case target && !pairs:
		return nil, errors.New("--target: only the task pairs has it")
	case pairs && !target:
		return nil, errors.New("--task pairs: want --target FOLDER, the clean pictures")
	}
	e := &evaluation{output: c.String("output"), values: c.String("values"), html: c.String("html")}
	if err := e.outputs(c.StringSlice("weights")); err != nil {
		return nil, err
	}
	return e, e.readHow(c)
}

// readHow checks the flags that say how to evaluate, and what to show.
func (e *evaluation) readHow(c *cli.Context) (err error) {
	e.ctx, e.stdout, e.stderr = c.Context, c.App.Writer, c.App.ErrWriter
	e.quantize, e.figures = c.Bool("quantize"), c.Int("figures")
	switch {
	case e.figures < 0:
		return fmt.Errorf("--figures: %d is negative", e.figures)
	case e.html == "":
		e.figures = 0
	}
	if e.format, err = format(c.String("format"), e.output); err != nil {
		return err
	}
	if e.table.Metrics, err = readNames(c.String("metrics")); err != nil {
		return fmt.Errorf("--metrics: %w", err)
	}
	e.table.Study.Seed = c.Uint64("seed")
	if e.table.Study.Rounds, err = readRounds(c); err != nil {
		return err
	}
	e.runner = pipeline.Runner{Workers: c.Int("workers"), Ceiling: limitMemory()}
	e.runner.Memory, e.progress, err = readRun(c)
	return err
}

// openTrials reads the networks.
func openTrials(c *cli.Context) ([]*table.Trial, error) {
	task := c.String("task")
	switch {
	case task == allTasks:
		task = ""
	case task == pairsTask:
		return openPairTrial(c)
	case !slices.Contains(degrade.Names(), task):
		return nil, fmt.Errorf("--task: unknown %q (want %s or %s)",
			task, tasks(), allTasks)
	}
	all, err := openNetworks(c)
	if err == nil && len(all) == 0 {
		all, err = bundledNetworks(task)
	}
	if err != nil {
		return nil, err
	}
	trials, err := table.Trials(all, task, c.Uint64("seed"))
	if err == nil && len(trials) == 0 {
		err = fmt.Errorf("--task %s: none of the networks is for it", task)
	}
	return trials, err
}

// openPairTrial reads the networks that are given the pictures of pairs.
func openPairTrial(c *cli.Context) ([]*table.Trial, error) {
	all, err := openNetworks(c)
	if err == nil && len(all) == 0 {
		err = errors.New("--task pairs: want --weights FILE,…")
	}
	if err != nil {
		return nil, err
	}
	t, err := table.OfPairs(all)
	return []*table.Trial{t}, err
}

// openNetworks reads the files that --weights names.
func openNetworks(c *cli.Context) (all []*table.Network, err error) {
	for _, name := range c.StringSlice("weights") {
		if name == "" {
			continue
		}
		b, err := readWeights(name)
		if err != nil {
			return nil, err
		}
		n, err := table.Decode(filepath.ToSlash(name), b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, n)
	}
	return all, nil
}
