package asm

// TallFIR is FIR for four rows of dst at once, which are n wide and to apart:
// rows has three more than the window has taps, and that of row k begins at
// rows[k]. The bits are FIR's. It panics as FIR does, and if to is less than n.
func TallFIR(dst []float32, to, n int, w []float32, rows [][]float32) {
	mid := len(w) - 1
	if mid < 0 || len(rows) != 2*mid+4 {
		panic("asm: window does not match the rows")
	}
	if to < n {
		panic("asm: rows overlap")
	}
	need(dst, 3*to+n)
	for _, r := range rows {
		need(r, n)
	}
	touch(dst, rows...)
	if mid == 0 || best == generic || n < best.lanes() {
		for k := range 4 {
			FIR(dst[k*to:][:n], w, rows[k:k+2*mid+1])
		}
		return
	}
	tall(best, &tallArgs{&dst[0], int64(to), &w[0], &rows[0], int64(mid), int64(n)})
}

// tallArgs are the arguments of tall in _c/tall.c.
type tallArgs struct {
	dst  *float32
	to   int64
	w    *float32   // mid+1
	rows *[]float32 // 2·mid+4
	mid  int64      // not 0
	n    int64      // columns: a vector's length or more
}

// WideTallFIR is TallFIR in float64, with weights of float64.
func WideTallFIR(dst []float64, to, n int, w []float64, rows [][]float64) {
	mid := len(w) - 1
	if mid < 0 || len(rows) != 2*mid+4 {
		panic("asm: window does not match the rows")
	}
	if to < n {
		panic("asm: rows overlap")
	}
	needWide(dst, 3*to+n)
	for _, r := range rows {
		needWide(r, n)
	}
	if mid == 0 || best == generic || n < best.lanes() {
		for k := range 4 {
			WideFIR(dst[k*to:][:n], w, rows[k:k+2*mid+1])
		}
		return
	}
	wideTall(best, &wideTallArgs{&dst[0], int64(to), &w[0], &rows[0], int64(mid), int64(n)})
}

// wideTallArgs are the arguments of wide_tall in _c/tall.c.
type wideTallArgs struct {
	dst  *float64
	to   int64
	w    *float64   // mid+1
	rows *[]float64 // 2·mid+4
	mid  int64      // not 0
	n    int64      // columns: half a vector's length or more
}
