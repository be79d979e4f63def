package opinion

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// maxSize is how large a file may be, in bytes: 200,000 records of iqa score. It
// is held in memory.
const maxSize = 64 << 20

// readAll reads a file of at most maxSize bytes, without a byte-order mark.
func readAll(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	if err == nil && len(b) > maxSize {
		err = fmt.Errorf("larger than %d MiB", maxSize>>20)
	}
	return bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), err
}

// table is a file of rows that have as many cells each.
type table struct {
	heading []string // nil: it has none
	rows    [][]string
	lines   []int // of each row in the file, from 1
}

// readTable takes rows apart by what the first line has: tabs, or else commas,
// semicolons, blanks. The first row is a heading if no cell of it is a number.
func readTable(data []byte) (*table, error) {
	t := new(table)
	first, _, _ := bytes.Cut(bytes.TrimLeft(data, " \t\r\n"), []byte("\n"))
	read := t.readBlanks
	if i := slices.IndexFunc(separators, func(c rune) bool {
		return bytes.ContainsRune(first, c)
	}); i >= 0 {
		read = func(data []byte) error { return t.readSeparated(data, separators[i]) }
	}
	if err := read(data); err != nil {
		return nil, err
	}
	if len(t.rows) > 0 && !slices.ContainsFunc(t.rows[0], isNumber) {
		t.heading, t.rows, t.lines = t.rows[0], t.rows[1:], t.lines[1:]
	}
	if len(t.rows) == 0 {
		return nil, errors.New("no rows")
	}
	return t, nil
}

var separators = []rune{'\t', ',', ';'}

func (t *table) readSeparated(data []byte, comma rune) error {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.LazyQuotes = comma, comma == '\t'
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, comma != '\t'
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		line, _ := r.FieldPos(0)
		if err := t.add(row, line); err != nil {
			return err
		}
	}
}

func (t *table) readBlanks(data []byte) error {
	line := 0
	for text := range bytes.Lines(data) {
		line++
		row := strings.Fields(string(text))
		if len(row) == 0 {
			continue
		}
		if err := t.add(row, line); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) add(row []string, line int) error {
	for i, s := range row {
		row[i] = strings.TrimSpace(s)
	}
	if len(t.rows) > 0 && len(row) != len(t.rows[0]) {
		return fmt.Errorf("line %d: %d cells, where line %d has %d",
			line, len(row), t.lines[0], len(t.rows[0]))
	}
	t.rows = append(t.rows, row)
	t.lines = append(t.lines, line)
	return nil
}

// find is the column that is said, by its heading or number; or the first of
// the known names that the heading has; or the only one that looks as wanted.
// what it holds is for the error.
func (t *table) find(said string, known []string, looks func([]string) bool, what string) (int, error) {
	if said != "" {
		return t.named(said)
	}
	for _, name := range known {
		if i := slices.IndexFunc(t.heading, func(h string) bool { return plain(h) == name }); i >= 0 {
			return i, nil
		}
	}
	var fit []int
	for i := range t.rows[0] {
		if looks(t.column(i)) {
			fit = append(fit, i)
		}
	}
	if len(fit) != 1 {
		return 0, fmt.Errorf("which column has the %s? %d could be: %s",
			what, len(fit), strings.Join(t.names(fit), ", "))
	}
	return fit[0], nil
}

// named is the column of that heading, in any case if need be, or number from 1.
func (t *table) named(said string) (int, error) {
	for _, same := range [...]func(string) bool{
		func(h string) bool { return h == said },
		func(h string) bool { return strings.EqualFold(h, said) },
	} {
		if i := slices.IndexFunc(t.heading, same); i >= 0 {
			return i, nil
		}
	}
	n, err := strconv.Atoi(said)
	if err != nil || n < 1 || n > len(t.rows[0]) {
		return 0, fmt.Errorf("no column %q (there are %s)", said,
			strings.Join(t.names(nil), ", "))
	}
	return n - 1, nil
}

// names are what columns are called: all of them if none are given.
func (t *table) names(columns []int) (names []string) {
	for i := range t.rows[0] {
		if columns == nil || slices.Contains(columns, i) {
			names = append(names, t.name(i))
		}
	}
	return names
}

func (t *table) name(column int) string {
	if t.heading == nil || t.heading[column] == "" {
		return strconv.Itoa(column + 1)
	}
	return t.heading[column]
}

func (t *table) column(i int) []string {
	cells := make([]string, len(t.rows))
	for k, row := range t.rows {
		cells[k] = row[i]
	}
	return cells
}

// plain is a heading without what people write differently.
func plain(heading string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, heading)
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil || errors.Is(err, strconv.ErrRange)
}

func numeric(cells []string) bool { return !slices.ContainsFunc(cells, isText) }

func textual(cells []string) bool { return slices.ContainsFunc(cells, isText) }

func isText(s string) bool { return !isNumber(s) }

// number is the finite number in a cell.
func number(cell string) (float64, error) {
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, fmt.Errorf("%q is not a number", cell)
	}
	return v, nil
}
