package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/report"
)

// formatFlag and outputFlag are those of commands that print records.
func formatFlag() cli.Flag {
	return &cli.StringFlag{Name: "format", Aliases: []string{"f"},
		Usage: "`FORMAT`: " + strings.Join(report.Formats(), ", ") +
			" (default by the ending of --output, or table)"}
}

func outputFlag() cli.Flag {
	return &cli.StringFlag{Name: "output", Aliases: []string{"o"},
		Usage: "write results to `FILE` instead of stdout"}
}

// output is stdout, or a file that gets its name only when it is complete, or
// cannot be completed.
type output struct {
	io.Writer
	name string
	temp *os.File
	good int64 // bytes of temp that are whole records

	rename func() error // gives temp its name
	remove func()       // removes temp
}

// Write writes a record.
func (o *output) Write(b []byte) (int, error) {
	n, err := o.Writer.Write(b)
	if err == nil {
		o.good += int64(n)
	}
	return n, err
}

// keep gives the file its name though a record could not be written, as on a
// full disk: those before it are not to be lost.
func (o *output) keep() {
	if o.temp == nil || o.good == 0 {
		return
	}
	if err := o.temp.Truncate(o.good); err == nil {
		o.commit()
	}
}

// openOutput opens name, or stdout where it is empty or "-".
func openOutput(name string, stdout io.Writer) (*output, error) {
	if stdout != nil && (name == "" || name == "-") {
		return &output{Writer: stdout, name: "stdout"}, nil
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return openDevice(name, info)
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, cause(err))
	}
	return &output{Writer: f, name: name, temp: f,
		rename: func() error { return os.Rename(f.Name(), name) },
		remove: func() { os.Remove(f.Name()) },
	}, nil
}

// openDevice opens what cannot be replaced by a file, such as /dev/stdout.
func openDevice(name string, info fs.FileInfo) (*output, error) {
	if info.IsDir() {
		return nil, fmt.Errorf("%s: is a directory, not a file", name)
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, cause(err))
	}
	return &output{Writer: f, name: name}, nil
}

// commit gives the file its name.
func (o *output) commit() error {
	if o.temp == nil {
		return nil
	}
	f := o.temp
	err := f.Chmod(fileMode(o.name))
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = o.rename()
	}
	if err != nil {
		return fmt.Errorf("%s: %w", o.name, cause(err))
	}
	o.temp = nil
	return nil
}

// notAnInput refuses to write over what is read, to the file that flag names.
func notAnInput(flag, name string, inputs []string) error {
	out, err := os.Stat(name)
	if err != nil {
		return nil
	}
	for _, a := range inputs {
		if in, err := os.Stat(a); err == nil && os.SameFile(in, out) {
			return fmt.Errorf("%s: %s is also read from", flag, name)
		}
	}
	return nil
}

// writable finds out before long work whether its results can be written.
func writable(names ...string) error {
	for _, name := range names {
		if name == "" || name == "-" {
			continue
		}
		out, err := openOutput(name, nil)
		if err != nil {
			return err
		}
		out.discard()
	}
	return nil
}

// writeFile writes a file as a whole, or leaves what there was of that name.
func writeFile(name string, stdout io.Writer, write func(io.Writer) error) error {
	out, err := openOutput(name, stdout)
	if err != nil {
		return err
	}
	defer out.discard()
	return out.fill(write)
}

// fill writes all of the output.
func (o *output) fill(write func(io.Writer) error) error {
	if err := write(o); err != nil {
		return fmt.Errorf("%s: %w", o.name, cause(err))
	}
	return o.commit()
}

// fileMode is the mode of the file that is replaced, or that of a new one.
func fileMode(name string) fs.FileMode {
	if info, err := os.Stat(name); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}

// discard removes the file if it was not committed.
func (o *output) discard() {
	if o.temp != nil {
		o.temp.Close()
		o.remove()
	}
}

// cause is an error without the path that package os puts into it.
func cause(err error) error {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return p.Err
	case errors.As(err, &l):
		return l.Err
	}
	return err
}

// format is the format to write: as said, by the ending of the file, or table.
func format(said, file string) (string, error) {
	ending := strings.TrimPrefix(filepath.Ext(file), ".")
	switch {
	case said == "" && slices.Contains(report.Formats(), ending):
		return ending, nil
	case said == "":
		return "table", nil
	case !slices.Contains(report.Formats(), said):
		return "", fmt.Errorf("--format: unknown %q (want %s)",
			said, strings.Join(report.Formats(), ", "))
	}
	return said, nil
}
