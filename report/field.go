package report

import "unicode/utf8"

// field is one of a record: text, or else a number.
type field struct {
	key    string
	text   string
	number float64
}

// jsonFields appends fields to an object.
func jsonFields(b []byte, all []field) []byte {
	for _, f := range all {
		if b = key(b, f.key); f.text != "" {
			b = text(b, f.text)
		} else {
			b = value(b, f.number)
		}
	}
	return b
}

func fieldKeys(all []field) (heading []string) {
	for _, f := range all {
		heading = append(heading, f.key)
	}
	return heading
}

// fieldCells are the fields as CSV has them.
func fieldCells(all []field) (row []string) {
	for _, f := range all {
		if f.text == "" {
			f.text = string(number(nil, f.number, ""))
		}
		row = append(row, f.text)
	}
	return row
}

// aligned appends rows of as many cells each as lines of text, aligned to the
// right, and behind each row its name.
func aligned(b []byte, rows [][]string, names []string) []byte {
	for i, row := range rows {
		for k, cell := range row {
			b = append(pad(b, width(rows, k)-utf8.RuneCountInString(cell)), cell...)
		}
		b = append(append(append(b, "  "...), names[i]...), '\n')
	}
	return b
}

// width is that of a column, with two spaces before it.
func width(rows [][]string, column int) (n int) {
	for _, row := range rows {
		n = max(n, utf8.RuneCountInString(row[column])+2)
	}
	return n
}
