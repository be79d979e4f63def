package asm

// HaarAdjoint is the adjoint of Haar: it adds to rows up and low what their
// values have to do with across and down. It panics if down is shorter than
// across, or a row has fewer than m values more.
func HaarAdjoint(up, low, across, down []float64, m int, scale float64) {
	n := len(across)
	down, up, low = needWide(down, n), needWide(up, n+m), needWide(low, n+m)
	for i, v := range across {
		a, d := float64(v*scale), float64(down[i]*scale)
		up[i] += a + d
		up[i+m] += d - a
		low[i] += a - d
		low[i+m] -= a + d
	}
}

// BoxAdjoint is the adjoint of BoxSum: it adds to rows up and low what their
// values have to do with sum. It panics if a row has fewer than m values more.
func BoxAdjoint(up, low, sum []float64, m int, scale float64) {
	up, low = needWide(up, len(sum)+m), needWide(low, len(sum)+m)
	for i, v := range sum {
		v = float64(v * scale)
		up[i] += v
		up[i+m] += v
		low[i] += v
		low[i+m] += v
	}
}
