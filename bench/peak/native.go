package main

import (
	"bufio"
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed native/peak.c
var source []byte

// compilerFlags are those of the C program.
var compilerFlags = []string{"-O3", "-march=native", "-ffp-contract=fast"}

// limits are what a core can do.
type limits struct {
	fma  map[int]float64 // instructions a second, by bits of the registers
	read map[int]float64 // bytes a second, by MiB read
}

// compile makes the C program in a folder.
func compile(ctx context.Context, dir, cc string) (bin string, err error) {
	src := filepath.Join(dir, "peak.c")
	bin = filepath.Join(dir, "peak-native")
	if err := os.WriteFile(src, source, 0o644); err != nil {
		return "", err
	}
	args := append(append([]string{}, compilerFlags...), "-o", bin, src)
	if out, err := exec.CommandContext(ctx, cc, args...).CombinedOutput(); err != nil {
		first, _, _ := strings.Cut(string(out), "\n")
		return "", fmt.Errorf("%s: %w %s", cc, err, first)
	}
	return bin, nil
}

// measure runs the C program and keeps what is better than before.
func (l *limits) measure(ctx context.Context, bin string) error {
	out, err := exec.CommandContext(ctx, bin).Output()
	if err != nil {
		return err
	}
	return l.parse(string(out))
}

func (l *limits) parse(text string) error {
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		var what string
		var size int
		var rate float64
		if _, err := fmt.Sscanf(lines.Text(), "%s %d %g", &what, &size, &rate); err != nil {
			return fmt.Errorf("line %q: %w", lines.Text(), err)
		}
		switch what {
		case "fma":
			l.fma[size] = max(l.fma[size], rate)
		case "read":
			l.read[size] = max(l.read[size], rate)
		default:
			return fmt.Errorf("line %q: unknown", lines.Text())
		}
	}
	return nil
}

// registers is the width in bits that an implementation computes with; 0 for
// plain Go.
func registers(implementation string) int {
	return map[string]int{"avx512": 512, "avx2": 256, "neon": 128}[implementation]
}

// ssimOperations is how many operations of the pipes that multiply and add a
// vector of 32-bit results takes: the filters and the formula, without the
// additions that other pipes do at the same time.
const ssimOperations = 58

// flops is the most operations a second that multiply-adds can make; 0: not known.
func (l *limits) flops(implementation string) float64 {
	bits := registers(implementation)
	return 2 * l.fma[bits] * float64(bits/32)
}

// bound is the most pixels a second that SSIM can make; 0: not known.
func (l *limits) bound(implementation string) float64 {
	return l.flops(implementation) / 2 / ssimOperations
}
