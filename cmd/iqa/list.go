package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
)

// newListReader reads rows separated by tabs if the first line has one, by
// commas otherwise. It drops a byte-order mark.
func newListReader(in io.Reader) (*csv.Reader, error) {
	b := bufio.NewReaderSize(in, 64<<10)
	if head, _ := b.Peek(3); bytes.Equal(head, []byte("\xef\xbb\xbf")) {
		b.Discard(3)
	}
	line, err := firstLine(b)
	r := csv.NewReader(b)
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	if bytes.IndexByte(line, '\t') >= 0 {
		r.Comma = '\t'
		r.LazyQuotes = true
	}
	return r, err
}

// firstLine looks at the first line, as far as the buffer holds it.
func firstLine(b *bufio.Reader) ([]byte, error) {
	for n := 1; ; n++ {
		line, err := b.Peek(n)
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			return line[:i], nil
		}
		if err != nil {
			if err == io.EOF || err == bufio.ErrBufferFull {
				err = nil
			}
			return line, err
		}
		n = max(n, b.Buffered()-1)
	}
}
