package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/cnn/degrade"
)

// pairsTask is the task whose pictures are spoilt already.
const pairsTask = "pairs"

// taskFlags say what networks undo.
func taskFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "task", Aliases: []string{"t"},
			Usage: "`TASK` of the network: " + tasks()},
		qualityFlag(),
	}
}

func qualityFlag() cli.Flag {
	return &cli.IntFlag{Name: "quality", Value: 30, Usage: "of the task jpeg: `Q` from 1 to 100"}
}

// readTask is the task that the flags name; nil: pairs.
func readTask(c *cli.Context, seed uint64) (degrade.Task, error) {
	name, q := c.String("task"), c.Int("quality")
	switch {
	case name == "":
		return nil, fmt.Errorf("want --task (see %s --help)", c.Command.HelpName)
	case c.IsSet("quality") && name != "jpeg":
		return nil, errors.New("--quality: only the task jpeg has it")
	case q < 1 || q > 100:
		return nil, fmt.Errorf("--quality: %d is not from 1 to 100", q)
	case name == pairsTask:
		return nil, nil
	}
	task, err := degrade.ByName(name, q, seed)
	if err != nil {
		return nil, fmt.Errorf("--task: unknown %q (want %s)", name, tasks())
	}
	return task, nil
}

func tasks() string { return strings.Join(append(degrade.Names(), pairsTask), ", ") }
