package metrics

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Group is metrics that are scored together, under a name that stands for them
// wherever metrics are named.
type Group struct {
	Name    string
	Title   string
	Metrics []string // their names, in the order of the group
}

// table1 are the metrics of Table I of Zhao et al. 2017, in its order.
var table1 = []string{"l2", "psnr", "l1", "ssim", "ms-ssim", "iw-ssim", "gmsd", "fsim", "fsimc"}

// Groups yields the groups: that of what is scored where nothing else is asked
// for, that of all metrics, and those of publications.
func Groups() iter.Seq[Group] {
	return slices.Values([]Group{
		{"default", "what is scored where nothing else is asked for", Defaults()},
		{"all", "all metrics", Names()},
		{"table1", "the metrics of Table I of " + zhao2017, slices.Clone(table1)},
	})
}

// LookupGroup returns the group of that name.
func LookupGroup(name string) (Group, bool) {
	for g := range Groups() {
		if g.Name == name {
			return g, true
		}
	}
	return Group{}, false
}

// Expand puts for each group its metrics. What groups have in common with each
// other or with the names beside them is taken once, where it is first. The
// error names what is neither metric nor group, or is itself given twice.
func Expand(names ...string) ([]string, error) {
	var all []string
	for i, n := range names {
		g, grouped := LookupGroup(n)
		if _, ok := Lookup(n); !ok && !grouped {
			return nil, fmt.Errorf("unknown metric %q (want %s, or a group: %s)",
				n, strings.Join(Names(), ", "), strings.Join(groupNames(), ", "))
		}
		if slices.Contains(names[:i], n) {
			return nil, fmt.Errorf("metric %q is given twice", n)
		}
		if !grouped {
			g.Metrics = names[i : i+1]
		}
		for _, m := range g.Metrics {
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	return all, nil
}

func groupNames() (names []string) {
	for g := range Groups() {
		names = append(names, g.Name)
	}
	return names
}
