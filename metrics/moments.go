package metrics

import "github.com/fastiqa/iqa/filter"

// moments are the windowed means of some fields of a picture, made row by row.
// It keeps as many filtered rows as the window has.
type moments struct {
	win   blur
	pitch int
	row   []float64     // the fields of a row of samples, one beside the other
	rows  ring[float64] // these filtered across
	means []float64     // and down
}

// set begins pictures so wide.
func (m *moments) set(g filter.Gaussian, fields, width int) {
	m.win.gauss(g)
	m.pitch = width
	m.row = growRow(m.row, fields*width)
	m.rows.set(g.Taps, fields*width-g.Taps+1)
	m.means = growRow(m.means, m.rows.width)
}

// field is where field i of the next row goes.
func (m *moments) field(i int) []float64 { return m.row[i*m.pitch:][:m.pitch] }

// push takes the fields as those of row y, and reports whether there is a row
// of means now.
func (m *moments) push(y int) bool {
	m.win.across(m.rows.row(y), m.row)
	first := y - m.rows.slots + 1
	if first < 0 {
		return false
	}
	m.win.down(m.means, &m.rows, first)
	return true
}

// mean is the row of means of field i.
func (m *moments) mean(i int) []float64 { return m.means[i*m.pitch:][:m.pitch-m.rows.slots+1] }
