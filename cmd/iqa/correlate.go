package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/opinion"
	"github.com/fastiqa/iqa/report"
)

const correlateText = `SCORES is what iqa score wrote as jsonl or csv, or a CSV or TSV file with a
heading and a column for each metric, also those of other programs. MOS is the
file of opinions that comes with a set of rated images: a name and a number in
each row, separated by tabs, commas, semicolons or blanks. - is stdin.

Columns of MOS are found by known headings (dist_img, image_name, …; MOS, dmos,
…), or else are the only one of text and the only one of numbers. Images are
found by the names of their files, where need be without case and extension;
--match path compares whole paths.

Which opinion is better: higher, but lower where the heading has dmos in it, as
in LIVE. The dmos of KADID-10k (dist_img,ref_img,dmos,var) is a mean opinion for
which higher is better. What was taken is told on stderr; --lower-better and
--higher-better say it. Of this program's metrics it is known which score is
better; of others, higher is. + means agreement: better scores for images that
people find better.

   srocc  rank correlation of Spearman, krocc of Kendall (tau-b)
   plcc   Pearson's correlation after a fit of the logistic function with five
          parameters to the opinions; it has no sign
   rmse   root of the mean square of what the fit leaves, in units of opinion

Behind each stands an interval of --confidence from --bootstrap samples. Infinite
scores count as the largest in ranks, and are left out of the fit.

Examples:
   iqa score --pairs tid.csv -f csv -o s.csv && iqa correlate s.csv mos_with_names.txt
   iqa correlate kadid.jsonl kadid10k/dmos.csv --format md
   iqa correlate live.csv dmos.csv --name-column image --score-column dmos --lower-better
   iqa correlate scores.jsonl koniq10k.csv --score-column MOS_zscore --metrics ssim,mine`

func correlateCommand() *cli.Command {
	return &cli.Command{
		Name:        "correlate",
		Usage:       "hold scores against the opinions of people",
		ArgsUsage:   "SCORES MOS",
		Description: correlateText,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "metrics", Aliases: []string{"m"},
				Usage: "comma-separated `LIST` of columns of SCORES (default: all)"},
			&cli.StringFlag{Name: "name-column", Usage: "`COLUMN` of MOS with names: heading, or number from 1"},
			&cli.StringFlag{Name: "score-column", Usage: "`COLUMN` of MOS with opinions: heading, or number from 1"},
			&cli.BoolFlag{Name: "lower-better", Usage: "a lower opinion is better"},
			&cli.BoolFlag{Name: "higher-better", Usage: "a higher opinion is better"},
			&cli.StringFlag{Name: "match", Value: "name",
				Usage: "find images by the `name` of the file, or its whole path"},
			&cli.IntFlag{Name: "bootstrap", Value: 1000, Usage: "`N` samples for intervals; 0: none"},
			&cli.Float64Flag{Name: "confidence", Value: .95, Usage: "`PART` of the samples in an interval"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "`N` chooses the samples"},
			formatFlag(), outputFlag(),
		},
		Action: correlate,
	}
}

// maxRounds is more samples than anybody needs, and not yet too many for memory.
const maxRounds = 1_000_000

func correlate(c *cli.Context) error {
	args := c.Args().Slice()
	if len(args) != 2 {
		return fmt.Errorf("want SCORES and MOS, got %d arguments (see iqa correlate --help)", len(args))
	}
	study, err := readStudy(c)
	if err != nil {
		return err
	}
	format, err := format(c.String("format"), c.String("output"))
	if err != nil {
		return err
	}
	t, err := openTrial(c, args[0], args[1], study)
	if err != nil {
		return err
	}
	t.direct(c)
	if err := t.join(c.String("match")); err != nil {
		return err
	}
	all, err := t.correlations(c.Context)
	if err != nil {
		return err
	}
	t.doubt(all)
	return writeCorrelations(c, format, all)
}

func readStudy(c *cli.Context) (s opinion.Study, err error) {
	s.Confidence, s.Seed = c.Float64("confidence"), c.Uint64("seed")
	if s.Rounds, err = readRounds(c); err != nil {
		return s, err
	}
	switch m := c.String("match"); {
	case !(s.Confidence > 0 && s.Confidence < 1):
		return s, fmt.Errorf("--confidence: %g is not between 0 and 1", s.Confidence)
	case m != "name" && m != "path":
		return s, fmt.Errorf("--match: unknown %q (want name or path)", m)
	case c.Bool("lower-better") && c.Bool("higher-better"):
		return s, errors.New("--lower-better and --higher-better: want one or the other")
	}
	return s, nil
}

// readRounds is how many samples there are to be.
func readRounds(c *cli.Context) (int, error) {
	n := c.Int("bootstrap")
	if n < 0 || n > maxRounds {
		return 0, fmt.Errorf("--bootstrap: %d is not 0 to %d", n, maxRounds)
	}
	return n, nil
}

func writeCorrelations(c *cli.Context, format string, all []report.Correlation) error {
	out, err := openOutput(c.String("output"), c.App.Writer)
	if err != nil {
		return err
	}
	defer out.discard()
	if err := report.WriteCorrelations(out, format, all); err != nil {
		return fmt.Errorf("%s: %w", out.name, cause(err))
	}
	return out.commit()
}
