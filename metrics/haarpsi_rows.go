package metrics

import "github.com/fastiqa/iqa/asm"

// haarRows are the rows that HaarPSI works on.
type haarRows struct {
	coefs [2][haarScales][2][]float64 // picture, scale, across and down
	parts [3]haarPart                 // across, down, colour
	loss  []float64
	pair  [2][]float64 // of a channel, with a zero behind
}

// haarPart is a row of a direction, or of colour: of each similarity what it
// lacks to 1, and the weight.
type haarPart struct{ first, second, weight []float64 }

func (r *haarRows) begin(w int) {
	for i := range r.coefs {
		for k := range r.coefs[i] {
			for d := range r.coefs[i][k] {
				r.coefs[i][k][d] = growRow(r.coefs[i][k][d], w)
			}
		}
	}
	for i := range r.parts {
		p := &r.parts[i]
		p.first, p.second = growRow(p.first, w), growRow(p.second, w)
		p.weight = growRow(p.weight, w)
	}
	r.loss = growRow(r.loss, w)
}

// average makes each sample of f the mean of it and its neighbours to the right,
// below and between these, with zeros beyond the edges.
func (r *haarRows) average(f *field) {
	for i := range r.pair {
		r.pair[i] = growRow(r.pair[i], f.w+1)
		r.pair[i][f.w] = 0
	}
	up, low := r.pair[0], r.pair[1]
	copy(low, f.row(0))
	for y := range f.h {
		up, low = low, up
		if y+1 < f.h {
			copy(low, f.row(y+1))
		} else {
			clear(low)
		}
		asm.BoxSum(f.row(y), up, low, 1, .25)
	}
}

// pool adds up what the parts lose by their weight, and their weight.
func (r *haarRows) pool(loss, weight *asm.Sums, parts int) {
	for i := range parts {
		p := &r.parts[i]
		haarCurve.Loss(r.loss, p.first, p.second)
		loss.AddProducts(r.loss, p.weight)
		weight.Add(p.weight)
	}
}

// similarity is the mean of the parts' similarities.
func (r *haarRows) similarity(dst []float32, parts int) {
	for x := range dst {
		lost := 0.0
		for i := range parts {
			lost += r.parts[i].first[x] + r.parts[i].second[x]
		}
		dst[x] = float32(1 - lost/float64(2*parts))
	}
}
