package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/bench/internal/library"
	"github.com/fastiqa/iqa/bench/internal/picture"
)

func empty() limits { return limits{map[int]float64{}, map[int]float64{}} }

// Of two runs the better figures stay.
func TestParse(t *testing.T) {
	l := empty()
	for _, text := range []string{"fma 256 7e9\nread 8 9e10\n", "fma 256 6e9\nread 8 10e10\n"} {
		if err := l.parse(text); err != nil {
			t.Fatal(err)
		}
	}
	if l.fma[256] != 7e9 || l.read[8] != 10e10 {
		t.Errorf("%v", l)
	}
	for _, bad := range []string{"fma 256", "fma x 1", "speed 1 1"} {
		if err := l.parse(bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

func TestBound(t *testing.T) {
	l := empty()
	l.fma[256] = 5.8e9
	if b := l.bound("avx2"); b != 8e8 {
		t.Errorf("bound %v, want 8e8", b)
	}
	for _, name := range []string{"avx512", "generic"} {
		if b := l.bound(name); b != 0 {
			t.Errorf("bound of %s: %v, want 0", name, b)
		}
	}
}

func TestPlanesOf(t *testing.T) {
	for _, mib := range memorySizes {
		if s := planesOf(mib); 8*s.Pixels() != mib<<20 || s.H > 2*s.W {
			t.Errorf("%d MiB: %v", mib, s)
		}
	}
	if s := planesOf(8); s != (picture.Size{W: 1024, H: 1024}) {
		t.Errorf("8 MiB: %v", s)
	}
}

func TestTables(t *testing.T) {
	f := findings{limits: empty(), ssim: []result{{"avx2", []float64{6e8}, false}, {"avx2", []float64{7e8}, true}, {"generic", []float64{1e7}, false}}}
	f.fma[256], f.read[8] = 5.8e9, 1e11
	f.conv = []result{{"avx2", slices.Repeat([]float64{4.64e10}, len(library.Kernels)), false}}
	for range memorySizes {
		f.diffs = append(f.diffs, []float64{5e9, 5e9, 2.5e9})
	}
	var b strings.Builder
	if err := f.text(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"zmm (AVX-512)       absent        -", "ymm (AVX2, FMA)       5.80     92.8",
		"avx2               600    800   75 %", "avx2 bytes         700    800   88 %", "generic           10.0      -      -",
		"  8        100  40.0   40 %  40.0   40 %  20.0   20 %",
		"gradient by weights 5×5×64×64          46.4   50 %",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no line %q in\n%s", want, b.String())
		}
	}
}
