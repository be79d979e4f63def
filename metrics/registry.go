package metrics

import (
	"iter"
	"slices"
)

// Info describes a metric for people and for code that compares scores.
type Info struct {
	Name     string
	Title    string
	Range    string // of the score, as text
	Unit     string // empty: a plain number
	Identity string // the score of equal pictures, as text
	Lower    bool   // lower is better
	Side     int    // smallest width and height
	Color    bool   // needs three channels: no score of gray pictures
	Map      bool   // the metric is a Mapper, or an ImageMapper
	Grad     bool   // the metric is Differentiable
	Default  bool   // what is scored where nothing else is asked for
	Source   string // authors, title, journal, year, pages, doi

	make func() Metric
}

var registry = []Info{{
	Name: "l1", Title: "mean absolute difference", Range: "0…1",
	Identity: "0", Lower: true, Side: 1, Map: true, Grad: true, Default: true,
	Source: "definition; intensities in [0,1]",
	make:   func() Metric { return new(L1) },
}, {
	Name: "l2", Title: "mean squared difference", Range: "0…1",
	Identity: "0", Lower: true, Side: 1, Map: true, Grad: true, Default: true,
	Source: "definition; intensities in [0,1]",
	make:   func() Metric { return new(L2) },
}, {
	Name: "psnr", Title: "peak signal-to-noise ratio", Range: "0…inf",
	Unit: "dB", Identity: "inf", Side: 1, Grad: true, Default: true,
	Source: "definition; one mean over all channels",
	make:   func() Metric { return new(PSNR) },
}, {
	Name: "ssim", Title: "structural similarity", Range: "-1…1",
	Identity: "1", Side: 11, Map: true, Grad: true, Default: true,
	Source: "Wang, Bovik, Sheikh, Simoncelli, IEEE TIP 13(4), 2004, " +
		"pp. 600-612, doi 10.1109/TIP.2003.819861",
	make: func() Metric { return new(SSIM) },
}, {
	Name: "ms-ssim", Title: "multi-scale structural similarity", Range: "0…1",
	Identity: "1", Side: 161, Grad: true, Default: true,
	Source: "Wang, Simoncelli, Bovik, Asilomar Conference 2003, " +
		"pp. 1398-1402, doi 10.1109/ACSSC.2003.1292216",
	make: func() Metric { return new(MSSSIM) },
}, {
	Name: "zhao-ms-ssim", Title: "structural similarity under five windows at once",
	Range: "-1…1", Identity: "1", Side: 31, Map: true, Grad: true,
	Source: zhao2017,
	make:   func() Metric { return new(ZhaoMSSSIM) },
}, {
	Name: "mix", Title: "loss of zhao-ms-ssim and of absolute differences, .84 to .16",
	Range: "0…2", Identity: "0", Lower: true, Side: 31, Map: true, Grad: true,
	Source: zhao2017,
	make:   func() Metric { return new(Mix) },
}, {
	Name: "iw-ssim", Title: "structural similarity weighted by information content",
	Range: "0…1", Identity: "1", Side: 176,
	Source: "Wang, Li, IEEE TIP 20(5), 2011, " +
		"pp. 1185-1198, doi 10.1109/TIP.2010.2092435",
	make: func() Metric { return new(IWSSIM) },
}, {
	Name: "gmsd", Title: "deviation of gradient magnitude similarity", Range: "0…1",
	Identity: "0", Lower: true, Side: 2, Map: true, Grad: true,
	Source: "Xue, Zhang, Mou, Bovik, IEEE TIP 23(2), 2014, " +
		"pp. 684-695, doi 10.1109/TIP.2013.2293423",
	make: func() Metric { return new(GMSD) },
}, {
	Name: "ms-gmsd", Title: "deviation of gradient magnitude similarity at four scales",
	Range: "0…1", Identity: "0", Lower: true, Side: 17,
	Source: "Zhang, Sander, Bermak, ICASSP 2017, " +
		"pp. 1253-1257, doi 10.1109/ICASSP.2017.7952357",
	make: func() Metric { return new(MSGMSD) },
}, {
	Name: "fsim", Title: "feature similarity: phase congruency and gradient magnitude",
	Range: "0…1", Identity: "1", Side: 4, Map: true,
	Source: fsim2011,
	make:   func() Metric { return new(FSIM) },
}, {
	Name: "fsimc", Title: "feature similarity with chroma", Range: "0…1",
	Identity: "1", Side: 4, Color: true,
	Source: fsim2011,
	make:   func() Metric { return new(FSIMC) },
}, {
	Name: "vifp", Title: "visual information fidelity, of pixels",
	Range: "0…1, above with more contrast", Identity: "1", Side: 41,
	Source: "Sheikh, Bovik, IEEE TIP 15(2), 2006, " +
		"pp. 430-444, doi 10.1109/TIP.2005.859378",
	make: func() Metric { return new(VIFP) },
}, {
	Name: "vsi", Title: "similarity weighed by visual saliency", Range: "0…1",
	Identity: "1", Side: 2, Color: true, Map: true,
	Source: "Zhang, Shen, Li, IEEE TIP 23(10), 2014, " +
		"pp. 4270-4281, doi 10.1109/TIP.2014.2346028",
	make: func() Metric { return new(VSI) },
}, {
	Name: "haarpsi", Title: "Haar wavelet-based perceptual similarity", Range: "0…1",
	Identity: "1", Side: 2, Map: true, Grad: true,
	Source: "Reisenhofer, Bosse, Kutyniok, Wiegand, Signal Processing: Image " +
		"Communication 61, 2018, pp. 33-43, doi 10.1016/j.image.2017.11.001",
	make: func() Metric { return new(HaarPSI) },
}, {
	Name: "mdsi", Title: "mean deviation similarity", Range: "0…1",
	Identity: "0", Lower: true, Side: 1, Color: true, Map: true,
	Source: "Ziaei Nafchi, Shahkolaei, Hedjam, Cheriet, IEEE Access 4, 2016, " +
		"pp. 5579-5590, doi 10.1109/ACCESS.2016.2604042",
	make: func() Metric { return new(MDSI) },
}, {
	Name: "ciede2000", Title: "mean colour difference ΔE00", Range: "0…about 120",
	Unit: "ΔE", Identity: "0", Lower: true, Side: 1, Color: true, Map: true,
	Source: "Sharma, Wu, Dalal, Color Res. Appl. 30(1), 2005, " +
		"pp. 21-30, doi 10.1002/col.20070",
	make: func() Metric { return new(CIEDE2000) },
}}

const fsim2011 = "Zhang, Zhang, Mou, Zhang, IEEE TIP 20(8), 2011, " +
	"pp. 2378-2386, doi 10.1109/TIP.2011.2109730"

const zhao2017 = "Zhao, Gallo, Frosio, Kautz, IEEE TCI 3(1), 2017, " +
	"pp. 47-57, doi 10.1109/TCI.2016.2644865"

// All yields the metrics of this package, in the order of reports.
func All() iter.Seq[Info] { return slices.Values(registry) }

// Names returns the names of all metrics, in the order of reports.
func Names() []string {
	var names []string
	for _, i := range registry {
		names = append(names, i.Name)
	}
	return names
}

// Defaults returns the names of the metrics that are scored where nothing else
// is asked for.
func Defaults() []string {
	var names []string
	for _, i := range registry {
		if i.Default {
			names = append(names, i.Name)
		}
	}
	return names
}

// Lookup returns what is known about the metric of that name.
func Lookup(name string) (Info, bool) {
	i := slices.IndexFunc(registry, func(i Info) bool { return i.Name == name })
	if i < 0 {
		return Info{}, false
	}
	return registry[i], true
}

// ByName returns new metrics with the published settings, in the order given;
// no names means all. A group stands for its metrics, as Expand says, whose
// errors ByName has.
func ByName(names ...string) ([]Metric, error) {
	if len(names) == 0 {
		names = Names()
	}
	names, err := Expand(names...)
	if err != nil {
		return nil, err
	}
	var all []Metric
	for _, n := range names {
		info, _ := Lookup(n)
		all = append(all, info.make())
	}
	return all, nil
}
