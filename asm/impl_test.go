package asm

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// forEachImpl runs f as a subtest with each implementation of the kernels that
// this processor has. f must not run in parallel with anything.
func forEachImpl(t *testing.T, f func(t *testing.T)) {
	defer restore(t, Best())
	for _, name := range Available() {
		if err := Use(name); err != nil {
			t.Fatal(err)
		}
		t.Run(name, f)
	}
}

func restore(tb testing.TB, name string) {
	if err := Use(name); err != nil {
		tb.Error(err)
	}
}

// IQA_REQUIRE names implementations that must be tested, so that a machine that
// is meant to have them cannot pass without.
func TestRequiredImplementations(t *testing.T) {
	names := strings.FieldsFunc(os.Getenv("IQA_REQUIRE"), func(r rune) bool {
		return r == ' ' || r == ','
	})
	for _, name := range names {
		if !slices.Contains(Available(), name) {
			t.Errorf("%s is required, this processor has %v", name, Available())
		}
	}
}

func TestUse(t *testing.T) {
	defer restore(t, Best())
	all := Available()
	if all[len(all)-1] != "generic" {
		t.Errorf("%v does not end with generic", all)
	}
	for _, name := range all {
		if err := Use(name); err != nil || Best() != name {
			t.Errorf("Use(%q): %v, %v is in use", name, err, Best())
		}
	}
	if err := Use("mmx"); err == nil || Best() != "generic" {
		t.Errorf("Use of what there is not: %v, %v is in use", err, Best())
	}
	if choose("mmx").String() != all[0] {
		t.Errorf("choose takes %v, not the best", choose("mmx"))
	}
}

func TestCheckEnv(t *testing.T) {
	for name, ok := range map[string]bool{"": true, "generic": true, "mmx": false} {
		t.Setenv(envCPU, name)
		if err := CheckEnv(); (err == nil) != ok {
			t.Errorf("%s=%q: %v", envCPU, name, err)
		}
	}
}
