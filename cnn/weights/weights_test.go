package weights_test

import (
	"encoding/csv"
	"image"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/degrade"
	"github.com/fastiqa/iqa/cnn/table"
	"github.com/fastiqa/iqa/cnn/weights"
	"github.com/fastiqa/iqa/imageio"
	"github.com/fastiqa/iqa/metrics"
	"github.com/fastiqa/iqa/plane"
)

// published is what the file of a loss says of it.
var published = map[string][2]string{
	"l2": {"l2", "centre"}, "l1": {"l1", "centre"}, "ssim": {"ssim:sigma=5", "centre"},
	"ms-ssim": {"ms-ssim", "centre"}, "mix": {"mix", "centre"},
	"mix-balanced": {"mix:alpha=.025", "map"},
}

func file(t *testing.T, task, loss string) []byte {
	t.Helper()
	b, ok := weights.File(task, loss)
	if !ok {
		t.Fatalf("no network of %s by %s", task, loss)
	}
	return b
}

// Each file is what it is called, was trained with what may be used for it, and is
// what its log ends with.
func TestFiles(t *testing.T) {
	total := 0
	for _, task := range weights.Tasks() {
		for _, loss := range weights.Losses() {
			name, b := weights.Name(task, loss), file(t, task, loss)
			total += len(b)
			_, meta, err := cnn.Decode(b)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			want := map[string]string{"task": task, "loss": published[loss][0], "form": published[loss][1],
				"data": "gb82,clic", "pictures": "66"}
			for k, v := range want {
				if meta[k] != v {
					t.Errorf("%s: %s is %q, want %q", name, k, meta[k], v)
				}
			}
			if meta["from-sha256"] != "" { // a second round
				log(t, name+"-first")
			}
			sameEnd(t, name, meta)
		}
	}
	if total > 8<<20 {
		t.Errorf("%d bytes in programs", total)
	}
}

// sameEnd holds the log of a training to what its weights say.
func sameEnd(t *testing.T, name string, meta map[string]string) {
	t.Helper()
	rows := log(t, name)
	if n, _ := strconv.Atoi(meta["steps"]); len(rows) != n+1 {
		t.Fatalf("%s: a log of %d steps, weights of %d", name, len(rows)-1, n)
	}
	const last = 50
	mean := 0.
	for _, row := range rows[len(rows)-last:] {
		v, err := strconv.ParseFloat(row[1], 64)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		mean += v / last
	}
	if want, err := strconv.ParseFloat(meta["final-loss"], 64); err != nil || math.Abs(mean-want) > 1e-5*want {
		t.Errorf("%s: the log ends with %g, the weights with %g, %v", name, mean, want, err)
	}
}

// log is the table of a training, with its heading.
func log(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("logs/" + name + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 1500 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	return rows
}

func TestNone(t *testing.T) {
	for _, c := range [][2]string{{"sr2", "fog"}, {"fog", "l1"}, {"", ""}, {"sr2", "mix/../l1"}} {
		if _, ok := weights.File(c[0], c[1]); ok {
			t.Errorf("there is a network of %q by %q", c[0], c[1])
		}
	}
}

// window is a part of a photograph.
func window(t *testing.T, name string, x, y, side int) *plane.Image {
	t.Helper()
	m := new(plane.Image)
	if err := imageio.Files(0).Load(t.Context(), m, "../../testdata/ref/"+name); err != nil {
		t.Fatal(err)
	}
	for i := range m.Planes {
		m.Planes[i] = m.Planes[i].Sub(image.Rect(x, y, x+side, y+side))
	}
	return m
}

// Each network makes a photograph that none was trained with better than it is
// given it: by PSNR and SSIM, or those by structure alone by SSIM.
func TestBetter(t *testing.T) {
	all, err := metrics.ByName("psnr", "ssim")
	if err != nil {
		t.Fatal(err)
	}
	side := 80
	if testing.Short() { // as under emulation, where a pixel takes long
		side = 56
	}
	clean := window(t, "chelsea.png", 100, 60, side)
	for _, task := range weights.Tasks() {
		trial := &table.Trial{}
		if trial.Task, err = degrade.ByName(task, 30, 1); err != nil {
			t.Fatal(err)
		}
		for _, loss := range weights.Losses() {
			n, err := table.Decode(weights.Name(task, loss), file(t, task, loss))
			if err != nil {
				t.Fatal(err)
			}
			trial.Columns = append(trial.Columns, table.Column{Name: loss, Networks: []*table.Network{n}})
		}
		e := table.Evaluator{Trials: []*table.Trial{trial}, Metrics: all}
		o, err := e.Evaluate(t.Context(), clean, 0, false)
		if err != nil {
			t.Fatal(err)
		}
		input := o.Scores[0][0]
		for i, got := range o.Scores[0][1:] {
			loss := weights.Losses()[i]
			t.Logf("%s by %s: psnr %.2f → %.2f, ssim %.4f → %.4f", task, loss, input[0], got[0], input[1], got[1])
			if structural := loss == "ssim" || loss == "ms-ssim"; got[1] <= input[1] || !structural && got[0] <= input[0] {
				t.Errorf("%s by %s: psnr %.2f → %.2f, ssim %.4f → %.4f", task, loss, input[0], got[0], input[1], got[1])
			}
		}
	}
}
