package opinion

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Columns say where ratings stand, by the heading of a column or its number
// from 1. Empty: it is found out.
type Columns struct{ Name, Score string }

// Ratings are opinions of images, such as mean opinion scores.
type Ratings struct {
	Names  []string
	Values []float64 // finite
	Column string    // what the column of the values is called
	Lower  bool      // lower is better, as far as the headings tell
	Why    string    // what tells it
}

// Better names a direction: "lower" or "higher" is better.
func Better(lower bool) string {
	if lower {
		return "lower"
	}
	return "higher"
}

// Headings that sets of rated images have, as plain leaves them; the first that
// is there counts.
var (
	nameHeadings = []string{"dist", "distimg", "distimage", "distorted", "distname",
		"imagename", "imgname", "filename", "image", "img", "file", "name"}
	scoreHeadings = []string{"mos", "dmos", "meanopinionscore", "opinion", "jod"}
)

// ReadRatings reads ratings as sets of images have them: rows with the name of a
// file and a number, among others, separated by tabs, commas, semicolons or
// blanks, with or without a heading. Columns that are not said are those with a
// heading that is known (dist, dist_img, image_name, …; mos, dmos, …), or the
// only column of text and the only one of numbers.
//
// A column whose heading has dmos in it is taken for differences of opinions, as
// in LIVE: lower is better. With the headings of KADID-10k (dist_img, ref_img,
// dmos) it is not: there dmos is a mean opinion. All else is taken for mean
// opinions, too.
//
// Files of more than 64 MiB, rows of unequal length, and values that are no
// finite numbers are errors.
func ReadRatings(r io.Reader, c Columns) (*Ratings, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, err
	}
	t, err := readTable(data)
	if err != nil {
		return nil, err
	}
	name, err := t.find(c.Name, nameHeadings, textual, "names")
	if err != nil {
		return nil, err
	}
	score, err := t.find(c.Score, scoreHeadings, numeric, "opinions")
	if err != nil {
		return nil, err
	}
	all := &Ratings{Column: t.name(score)}
	for i, row := range t.rows {
		v, err := number(row[score])
		if err != nil {
			return nil, fmt.Errorf("line %d: column %s: %w", t.lines[i], all.Column, err)
		}
		all.Names, all.Values = append(all.Names, row[name]), append(all.Values, v)
	}
	all.direct(t.heading)
	return all, nil
}

// direct finds out which direction is better.
func (r *Ratings) direct(heading []string) {
	has := func(name string) bool {
		return slices.ContainsFunc(heading, func(h string) bool { return plain(h) == name })
	}
	switch {
	case !strings.Contains(plain(r.Column), "dmos"):
		r.Why = "taken for mean opinions"
	case has("distimg") && has("refimg"):
		r.Why = "the dmos of KADID-10k is a mean opinion"
	default:
		r.Lower, r.Why = true, "taken for differences of opinions"
	}
}
