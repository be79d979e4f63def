package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/metrics"
)

func metricsCommand() *cli.Command {
	return &cli.Command{
		Name:        "metrics",
		Usage:       "list the metrics and groups of them: range, direction, identity, size, source",
		Description: "Example:\n   iqa metrics",
		Action: func(c *cli.Context) error {
			if err := atMost(c, 0); err != nil {
				return err
			}
			return listMetrics(c.App.Writer)
		},
	}
}

// atMost refuses further arguments.
func atMost(c *cli.Context, n int) error {
	if a := c.Args().Slice(); len(a) > n {
		return fmt.Errorf("unexpected argument %q (see %s --help)", a[n], c.Command.HelpName)
	}
	return nil
}

func listMetrics(w io.Writer) error {
	for m := range metrics.All() {
		better := "higher is better"
		if m.Lower {
			better = "lower is better"
		}
		unit := ""
		if m.Unit != "" {
			unit = " " + m.Unit
		}
		_, err := fmt.Fprintf(w, "%s\n    %s\n    range %s%s, %s, equal images %s\n"+
			"    %s\n    %s\n", m.Name, m.Title, m.Range, unit,
			better, m.Identity, abilities(m), m.Source)
		if err != nil {
			return err
		}
	}
	return listGroups(w)
}

// abilities are what a metric asks of images, and what gradmap draws of it.
func abilities(m metrics.Info) string {
	s := fmt.Sprintf("images of at least %dx%d", m.Side, m.Side)
	if m.Color {
		s += ", colour only"
	}
	if m.Map {
		s += "; map"
	}
	if m.Grad {
		s += "; gradient"
	}
	return s
}

func listGroups(w io.Writer) error {
	if _, err := fmt.Fprint(w, "\nGroups, which stand for their metrics:\n\n"); err != nil {
		return err
	}
	for g := range metrics.Groups() {
		if _, err := fmt.Fprintf(w, "%s\n    %s\n    %s\n",
			g.Name, g.Title, strings.Join(g.Metrics, ",")); err != nil {
			return err
		}
	}
	return nil
}

func versionCommand() *cli.Command {
	return &cli.Command{
		Name:        "version",
		Usage:       "print version, Go version, kernels and processor",
		Description: "Example:\n   iqa version",
		Action: func(c *cli.Context) error {
			if err := atMost(c, 0); err != nil {
				return err
			}
			return printVersion(c.App.Writer)
		},
	}
}

// printVersion names the Go version because its JPEG decoder has a part in the
// scores of JPEG files.
func printVersion(w io.Writer) error {
	_, err := fmt.Fprintf(w, "iqa %s\ngo %s %s/%s\nkernels %s (available: %s)\nprocessor %s\n",
		version(), strings.TrimPrefix(runtime.Version(), "go"),
		runtime.GOOS, runtime.GOARCH, asm.Best(),
		strings.Join(asm.Available(), " "), asm.CPU())
	return err
}

// version is that of the build, with its revision if that is known.
func version() string {
	version, revision := "(devel)", ""
	if b, ok := debug.ReadBuildInfo(); ok {
		if b.Main.Version != "" {
			version = b.Main.Version
		}
		for _, s := range b.Settings {
			if s.Key == "vcs.revision" {
				revision = " " + s.Value
			}
		}
	}
	return version + revision
}
