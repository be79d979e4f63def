package library

import (
	"fmt"
	"os"
	"strconv"
)

// Command returns the command and environment of this program as a contestant
// with one implementation of the kernels; the number of threads follows as
// last argument. The program's main must call ServeIfAsked first.
func Command(implementation string, bytes bool) (argv, env []string, err error) {
	self, err := os.Executable()
	planes := "floats"
	if bytes {
		planes = "bytes"
	}
	return []string{self, "serve", planes}, []string{"IQA_CPU=" + implementation}, err
}

// ServeIfAsked makes this process a contestant, and ends it, if it was started
// as Command says.
func ServeIfAsked() {
	if len(os.Args) != 4 || os.Args[1] != "serve" {
		return
	}
	threads, err := strconv.Atoi(os.Args[3])
	if err == nil {
		err = Serve(os.Stdin, os.Stdout, threads, os.Args[2] == "bytes")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}
