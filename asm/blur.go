package asm

// Blur makes dst of rows of doubles under a symmetric window, the weights w of
// which are its first half and the middle one:
//
//	dst[i] = w[0]·(rows[0][i]+rows[n-1][i]) + w[1]·(rows[1][i]+rows[n-2][i]) + … + w[mid]·rows[mid][i]
//
// added from left to right. Rows may overlap, as one row does that is to be
// filtered across, but not with dst. It panics if rows are not 2·mid+1, mid is
// 0, or a row is shorter than dst.
func Blur(dst, w []float64, rows [][]float64) {
	mid := len(w) - 1
	if mid < 1 || len(rows) != 2*mid+1 {
		panic("asm: window does not match the rows")
	}
	for _, r := range rows {
		needWide(r, len(dst))
	}
	n := whole(len(dst))
	if n > 0 {
		blur(best, &blurArgs{&dst[0], &w[0], &rows[0], int64(mid), int64(n)})
	}
	for i := n; i < len(dst); i++ {
		t := float64(w[0] * (rows[0][i] + rows[2*mid][i]))
		for k := 1; k < mid; k++ {
			t += float64(w[k] * (rows[k][i] + rows[2*mid-k][i]))
		}
		dst[i] = t + float64(w[mid]*rows[mid][i])
	}
}

// blurArgs are the arguments of blur in _c/blur.c.
type blurArgs struct {
	dst  *float64
	w    *float64   // mid+1
	rows *[]float64 // 2·mid+1
	mid  int64      // not 0
	n    int64      // samples: whole vectors, not 0
}
