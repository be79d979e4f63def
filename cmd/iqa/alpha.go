package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/metrics"
)

func alphaFlag() cli.Flag {
	return &cli.Float64Flag{Name: "alpha", Value: .84,
		Usage: "`WEIGHT` of 1-zhao-ms-ssim in mix, above 0, at most 1"}
}

// readAlpha refuses a weight that nothing asks for.
func readAlpha(c *cli.Context, names ...string) (float64, error) {
	a := c.Float64("alpha")
	if !(a > 0 && a <= 1) {
		return a, fmt.Errorf("--alpha: %v is not above 0 and at most 1", a)
	}
	if c.IsSet("alpha") && !slices.Contains(names, "mix") {
		return a, errors.New("--alpha: only mix has it")
	}
	return a, nil
}

func setAlpha(a float64, all ...metrics.Metric) {
	for _, m := range all {
		if m, ok := m.(*metrics.Mix); ok {
			m.Alpha = a
		}
	}
}
