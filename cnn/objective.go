package cnn

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fastiqa/iqa/metrics"
)

// Form says where in a patch a loss looks.
type Form uint8

// The forms.
const (
	AtCentre Form = iota // structural losses at the centre pixel, as published
	Mapped               // all losses at every position of a patch
)

// Objective is a loss as text says it: a sum of terms such as l1=1,ssim=.2, each
// a name, settings and a weight, of which 1 may be left out. It can be made
// once for each goroutine.
type Objective struct {
	Form  Form
	Terms []Term
}

// Term is a part of an Objective.
type Term struct {
	Name   string
	Weight float64
	Side   int // the smallest patch
	make   func() Loss
}

// patchLoss is what a term may be in the form AtCentre, with the setting it takes.
type patchLoss struct {
	name, setting string
	make          func(v float64) metrics.PatchLoss
}

var patchLosses = []patchLoss{
	{"ssim", "sigma", func(v float64) metrics.PatchLoss { return &metrics.PatchSSIM{Sigma: v} }},
	{"ms-ssim", "", func(float64) metrics.PatchLoss { return new(metrics.PatchMSSSIM) }},
	{"mix", "alpha", func(v float64) metrics.PatchLoss { return &metrics.PatchMix{Alpha: v} }},
}

// ParseObjective reads terms. At the centre they are l1 and l2, of the whole
// patch, ssim (:sigma=5), ms-ssim and mix (:alpha=.84), those of
// metrics.PatchLoss; mapped they are all metrics that have a gradient, by their
// names. The error names what is unknown, and what there is.
func ParseObjective(text string, form Form) (*Objective, error) {
	o := &Objective{Form: form}
	for _, part := range strings.Split(text, ",") {
		t, err := parseTerm(strings.TrimSpace(part), form)
		if err != nil {
			return nil, err
		}
		o.Terms = append(o.Terms, t)
	}
	return o, nil
}

// parseTerm reads name[:setting=value][=weight].
func parseTerm(text string, form Form) (t Term, err error) {
	t.Weight = 1
	name, setting, set := strings.Cut(text, ":")
	weight, weighed := "", false
	if set {
		if i := strings.LastIndexByte(setting, '='); strings.Count(setting, "=") > 1 {
			setting, weight, weighed = setting[:i], setting[i+1:], true
		}
	} else {
		name, weight, weighed = strings.Cut(text, "=")
	}
	if weighed {
		if t.Weight, err = strconv.ParseFloat(weight, 64); err != nil || !(t.Weight > 0) || t.Weight-t.Weight != 0 {
			return t, fmt.Errorf("weight %q of %q is no positive number", weight, name)
		}
	}
	t.Name = strings.TrimSuffix(name+":"+setting, ":")
	if form == AtCentre && name != "l1" && name != "l2" {
		return t, t.atCentre(name, setting)
	}
	return t, t.mapped(name, setting)
}

func (t *Term) atCentre(name, setting string) error {
	i := slices.IndexFunc(patchLosses, func(l patchLoss) bool { return l.name == name })
	if i < 0 {
		return fmt.Errorf("unknown loss %q (want l1, l2, ssim, ms-ssim or mix at the centre)", name)
	}
	v, err := value(name, setting, patchLosses[i].setting)
	if err != nil {
		return err
	}
	t.Side = 3
	t.make = func() Loss { return Centre(patchLosses[i].make(v)) }
	return nil
}

func (t *Term) mapped(name, setting string) error {
	info, ok := metrics.Lookup(name)
	if !ok || !info.Grad {
		return fmt.Errorf("unknown loss %q (want %s)", name, strings.Join(differentiable(), ", "))
	}
	known := ""
	if name == "mix" {
		known = "alpha"
	}
	v, err := value(name, setting, known)
	if err != nil {
		return err
	}
	t.Side = info.Side
	t.make = func() Loss {
		all, err := metrics.ByName(name)
		if err != nil {
			panic(err)
		}
		if m, ok := all[0].(*metrics.Mix); ok {
			m.Alpha = v
		}
		return Dense(all[0].(metrics.Differentiable))
	}
	return nil
}

// differentiable are the names of the metrics that have a gradient.
func differentiable() (names []string) {
	for i := range metrics.All() {
		if i.Grad {
			names = append(names, i.Name)
		}
	}
	return names
}

// value reads setting=value; nothing is 0, the published value.
func value(name, setting, known string) (float64, error) {
	if setting == "" {
		return 0, nil
	}
	key, text, _ := strings.Cut(setting, "=")
	if key != known || known == "" {
		return 0, fmt.Errorf("%s has no setting %q", name, key)
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v > 0) || v-v != 0 {
		return 0, fmt.Errorf("%s of %s: %q is no positive number", key, name, text)
	}
	return v, nil
}

// String is the text that ParseObjective reads.
func (o *Objective) String() string {
	var parts []string
	for _, t := range o.Terms {
		s := t.Name
		if t.Weight != 1 {
			s += "=" + strconv.FormatFloat(t.Weight, 'g', -1, 64)
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ",")
}

// Side is the smallest side of a patch that all terms take.
func (o *Objective) Side() (side int) {
	for _, t := range o.Terms {
		side = max(side, t.Side)
	}
	return side
}

// Loss makes the loss, for one goroutine.
func (o *Objective) Loss() Loss {
	if len(o.Terms) == 1 && o.Terms[0].Weight == 1 {
		return o.Terms[0].make()
	}
	s := new(Sum)
	for _, t := range o.Terms {
		s.Terms = append(s.Terms, t.make())
		s.Weights = append(s.Weights, t.Weight)
	}
	return s
}
