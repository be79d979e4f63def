package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// dials are settings of metrics that flags have.
type dials struct {
	alpha  float64
	border plane.Border
}

func dialFlags() []cli.Flag {
	return []cli.Flag{
		&cli.Float64Flag{Name: "alpha", Value: .84,
			Usage: "`WEIGHT` of 1-zhao-ms-ssim in mix, above 0, at most 1"},
		&cli.StringFlag{Name: "border", Value: plane.Valid.String(),
			Usage: "how pictures go on beyond their edges, for ssim: `RULE` " + strings.Join(plane.Borders(), ", ")},
	}
}

// readDials refuses settings that nothing asks for.
func readDials(c *cli.Context, names ...string) (d dials, err error) {
	d.alpha = c.Float64("alpha")
	if !(d.alpha > 0 && d.alpha <= 1) {
		return d, fmt.Errorf("--alpha: %v is not above 0 and at most 1", d.alpha)
	}
	if c.IsSet("alpha") && !slices.Contains(names, "mix") {
		return d, errors.New("--alpha: only mix has it")
	}
	var ok bool
	if d.border, ok = plane.BorderByName(c.String("border")); !ok {
		return d, fmt.Errorf("--border: unknown %q (want %s)", c.String("border"), strings.Join(plane.Borders(), ", "))
	}
	if c.IsSet("border") && !slices.Contains(names, "ssim") {
		return d, errors.New("--border: only ssim has it")
	}
	return d, nil
}

// set gives metrics their settings.
func (d dials) set(all ...metrics.Metric) {
	for _, m := range all {
		switch m := m.(type) {
		case *metrics.Mix:
			m.Alpha = d.alpha
		case *metrics.SSIM:
			m.Border = d.border
		}
	}
}
