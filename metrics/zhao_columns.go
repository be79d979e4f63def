package metrics

import "github.com/fastiqa/iqa/asm"

// zhaoColumns are columns of samples that windows have been filtered down, as rows
// of zhaoRows means: column c of a part of a tile is row c. The last ones are kept
// for the part to the right, for each window and field.
type zhaoColumns[T float32 | float64] struct {
	turned [2][]T // by one window, or by two
	kept   []T
	fields int
}

func (c *zhaoColumns[T]) init(t *zhaoTile, fields int) {
	c.fields = fields
	for k := range c.turned {
		c.turned[k] = growRow(c.turned[k], t.pitch*zhaoRows)
	}
	c.kept = growRow(c.kept, len(t.windows)*fields*(t.k.side-1)*zhaoRows)
}

// keeps is where the last columns of window i and field f are kept.
func (c *zhaoColumns[T]) keeps(t *zhaoTile, i, f int) []T {
	n := (t.k.side - 1) * zhaoRows
	return c.kept[(i*c.fields+f)*n:][:(t.k.side-1-t.windows[i].skip)*zhaoRows]
}

// down is what one or two windows filter down: the columns of field f that are
// fresh. Those before them are put back.
func (c *zhaoColumns[T]) down(t *zhaoTile, g []int, f int, field []T) asm.Block[T] {
	if t.begun > 0 {
		for k, i := range g {
			copy(c.turned[k][t.windows[i].skip*zhaoRows:], c.keeps(t, i, f))
		}
	}
	return asm.Block[T]{Dst: c.turned[0][t.begun*zhaoRows:], To: zhaoRows,
		Src: field[t.windows[g[0]].skip*t.pitch:], Pitch: t.pitch,
		N: roundUp(t.fresh(), 16), Rows: roundUp(t.h, 4)}
}

// second is where the second window's columns go.
func (c *zhaoColumns[T]) second(t *zhaoTile) []T { return c.turned[1][t.begun*zhaoRows:] }

// across is what window i, the k-th of its group, makes means of.
func (c *zhaoColumns[T]) across(t *zhaoTile, dst []T, k, i int) asm.Block[T] {
	return asm.Block[T]{Dst: dst, To: zhaoRows,
		Src: c.turned[k][t.windows[i].skip*zhaoRows:], Pitch: zhaoRows,
		N: roundUp(t.h, 16), Rows: roundUp(t.w, 4)}
}

// keep keeps the columns that the part to the right shares.
func (c *zhaoColumns[T]) keep(t *zhaoTile, g []int, f int) {
	for k, i := range g {
		copy(c.keeps(t, i, f), c.turned[k][(t.w+t.windows[i].skip)*zhaoRows:])
	}
}
