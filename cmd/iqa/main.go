// Command iqa tells how far distorted images are from their references.
//
//	iqa score REF DIST      two files, two folders, or a file and a folder
//	iqa gradmap REF DIST    pictures of gradients and maps, and their values
//	iqa correlate A B       scores A held against the opinions B of people
//	iqa cnn train           networks that restore pictures, with any loss
//	iqa cnn restore IN…     pictures as such a network makes them
//	iqa cnn evaluate        what such networks are worth, metric by metric
//	iqa cnn list            the networks that are in the program
//	iqa cnn sigma           networks by SSIM of several windows, held against each other
//	iqa metrics             what is measured, and by whose definition
//	iqa version             build, kernels, processor
//	iqa completion SHELL    completions for bash, zsh or fish
//
// Exit codes: 0 all done, 1 a threshold was missed, 2 something failed.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v2"

	"github.com/fastiqa/iqa/asm"
	"github.com/fastiqa/iqa/report"
)

// Exit codes.
const (
	exitOK     = 0
	exitMissed = 1
	exitFailed = 2
)

// errMissed says that a threshold was missed, errFailed that pairs failed;
// both have been told in detail when they are returned.
var (
	errMissed = errors.New("threshold missed")
	errFailed = errors.New("pairs failed")
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	os.Exit(run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr))
}

// run is the command: arguments and streams in, exit code out.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := &remembering{Writer: stdout}
	app := newApp(stdin, out, stderr)
	err := app.RunContext(ctx, operandsLast(app, args))
	if out.err != nil && (err == nil || err == out.err) { // nil: the library looks away when it prints help
		err = fmt.Errorf("stdout: %w", cause(out.err))
	}
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFailed):
		return exitFailed
	case errors.Is(err, errMissed):
		return exitMissed
	default:
		fmt.Fprintf(stderr, "iqa: %s\n", report.Plain(err.Error()))
		return exitFailed
	}
}

// remembering remembers the first error of a Writer.
type remembering struct {
	io.Writer
	err error
}

func (r *remembering) Write(p []byte) (int, error) {
	n, err := r.Writer.Write(p)
	if r.err == nil {
		r.err = err
	}
	return n, err
}

func newApp(stdin io.Reader, stdout, stderr io.Writer) *cli.App {
	app := &cli.App{
		Name:      "iqa",
		HelpName:  "iqa",
		Usage:     "tell how far images are from their references",
		Reader:    stdin,
		Writer:    stdout,
		ErrWriter: stderr,
		Commands: []*cli.Command{
			scoreCommand(), gradmapCommand(), correlateCommand(),
			cnnCommand(), metricsCommand(), versionCommand(), completionCommand(),
		},
		EnableBashCompletion: true,
		HideVersion:          true,
		ExitErrHandler:       func(*cli.Context, error) {}, // run chooses the code
		OnUsageError:         usageError,
		Before:               func(*cli.Context) error { return asm.CheckEnv() },
		Action:               noCommand,
	}
	tame(app.Commands)
	return app
}

// tame has commands behave as all others do.
func tame(all []*cli.Command) {
	for _, c := range all {
		c.OnUsageError = usageError
		c.HideHelpCommand = true // or it is what completes where files belong
		tame(c.Subcommands)
	}
}

// usageError keeps the library from printing its help to stdout.
func usageError(c *cli.Context, err error, _ bool) error {
	return fmt.Errorf("%w (see %s --help)", err, c.Command.HelpName)
}

// noCommand refuses what the library would let pass.
func noCommand(c *cli.Context) error {
	if n := c.Args().First(); n != "" {
		return fmt.Errorf("unknown command %q (see %s --help)", n, c.Command.HelpName)
	}
	if c.Command.Name == c.App.Name {
		cli.HelpPrinter(c.App.ErrWriter, cli.AppHelpTemplate, c.App)
	} else {
		cli.HelpPrinter(c.App.ErrWriter, cli.SubcommandHelpTemplate, c.Command)
	}
	return errFailed
}
