package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/fastiqa/iqa/report"
)

// limit is a threshold of --min or --max.
type limit struct {
	metric string
	value  float64
	max    bool
}

type limits []limit

// readLimits parses METRIC=VALUE of metrics that are scored.
func readLimits(mins, maxs, metrics []string) (all limits, err error) {
	for i, texts := range [][]string{mins, maxs} {
		flag := [...]string{"--min", "--max"}[i]
		for _, t := range texts {
			name, v, ok := strings.Cut(t, "=")
			value, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
			name = strings.TrimSpace(name)
			switch {
			case !ok || err != nil || math.IsNaN(value):
				return nil, fmt.Errorf("%s: %q is not METRIC=VALUE", flag, t)
			case !slices.Contains(metrics, name):
				return nil, fmt.Errorf("%s: %q is not among the metrics (%s)",
					flag, name, strings.Join(metrics, ", "))
			}
			all = append(all, limit{name, value, i == 1})
		}
	}
	return all, nil
}

// missed says which thresholds r misses. A score that could not be had does.
func (l limits) missed(r *report.Record) (misses []string) {
	for _, t := range l {
		v := math.NaN()
		for _, s := range r.Scores {
			if s.Metric == t.metric {
				v = s.Value
			}
		}
		switch {
		case math.IsNaN(v):
			misses = append(misses, fmt.Sprintf("no %s to hold against a threshold", t.metric))
		case t.max && v > t.value:
			misses = append(misses, fmt.Sprintf("%s %.6g is above %g", t.metric, v, t.value))
		case !t.max && v < t.value:
			misses = append(misses, fmt.Sprintf("%s %.6g is below %g", t.metric, v, t.value))
		}
	}
	return misses
}

// parseSize reads a number of bytes with an optional unit.
func parseSize(s string) (int64, error) {
	digits := strings.TrimRight(s, "BKMGTbikmgt")
	shift, ok := map[string]int{
		"": 0, "b": 0, "k": 10, "kib": 10, "kb": 10, "m": 20, "mib": 20, "mb": 20,
		"g": 30, "gib": 30, "gb": 30, "t": 40, "tib": 40, "tb": 40,
	}[strings.ToLower(s[len(digits):])]
	n, err := strconv.ParseInt(strings.TrimSpace(digits), 10, 64)
	if !ok || err != nil || n <= 0 || n > math.MaxInt64>>shift {
		return 0, fmt.Errorf("%q is not a size, such as 512MiB", s)
	}
	return n << shift, nil
}
