package library

import (
	"errors"
	"os"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/safetensors"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/pipeline"
	"github.com/fastiqa/iqa/plane"
)

// What is measured of networks, see package child.
const (
	Restore = "cnn-restore"
	Patches = "cnn-patches"
	Step    = "cnn-step"
)

// Batch is the number of patches of Patches and Step, and Side theirs in pixels.
const (
	Batch = 16
	Side  = 31
)

// WriteNetwork writes the weights of a network that has learnt nothing.
func WriteNetwork(name string, t safetensors.Type) error {
	b, err := cnn.New(1).Encode(nil, t)
	if err != nil {
		return err
	}
	return os.WriteFile(name, b, 0o644)
}

// readNetwork makes the network in a file the one of the scorers.
func (s *server) readNetwork(name string) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	clear(s.scorers)
	s.net, _, err = cnn.Decode(b)
	return err
}

// onNetwork makes the scorers of networks.
func (s *server) onNetwork() error {
	if s.net == nil || len(s.ref.Planes) != cnn.Channels || min(s.ref.Size().X, s.ref.Size().Y) < Side {
		return errors.New("no network, or no picture in colour for it")
	}
	input, target := new(plane.Image), new(plane.Image)
	cnn.Prepare(input, &s.dist)
	cnn.Prepare(target, &s.ref)
	patches := cut(input, target)
	var inputs []*plane.Image
	for i := range patches {
		inputs = append(inputs, &patches[i].input)
	}
	s.scorers[Restore] = s.restorer(input)
	s.scorers[Patches] = s.restorer(inputs...)
	s.scorers[Step] = s.trainer(patches)
	return nil
}

// restorer restores pictures, one after another; the score is a sample of the
// first.
func (s *server) restorer(pictures ...*plane.Image) scorer {
	r := cnn.Restorer{Net: s.net}
	if s.threads > 1 {
		r.Par = pipeline.Par(s.threads)
	}
	out := make([]plane.Image, len(pictures))
	return func() (float64, error) {
		s.made = s.made[:0]
		for i, p := range pictures {
			if err := r.Restore(&out[i], p); err != nil {
				return 0, err
			}
			for c := range out[i].Planes {
				s.made = append(s.made, &out[i].Planes[c])
			}
		}
		middle := &out[0].Planes[1]
		return float64(middle.Row(middle.H / 2)[middle.W/2]), nil
	}
}

// trainer makes a step by L1; the score is the loss. What is made is the first
// moment of Adam: of the first step a tenth of the gradient.
func (s *server) trainer(patches patches) scorer {
	t := cnn.Training{Net: &cnn.Net{Params: append([]float32(nil), s.net.Params...)},
		Source: patches, Loss: func() cnn.Loss { return cnn.Dense(new(metrics.L1)) },
		Batch: Batch, By: new(cnn.Adam), Rate: cnn.Schedule{Decay: cnn.Flat}}
	if s.threads > 1 {
		t.Par = pipeline.Par(s.threads)
	}
	moment := &plane.Plane{W: cnn.Size(), H: 1, Stride: cnn.Size(), Pix: t.By.State(cnn.Size())["m"]}
	return func() (float64, error) {
		s.made = append(s.made[:0], moment)
		return t.Step()
	}
}

// patches are the batch of every step.
type patches []struct{ input, target plane.Image }

// cut takes patches from a picture, in four rows from edge to edge.
func cut(input, target *plane.Image) patches {
	all := make(patches, Batch)
	size := input.Size()
	for i := range all {
		x, y := (size.X-Side)*(i%4)/3, (size.Y-Side)*(i/4)/3
		crop(&all[i].input, input, x, y)
		crop(&all[i].target, target, x, y)
	}
	return all
}

func crop(dst, src *plane.Image, x, y int) {
	dst.Reset(plane.RGB, Side, Side, 1, false)
	for c := range dst.Planes {
		for j := range Side {
			copy(dst.Planes[c].Row(j), src.Planes[c].Row(y + j)[x:])
		}
	}
}

// Draw copies patch i of the batch.
func (p patches) Draw(i uint64, input, target []plane.Plane) {
	from := &p[i%Batch]
	for c := range input {
		copyTo(&input[c], &from.input.Planes[c])
		copyTo(&target[c], &from.target.Planes[c])
	}
}

func copyTo(dst, src *plane.Plane) {
	dst.Resize(src.W, src.H)
	dst.Peak = src.Peak
	for y := range src.H {
		copy(dst.Row(y), src.Row(y))
	}
}
