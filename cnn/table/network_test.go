package table

import (
	"errors"
	"strings"
	"testing"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/safetensors"
)

// titles are what there is of trials: tasks, columns and numbers of seeds.
func titles(all []*Trial) string {
	var b strings.Builder
	for _, t := range all {
		b.WriteString(t.Title() + ":")
		for _, c := range t.Columns {
			b.WriteString(" " + c.Name + strings.Repeat("'", len(c.Networks)))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestTrials(t *testing.T) {
	networks := []*Network{
		{Task: "jpeg", Settings: "quality=30", Column: "mix:alpha=.025 map", Seed: "1"},
		{Task: "sr2", Column: "charbonnier"}, {Task: "sr2", Column: "mix"},
		{Task: "jpeg", Settings: "quality=10", Column: "l1"},
		{Task: "sr2", Column: "ssim:sigma=9", Seed: "1"}, {Task: "sr2", Column: "l1"},
		{Task: "jpeg", Column: "l2", Seed: "2"}, {Task: "jpeg", Column: "l2", Seed: "1"},
		{Task: "sr2", Column: "ssim:sigma=5", Seed: "1"}, {Column: "l2"},
	}
	all, err := Trials(networks[:9], "", 1)
	want := "sr2: l1' ssim:sigma=9' ssim:sigma=5' mix' charbonnier'\n" +
		"jpeg quality=30: l2'' mix:alpha=.025 map'\njpeg quality=10: l1'\n"
	if got := titles(all); err != nil || got != want {
		t.Errorf("%v, got\n%swant\n%s", err, got, want)
	}
	all, err = Trials(networks, "sr2", 1)
	if want := "sr2: l2' l1' ssim:sigma=9' ssim:sigma=5' mix' charbonnier'\n"; err != nil || titles(all) != want {
		t.Errorf("%v, got\n%swant\n%s", err, titles(all), want)
	}
}

func TestTrialsRefuse(t *testing.T) {
	for _, c := range []struct {
		networks []*Network
		want     string
	}{
		{[]*Network{{Name: "a"}}, "a: does not say its task (want one of demosaic, sr2, jpeg)"},
		{[]*Network{{Name: "a", Task: "fog"}}, `a: task: unknown "fog"`},
		{[]*Network{{Name: "a", Task: "jpeg", Settings: "quality=10,old"}}, `a: task jpeg with "quality=10,old" is none`},
		{[]*Network{{Name: "a", Task: "sr2", Column: "l1", Seed: "1"}, {Name: "b", Task: "sr2", Column: "l1", Seed: "1"}},
			"a and b are both for sr2 by l1, of one seed"},
	} {
		if _, err := Trials(c.networks, "", 1); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}

// Files say where they belong; those that do not are known by their names.
func TestDecode(t *testing.T) {
	encode := func(meta map[string]string) []byte {
		b, err := cnn.New(1).Encode(meta, safetensors.F16)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, c := range []struct {
		meta map[string]string
		want Network
	}{
		{nil, Network{Column: "net.v2"}},
		{map[string]string{"task": "jpeg", "task-settings": "quality=10", "loss": "mix", "form": "map", "seed": "7"},
			Network{Task: "jpeg", Settings: "quality=10", Column: "mix map", Seed: "7"}},
		{map[string]string{"loss": "l2", "form": "map"}, Network{Column: "l2"}},
		{map[string]string{"loss": "ssim:sigma=9", "form": "centre"}, Network{Column: "ssim:sigma=9"}},
	} {
		n, err := Decode("dir/net.v2.safetensors", encode(c.meta))
		if err != nil {
			t.Fatal(err)
		}
		n.Net, c.want.Name = nil, "dir/net.v2.safetensors"
		if *n != c.want {
			t.Errorf("%v: %+v, want %+v", c.meta, *n, c.want)
		}
	}
	if _, err := Decode("x", encode(nil)[:100]); err == nil {
		t.Error("a part of a file is a network")
	}
	c := cnn.Checkpoint{Net: cnn.New(1)}
	b, err := c.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Decode("x", b); !errors.Is(err, cnn.ErrCheckpoint) {
		t.Errorf("a checkpoint: %v", err)
	}
}
