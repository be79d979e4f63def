package table

import (
	"context"
	"math"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
	"github.com/fastiqa/iqa/report"
)

// Evaluator has networks restore one picture after another, and scores what they
// make. It is for one goroutine at a time and keeps its work space.
type Evaluator struct {
	Trials  []*Trial
	Metrics []metrics.Metric

	// Quantize rounds what is scored to 8 bits. Otherwise it is only cut off at
	// 0 and 1.
	Quantize bool

	// Areas has the scores of Areas follow those of the Metrics.
	Areas bool

	restorer     cnn.Restorer
	set          metrics.Set
	clean, input plane.Image
	given        plane.Image   // of a pair
	scored       []plane.Image // what is shown is kept: the input, and a network a column
	again        plane.Image   // what is not
	scores       []metrics.Score
	areas        areas // of the clean picture
}

// Outcome is what became of a picture.
type Outcome struct {
	// Scores are those of a trial, of the input and then of each network in the
	// order of the columns, of a metric or area. NaN: there is none.
	Scores [][][]float64

	Figures []report.Figure // of each trial, if they were asked for
}

// Evaluate spoils, restores and scores a picture, which need not be RGB. Number
// tells it from others where there is chance. With figures it cuts out, for each
// trial, what there is to look at. Errors: metrics.ErrNotFinite, that of a task, and
// that of ctx, which is asked before each network.
func (e *Evaluator) Evaluate(ctx context.Context, picture *plane.Image, number uint64, figures bool) (*Outcome, error) {
	if !picture.Finite() {
		return nil, metrics.ErrNotFinite
	}
	cnn.Prepare(&e.clean, picture)
	e.set.Metrics = e.Metrics
	e.set.Prepare(&e.clean)
	if e.Areas {
		e.areas.find(&e.clean)
	}
	o := new(Outcome)
	for _, t := range e.Trials {
		scores, err := e.trial(ctx, t, number, figures)
		if err != nil {
			return nil, err
		}
		o.Scores = append(o.Scores, scores)
		if figures {
			f, err := e.figure(t)
			if err != nil {
				return nil, err
			}
			o.Figures = append(o.Figures, f)
		}
	}
	return o, nil
}

// trial makes the scores of the input and of all networks.
func (e *Evaluator) trial(ctx context.Context, t *Trial, number uint64, keep bool) ([][]float64, error) {
	if err := e.spoil(t, number); err != nil {
		return nil, err
	}
	e.room(len(t.Columns)+1, keep)
	shown := e.slot(0, keep)
	copyTo(shown, &e.input)
	row, err := e.score(shown)
	if err != nil {
		return nil, err
	}
	all := [][]float64{row}
	for i, c := range t.Columns {
		for k, n := range c.Networks {
			row, err := e.network(ctx, n, e.slot(i+1, keep && k == 0))
			if err != nil {
				return nil, err
			}
			all = append(all, row)
		}
	}
	return all, nil
}

// network makes the picture that n makes of the input, and its scores.
func (e *Evaluator) network(ctx context.Context, n *Network, dst *plane.Image) ([]float64, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	e.restorer.Net = n.Net
	if err := e.restorer.Restore(dst, &e.input); err != nil {
		return nil, err
	}
	return e.score(dst)
}

// room makes that many slots, if pictures are to be kept.
func (e *Evaluator) room(n int, keep bool) {
	for keep && len(e.scored) < n {
		e.scored = append(e.scored, plane.Image{})
	}
}

// slot is where a picture is made: one of its own if it is kept.
func (e *Evaluator) slot(i int, keep bool) *plane.Image {
	if keep {
		return &e.scored[i]
	}
	return &e.again
}

// score finishes a picture and scores it.
func (e *Evaluator) score(m *plane.Image) (row []float64, err error) {
	finish(m, e.Quantize)
	e.scores, err = e.set.Score(e.scores[:0], &e.clean, m)
	for _, s := range e.scores {
		row = append(row, s.Value)
	}
	if e.Areas {
		row = append(row, e.areas.errors(&e.clean, m)...)
	}
	return row, err
}

func copyTo(dst, src *plane.Image) {
	size := src.Size()
	dst.Reset(src.Space, size.X, size.Y, 1, false)
	for c := range dst.Planes {
		for y := range size.Y {
			copy(dst.Planes[c].Row(y), src.Planes[c].Row(y))
		}
	}
}

// finish cuts samples off at 0 and 1, and rounds them to 8 bits.
func finish(m *plane.Image, quantize bool) {
	for c := range m.Planes {
		for y := range m.Planes[c].H {
			row := m.Planes[c].Row(y)
			for x, v := range row {
				v = min(max(v, 0), 1)
				if quantize {
					v = float32(math.Floor(float64(float64(v)*255)+.5)) / 255
				}
				row[x] = v
			}
		}
	}
}

// Memory is how many bytes Evaluate takes for a picture of w×h pixels beside it:
// about, and from above.
func (e *Evaluator) Memory(w, h int, figures bool) int64 {
	// The clean picture, the input, what is made of it, and as much again for
	// the work space of a task.
	pictures := 5
	if figures {
		most := 0
		for _, t := range e.Trials {
			most = max(most, len(t.Columns)+1)
		}
		pictures += most
	}
	set := metrics.Set{Metrics: e.Metrics}
	n := int64(pictures)*cnn.Channels*4*int64(plane.Stride(w))*int64(h+1) +
		set.Memory(w, h, cnn.Channels, false) + tileBytes
	if e.Areas {
		n += areaBytes * int64(w) * int64(h)
	}
	return n
}

// tileBytes is the work space of a Restorer that makes one tile after another,
// and its weights: all features of a tile, twice.
const tileBytes = 16 << 20
