// Package table holds networks against each other as Table I of Zhao et al. does:
// clean pictures are spoilt, restored by networks that differ in the loss they
// were trained with, and scored.
//
// What it makes depends on the pictures, the networks and the settings alone, not
// on the processor or the number of goroutines.
package table

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/degrade"
)

// Network is a network, and what its file says of it.
type Network struct {
	Net      *cnn.Net
	Name     string // of the file, for messages
	Task     string // degrade.Task.Name; empty: unknown
	Settings string // degrade.Task.Settings; empty: as published
	Column   string // what the table calls it: its loss, or else its file
	Seed     string // that training began with; empty: unknown
}

// The keys of a file's metadata that are read.
const (
	taskKey     = "task"
	settingsKey = "task-settings"
	lossKey     = "loss"
	formKey     = "form"
	seedKey     = "seed"
)

// Decode reads a file of weights. The metadata task, task-settings, loss, form and
// seed say where it belongs; files without them, as PyTorch writes them, are
// known by their names. Errors are those of cnn.Decode.
func Decode(name string, b []byte) (*Network, error) {
	net, meta, err := cnn.Decode(b)
	if err != nil {
		return nil, err
	}
	n := &Network{Net: net, Name: name, Task: meta[taskKey], Settings: meta[settingsKey],
		Column: column(meta[lossKey], meta[formKey]), Seed: meta[seedKey]}
	if n.Column == "" {
		base := path.Base(filepath.ToSlash(name))
		n.Column = strings.TrimSuffix(base, path.Ext(base))
	}
	return n, nil
}

// column is a loss as the table calls it. What looks at all of a patch anyway is
// the same in both forms.
func column(loss, form string) string {
	if form == cnn.Mapped.String() && loss != "l1" && loss != "l2" {
		return loss + " " + form
	}
	return loss
}

// Trial is what is asked of networks of one task.
type Trial struct {
	Task    degrade.Task
	Columns []Column
}

// Column are networks that differ in nothing but their seeds.
type Column struct {
	Name     string
	Networks []*Network
}

// Title is the task with its settings.
func (t *Trial) Title() string { return title(t.Task) }

func title(t degrade.Task) string { return strings.TrimSpace(t.Name() + " " + t.Settings()) }

// Trials sorts networks by their tasks, in the order of degrade.Names, and losses,
// in that of Table I and then as they come. A task other than all, "", leaves out
// networks of other tasks, and those of no known task are taken for it. Seed is
// that of the tasks' noise. The error names a network whose task is unknown or
// cannot be made, or two that are the same by what their files say.
func Trials(networks []*Network, task string, seed uint64) ([]*Trial, error) {
	var all []*Trial
	for _, n := range networks {
		name := cmp.Or(n.Task, task)
		if task != "" && name != task {
			continue
		}
		t, err := taskOf(name, n.Settings, seed)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n.Name, err)
		}
		i := slices.IndexFunc(all, func(other *Trial) bool { return other.Title() == title(t) })
		if i < 0 {
			i, all = len(all), append(all, &Trial{Task: t})
		}
		if err := all[i].add(n); err != nil {
			return nil, err
		}
	}
	order(all)
	return all, nil
}

// order sorts trials, and the columns of each.
func order(all []*Trial) {
	names := degrade.Names()
	slices.SortStableFunc(all, func(a, b *Trial) int {
		return slices.Index(names, a.Task.Name()) - slices.Index(names, b.Task.Name())
	})
	for _, t := range all {
		slices.SortStableFunc(t.Columns, func(a, b Column) int { return rank(a.Name) - rank(b.Name) })
	}
}

// taskOf is a task as weights were trained for it.
func taskOf(name, settings string, seed uint64) (degrade.Task, error) {
	if name == "" {
		return nil, fmt.Errorf("does not say its task (want one of %s)", strings.Join(degrade.Names(), ", "))
	}
	quality := 0
	fmt.Sscanf(settings, "quality=%d", &quality)
	t, err := degrade.ByName(name, quality, seed)
	if err != nil {
		return nil, fmt.Errorf("task: %w", err)
	}
	if settings != "" && t.Settings() != settings {
		return nil, fmt.Errorf("task %s with %q is none that can be made", name, settings)
	}
	return t, nil
}

// add puts n into its column.
func (t *Trial) add(n *Network) error {
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == n.Column })
	if i < 0 {
		i, t.Columns = len(t.Columns), append(t.Columns, Column{Name: n.Column})
	}
	c := &t.Columns[i]
	for _, other := range c.Networks {
		if other.Seed == n.Seed {
			return fmt.Errorf("%s and %s are both for %s by %s, of one seed", other.Name, n.Name, t.Title(), n.Column)
		}
	}
	c.Networks = append(c.Networks, n)
	return nil
}

// losses are the columns of Table I, by how they begin.
var losses = []string{"l2", "l1", "ssim", "ms-ssim", "mix"}

func rank(column string) int {
	name := column
	if i := strings.IndexAny(column, ":, "); i >= 0 {
		name = column[:i]
	}
	if i := slices.Index(losses, name); i >= 0 {
		return i
	}
	return len(losses)
}

// networks are those of all columns, in their order.
func (t *Trial) networks() (all []*Network) {
	for _, c := range t.Columns {
		all = append(all, c.Networks...)
	}
	return all
}
