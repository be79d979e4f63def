package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// operandsLast moves the flags of a command before its operands, where the cli
// library wants them: it takes flags that follow an operand for operands,
// without a word. What stands behind "--" stays operands.
func operandsLast(app *cli.App, args []string) []string {
	if len(args) < 3 || args[len(args)-1] == "--generate-bash-completion" {
		return args
	}
	cmd, n := named(app, args)
	if cmd == nil {
		return args
	}
	flags, operands := args[:n:n], []string(nil)
	for rest := args[n:]; len(rest) > 0; rest = rest[1:] {
		a := rest[0]
		switch {
		case a == "--":
			operands = append(operands, rest[1:]...)
			rest = rest[:1]
		case len(a) < 2 || a[0] != '-':
			operands = append(operands, a)
		default:
			flags = append(flags, a)
			if !takesValue(cmd, a) {
				continue
			}
			if len(rest) == 1 {
				return flags // the library misses the value
			}
			flags = append(flags, rest[1])
			rest = rest[1:]
		}
	}
	return append(append(flags, "--"), operands...)
}

// named is the command that the first n arguments name; nil: none that takes
// operands.
func named(app *cli.App, args []string) (cmd *cli.Command, n int) {
	all := app.Commands
	for n = 1; n < len(args) && len(all) > 0; n++ {
		i := slices.IndexFunc(all, func(c *cli.Command) bool { return c.HasName(args[n]) })
		if i < 0 {
			return nil, n
		}
		cmd, all = all[i], all[i].Subcommands
	}
	if len(all) > 0 {
		return nil, n
	}
	return cmd, n
}

// takesValue reports whether the argument after flag a is its value.
func takesValue(cmd *cli.Command, a string) bool {
	if strings.Contains(a, "=") {
		return false
	}
	name := strings.TrimLeft(a, "-")
	for _, f := range cmd.Flags {
		for _, n := range f.Names() {
			if n == name {
				_, isBool := f.(*cli.BoolFlag)
				return !isBool
			}
		}
	}
	return false
}
