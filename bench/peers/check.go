package main

import (
	"fmt"
	"math"
)

// faults says which scores and gradients of a group are not what they must be:
// those of the library equal to the bit, those of peers near them.
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
				g.pair.Size, g.name, e.name, e.threads, why))
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
	limit := e.limits[g.name] // none for the library's own
	if d := math.Abs(e.score - own.score); !(d <= limit.score) {
		return fmt.Sprintf("scores %.17g, %s %.17g: more than %g apart",
			e.score, own.name, own.score, limit.score)
	}
	if !(e.apart <= limit.grad) {
		what := "gradient %.2g of the norm from that of %s, more than %g"
		if g.work != nil {
			what = "output %.2g from that of %s, more than %g"
		}
		return fmt.Sprintf(what, e.apart, own.name, limit.grad)
	}
	return ""
}
