package report

import (
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// number appends v with the digits that tell it from all others; inf and -inf,
// or the text null for NaN.
func number(b []byte, v float64, null string) []byte {
	switch {
	case math.IsNaN(v):
		return append(b, null...)
	case math.IsInf(v, 1):
		return append(b, "inf"...)
	case math.IsInf(v, -1):
		return append(b, "-inf"...)
	}
	return strconv.AppendFloat(b, v, 'g', -1, 64)
}

// maxShort is how long a number for people gets: a column less a space.
const maxShort = columnWidth - 1

// short appends v for people: 4 decimals of decibels, 7 of all else, and an
// exponent where that shows too few digits or is too long.
func short(b []byte, metric string, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return number(b, v, "-")
	}
	n, decimals := len(b), 7
	if metric == "psnr" {
		decimals = 4
	}
	if metric == "psnr" || v == 0 || math.Abs(v) >= 1e-3 {
		b = strconv.AppendFloat(b, v, 'f', decimals, 64)
		if len(b)-n <= maxShort {
			return b
		}
	}
	b = strconv.AppendFloat(b[:n], v, 'e', 4, 64)
	if len(b)-n > maxShort { // three digits of exponent and a sign
		b = strconv.AppendFloat(b[:n], v, 'e', 3, 64)
	}
	return b
}

// ms is a duration in milliseconds, rounded to the microsecond.
func ms(d time.Duration) float64 {
	return float64(d.Round(time.Microsecond)/time.Microsecond) / 1000
}

// Plain is s with everything that could disturb a terminal or a table escaped:
// control characters, marks that turn the direction of text, broken UTF-8. It
// is one line.
func Plain(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, hostile) < 0 {
		return s
	}
	q := strconv.Quote(s)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
}

func hostile(r rune) bool { return !strconv.IsPrint(r) }

func plainAll(names []string) []string {
	all := slices.Clone(names)
	for i, s := range all {
		all[i] = Plain(s)
	}
	return all
}

// notes are the remarks on r in one line.
func notes(r *Record) string { return strings.Join(r.Notes, "; ") }

// pairName is what a pair is called in one column.
func pairName(r *Record) string {
	switch {
	case r.Dist == "":
		return Plain(r.Ref)
	case stem(r.Ref) == stem(r.Dist):
		return Plain(r.Dist)
	}
	return Plain(r.Ref) + " → " + Plain(r.Dist)
}

// stem is the name of a file without its folder and extension.
func stem(s string) string {
	s = filepath.Base(s)
	return strings.TrimSuffix(s, filepath.Ext(s))
}

// failure is what went wrong with which file. Errors mostly begin with the file
// they are about, which tells more than the pair and is not to be said twice.
func failure(r *Record) (name, fault string) {
	for _, n := range [...]string{r.Dist, r.Ref} {
		if rest, ok := strings.CutPrefix(r.Err, n+": "); ok && n != "" {
			return Plain(n), Plain(rest)
		}
	}
	return pairName(r), Plain(r.Err)
}
