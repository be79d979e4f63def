package metrics

import "github.com/fastiqa/iqa/plane"

// bordered is a channel whose planes go on beyond their edges, so that a window
// fits around every sample.
type bordered struct {
	channel
	planes      [2]plane.Plane
	slopes      plane.Plane
	refs, dists pyramid
}

// of makes the channel of c's planes with n more samples at each side.
func (e *bordered) of(c *channel, n int, b plane.Border) *channel {
	plane.Extend(&e.planes[0], c.ref, n, b)
	plane.Extend(&e.planes[1], c.dist, n, b)
	e.channel.refs, e.channel.dists, e.channel.pass = &e.refs, &e.dists, c.pass
	e.begin(&e.planes[0], &e.planes[1])
	return &e.channel
}

// around is c itself, or where windows reach beyond its edges what they see there.
func (m *SSIM) around(c *channel) *channel {
	if m.Border == plane.Valid {
		return c
	}
	return m.beyond.of(c, m.margin(), m.Border)
}

// margin is how far a window reaches from its middle.
func (m *SSIM) margin() int { return m.consts().window.Taps / 2 }

// bytes is the memory of planes with borders.
func (m *SSIM) bytes(w, h int) int64 {
	if m.Border == plane.Valid {
		return 0
	}
	return 2 * planeBytes(w+2*m.margin(), h+2*m.margin())
}
