package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fastiqa/iqa/metrics"
)

// contest is what is measured: the score of a metric, or its score with the
// gradient by the distorted picture.
type contest struct {
	name   string // as contestants know it
	series string
	base   string   // the contestant whose speed is 1
	also   []string // others to compare with
	alone  string   // for a gradient, the score that it comes with

	parallel bool // with two threads, too
	most     int  // pixels of the largest picture; 0: any
	slow     int  // pixels of the largest picture for contestants that are slow; 0: any
	memory   int  // bytes a pixel that all peers take, together

	work *work // of networks
}

// The series of contests.
const (
	scores    = "scores"    // of gray pictures
	gradients = "gradients" // of these scores
	color     = "color"     // scores of pictures in colour
	networks  = "cnn"       // pictures restored, and training
)

const (
	fullHD  = 1920 * 1080
	ultraHD = 3840 * 2160
)

// contests are all there are, in the order of results.
var contests = []*contest{
	{name: "ssim", series: scores, base: opencvName, parallel: true, memory: 320},
	{name: "ms-ssim", series: scores, base: opencvName, parallel: true, memory: 200},
	{name: "zhao-ms-ssim", series: scores, base: opencvName, also: []string{allTapsName}, slow: ultraHD, memory: 60},
	{name: "mix", series: scores, base: opencvName, also: []string{allTapsName}, slow: ultraHD, memory: 60},
	{name: "ssim-grad", series: gradients, base: msssimName, alone: "ssim", slow: ultraHD, memory: 300},
	{name: "ms-ssim-grad", series: gradients, base: msssimName, alone: "ms-ssim", slow: ultraHD, memory: 300},
	{name: "mix-grad", series: gradients, base: torchName, also: []string{opencvName, allTapsName}, alone: "mix", slow: fullHD, memory: 600},
	inColor("gmsd", piqName),
	inColor("ms-gmsd", piqName),
	inColor("fsim", piqName),
	inColor("fsimc", piqName),
	inColor("vsi", piqName),
	inColor("haarpsi", piqName),
	inColor("mdsi", piqName),
	inColor("vifp", piqName),
	inColor("iw-ssim", piqName),
	inColor("ciede2000", skimage32Name),
	ofNetwork(restoring),
	ofNetwork(patching),
	ofNetwork(learning),
}

func inColor(name, base string) *contest {
	return &contest{name: name, series: color, base: base, most: fullHD, memory: 800}
}

// channels is how many the pictures have.
func (c *contest) channels() int {
	if c.series == color || c.series == networks {
		return 3
	}
	return 1
}

// known says whether the library has the metric.
func (c *contest) known() bool {
	_, ok := metrics.Lookup(strings.TrimSuffix(c.name, "-grad"))
	return ok || c.series == networks
}

// choose returns the contests of those names or series, each once.
func choose(names []string) (chosen []*contest, err error) {
	for _, name := range names {
		found := false
		for _, c := range contests {
			if c.name != name && c.series != name {
				continue
			}
			if found = true; !slices.Contains(chosen, c) {
				chosen = append(chosen, c)
			}
		}
		if !found {
			return nil, fmt.Errorf("-metrics %s: want %s, %s, %s, %s or one of %s",
				name, scores, gradients, color, networks, strings.Join(contestNames(), ", "))
		}
	}
	return chosen, nil
}

func contestNames() (names []string) {
	for _, c := range contests {
		names = append(names, c.name)
	}
	return names
}

// perOwn is the memory that the library needs for a pixel, with gradient.
const perOwn = 40

// need is the memory that contestants take, about and from above.
func (c *contest) need(pixels int, all []*contestant) (bytes int64) {
	peers := 0
	for _, e := range all {
		if e.ours() {
			bytes += perOwn
			if c.parallel {
				bytes += perOwn // of its twin
			}
		} else {
			peers = c.memory
		}
	}
	return (bytes + int64(peers)) * int64(pixels)
}

// takers are the contestants that have the contest, for large pictures without
// those that are slow. Fewer says that there are such.
func (c *contest) takers(pixels int, all []*contestant) (takers []*contestant, fewer bool) {
	for _, e := range all {
		switch {
		case !e.has(c.name):
		case c.work != nil && c.work.fast && e.name == genericName:
			fewer = true
		case c.slow == 0, pixels <= c.slow, !e.slow():
			takers = append(takers, e)
		default:
			fewer = true
		}
	}
	return takers, fewer
}
