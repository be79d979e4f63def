package library

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"

	"github.com/fastiqa/iqa/plane"
)

// write writes the last gradient, or what a network made last, to a file.
func (s *server) write(name string) error {
	if len(s.made) == 0 {
		return errors.New("no gradient was made")
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	for _, p := range s.made {
		err = errors.Join(err, samples(b, p))
	}
	return errors.Join(err, b.Flush(), f.Close())
}

// samples writes p row by row, the little end of numbers first.
func samples(w io.Writer, p *plane.Plane) error {
	row := make([]byte, 4*p.W)
	for y := range p.H {
		for x, v := range p.Row(y) {
			binary.LittleEndian.PutUint32(row[4*x:], math.Float32bits(v))
		}
		if _, err := w.Write(row); err != nil {
			return err
		}
	}
	return nil
}
