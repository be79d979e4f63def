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

// forms are their names.
var forms = []string{"centre", "map"}

// String returns the name that commands and weight files use.
func (f Form) String() string { return forms[f] }

// ParseForm is the form of that name.
func ParseForm(name string) (Form, error) {
	i, err := choose(name, forms)
	return Form(i), err
}

// choose is the place of a name among those that there are.
func choose(name string, names []string) (int, error) {
	i := slices.Index(names, name)
	if i < 0 {
		return 0, fmt.Errorf("unknown %q (want %s)", name, strings.Join(names, ", "))
	}
	return i, nil
}

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
	odd    bool
	parts  []string
	make   func() Loss
}

// patchLoss is what a term may be in the form AtCentre, with the setting it takes.
type patchLoss struct {
	name, setting string
	make          func(v float64) Loss
}

var patchLosses = []patchLoss{
	{"ssim", "sigma", func(v float64) Loss { return Centre(&metrics.PatchSSIM{Sigma: v}) }},
	{"ms-ssim", "", func(float64) Loss { return Centre(new(metrics.PatchMSSSIM)) }},
	{"mix", "alpha", func(v float64) Loss { return newCentreMix(v) }},
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
	t.Side, t.odd = 3, true
	t.make = func() Loss { return patchLosses[i].make(v) }
	t.split(name)
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
	t.split(name)
	t.make = func() Loss {
		if name == "mix" {
			return newDenseMix(v)
		}
		all, err := metrics.ByName(name)
		if err != nil {
			panic(err)
		}
		return Dense(all[0].(metrics.Differentiable))
	}
	return nil
}

// split names the parts that a log has of the term.
func (t *Term) split(name string) {
	if name == "mix" {
		t.parts = mixParts
	}
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
	if key == "alpha" && v > 1 {
		return 0, fmt.Errorf("%s of %s: %q is above 1", key, name, text)
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

// Fits says why outputs of that side cannot be compared by o, or nil.
func (o *Objective) Fits(side int) error {
	if least := o.Side(); side < least {
		return fmt.Errorf("%s takes %d pixels a side, the network's output has %d", o, least, side)
	}
	for _, t := range o.Terms {
		if t.odd && side%2 == 0 {
			return fmt.Errorf("%s looks at the centre pixel, and %d pixels a side have none", o, side)
		}
	}
	return nil
}

// Parts names what Training.Parts has of o: nothing of a single loss that is
// not Parted, as mix is; otherwise all terms, each with its own parts behind it.
func (o *Objective) Parts() (names []string) {
	if o.single() {
		return o.Terms[0].parts
	}
	for _, t := range o.Terms {
		names = append(names, t.Name)
		for _, p := range t.parts {
			names = append(names, t.Name+" "+p)
		}
	}
	return names
}

func (o *Objective) single() bool { return len(o.Terms) == 1 && o.Terms[0].Weight == 1 }

// Loss makes the loss, for one goroutine.
func (o *Objective) Loss() Loss {
	if o.single() {
		return o.Terms[0].make()
	}
	s := new(Sum)
	for _, t := range o.Terms {
		s.Terms = append(s.Terms, t.make())
		s.Weights = append(s.Weights, t.Weight)
	}
	return s
}
