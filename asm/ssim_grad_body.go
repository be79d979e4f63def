package asm

// gradBody is the work space of the Go body of SSIMGrad, which is the
// specification of the kernels.
type gradBody struct {
	coef [3][]float32 // a, b and c of a row, behind halo columns of the strip to the left
	sum  [3][]float32 // F' of these
	rows [][]float32
}

func (b *gradBody) init(halo int) {
	for f := range b.coef {
		b.coef[f] = grow(b.coef[f], halo+StripCols)
		b.sum[f] = grow(b.sum[f], StripCols)
	}
	if cap(b.rows) <= halo {
		b.rows = make([][]float32, halo+1)
	}
	b.rows = b.rows[:halo+1]
}

// edgeCols is how many floats are kept of a row of a strip.
func (k *SSIMGrad) edgeCols() int {
	if k.im == generic {
		return 3 * k.halo()
	}
	return gradEdge
}

// rows makes n rows of the band, of the map's rows from r on.
func (k *SSIMGrad) rows(t *GradStrip, r, n int) {
	for i := range n {
		if t.W > 0 {
			k.means(t, r+i)
		}
		k.coefficients(t.W)
		k.bandRow(k.row(i), k.edge[(r+i)*k.edgeCols():])
	}
}

// means makes the means of row r of the map, and their sum.
func (k *SSIMGrad) means(t *GradStrip, r int) {
	if r == 0 {
		for i := range k.halo() {
			k.across(&t.Strip, i)
		}
	}
	k.across(&t.Strip, r+k.halo())
	k.down(r, t.W)
	if t.S != nil {
		k.sumS(t.S[r/BlockRows*t.Groups:], t.W)
	}
	if t.CS != nil {
		k.sumCS(t.CS[r/BlockRows*t.Groups:], t.W)
	}
}

// coefficients makes a, b and c of w columns, 0 in the others.
func (k *SSIMGrad) coefficients(w int) {
	h := k.halo()
	a, b, c := k.adjBody.coef[0][h:], k.adjBody.coef[1][h:], k.adjBody.coef[2][h:]
	for i := range w {
		if k.OfCS {
			a[i], b[i], c[i] = k.slopeCS(i)
		} else {
			a[i], b[i], c[i] = k.slopeS(i)
		}
	}
	clear(a[w:])
	clear(b[w:])
	clear(c[w:])
}

// slopeS are a, b and c of the mean l·cs at column i.
func (k *SSIMGrad) slopeS(i int) (qa, qb, qc float32) {
	a, b, v, d := k.stats(i)
	mus, mud := k.body.mean[0][i], k.body.mean[1][i]
	z := 1 / float32((a+b)*(v+d))
	t, r := z*(a+b), z*(v+d)
	q := float32((a-b)*z) * t
	qb, qc = q*d, q*v
	p := fma32(mus+k.Centre2, b*r, -float32(mud*float32(a*r)))
	return fma32((v-d)*z, p, k.slope(i, qb, qc)), qb, qc
}

// slopeCS are a, b and c of the mean cs at column i.
func (k *SSIMGrad) slopeCS(i int) (qa, qb, qc float32) {
	_, _, v, d := k.stats(i)
	t := 1 / (v + d)
	qb, qc = t*float32(t*d), t*float32(t*v)
	return k.slope(i, qb, qc), qb, qc
}

// slope is the part of a that V and D make.
func (k *SSIMGrad) slope(i int, qb, qc float32) float32 {
	mus, mud := k.body.mean[0][i], k.body.mean[1][i]
	return fma32(mud, qc, -float32((mus+(k.Centre2-k.Samples2))*qb))
}

// bandRow filters the coefficients across. Edge has the last columns of the
// strip to the left, and then of this one.
func (k *SSIMGrad) bandRow(dst, edge []float32) {
	h := k.halo()
	for f, v := range k.adjBody.coef {
		copy(v, edge[f*h:][:h])
		copy(edge[f*h:][:h], v[StripCols:])
		for j := range k.adjBody.rows {
			k.adjBody.rows[j] = v[j:]
		}
		FIR(dst[f*StripCols:][:StripCols], k.w, k.adjBody.rows)
	}
}

// combine makes n rows of the gradient from row r on.
func (k *SSIMGrad) combine(t *GradStrip, r, n int) {
	sum := &k.adjBody.sum
	for i := range n {
		for f := range sum {
			for j := range k.adjBody.rows {
				k.adjBody.rows[j] = k.band[(i+j)*bandCols+f*StripCols:]
			}
			FIR(sum[f][:t.GradW], k.w, k.adjBody.rows)
		}
		Combine(t.Dst[(r+i)*t.DstStride:][:t.GradW], sum[0], sum[1], sum[2],
			t.X[(r+i)*t.XStride:], t.Y[(r+i)*t.YStride:], k.Samples2, 0, k.K)
	}
}
