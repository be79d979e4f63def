package main

import (
	"math"
	"os"
	"runtime/debug"
)

// limitMemory has the garbage collector work harder as memory runs out, where
// the user has not said when, and returns the bytes that one pair may take at
// the most: to be killed for one pair would lose all others. 0: no limit.
func limitMemory() int64 {
	n := available()
	if n == math.MaxInt64 {
		return 0
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(n / 10 * 8)
	}
	return n / 10 * 7
}
