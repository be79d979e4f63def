package asm

// FourierLanes is how many Fourier transforms run side by side. A point is
// FourierPoint numbers: the real parts of all lanes, then the imaginary ones.
const (
	FourierLanes = 8
	FourierPoint = 2 * FourierLanes
)

// Butterflies is a step of a self-sorting Fourier transform: it makes one
// transform of every Radix, for each of Groups. See package fourier.
type Butterflies struct {
	Radix  int // 2, 4, or odd: up to MaxRadix
	Groups int
	Points int // of a group, for each of Radix

	// Turns are real and imaginary parts of exp(-2πi·k·q/(Radix·Groups)), for
	// each group k the Radix-1 of q = 1, 2, …. Those of group 0 are not used
	// where Radix is 2 or 4.
	Turns []float64

	// Roots, where Radix is odd, 2h+1, are cos and sin of 2π·u·q/Radix, for
	// each u = 1…h the h of q = 1…h.
	Roots []float64
}

// MaxRadix is the largest odd Radix.
const MaxRadix = 2*maxHalf + 1

const maxHalf = 30

// Run makes the step from src to dst, which have Radix·Groups·Points points and
// must not overlap:
//
//	dst[(k+Groups·u)·Points + i] = Σ_q exp(-2πi·u·q/Radix)·turn(k,q)·src[(k·Radix+q)·Points + i]
//
// It panics if a slice is too short or Radix too large.
func (b *Butterflies) Run(dst, src []float64) {
	n := b.Points * FourierPoint
	all := b.Radix * b.Groups * n
	if b.Radix > MaxRadix || b.Radix%2 == 0 && b.Radix != 2 && b.Radix != 4 {
		panic("asm: no such radix")
	}
	dst, src = needWide(dst, all), needWide(src, all)
	turns := needWide(b.Turns, 2*b.Groups*(b.Radix-1))
	half := b.Radix / 2
	if b.Radix%2 == 1 {
		needWide(b.Roots, 2*half*half)
	}
	switch {
	case all == 0 || half == 0:
		copy(dst, src)
	case best == generic:
		b.run(dst, src)
	case b.Radix == 2:
		step2(best, &stepArgs{dst: &dst[0], src: &src[0], turns: &turns[0],
			groups: int64(b.Groups), n: int64(n), left: int64(b.Groups)})
	case b.Radix == 3:
		step3(best, &stepArgs{dst: &dst[0], src: &src[0], turns: &turns[0],
			roots: &b.Roots[0], groups: int64(b.Groups), n: int64(n), left: int64(b.Groups)})
	case b.Radix == 4:
		step4(best, &stepArgs{dst: &dst[0], src: &src[0], turns: &turns[0],
			groups: int64(b.Groups), n: int64(n), left: int64(b.Groups)})
	default:
		var folded [2 * maxHalf * FourierPoint]float64
		stepOdd(best, &stepArgs{dst: &dst[0], src: &src[0], turns: &turns[0],
			roots: &b.Roots[0], folded: &folded[0], groups: int64(b.Groups), n: int64(n),
			half: int64(half), left: int64(b.Groups)})
	}
}

// stepArgs are the arguments of step2, step3, step4 and step_odd in _c/fourier.c.
type stepArgs struct {
	dst          *float64
	src          *float64
	turns, roots *float64
	folded       *float64
	groups       int64 // not 0
	n            int64 // numbers of a group and one of the radix: whole points, not 0
	half         int64 // radix/2
	left         int64 // groups to do
	at           int64 // where a kernel is
}

// Rotate multiplies each point of x by a complex number of turns, of which there
// are as many. It panics if x is too short.
func Rotate(x, turns []float64) {
	n := len(turns) / 2
	x = needWide(x, n*FourierPoint)
	switch {
	case n == 0:
	case best == generic:
		for k := range n {
			rotate(x[k*FourierPoint:][:FourierPoint], turns[2*k:])
		}
	default:
		rotatePoints(best, &rotateArgs{&x[0], &turns[0], int64(n)})
	}
}

func rotate(point, turn []float64) {
	for i := range FourierLanes {
		setPoint(point, i, turned(point, i, turn))
	}
}

// rotateArgs are the arguments of rotate_points in _c/fourier.c.
type rotateArgs struct {
	x      *float64
	turns  *float64
	points int64 // not 0
}

// WeighPoints is dst = src·(v·w), points by real weights of each lane. The
// number of points is that of v. It panics if another slice is too short.
func WeighPoints(dst, src, v, w []float64) {
	n := len(v) / FourierLanes
	dst, src = needWide(dst, n*FourierPoint), needWide(src, n*FourierPoint)
	w = needWide(w, n*FourierLanes)
	switch {
	case n == 0:
	case best == generic:
		for i, f := range v[:n*FourierLanes] {
			f *= w[i]
			setPoint(dst, i, complex(scaled(src, i, f)))
		}
	default:
		weighPoints(best, &weighPointsArgs{&dst[0], &src[0], &v[0], &w[0], int64(n)})
	}
}

// weighPointsArgs are the arguments of weigh_points in _c/fourier.c.
type weighPointsArgs struct {
	dst       *float64
	src       *float64
	by, andBy *float64
	points    int64 // not 0
}

// FlipPoints makes points of lanes and lanes of points: of each 8 points of
// src, 8 points that begin pitch numbers apart. It panics if dst is too short.
func FlipPoints(dst, src []float64, pitch int) {
	const tile = FourierLanes * FourierPoint
	n := len(src) / tile
	if n == 0 {
		return
	}
	if pitch < 0 {
		panic("asm: negative pitch")
	}
	dst = needWide(dst, (n-1)*pitch+tile)
	if best != generic {
		flip(best, &flipArgs{&dst[0], &src[0], int64(n), int64(pitch)})
		return
	}
	for t := range n {
		d, s := dst[t*pitch:], src[t*tile:]
		for i := range tile {
			lane, part, point := i%FourierLanes, i/FourierLanes%2, i/FourierPoint
			d[lane*FourierPoint+part*FourierLanes+point] = s[i]
		}
	}
}

// flipArgs are the arguments of flip in _c/fourier.c.
type flipArgs struct {
	dst   *float64
	src   *float64
	tiles int64 // not 0
	pitch int64 // numbers from tile to tile of dst
}
