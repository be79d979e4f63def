package main

import (
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"
)

const cnnText = `The network of Zhao et al. (IEEE TCI 3(1), 2017): three layers that make better
pictures of bad ones, trained with a loss of your choice.

Examples:
   iqa cnn restore --task jpeg compressed.jpg -o restored.png
   iqa cnn evaluate --data photos/
   iqa cnn train --task sr2 --loss mix --data photos/ -o sr2-mix.safetensors
   iqa cnn sigma --data photos/ --test test/ -o sigma/`

func cnnCommand() *cli.Command {
	return &cli.Command{
		Name:        "cnn",
		Usage:       "train a network to restore pictures with a loss, use it, and compare losses",
		Description: cnnText,
		Subcommands: []*cli.Command{trainCommand(), restoreCommand(), evaluateCommand(), sigmaCommand(), listCommand()},
		Action:      noCommand,
	}
}

// mostWeights is the size of a file of weights or a checkpoint beyond which it
// is not read: that of a million steps' curve.
const mostWeights = 64 << 20

// readWeights reads a file of weights, or a checkpoint.
func readWeights(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, cause(err))
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, mostWeights+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, cause(err))
	case len(b) > mostWeights:
		return nil, fmt.Errorf("%s: more than %d MiB, too large for a network", name, mostWeights>>20)
	}
	return b, nil
}
