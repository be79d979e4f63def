package imageio

import "bytes"

// scanner reads the text of PNM and PFM files. After an error, kept in bad,
// it returns zeros.
type scanner struct {
	data []byte
	pos  int
	bad  error
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (s *scanner) fail(err error) {
	if s.bad == nil {
		s.bad = err
	}
}

// peek returns the next byte, or 0 past the end, which is an error.
func (s *scanner) peek() byte {
	if s.bad == nil && s.pos < len(s.data) {
		return s.data[s.pos]
	}
	s.fail(ErrTruncated)
	return 0
}

// skip passes over white space and over comments, from # to the line's end.
func (s *scanner) skip() {
	for c := s.peek(); isSpace(c) || c == '#'; c = s.peek() {
		if c == '#' {
			s.comment()
		} else {
			s.pos++
		}
	}
}

// comment passes over a comment and the end of its line.
func (s *scanner) comment() {
	n := bytes.IndexByte(s.data[s.pos:], '\n')
	if n < 0 {
		s.fail(ErrTruncated)
		return
	}
	s.pos += n + 1
}

// space passes over the one white space behind a header. A comment right
// behind the last word is that, with its line's end.
func (s *scanner) space() {
	switch c := s.peek(); {
	case c == '#':
		s.comment()
	case isSpace(c):
		s.pos++
	default:
		s.fail(errorf("no white space behind the header"))
	}
}

// word returns the next word.
func (s *scanner) word() string {
	s.skip()
	start := s.pos
	for s.bad == nil && s.pos < len(s.data) && !isSpace(s.data[s.pos]) &&
		s.data[s.pos] != '#' {
		s.pos++
	}
	if s.pos == len(s.data) {
		s.fail(ErrTruncated) // there may be more of the word
	}
	if s.bad != nil {
		return ""
	}
	return string(s.data[start:s.pos])
}

// number returns the next whole number of a header, at most 2³¹-1.
func (s *scanner) number() int {
	n, digits := s.digits()
	if digits && s.pos == len(s.data) {
		s.fail(ErrTruncated)
	}
	return n
}

// sample returns the next sample of a text file. At the end of the data it
// must be clear that no digit is missing: behind 25 with a maxval of 255 may
// have been a third digit, behind 26 not.
func (s *scanner) sample(maxval int) int {
	n, digits := s.digits()
	if n > maxval {
		s.fail(errorf("sample %d is above maxval %d", n, maxval))
	}
	if digits && s.pos == len(s.data) && 10*n <= maxval {
		s.fail(ErrTruncated)
	}
	return n
}

// digits returns the next whole number, and whether there is one.
func (s *scanner) digits() (n int, ok bool) {
	s.skip()
	for s.bad == nil && s.pos < len(s.data) && isDigit(s.data[s.pos]) {
		n = 10*n + int(s.data[s.pos]-'0')
		if n > 1<<31-1 {
			s.fail(errorf("number is too large"))
			return 0, false
		}
		ok = true
		s.pos++
	}
	if !ok && s.bad == nil {
		s.fail(errorf("%q where a number should be", s.data[s.pos]))
	}
	return n, ok
}

// bit returns the next 0 or 1, which need no space between them.
func (s *scanner) bit() int {
	s.skip()
	c := s.peek()
	if s.bad == nil && c != '0' && c != '1' {
		s.fail(errorf("%q where 0 or 1 should be", c))
	}
	s.pos++
	return int(c & 1)
}

// bytes returns the next n bytes, or none if there are not as many.
func (s *scanner) bytes(n int) []byte {
	if s.bad != nil || len(s.data)-s.pos < n {
		s.fail(ErrTruncated)
		return nil
	}
	s.pos += n
	return s.data[s.pos-n : s.pos]
}
