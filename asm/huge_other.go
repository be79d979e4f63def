//go:build !linux

package asm

// HugePages asks for huge pages behind large s, where a program can.
func HugePages[T float32 | byte]([]T) {}
