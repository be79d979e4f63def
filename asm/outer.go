package asm

// Outer adds to a matrix of len(dst)/step rows, N of them, the outer products of
// pixels' scalars and vectors, as the gradient of a convolution by its weights
// is made:
//
//	Dst[i·DstStep+o] = fma(A[l·ALine+p·AStep+i], B[l·BLine+p·BStep+o], Dst[i·DstStep+o])
//
// for i < Rows and o < Cols: one chain over the pixels p = 0 … N-1 of each of the
// lines l = 0 … Lines-1, which a next call goes on with. Cols is a multiple of
// ConvBlock. The more pixels a call has, the fewer are the loads and stores of
// Dst; 100 or so hide them, and of 64 channels are still near.
type Outer struct {
	Dst          []float32
	DstStep      int
	A, B         []float32
	AStep, BStep int
	ALine, BLine int // floats from line to line
	Rows, Cols   int
	N, Lines     int // pixels of a line, lines
}

// Add adds the products. It panics if a slice is too short for them, or Cols
// is no multiple of ConvBlock.
func (u *Outer) Add() {
	if u.Cols%ConvBlock != 0 || min(u.Rows, u.Cols) < 0 {
		panic("asm: product of odd size")
	}
	if u.N < 1 || u.Lines < 1 || u.Rows == 0 || u.Cols == 0 {
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
			aBack: int64(u.ALine - u.N*u.AStep), bBack: int64(u.BLine - u.N*u.BStep),
			pixels: int64(u.N), lines: int64(u.Lines), n: int64(n), to: int64(u.Cols)})
	}
}

func (u *Outer) needAll() {
	if min(u.DstStep, u.AStep, u.BStep, u.ALine, u.BLine) < 0 {
		panic("asm: negative step")
	}
	need(u.Dst, (u.Rows-1)*u.DstStep+u.Cols)
	need(u.A, (u.Lines-1)*u.ALine+(u.N-1)*u.AStep+u.Rows)
	need(u.B, (u.Lines-1)*u.BLine+(u.N-1)*u.BStep+u.Cols)
}

// outerArgs are the arguments of outer in _c/conv.c.
type outerArgs struct {
	dst              *float32
	dstStep          int64
	a, b             *float32
	aStep, bStep     int64
	aBack, bBack     int64
	pixels, lines, n int64
	from, to         int64
}

func (u *Outer) addGo() {
	for l := range u.Lines {
		for p := range u.N {
			u.addPixel(u.A[l*u.ALine+p*u.AStep:][:u.Rows], u.B[l*u.BLine+p*u.BStep:][:u.Cols])
		}
	}
}

func (u *Outer) addPixel(a, b []float32) {
	for i, v := range a {
		dst := u.Dst[i*u.DstStep:][:u.Cols]
		for o, t := range dst {
			dst[o] = fma32(v, b[o], t)
		}
	}
}
