package main

import (
	"os"
	"runtime"
	"testing"
)

// needFull leaves the test out where the system has no /dev/full to stand for a
// full disk. Linux always has it: there it is a failure.
func needFull(t *testing.T) {
	t.Helper()
	_, err := os.Stat("/dev/full")
	switch {
	case err == nil:
	case runtime.GOOS == "linux":
		t.Fatal(err)
	default:
		t.Skip("this system has no /dev/full to stand for a full disk")
	}
}
