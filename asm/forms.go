package asm

// FormClasses is how many sums Dots keeps of each pair of rows: column i counts
// to sum i mod FormClasses.
const FormClasses = 8

// Dots adds the products of a with each of the rows to sums, FormClasses a row:
//
//	sums[FormClasses·r + i mod FormClasses] += a[i]·rows[r][i]
//
// It panics if a row is shorter than a, or sums do not match the rows.
func Dots(sums, a []float64, rows [][]float64) {
	if len(sums) != FormClasses*len(rows) {
		panic("asm: sums do not match the rows")
	}
	for _, r := range rows {
		needWide(r, len(a))
	}
	m := whole(len(a)) &^ (FormClasses - 1)
	if m > 0 && len(rows) > 0 {
		dots(best, &dotsArgs{&sums[0], &a[0], &rows[0], int64(len(rows)), int64(m)})
	}
	for r, b := range rows {
		s := sums[FormClasses*r:][:FormClasses]
		for i := m; i < len(a); i++ {
			s[i%FormClasses] += float64(a[i] * b[i])
		}
	}
}

// dotsArgs are the arguments of dots in _c/forms.c.
type dotsArgs struct {
	sums  *float64
	a     *float64
	rows  *[]float64
	count int64 // rows, not 0
	n     int64 // samples: a multiple of FormClasses, not 0
}

// SquareForm makes of each column y of some rows Σ_k (Σ_j u[k·n+j]·y_j)², n the
// number of rows: yᵀC⁻¹y if C⁻¹ = UᵀU. It panics if u is not n×n, there is no
// row, or one is shorter than dst.
func SquareForm(dst, u []float64, rows [][]float64) {
	n := len(rows)
	if n == 0 || len(u) != n*n {
		panic("asm: form does not match the rows")
	}
	for _, r := range rows {
		needWide(r, len(dst))
	}
	m := whole(len(dst))
	if m > 0 {
		squareForm(best, &squareFormArgs{&dst[0], &u[0], &rows[0], int64(n), int64(m)})
	}
	for i := m; i < len(dst); i++ {
		q := 0.0
		for k := range n {
			t := 0.0
			for j, w := range u[k*n:][:n] {
				t += float64(w * rows[j][i])
			}
			q += float64(t * t)
		}
		dst[i] = q
	}
}

// squareFormArgs are the arguments of square_form in _c/forms.c.
type squareFormArgs struct {
	dst   *float64
	u     *float64 // count×count
	rows  *[]float64
	count int64 // rows, not 0
	n     int64 // samples: whole vectors, not 0
}
