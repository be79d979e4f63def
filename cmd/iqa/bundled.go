package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/table"
	"github.com/fastiqa/iqa/cnn/weights"
)

// usualLoss is that of the network which restores where no other is asked for: the
// best in PSNR in all three tasks (docs/cnn.md).
const usualLoss = "l1"

func listCommand() *cli.Command {
	return &cli.Command{
		Name:  "list",
		Usage: "list the networks that are in the program",
		Description: "Says of each what restore and evaluate know it by, what it undoes, and how it\n" +
			"was trained.\n\nExample:\n   iqa cnn list",
		Action: func(c *cli.Context) error {
			if err := atMost(c, 0); err != nil {
				return err
			}
			return listNetworks(c.App.Writer)
		},
	}
}

func listNetworks(w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, task := range weights.Tasks() {
		for _, loss := range weights.Losses() {
			b, _ := weights.File(task, loss)
			_, meta, err := cnn.Decode(b)
			if err != nil {
				return fmt.Errorf("%s: %w", weights.Name(task, loss), err)
			}
			fmt.Fprintf(out, "--task %s --loss %s\n    %s\n    %s\n", task, loss, purpose(meta), training(meta))
		}
	}
	return out.Flush()
}

// purpose is what a network undoes, and by which loss.
func purpose(meta map[string]string) string {
	task := strings.TrimSpace(meta["task"] + " " + meta["task-settings"])
	return fmt.Sprintf("%s, by %s, form %s", task, meta["loss"], meta["form"])
}

// training is how a network was trained.
func training(meta map[string]string) string {
	text := fmt.Sprintf("%s steps of %s patches of %s pixels, rate %s, seed %s, of %s pictures (%s)",
		meta["steps"], meta["batch"], meta["patch"], meta["rate"], meta["seed"], meta["pictures"], meta["data"])
	if meta[fromKey] != "" {
		text += ", after another round"
	}
	return text
}

// bundledNet is the network of a task by a loss.
func bundledNet(task, loss string) (*cnn.Net, error) {
	if !slices.Contains(weights.Tasks(), task) {
		return nil, fmt.Errorf("--task: unknown %q (want %s)", task, strings.Join(weights.Tasks(), ", "))
	}
	b, ok := weights.File(task, loss)
	if !ok {
		return nil, fmt.Errorf("--loss: no network in the program is by %q (want %s)", loss, strings.Join(weights.Losses(), ", "))
	}
	n, _, err := cnn.Decode(b)
	return n, err
}

// bundledNetworks are all networks of a task, or of every task: "".
func bundledNetworks(task string) (all []*table.Network, err error) {
	for _, t := range weights.Tasks() {
		for _, loss := range weights.Losses() {
			if task != "" && task != t {
				continue
			}
			b, _ := weights.File(t, loss)
			n, err := table.Decode(weights.Name(t, loss), b)
			if err != nil {
				return nil, err
			}
			all = append(all, n)
		}
	}
	return all, nil
}
