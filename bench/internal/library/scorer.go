package library

import (
	"fmt"
	"strings"

	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/pipeline"
)

// scorer scores the pair that is loaded.
type scorer func() (float64, error)

// scorer returns how to make a score, or with -grad behind the name a score and
// its gradient. A metric and its gradient share work space.
func (s *server) scorer(name string) (scorer, error) {
	if f := s.scorers[name]; f != nil {
		return f, nil
	}
	if strings.HasPrefix(name, kernelPrefix) {
		s.onKernels()
		if f := s.scorers[name]; f != nil {
			return f, nil
		}
	}
	if strings.HasPrefix(name, "cnn-") {
		err := s.onNetwork()
		if f := s.scorers[name]; err != nil || f != nil {
			return f, err
		}
	}
	metric := strings.TrimSuffix(name, "-grad")
	m, err := metrics.ByName(metric)
	if err != nil {
		return nil, err
	}
	s.scorers[metric] = s.onSet(m)
	if s.threads == 1 && len(s.ref.Planes) == 1 {
		s.onPlanes(m[0])
	}
	if f := s.scorers[name]; f != nil {
		return f, nil
	}
	return nil, fmt.Errorf("no gradient of %s here", metric)
}

// onPlanes scores gray pictures with one thread.
func (s *server) onPlanes(m metrics.Metric) {
	s.scorers[m.Name()] = func() (float64, error) {
		return m.Score(&s.ref.Planes[0], &s.dist.Planes[0])
	}
	if d, ok := m.(metrics.Differentiable); ok {
		s.scorers[m.Name()+"-grad"] = func() (float64, error) {
			s.made = append(s.made[:0], &s.grad)
			return d.Grad(&s.grad, &s.ref.Planes[0], &s.dist.Planes[0])
		}
	}
}

// onSet scores by a set, which can share out its work to threads, and which
// knows colours.
func (s *server) onSet(m []metrics.Metric) scorer {
	set := metrics.Set{Metrics: m}
	if s.threads > 1 {
		set.Par = pipeline.Par(s.threads)
	}
	var room [1]metrics.Score
	return func() (float64, error) {
		scores, err := set.Score(room[:0], &s.ref, &s.dist)
		if err != nil {
			return 0, err
		}
		return scores[0].Value, scores[0].Err
	}
}
