// Package weights holds networks that are trained already: for each task of Zhao et
// al. (IEEE Transactions on Computational Imaging 3(1), 2017, pp. 47-57, doi
// 10.1109/TCI.2016.2644865) one by each loss. They are files for cnn.Decode and
// table.Decode, 247 kB each, whose metadata tell how they were made; README.md beside
// them has the command that makes them again.
//
// A program has them in it as soon as it imports this package. No other does, except
// the command.
package weights

import (
	"embed"
	"slices"
)

//go:embed *.safetensors
var files embed.FS

// The tasks are those of package degrade, jpeg at quality 30.
var tasks = []string{"demosaic", "sr2", "jpeg"}

// The losses are those of Table I. mix-balanced is the mix of α .025 that looks at
// every position of a patch; the others are in the published form: l2 and l1 over
// all of a patch, ssim of σ 5, ms-ssim and mix of α .84 at its centre.
var losses = []string{"l2", "l1", "ssim", "ms-ssim", "mix", "mix-balanced"}

// Tasks are the names of the tasks, in the order of the paper.
func Tasks() []string { return slices.Clone(tasks) }

// Losses are the names of the losses that each task has a network by.
func Losses() []string { return slices.Clone(losses) }

// Name is what the network of a task by a loss is called, such as sr2-mix.
func Name(task, loss string) string { return task + "-" + loss }

// File is a network, as a file of safetensors in float16. It is false where there is
// none of such a task or loss.
func File(task, loss string) ([]byte, bool) {
	if !slices.Contains(tasks, task) || !slices.Contains(losses, loss) {
		return nil, false
	}
	b, err := files.ReadFile(Name(task, loss) + ".safetensors")
	if err != nil {
		panic("weights: a network is not bundled")
	}
	return b, true
}
