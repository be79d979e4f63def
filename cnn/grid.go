package cnn

// grid is a picture inside the network: its channels lie side by side, pixel by
// pixel, and there is a margin of zeros around it.
type grid struct {
	w, h, c, margin int
	v               []float32
}

// reset makes g a picture of w×h pixels, reusing its memory. Where shape and
// margin stay, only the margin is sure to be 0.
func (g *grid) reset(w, h, c, margin int) {
	if g.w == w && g.h == h && g.c == c && g.margin == margin {
		return
	}
	n := (w + 2*margin) * (h + 2*margin) * c
	if cap(g.v) < n {
		g.v = make([]float32, n)
	}
	*g = grid{w, h, c, margin, g.v[:n]}
	clear(g.v)
}

// stride is the number of floats from row to row.
func (g *grid) stride() int { return (g.w + 2*g.margin) * g.c }

// row are the pixels of row y.
func (g *grid) row(y int) []float32 { return g.after(0, y)[:g.w*g.c] }

// after is everything from pixel x of row y on.
func (g *grid) after(x, y int) []float32 {
	return g.v[(y+g.margin)*g.stride()+(x+g.margin)*g.c:]
}

// from is everything from row y on, counted from the margin's first, and its
// first column.
func (g *grid) from(y int) []float32 { return g.v[y*g.stride():] }
