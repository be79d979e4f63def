package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/fastiqa/iqa/cnn"
	"github.com/fastiqa/iqa/cnn/dataset"
	"github.com/fastiqa/iqa/pipeline"
)

// lesson is what a network is trained with.
type lesson struct {
	patches cnn.Patches
	summary *dataset.Summary
}

// read reads the pictures, and tells what was taken.
func (t *trainer) read(ceiling int64) error {
	t.patches = cnn.Patches{Side: t.patch, Valid: t.valid, Seed: t.seed}
	t.bar.begin(0, "pictures")
	if ceiling > 0 {
		t.memory = min(t.memory, ceiling)
	}
	read := 0
	r := dataset.Reader{Task: t.task, MaxPixels: t.maxPixels, Memory: t.memory, Ceiling: ceiling,
		Workers: t.workers, Par: pipeline.Par(t.workers), Skip: t.skip,
		Step: func(done, of int) {
			for t.bar.total = int64(of); read < done; read++ {
				t.bar.step()
			}
		}}
	s := new(source)
	defer s.close()
	if err := t.open(s, &r); err != nil {
		return err
	}
	var err error
	t.summary, err = r.Read(t.ctx, &t.patches)
	t.bar.stop()
	if t.told > maxTold {
		t.tell("… and %d more left out", t.told-maxTold)
	}
	switch {
	case t.ctx.Err() != nil:
		return errors.New("interrupted while pictures were read")
	case err != nil:
		return err
	}
	t.tellSummary()
	return nil
}

// open opens the folders.
func (t *trainer) open(s *source, r *dataset.Reader) error {
	for i, dir := range t.data {
		data, err := s.root(dir)
		if err != nil {
			return err
		}
		f := dataset.Folder{Name: dir, Clean: data}
		if len(t.target) > 0 {
			if f.Clean, err = s.root(t.target[i]); err != nil {
				return err
			}
			f.Input = data
		}
		r.Folders = append(r.Folders, f)
	}
	return nil
}

// skip tells of the first pictures that are left out.
func (t *trainer) skip(name string, err error) {
	if t.told++; t.told <= maxTold {
		t.tell("left out: %s: %v", name, err)
	}
}

// tellSummary tells what the network is trained with.
func (t *trainer) tellSummary() {
	s := t.summary
	text := fmt.Sprintf("%d pictures, %.1f megapixels", s.Pictures, float64(s.Pixels)/1e6)
	for _, n := range [...]struct {
		count int
		what  string
	}{{s.Gray, "gray taken for three channels"}, {s.Alpha, "with alpha laid over black"},
		{s.Small, "smaller than a patch left out"}, {s.Unreadable, "unreadable left out"}} {
		if n.count > 0 {
			text += fmt.Sprintf("; %d %s", n.count, n.what)
		}
	}
	if s.Square > 0 {
		text += fmt.Sprintf("; of each the square of %d pixels in its middle, for more do not fit into --memory", s.Square)
	}
	t.tell("%s", text)
}

func (t *trainer) taskName() string {
	if t.task == nil {
		return pairsTask
	}
	return t.task.Name()
}

// fromKey is where a file says which weights its training began with, if any.
const fromKey = "from-sha256"

// settings are what the weights depend on, as files have it, in the order in
// which differences are told.
func (t *trainer) settings() [][2]string {
	task, padding := "", "same"
	if t.task != nil {
		task = t.task.Settings()
	}
	if t.valid {
		padding = "valid"
	}
	return [][2]string{
		{"task", t.taskName()}, {"task-settings", task},
		{"loss", t.plan.String()}, {"form", t.plan.First.Form.String()},
		{"steps", strconv.Itoa(t.rate.Steps)}, {"batch", strconv.Itoa(t.batch)},
		{"patch", strconv.Itoa(t.patch)}, {"padding", padding},
		{"rate", strconv.FormatFloat(t.rate.Rate, 'g', -1, 64)}, {"warm-up", strconv.Itoa(t.rate.Warm)},
		{"decay", t.rate.Decay.String()}, {"optimizer", t.optimizer},
		{"seed", strconv.FormatUint(t.seed, 10)}, {fromKey, t.fromHash},
		{"pictures", strconv.Itoa(t.summary.Pictures)}, {"square", strconv.Itoa(t.summary.Square)},
		{"files-sha256", t.summary.Hash},
	}
}

// sameSettings says in what a checkpoint is another training's.
func (t *trainer) sameSettings(meta map[string]string) error {
	for _, s := range t.settings() {
		if was := meta[s[0]]; was != s[1] {
			return fmt.Errorf("is of another training: its %s is %q, not %q", s[0], was, s[1])
		}
	}
	return nil
}

// metadata is what a file of weights says about itself.
func (t *trainer) metadata() map[string]string {
	meta := map[string]string{"iqa": version()}
	for _, s := range t.settings() {
		meta[s[0]] = s[1]
	}
	if t.from == "" {
		delete(meta, fromKey)
	}
	var names []string
	for _, dir := range t.data {
		names = append(names, filepath.Base(filepath.Clean(dir)))
	}
	meta["data"] = strings.Join(names, ",")
	if t.curve.Len() > 0 {
		loss, _ := t.curve.Last(settled)
		meta["final-loss"] = strconv.FormatFloat(loss, 'g', 6, 64)
	}
	return meta
}
