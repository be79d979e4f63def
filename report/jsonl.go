package report

import (
	"io"
	"math"
	"strconv"
	"unicode/utf8"
)

// jsonl writes a JSON object a line, with the keys of a Record in their order.
// Not a number is null, infinity is "inf". It reuses its buffer, so that a
// record costs no allocation.
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
	j.buf = append(b, '}', '\n')
	_, err := j.w.Write(j.buf)
	return err
}

func (j *jsonl) scored(b []byte, r *Record) []byte {
	b = strconv.AppendInt(key(b, "width"), int64(r.Width), 10)
	b = strconv.AppendInt(key(b, "height"), int64(r.Height), 10)
	b = strconv.AppendInt(key(b, "channels"), int64(r.Channels), 10)
	b = strconv.AppendInt(key(b, "depth"), int64(r.Depth), 10)
	b = text(key(b, "color"), r.Color)
	b = text(key(b, "profile"), r.Profile)
	b = scores(key(b, "scores"), r.Scores)
	b = list(key(b, "notes"), r.Notes)
	if j.timing {
		b = value(key(b, "decode_ms"), ms(r.Decode))
		b = value(key(b, "score_ms"), ms(r.Scoring))
	}
	return b
}

func scores(b []byte, all []Score) []byte {
	b = append(b, '{')
	for _, s := range all {
		b = value(key(b, s.Metric), s.Value)
	}
	return append(b, '}')
}

func list(b []byte, all []string) []byte {
	b = append(b, '[')
	for i, s := range all {
		if i > 0 {
			b = append(b, ',')
		}
		b = text(b, s)
	}
	return append(b, ']')
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
	if !math.IsInf(v, 0) {
		return number(b, v, "null")
	}
	return append(number(append(b, '"'), v, ""), '"')
}

// text appends s as a JSON string. File names are any bytes: those that are not
// UTF-8 become U+FFFD. Unlike encoding/json it leaves <, > and & alone.
func text(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			b = ascii(b, s[i])
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		b = wide(b, r)
		i += n
	}
	return append(b, '"')
}

func ascii(b []byte, c byte) []byte {
	const hex = "0123456789abcdef"
	switch {
	case c == '"' || c == '\\':
		return append(b, '\\', c)
	case c == '\n':
		return append(b, `\n`...)
	case c == '\t':
		return append(b, `\t`...)
	case c == '\r':
		return append(b, `\r`...)
	case c < ' ' || c == 0x7f:
		return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
	}
	return append(b, c)
}

// wide escapes what some readers take for the end of a line.
func wide(b []byte, r rune) []byte {
	switch r {
	case '\u0085':
		return append(b, `\u0085`...)
	case '\u2028':
		return append(b, `\u2028`...)
	case '\u2029':
		return append(b, `\u2029`...)
	}
	return utf8.AppendRune(b, r)
}
