//go:build !linux

package asm

// HugePages asks for huge pages behind s, where a program can.
func HugePages([]float32) {}
