package pipeline

import (
	"testing"

	"github.com/fastiqa/iqa/plane"
)

// gray is a picture of about n·4 KiB.
func gray(n int) *plane.Image {
	m := new(plane.Image)
	m.Reset(plane.Gray, 1000, n-1, 255, false)
	return m
}

func TestFree(t *testing.T) {
	unit := gray(1).Memory()
	f := free{limit: 10 * unit, most: 4}
	small, large := gray(2), gray(6)
	f.put(small)
	f.put(large)
	if m := f.get(5 * unit); m != small {
		t.Error("a small picture does not get the small one's memory")
	}
	if m := f.get(5 * unit); m == large || m.Memory() != 0 {
		t.Error("a small picture got the large one's memory")
	}
	f.put(small)
	if m := f.get(7 * unit); m != large {
		t.Error("a large picture does not get the large one's memory")
	}
	for n := range 100 {
		f.put(gray(1 + n%12))
		if f.bytes > f.limit || len(f.all) > f.most {
			t.Fatalf("%d bytes in %d pictures are kept", f.bytes, len(f.all))
		}
	}
	f.put(gray(11))
	if f.bytes != 0 || len(f.all) != 0 {
		t.Errorf("a picture above the limit: %d bytes are kept", f.bytes)
	}
}
