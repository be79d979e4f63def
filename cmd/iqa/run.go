package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/imageio"
)

// runFlags are the flags of commands that go through many pairs.
func runFlags() []cli.Flag {
	return append(workFlags(), memoryFlag("images in flight"))
}

// workFlags are those of all commands that take long.
func workFlags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{Name: "workers", Aliases: []string{"j"}, DefaultText: "one a processor",
			Usage: "`N` goroutines; results do not depend on it"},
		&cli.Int64Flag{Name: "max-pixels", Value: imageio.DefaultMaxPixels,
			Usage: "refuse images of more than `N` pixels"},
		&cli.StringFlag{Name: "progress", Value: "auto",
			Usage: "`auto` (on a terminal), on or off"},
	}
}

func memoryFlag(of string) cli.Flag {
	return &cli.StringFlag{Name: "memory", Value: "1GiB",
		Usage: "`SIZE` of the " + of + ", such as 512MiB"}
}

// readRun checks these flags.
func readRun(c *cli.Context) (memory int64, progress string, err error) {
	if memory, err = parseSize(c.String("memory")); err != nil {
		return 0, "", fmt.Errorf("--memory: %w", err)
	}
	progress, err = readWork(c)
	return memory, progress, err
}

// readWork checks workFlags.
func readWork(c *cli.Context) (progress string, err error) {
	if n := c.Int("workers"); n < 0 {
		return "", fmt.Errorf("--workers: %d is negative", n)
	}
	if n := c.Int64("max-pixels"); n <= 0 {
		return "", fmt.Errorf("--max-pixels: %d is not positive", n)
	}
	switch progress = c.String("progress"); progress {
	case "auto", "on", "off":
		return progress, nil
	}
	return "", fmt.Errorf("--progress: unknown %q (want auto, on or off)", progress)
}
