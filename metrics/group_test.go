package metrics_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/metrics"
)

func TestExpand(t *testing.T) {
	for names, want := range map[string]string{
		"":                 "",
		"mix":              "mix",
		"psnr,ssim,l1":     "psnr,ssim,l1",
		"default":          strings.Join(metrics.Defaults(), ","),
		"all":              strings.Join(metrics.Names(), ","),
		"mix,default":      "mix," + strings.Join(metrics.Defaults(), ","),
		"ssim,default,mix": "ssim,l1,l2,psnr,ms-ssim,mix",
		"default,all":      strings.Join(metrics.Names(), ","),
	} {
		got, err := metrics.Expand(split(names)...)
		if err != nil || strings.Join(got, ",") != want {
			t.Errorf("%s: %v, %v, want %s", names, got, err, want)
		}
	}
	for names, want := range map[string]string{
		"ssim,ssim":       `metric "ssim" is given twice`,
		"table1,table1":   `metric "table1" is given twice`,
		"default,vmaf":    `unknown metric "vmaf" (want l1, l2, `,
		"l1,table 1,ssim": `or a group: default, all, table1)`,
	} {
		if got, err := metrics.Expand(split(names)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", names, got, err)
		}
		if _, err := metrics.ByName(split(names)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ByName of %s: %v", names, err)
		}
	}
}

func split(names string) []string {
	return strings.FieldsFunc(names, func(r rune) bool { return r == ',' })
}

// Groups have metrics that there are, each once, under names that no metric has.
func TestGroups(t *testing.T) {
	for g := range metrics.Groups() {
		if _, ok := metrics.Lookup(g.Name); ok {
			t.Errorf("%s is a metric and a group", g.Name)
		}
		all, err := metrics.ByName(g.Name)
		if err != nil || len(all) != len(g.Metrics) || len(all) == 0 {
			t.Errorf("%s: %v", g.Name, err)
			continue
		}
		for i, m := range all {
			if m.Name() != g.Metrics[i] {
				t.Errorf("%s: %s where %s is to be", g.Name, m.Name(), g.Metrics[i])
			}
		}
	}
}

// The table has nine rows. What there is of their metrics is in the group.
func TestTable1(t *testing.T) {
	rows := []string{"l2", "psnr", "l1", "ssim", "ms-ssim", "iw-ssim", "gmsd", "fsim", "fsimc"}
	g, _ := metrics.LookupGroup("table1")
	want := slices.DeleteFunc(rows, func(n string) bool { _, ok := metrics.Lookup(n); return !ok })
	if !slices.Equal(g.Metrics, want) {
		t.Errorf("%v, want %v", g.Metrics, want)
	}
}
