package main

import (
	"fmt"

	"github.com/urfave/cli/v2"
)

const completionText = `Prints a script that completes commands and flags, and file names elsewhere.

Examples:
   source <(iqa completion bash)
   iqa completion zsh > "${fpath[1]}/_iqa"
   iqa completion fish > ~/.config/fish/completions/iqa.fish`

// Both ask the command itself, through a flag of the cli library. That takes
// "--" for the end of the flags, so what begins with it is asked for by "-".
const (
	bashCompletion = `_iqa() {
    local cur="${COMP_WORDS[COMP_CWORD]}" words
    local ask="${cur/#--/-}"
    words=$("${COMP_WORDS[@]:0:COMP_CWORD}" ${ask:+"$ask"} --generate-bash-completion 2>/dev/null)
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _iqa iqa
`
	zshCompletion = `#compdef iqa
_iqa() {
    local -a words_
    local ask="${words[-1]/#--/-}"
    words_=("${(@f)$("${words[@]:0:#words[@]-1}" ${ask:+"$ask"} --generate-bash-completion 2>/dev/null)}")
    if [[ -n "${words_[1]}" ]]; then compadd -a words_; fi
    _files
}
compdef _iqa iqa
`
)

func completionCommand() *cli.Command {
	return &cli.Command{
		Name:        "completion",
		Usage:       "print a completion script for bash, zsh or fish",
		ArgsUsage:   "SHELL",
		Description: completionText,
		BashComplete: func(c *cli.Context) {
			if c.NArg() < 2 {
				fmt.Fprintln(c.App.Writer, "bash\nzsh\nfish")
			}
		},
		Action: func(c *cli.Context) error {
			if err := atMost(c, 1); err != nil {
				return err
			}
			script, err := completion(c.App, c.Args().First())
			if err == nil {
				_, err = fmt.Fprint(c.App.Writer, script)
			}
			return err
		},
	}
}

func completion(app *cli.App, shell string) (string, error) {
	switch shell {
	case "bash":
		return bashCompletion, nil
	case "zsh":
		return zshCompletion, nil
	case "fish":
		return app.ToFishCompletion()
	}
	return "", fmt.Errorf("unknown shell %q (want bash, zsh or fish)", shell)
}
