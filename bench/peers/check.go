package main

import (
	"fmt"
	"math"
)

// faults says which scores of a group are not what they must be: those of the
// library equal to the bit, and near the reference; the others near them.
func (g *group) faults() (all []string) {
	own := g.own()
	if own == nil {
		return nil
	}
	for _, e := range g.entries {
		if e.err != nil {
			continue
		}
		if why := g.fault(e, own); why != "" {
			all = append(all, fmt.Sprintf("%s %s: %s, %d thread(s): %s",
				g.pair.Size, g.metric, e.name, e.threads, why))
		}
	}
	return all
}

// own is the entry of the library that all others are compared to.
func (g *group) own() *entry {
	for _, e := range g.entries {
		if e.ours() && e.err == nil {
			return e
		}
	}
	return nil
}

func (g *group) fault(e, own *entry) string {
	limit := e.tolerance[g.metric]
	switch {
	case e.ours():
		if e.score != own.score {
			return fmt.Sprintf("scores %.17g, %s %.17g", e.score, own.name, own.score)
		}
		return ""
	case e.name == reference:
		limit = own.tolerance[g.metric]
	}
	if d := math.Abs(e.score - own.score); !(d <= limit) {
		return fmt.Sprintf("scores %.9f, %s %.9f: more than %g apart",
			e.score, own.name, own.score, limit)
	}
	return ""
}
