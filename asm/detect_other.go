//go:build purego || (!amd64 && !arm64)

package asm

// detect finds nothing: there is plain Go only.
func detect() []impl { return nil }
