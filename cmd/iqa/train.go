package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/degrade"
	"github.com/fastiqa/iqa/cnn/safetensors"
)

const trainText = `Trains the network of Zhao et al. to undo what a task does to pictures:

   demosaic  a sensor's mosaic of colours, with noise
   sr2       half the size, and back by interpolation
   jpeg      compression, at --quality
   pairs     whatever makes of --target what is in --data, under the same names

Pictures are taken from all --data folders, also from those below, in any format
that iqa reads. Gray ones are taken for three channels, alpha is laid over black;
those that are smaller than a patch or cannot be read are left out. What was taken
and left out is told. Where pictures take more than --memory, at 12 bytes a pixel,
the square in the middle of each is taken.

Losses are sums such as l1=1,ms-ssim=.2, whose weights may be left out. --form
centre is the published form: l1 and l2 over all of a patch, ssim[:sigma=5],
ms-ssim and mix[:alpha=.84] at its centre pixel. --form map takes any metric of iqa
that has a gradient, at every position of a patch; patches are 63 pixels a side
then, of which --valid leaves 47: 17x17 windows of mix. --switch A:B@50% takes
over with B after that part of the steps.

Beyond the edges of a patch there are zeros, unless --valid is set: then outputs
are 16 pixels smaller, as in pictures. It is set where --form is map.

An interrupt (Ctrl-C) leaves a checkpoint; --resume goes on from it, with the same
other flags, to the same bits. Every --checkpoint-every steps there is one, too.
Weights do not depend on --workers or the processor.

--from begins with weights that are there already, for another round with other
patches (another --seed), or to make a network for one task one for another.

--log has a row a step: loss, the parts of mix or of a sum, rate, and PSNR of the
patches; --plot draws it. Before about 1,000 steps losses cannot be told apart by
their pictures.

Examples:
   iqa cnn train --task sr2 --loss l1 --data photos/ -o sr2-l1.safetensors
   iqa cnn train --task jpeg --quality 20 --loss mix --data a/ --data b/ \
      --steps 5000 --log curve.csv --plot curve.svg -o jpeg-mix.safetensors
   iqa cnn train --task sr2 --loss mix:alpha=.025 --form map --data photos/ -o w.safetensors
   iqa cnn train --task demosaic --switch l1:l2@50% --data photos/ -o w.safetensors
   iqa cnn train --task pairs --loss l1 --data noisy/ --target clean/ -o w.safetensors
   iqa cnn train --task sr2 --loss l1 --data photos/ -o sr2-l1.safetensors \
      --resume sr2-l1.checkpoint.safetensors`

func trainCommand() *cli.Command {
	return &cli.Command{
		Name:        "train",
		Usage:       "train a network with a loss",
		Description: trainText,
		Flags: append(append(append(taskFlags(), learningFlags()...),
			&cli.StringFlag{Name: "loss", Aliases: []string{"l"}, Usage: "`LOSS`, such as l1, mix or l1=1,ms-ssim=.2"},
			&cli.StringFlag{Name: "switch", Usage: "`A:B@P%` instead of --loss: first A, then B"},
			&cli.StringFlag{Name: "form", Value: "centre", Usage: "where losses look: `centre` or map"},
			&cli.StringSliceFlag{Name: "target", Usage: "of the task pairs: `DIR` of what pictures are to become, one for each --data"},
			&cli.IntFlag{Name: "patch", DefaultText: "31, or 63 where --form is map", Usage: "side of a patch: `N` pixels"},
			&cli.BoolFlag{Name: "valid", DefaultText: "as --form is map", Usage: "no zeros beyond the edges of a patch"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the weights to `FILE` (safetensors)"},
			&cli.BoolFlag{Name: "half", Usage: "write them in 16 bits: half the size"},
			&cli.StringFlag{Name: "log", Usage: "write the curve to `FILE` (CSV)"},
			&cli.StringFlag{Name: "plot", Usage: "draw the curve to `FILE` (SVG)"},
			&cli.StringFlag{Name: "checkpoint", DefaultText: "that of --output, ending in .checkpoint.safetensors", Usage: "write checkpoints to `FILE`"},
			&cli.StringFlag{Name: "resume", Usage: "go on from the checkpoint in `FILE`"},
			&cli.StringFlag{Name: "from", Usage: "begin with the weights in `FILE`, not with chance"},
			memoryFlag("pictures to train with")), workFlags()...),
		Action: train,
	}
}

// learningFlags say from what and how a network learns, whatever its loss.
func learningFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "data", Aliases: []string{"d"}, Usage: "`DIR` of pictures to train with (repeatable)"},
		&cli.IntFlag{Name: "steps", Value: 1500, Usage: "`N` batches"},
		&cli.IntFlag{Name: "batch", Value: 16, Usage: "`N` patches a step"},
		&cli.Float64Flag{Name: "rate", Value: 1e-3, Usage: "highest `RATE` of learning"},
		&cli.IntFlag{Name: "warm-up", DefaultText: "50, or a tenth of the steps if that is less", Usage: "`N` steps in which the rate is reached"},
		&cli.StringFlag{Name: "decay", Value: "cosine", Usage: "how the rate falls: `cosine`, inverse or none"},
		&cli.StringFlag{Name: "optimizer", Value: "adam", Usage: "`adam` or sgd"},
		&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "`S` of all chance"},
		&cli.IntFlag{Name: "checkpoint-every", Value: 500, Usage: "`N` steps; 0: only on an interrupt"},
	}
}

// trainOptions are the flags of train, checked.
type trainOptions struct {
	task       degrade.Task // nil: pairs
	plan       *cnn.Plan
	data       []string
	target     []string
	batch      int
	patch      int
	valid      bool
	rate       cnn.Schedule
	optimizer  string
	seed       uint64
	output     string
	log, plot  string
	kind       safetensors.Type
	checkpoint string
	every      int
	resume     string
	from       string // weights to begin with
	fromHash   string // SHA-256 of that file
	again      string // how to go on after an interrupt
	workers    int
	maxPixels  int64
	memory     int64
	progress   string
}

func train(c *cli.Context) error {
	o, err := readTrainOptions(c)
	if err != nil {
		return err
	}
	t := &trainer{ctx: c.Context, trainOptions: o, stderr: c.App.ErrWriter}
	t.bar = newProgress(o.progress, t.stderr, &output{})
	defer t.bar.stop()
	return t.run()
}

func readTrainOptions(c *cli.Context) (o trainOptions, err error) {
	err = readEach(c, o.readLearning, o.readLoss, o.readSteps, o.readPatch, o.readData, o.readFiles)
	return o, err
}

// readEach reads one thing after another, up to the first error.
func readEach(c *cli.Context, all ...func(*cli.Context) error) error {
	for _, read := range all {
		if err := read(c); err != nil {
			return err
		}
	}
	return nil
}

// readLearning reads the task, and what is the same whatever is learnt.
func (o *trainOptions) readLearning(c *cli.Context) (err error) {
	if err = atMost(c, 0); err != nil {
		return err
	}
	o.seed, o.workers, o.maxPixels = c.Uint64("seed"), defaultWorkers(c.Int("workers")), c.Int64("max-pixels")
	if o.memory, o.progress, err = readRun(c); err == nil {
		o.task, err = readTask(c, o.seed)
	}
	return err
}

// readLoss reads what the network is trained with.
func (o *trainOptions) readLoss(c *cli.Context) error {
	form, err := cnn.ParseForm(c.String("form"))
	if err != nil {
		return fmt.Errorf("--form: %w", err)
	}
	flag, text := "--loss", c.String("loss")
	if s := c.String("switch"); s != "" {
		if text != "" {
			return errors.New("--loss and --switch: want one or the other")
		}
		if flag, text = "--switch", s; !strings.Contains(text, "@") {
			text += "@" // whose error says what a switch looks like
		}
	}
	if text == "" {
		return fmt.Errorf("want --loss or --switch (see %s --help)", c.Command.HelpName)
	}
	if flag == "--loss" && strings.Contains(text, "@") {
		return errors.New("--loss: two losses are a --switch")
	}
	if o.plan, err = cnn.ParsePlan(text, form); err != nil {
		return fmt.Errorf("%s: %w", flag, err)
	}
	return nil
}

// The most steps, and patches a step, that are taken: a batch has a gradient of
// 480 KiB for each patch.
const (
	mostSteps = 1_000_000
	mostBatch = 1024
)

// readSteps reads how long and how fast.
func (o *trainOptions) readSteps(c *cli.Context) (err error) {
	s := &o.rate
	s.Steps, s.Rate, o.batch, o.every = c.Int("steps"), c.Float64("rate"), c.Int("batch"), c.Int("checkpoint-every")
	s.Warm = min(50, s.Steps/10)
	if c.IsSet("warm-up") {
		s.Warm = c.Int("warm-up")
	}
	switch {
	case s.Steps < 1 || s.Steps > mostSteps:
		return fmt.Errorf("--steps: %d is not from 1 to %d", s.Steps, mostSteps)
	case o.batch < 1 || o.batch > mostBatch:
		return fmt.Errorf("--batch: %d is not from 1 to %d", o.batch, mostBatch)
	case !(s.Rate > 0) || s.Rate-s.Rate != 0:
		return fmt.Errorf("--rate: %v is no positive number", s.Rate)
	case s.Warm < 0 || s.Warm > s.Steps:
		return fmt.Errorf("--warm-up: %d is not from 0 to the %d steps", s.Warm, s.Steps)
	case o.every < 0:
		return fmt.Errorf("--checkpoint-every: %d is negative", o.every)
	}
	if s.Decay, err = cnn.ParseDecay(c.String("decay")); err != nil {
		return fmt.Errorf("--decay: %w", err)
	}
	o.optimizer = c.String("optimizer")
	if _, err = cnn.NewOptimizer(o.optimizer); err != nil {
		return fmt.Errorf("--optimizer: %w", err)
	}
	return nil
}

// mostPatch is the largest side of a patch: its passage takes 100 MiB a worker.
const mostPatch = 255

// readPatch reads the size of patches, which the loss has to fit.
func (o *trainOptions) readPatch(c *cli.Context) error {
	o.patch, o.valid = 31, false
	if o.plan.First.Form == cnn.Mapped {
		o.patch, o.valid = 63, true
	}
	if c.IsSet("valid") {
		o.valid = c.Bool("valid")
	}
	if c.IsSet("patch") {
		o.patch = c.Int("patch")
	}
	out, less := o.patch, ""
	if o.valid {
		out, less = o.patch-2*cnn.Radius, fmt.Sprintf(", %d less than the patch (--valid)", 2*cnn.Radius)
	}
	if out < 1 || o.patch > mostPatch {
		return fmt.Errorf("--patch: %d is not from %d to %d", o.patch, o.patch-out+1, mostPatch)
	}
	if err := o.plan.Fits(out); err != nil {
		return fmt.Errorf("--patch: %w%s", err, less)
	}
	return nil
}

// readData reads where the pictures are.
func (o *trainOptions) readData(c *cli.Context) error {
	o.data, o.target = c.StringSlice("data"), c.StringSlice("target")
	switch {
	case len(o.data) == 0:
		return fmt.Errorf("want --data DIR (see %s --help)", c.Command.HelpName)
	case o.task != nil && len(o.target) > 0:
		return errors.New("--target: only the task pairs has it")
	case o.task == nil && len(o.target) != len(o.data):
		return fmt.Errorf("--target: want one for each of %d --data, got %d", len(o.data), len(o.target))
	}
	return nil
}

// readFiles reads the names of what is written.
func (o *trainOptions) readFiles(c *cli.Context) error {
	o.output, o.log, o.plot = c.String("output"), c.String("log"), c.String("plot")
	o.checkpoint, o.resume, o.from = c.String("checkpoint"), c.String("resume"), c.String("from")
	if o.output == "" {
		return fmt.Errorf("want --output FILE (see %s --help)", c.Command.HelpName)
	}
	if o.checkpoint == "" {
		o.checkpoint = strings.TrimSuffix(o.output, ".safetensors") + ".checkpoint.safetensors"
	}
	o.again = "--resume " + o.checkpoint
	if c.Bool("half") {
		o.kind = safetensors.F16
	}
	taken := map[string]string{}
	for _, f := range [][2]string{{"--output", o.output}, {"--log", o.log}, {"--plot", o.plot}, {"--checkpoint", o.checkpoint}} {
		if other, ok := taken[f[1]]; ok && f[1] != "" {
			return fmt.Errorf("%s and %s: both are %s", other, f[0], f[1])
		}
		taken[f[1]] = f[0]
	}
	if o.from != "" && taken[o.from] != "" {
		return fmt.Errorf("%s: %s is also read from", taken[o.from], o.from)
	}
	return nil
}
