package report

import (
	"encoding/json"
	"io"
	"strconv"
)

// jsonl writes a JSON object a line, with the keys of a Record in their order.
// Not a number is null, infinity is "inf".
type jsonl struct {
	w      io.Writer
	timing bool
	buf    []byte
}

func (j *jsonl) Close() error { return nil }

func (j *jsonl) Write(r *Record) error {
	b := append(j.buf[:0], '{')
	b = text(key(b, "ref"), r.Ref)
	b = text(key(b, "dist"), r.Dist)
	if r.Err != "" {
		b = text(key(b, "error"), r.Err)
	} else {
		b = j.scored(b, r)
	}
	b = append(b, '}', '\n')
	j.buf = b
	_, err := j.w.Write(b)
	return err
}

func (j *jsonl) scored(b []byte, r *Record) []byte {
	b = strconv.AppendInt(key(b, "width"), int64(r.Width), 10)
	b = strconv.AppendInt(key(b, "height"), int64(r.Height), 10)
	b = strconv.AppendInt(key(b, "channels"), int64(r.Channels), 10)
	b = strconv.AppendInt(key(b, "depth"), int64(r.Depth), 10)
	b = text(key(b, "color"), r.Color)
	b = text(key(b, "profile"), r.Profile)
	b = append(key(b, "scores"), '{')
	for _, s := range r.Scores {
		b = value(key(b, s.Metric), s.Value)
	}
	b = append(key(append(b, '}'), "notes"), '[')
	for i, n := range r.Notes {
		if i > 0 {
			b = append(b, ',')
		}
		b = text(b, n)
	}
	b = append(b, ']')
	if j.timing {
		b = value(key(b, "decode_ms"), ms(r.Decode))
		b = value(key(b, "score_ms"), ms(r.Scoring))
	}
	return b
}

// key appends a key, after a comma unless it is the first of its object.
func key(b []byte, name string) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	return append(text(b, name), ':')
}

// value appends a number, null or an infinity in quotes.
func value(b []byte, v float64) []byte {
	n := number(v, "null")
	if n == "inf" || n == "-inf" {
		return strconv.AppendQuote(b, n)
	}
	return append(b, n...)
}

// text appends s as a JSON string; bytes that are not UTF-8 become U+FFFD.
func text(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x7f {
			return append(b, quoted(s)...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

func quoted(s string) []byte {
	q, err := json.Marshal(s)
	if err != nil {
		panic("report: a string is not JSON") // cannot be
	}
	return q
}
