package metrics

import (
	"math"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/fourier"
)

// gabor are the log-Gabor filters of phase congruency: asm.Scales wavelengths by
// four directions, real weights of frequencies, each the product of a part that
// depends on the frequency's length and one that depends on its direction.
type gabor struct {
	radial, angular [][]float64

	// What the sum over scales makes of noise: of filters that make numbers of
	// power 1 at the first scale of such noise.
	noise [directions]float64
}

const (
	directions = 4
	shortest   = 6   // wavelength of the first scale in samples; each has twice the one before
	sigmaOnF   = .55 // width of a radial part, of its frequency
	cutoff     = .45 // of the low-pass filter 1/(1+(r/cutoff)^30) that all share
	sigmaTheta = math.Pi / directions / 1.2
)

// resize makes the filters for what p transforms. They have the scale of a
// transform back in them.
func (g *gabor) resize(p *fourier.Plane) {
	g.radial = grown(g.radial, asm.Scales, p.Weights())
	g.angular = grown(g.angular, directions, p.Weights())
	for y := range p.H {
		for x := range p.W {
			if 2*x <= p.W && 2*y <= p.H {
				g.rings(p, x, y)
			}
			g.fans(p, x, y)
		}
	}
	for d, a := range g.angular {
		g.noise[d] = g.gain(p, d)
		for i := range a {
			a[i] /= float64(p.W * p.H)
		}
	}
}

// grown are n slices of size zeros.
func grown(all [][]float64, n, size int) [][]float64 {
	for len(all) < n {
		all = append(all, nil)
	}
	for i := range all {
		all[i] = growRow(all[i], size)
		clear(all[i])
	}
	return all
}

// frequency is that of index k of n, as the authors count: from -1/2 to 1/2, the
// latter included if n is odd.
func frequency(k, n int) float64 {
	if 2*k >= n {
		k -= n
	}
	return float64(k) / float64(n-n%2)
}

// rings makes the radial parts of frequencies as long as (x, y).
func (g *gabor) rings(p *fourier.Plane, x, y int) {
	u, v := frequency(x, p.W), frequency(y, p.H)
	r := math.Sqrt(float64(u*u) + float64(v*v))
	if r == 0 {
		return
	}
	q := float64(r * r / (cutoff * cutoff))
	q5 := q * q * q * q * q
	low, lnR, lnSigma := 1+float64(q5*q5*q5), ln(r*shortest), ln(sigmaOnF)
	for s := range asm.Scales {
		l := lnR + float64(float64(s)*math.Ln2)
		f := exp(-l*l/(2*lnSigma*lnSigma)) / low
		for _, y := range [2]int{y, (p.H - y) % p.H} {
			g.radial[s][p.Index(x, y)] = f
			g.radial[s][p.Index((p.W-x)%p.W, y)] = f
		}
	}
}

// fans makes the angular parts of frequency (x, y): by its angle to each
// direction.
func (g *gabor) fans(p *fourier.Plane, x, y int) {
	theta := atan2(-frequency(y, p.H), frequency(x, p.W))
	for d := range g.angular {
		delta := math.Abs(theta - float64(math.Pi/directions*float64(d)))
		if delta > math.Pi {
			delta = 2*math.Pi - delta
		}
		g.angular[d][p.Index(x, y)] = exp(-delta * delta / (2 * sigmaTheta * sigmaTheta))
	}
}

// gain is what the noise of a direction grows by from the power of its first
// scale. The even parts of filters that are sums over frequencies k and -k are
// what the authors transform back for it; by Parseval's theorem that need not
// be.
func (g *gabor) gain(p *fourier.Plane, d int) float64 {
	first, all := 0.0, 0.0
	a := g.angular[d]
	for y := range p.H {
		for x := range p.W {
			i, j := p.Index(x, y), p.Index((p.W-x)%p.W, (p.H-y)%p.H)
			f := g.radial[0][i] * a[i]
			first += float64(f * f)
			sum := g.radial[0][i] + g.radial[1][i] + g.radial[2][i] + g.radial[3][i]
			sum *= (a[i] + a[j]) / 2
			all += float64(sum * sum)
		}
	}
	return all / first
}
