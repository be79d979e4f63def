// Package child runs contestants as processes of their own, so that each has
// its own memory to be measured, its own threads, and its own crashes. They are
// asked one line at a time on stdin and answer one line on stdout:
//
//	version                       ok NAME AND VERSION
//	load W H CHANNELS REF DIST    ok
//	network WEIGHTS               ok
//	run METRIC N                  ok SCORE CPU:WALL CPU:WALL …
//	gradient FILE                 ok
//
// or "error WHY". REF and DIST are files of 8-bit pixels, gray or three samples
// each; the contestant converts them to what it works on. METRIC is the name of
// a metric of the library, which with -grad behind it stands for the score and
// its gradient by the distorted picture. Times are nanoseconds of each of N
// calls. FILE is where the gradient of the last call is to be written: the
// derivative of the score by intensities in [0,1], float32, little end first.
//
// WEIGHTS is a safetensors file of a network of Zhao et al. With it METRIC can
// also be
//
//	cnn-restore   DIST restored, mirrored beyond its edges
//	cnn-patches   16 squares of 31 pixels a side in it, each like a picture
//	cnn-step      a step of training with them, from zeros beyond their edges
//	              to those of REF, by the mean absolute difference and Adam
//
// whose scores are the green sample in the middle of the first picture, and the
// loss. What is written to FILE is then the pictures, plane by plane, or the
// first moment of Adam.
package child

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/fastiqa/iqa/bench/internal/measure"
	"github.com/fastiqa/iqa/bench/internal/picture"
)

// Process is a contestant that waits for a line.
type Process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	log *tail
}

// Start starts a contestant. It ends with Close, or with ctx.
func Start(ctx context.Context, argv, env []string) (*Process, error) {
	p := &Process{cmd: exec.CommandContext(ctx, argv[0], argv[1:]...), log: new(tail)}
	p.cmd.Env = append(os.Environ(), env...)
	p.cmd.Stderr = p.log
	in, err := p.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.in, p.out = in, bufio.NewReader(out)
	return p, p.cmd.Start()
}

// Close ends the process by closing its stdin, and waits for it.
func (p *Process) Close() {
	p.in.Close()
	p.cmd.Wait()
}

// ask sends a line and returns the answer without its ok.
func (p *Process) ask(format string, args ...any) (string, error) {
	if _, err := fmt.Fprintf(p.in, format+"\n", args...); err != nil {
		return "", p.died(err)
	}
	line, err := p.out.ReadString('\n')
	if err != nil {
		return "", p.died(err)
	}
	return parseAnswer(line)
}

func (p *Process) died(err error) error {
	p.Close()
	if last := p.log.line(); last != "" {
		return errors.New("contestant ended: " + last)
	}
	if state := p.cmd.ProcessState; state != nil {
		return errors.New("contestant ended: " + state.String())
	}
	return fmt.Errorf("contestant ended: %w", err)
}

// Version asks for name and version.
func (p *Process) Version() (string, error) { return p.ask("version") }

// Load has the contestant read a pair.
func (p *Process) Load(f picture.Files) error {
	_, err := p.ask("load %d %d %d %s %s", f.W, f.H, f.Channels, f.Ref, f.Dist)
	return err
}

// Network has the contestant read weights.
func (p *Process) Network(file string) error {
	_, err := p.ask("network %s", file)
	return err
}

// Gradient has the contestant write the last gradient to a file.
func (p *Process) Gradient(file string) error {
	_, err := p.ask("gradient %s", file)
	return err
}

// Run has the contestant score the pair n times.
func (p *Process) Run(metric string, n int) (score float64, times []measure.Sample, err error) {
	answer, err := p.ask("run %s %d", metric, n)
	if err != nil {
		return 0, nil, err
	}
	score, times, err = parseRun(answer)
	if err == nil && len(times) != n {
		err = fmt.Errorf("%d times for %d calls", len(times), n)
	}
	return score, times, err
}

// tail keeps the end of what a process says on stderr.
type tail struct{ buf []byte }

func (t *tail) Write(b []byte) (int, error) {
	t.buf = append(t.buf, b...)
	t.buf = t.buf[max(0, len(t.buf)-4096):]
	return len(b), nil
}

// line returns the last line that is not blank.
func (t *tail) line() string {
	s := strings.TrimSpace(string(t.buf))
	return strings.TrimSpace(s[strings.LastIndexByte(s, '\n')+1:])
}
