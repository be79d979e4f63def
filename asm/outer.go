package asm

// Outer adds to a matrix of len(dst)/step rows, N of them, the outer products of
// pixels' scalars and vectors, as the gradient of a convolution by its weights
// is made:
//
//	Dst[i·DstStep+o] = fma(A[p·AStep+i], B[p·BStep+o], Dst[i·DstStep+o])   p = 0, 1, …
//
// for i < Rows and o < Cols: one chain over the pixels, which a next call goes
// on with. Cols is a multiple of ConvBlock.
type Outer struct {
	Dst          []float32
	DstStep      int
	A, B         []float32
	AStep, BStep int
	Rows, Cols   int
	N            int // pixels
}

// Add adds the products. It panics if a slice is too short for them, or Cols
// is no multiple of ConvBlock.
func (u *Outer) Add() {
	if u.Cols%ConvBlock != 0 || min(u.Rows, u.Cols) < 0 {
		panic("asm: product of odd size")
	}
	if u.N < 1 || u.Rows == 0 || u.Cols == 0 {
		return
	}
	u.needAll()
	touch(u.Dst, u.A, u.B)
	if best == generic {
		u.addGo()
		return
	}
	tiles := tilesOf(u.Rows, best.tile())
	for t := range tiles {
		i, n := tileAt(t, u.Rows, tiles)
		outer(best, &outerArgs{dst: &u.Dst[i*u.DstStep], dstStep: int64(u.DstStep),
			a: &u.A[i], b: &u.B[0], aStep: int64(u.AStep), bStep: int64(u.BStep),
			pixels: int64(u.N), n: int64(n), to: int64(u.Cols)})
	}
}

func (u *Outer) needAll() {
	if min(u.DstStep, u.AStep, u.BStep) < 0 {
		panic("asm: negative step")
	}
	need(u.Dst, (u.Rows-1)*u.DstStep+u.Cols)
	need(u.A, (u.N-1)*u.AStep+u.Rows)
	need(u.B, (u.N-1)*u.BStep+u.Cols)
}

// outerArgs are the arguments of outer in _c/conv.c.
type outerArgs struct {
	dst          *float32
	dstStep      int64
	a, b         *float32
	aStep, bStep int64
	pixels, n    int64
	from, to     int64
}

func (u *Outer) addGo() {
	for p := range u.N {
		b := u.B[p*u.BStep:][:u.Cols]
		for i, v := range u.A[p*u.AStep:][:u.Rows] {
			dst := u.Dst[i*u.DstStep:][:u.Cols]
			for o, t := range dst {
				dst[o] = fma32(v, b[o], t)
			}
		}
	}
}
