package asm

// Product is a product of similarities at N positions, of cs under each of K windows
// and of l: their losses, and for each cs the coefficients a, b and c of its own mean
// (see SSIMGrad).
type Product struct {
	K, N      int
	Losses    []float32 // K+1 rows: those of cs, then that of l
	LossPitch int       // from row to row
	Coefs     []float32 // 3·K rows: a, b and c of each cs
	CoefPitch int
	OfL       []float32 // a of l, whose b and c are 0

	// The statistics' centres of s and d less those that the coefficients are for.
	Fold, FoldD float32

	rests []float32
}

// Weigh makes of the coefficients those of the mean product: each is multiplied with
// the product of the other similarities, that of those before times that of those
// after and never a quotient, and brought to other centres; what l has goes to the
// last a. With s[j] = 1 - loss j:
//
//	r[j] = (s[0]·s[1]· … ·s[j-1]) · (s[K]·s[K-1]· … ·s[j+1])
//	b·r   c·r   fma(FoldD, c·r, fma(-Fold, b·r, a·r))
//	a[K-1] = fma(OfL, r[K], a[K-1])
//
// It panics if a slice is too short.
func (p *Product) Weigh() {
	p.check()
	if p.N == 0 {
		return
	}
	touch(p.Coefs, p.Losses, p.OfL)
	p.rests = grow(p.rests, (p.K+1)*mostLanes)
	n := whole(p.N)
	if n > 0 {
		foldProduct(best, &foldProductArgs{
			losses: &p.Losses[0], lossPitch: int64(p.LossPitch),
			coefs: &p.Coefs[0], coefPitch: int64(p.CoefPitch),
			ofL: &p.OfL[0], rests: &p.rests[0], k: int64(p.K), n: int64(n),
			fold: p.Fold, foldD: p.FoldD, one: 1,
		})
	}
	for i := n; i < p.N; i++ {
		p.weigh(i)
	}
}

// mostLanes are the most floats that a vector has.
const mostLanes = 16

func (p *Product) check() {
	if p.K < 1 || p.N < 0 || p.LossPitch < p.N || p.CoefPitch < p.N {
		panic("asm: bad product")
	}
	need(p.Losses, p.K*p.LossPitch+p.N)
	need(p.Coefs, (3*p.K-1)*p.CoefPitch+p.N)
	need(p.OfL, p.N)
}

// weigh is Weigh at position i.
func (p *Product) weigh(i int) {
	t := float32(1)
	for j := range p.K + 1 {
		p.rests[j] = t
		t *= p.similarity(i, j)
	}
	after := p.similarity(i, p.K)
	for j := p.K - 1; j >= 0; j-- {
		p.fold(i, j, p.rests[j]*after)
		after *= p.similarity(i, j)
	}
	a := &p.Coefs[3*(p.K-1)*p.CoefPitch+i]
	*a = fma32(p.OfL[i], p.rests[p.K], *a)
}

func (p *Product) similarity(i, j int) float32 { return 1 - p.Losses[j*p.LossPitch+i] }

// fold multiplies the coefficients of cs number j at position i with r.
func (p *Product) fold(i, j int, r float32) {
	at := 3*j*p.CoefPitch + i
	a, b, c := &p.Coefs[at], &p.Coefs[at+p.CoefPitch], &p.Coefs[at+2*p.CoefPitch]
	*b *= r
	*c *= r
	*a = fma32(p.FoldD, *c, fma32(-p.Fold, *b, *a*r))
}

// foldProductArgs are the arguments of fold_product in _c/product.c.
type foldProductArgs struct {
	losses      *float32
	lossPitch   int64
	coefs       *float32
	coefPitch   int64
	ofL         *float32
	rests       *float32
	k           int64
	n           int64 // columns: a multiple of the vector's length, not 0
	fold, foldD float32
	one         float32
}
