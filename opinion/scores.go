package opinion

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
)

// Scores are those of images by several metrics.
type Scores struct {
	Names   []string // of the distorted images
	Metrics []Column // in the order of the file
	Failed  int      // records with an error instead of scores
}

// Column are the scores of one metric, an element for each image. NaN: it could
// not be had. It may be infinite.
type Column struct {
	Metric string
	Values []float64
}

// ReadScores reads what iqa score writes as JSON lines or CSV, or a CSV or TSV
// file of another program. That needs a heading; names stand in the column dist,
// or one that ReadRatings would find, and every other column is a metric that
// has numbers only, cells left empty, NaN for those, or inf. Columns that iqa
// score writes beside scores are not taken for metrics. Files of more than 64 MiB,
// JSON of more than 16 million scores, nulls included, and files without a score
// are errors.
func ReadScores(r io.Reader) (*Scores, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, err
	}
	s := new(Scores)
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		err = s.readJSON(data)
	} else {
		err = s.readCSV(data)
	}
	if err == nil && (len(s.Metrics) == 0 || len(s.Names) == 0) {
		err = errors.New("no scores")
	}
	return s, err
}

// beside are columns of iqa score that are no scores.
var beside = []string{"ref", "dist", "width", "height", "channels", "depth",
	"color", "profile", "notes", "decode_ms", "score_ms", "error"}

func (s *Scores) readCSV(data []byte) error {
	t, err := readTable(data)
	switch {
	case err != nil:
		return err
	case t.heading == nil:
		return errors.New("want a heading that names the metrics, or JSON lines")
	}
	t.drop(slices.Index(t.heading, "error"), &s.Failed)
	if len(t.rows) == 0 {
		return nil
	}
	name, err := t.find("", nameHeadings, textual, "names")
	if err != nil {
		return err
	}
	s.Names = t.column(name)
	for i, h := range t.heading {
		if i == name || h == "" || slices.Contains(beside, h) {
			continue
		}
		if v, ok := scores(t.column(i)); ok {
			s.Metrics = append(s.Metrics, Column{h, v})
		}
	}
	return nil
}

// drop leaves out the rows with something in the column, and counts them.
func (t *table) drop(column int, dropped *int) {
	if column < 0 {
		return
	}
	all := len(t.rows)
	t.rows = slices.DeleteFunc(t.rows, func(row []string) bool { return row[column] != "" })
	*dropped = all - len(t.rows)
}

// scores are the numbers of cells, if there are any and nothing else.
func scores(cells []string) (all []float64, ok bool) {
	for _, c := range cells {
		v := math.NaN()
		if c != "" {
			var err error
			if v, err = strconv.ParseFloat(c, 64); err != nil {
				return nil, false
			}
		}
		ok = ok || !math.IsNaN(v)
		all = append(all, v)
	}
	return all, ok
}

// readJSON reads records as report writes them.
func (s *Scores) readJSON(data []byte) error {
	place := map[string]int{} // of metrics
	line := 0
	for text := range bytes.Lines(data) {
		if line++; len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		var r struct {
			Dist, Error string
			Scores      ordered
		}
		if err := json.Unmarshal(text, &r); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
		switch {
		case r.Error != "":
			s.Failed++
			continue
		case r.Dist == "":
			return fmt.Errorf("line %d: no name of a distorted image", line)
		}
		s.Names = append(s.Names, r.Dist)
		for _, e := range r.Scores {
			if e.metric != "" { // as columns without a heading
				s.put(place, e)
			}
		}
		if len(s.Names)*len(s.Metrics) > maxScores {
			return fmt.Errorf("line %d: more than %d scores", line, maxScores)
		}
	}
	for i := range s.Metrics {
		s.Metrics[i].fill(len(s.Names))
	}
	return nil
}

// maxScores is how many there may be in JSON, where those that a record does not
// have take no room in the file.
const maxScores = 16 << 20

// put puts a score of the last image into its column.
func (s *Scores) put(place map[string]int, e score) {
	i, ok := place[e.metric]
	if !ok {
		i = len(s.Metrics)
		place[e.metric] = i
		s.Metrics = append(s.Metrics, Column{Metric: e.metric})
	}
	c := &s.Metrics[i]
	c.fill(len(s.Names) - 1)
	if len(c.Values) < len(s.Names) {
		c.Values = append(c.Values, e.value)
	}
}

// fill lengthens a column to n, with scores that could not be had.
func (c *Column) fill(n int) {
	for len(c.Values) < n {
		c.Values = append(c.Values, math.NaN())
	}
}

type score struct {
	metric string
	value  float64
}

// ordered are the members of an object of scores, in their order.
type ordered []score

// UnmarshalJSON takes numbers, null, "inf" and "-inf".
func (o *ordered) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return errors.New("scores are not an object")
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		value, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		v, err := valueOf(value)
		if err != nil {
			return fmt.Errorf("score %s: %w", name, err)
		}
		*o = append(*o, score{name, v})
	}
	return nil
}

func valueOf(t json.Token) (float64, error) {
	switch v := t.(type) {
	case nil:
		return math.NaN(), nil
	case float64:
		return v, nil
	case string:
		switch v {
		case "inf":
			return math.Inf(1), nil
		case "-inf":
			return math.Inf(-1), nil
		}
	}
	return 0, fmt.Errorf("%v is not a number", t)
}
