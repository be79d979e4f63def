package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/imageio"
)

// runFlags are the flags of commands that go through many pairs.
func runFlags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{Name: "workers", Aliases: []string{"j"}, DefaultText: "one a processor",
			Usage: "`N` goroutines; results do not depend on it"},
		&cli.Int64Flag{Name: "max-pixels", Value: imageio.DefaultMaxPixels,
			Usage: "refuse images of more than `N` pixels"},
		&cli.StringFlag{Name: "memory", Value: "1GiB",
			Usage: "`SIZE` of the images in flight, such as 512MiB"},
		&cli.StringFlag{Name: "progress", Value: "auto",
			Usage: "`auto` (on a terminal), on or off"},
	}
}

// readRun checks these flags.
func readRun(c *cli.Context) (memory int64, progress string, err error) {
	if memory, err = parseSize(c.String("memory")); err != nil {
		return 0, "", fmt.Errorf("--memory: %w", err)
	}
	if n := c.Int("workers"); n < 0 {
		return 0, "", fmt.Errorf("--workers: %d is negative", n)
	}
	if n := c.Int64("max-pixels"); n <= 0 {
		return 0, "", fmt.Errorf("--max-pixels: %d is not positive", n)
	}
	switch progress = c.String("progress"); progress {
	case "auto", "on", "off":
		return memory, progress, nil
	}
	return 0, "", fmt.Errorf("--progress: unknown %q (want auto, on or off)", progress)
}
