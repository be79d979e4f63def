package table

import (
	"strings"
	"testing"
)

func sample() *Table {
	t := &Table{Head: []string{"who", "×", "MPix/s"}, Left: 1}
	t.Add("iqa", "7.50", "1060")
	t.Add("OpenCV", "-", "9")
	return t
}

func TestText(t *testing.T) {
	var b strings.Builder
	if err := sample().Text(&b); err != nil {
		t.Fatal(err)
	}
	want := "who        ×  MPix/s\n" +
		"iqa     7.50    1060\n" +
		"OpenCV     -       9\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestMarkdown(t *testing.T) {
	var b strings.Builder
	if err := sample().Markdown(&b); err != nil {
		t.Fatal(err)
	}
	want := "| who    |    × | MPix/s |\n" +
		"|--------|-----:|-------:|\n" +
		"| iqa    | 7.50 |   1060 |\n" +
		"| OpenCV |    - |      9 |\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{
		0: "-", .004: "0.00", 1.996: "2.00", 9.994: "9.99", 9.996: "10.0",
		99.94: "99.9", 99.96: "100", 1060.4: "1060",
	} {
		if got := Number(v); got != want {
			t.Errorf("%v: %q, want %q", v, got, want)
		}
	}
}
