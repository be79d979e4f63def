package plane

import "testing"

func TestMirror(t *testing.T) {
	const row, want = "abc", "baabccbaabccbaabcc"
	for i := range want {
		if got := row[Mirror(i-8, len(row))]; got != want[i] {
			t.Errorf("at %d: %c, want %c", i-8, got, want[i])
		}
	}
	if Mirror(-7, 1) != 0 || Mirror(9, 1) != 0 {
		t.Error("a row of one")
	}
}
