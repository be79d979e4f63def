package cnn

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Plan is what a network is trained with, step after step: one loss, or first
// one and then another, as Zhao et al. switch between l1 and l2.
type Plan struct {
	First, Then *Objective // Then is nil, or takes over
	Part        float64    // after this part of the steps
}

// ParsePlan reads an Objective, or a switch such as l1:l2@50%. The error says
// what of it is not understood.
func ParsePlan(text string, form Form) (*Plan, error) {
	pair, percent, switches := strings.Cut(text, "@")
	if !switches {
		o, err := ParseObjective(text, form)
		return &Plan{First: o}, err
	}
	p := new(Plan)
	number, ok := strings.CutSuffix(percent, "%")
	v, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil || !(v > 0 && v < 100) {
		return nil, fmt.Errorf("%q is no part of the steps, such as 50%%", percent)
	}
	p.Part = v / 100
	return p, p.split(pair, form)
}

// split reads two losses. Settings have colons, too: it is the first colon that
// has a loss on either side.
func (p *Plan) split(pair string, form Form) (err error) {
	last := errors.New("want two losses, as in l1:l2@50%")
	for i, r := range pair {
		if r != ':' {
			continue
		}
		if p.First, err = ParseObjective(pair[:i], form); err == nil {
			if p.Then, err = ParseObjective(pair[i+1:], form); err == nil {
				return nil
			}
		}
		last = err
	}
	return last
}

// String is the text that ParsePlan reads.
func (p *Plan) String() string {
	if p.Then == nil {
		return p.First.String()
	}
	return p.First.String() + ":" + p.Then.String() + "@" +
		strconv.FormatFloat(100*p.Part, 'g', -1, 64) + "%"
}

// At is the loss of a step of that many, counted from 0.
func (p *Plan) At(step, steps int) *Objective {
	if p.Then != nil && step >= p.Turn(steps) {
		return p.Then
	}
	return p.First
}

// Turn is the first step with Then.
func (p *Plan) Turn(steps int) int { return int(float64(p.Part*float64(steps)) + .5) }

// Objectives are the losses.
func (p *Plan) Objectives() []*Objective {
	if p.Then == nil {
		return []*Objective{p.First}
	}
	return []*Objective{p.First, p.Then}
}

// Fits is Objective.Fits of all losses.
func (p *Plan) Fits(side int) error {
	for _, o := range p.Objectives() {
		if err := o.Fits(side); err != nil {
			return err
		}
	}
	return nil
}
