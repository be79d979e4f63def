//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// asNobody runs the built command without the rights of root, whom no
// permission stops.
func asNobody(exe string, args ...string) (code int, output string) {
	cmd := exec.Command(exe, args...)
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Credential: &syscall.Credential{Uid: 65534, Gid: 65534},
		}
	}
	b, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		return -1, err.Error()
	}
	return cmd.ProcessState.ExitCode(), string(b)
}

func TestPermissions(t *testing.T) {
	exe := built(t)
	dir := t.TempDir()
	for p := dir; p != filepath.Dir(os.TempDir()) && p != "/"; p = filepath.Dir(p) {
		if p != os.TempDir() {
			os.Chmod(p, 0o755)
		}
	}
	os.Chmod(filepath.Dir(exe), 0o755)
	good, bad := dir+"/good.png", dir+"/bad.png"
	data := encoded(t, "png", picture(20, 20))
	save(t, good, data)
	save(t, bad, data)
	if err := os.Chmod(bad, 0); err != nil {
		t.Fatal(err)
	}
	code, out := asNobody(exe, "score", good, bad, "-f", "csv", "-m", "l1")
	if code != 2 || !strings.Contains(out, "bad.png: permission denied") {
		t.Errorf("unreadable: code %d: %s", code, out)
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	code, out = asNobody(exe, "score", good, good, "-o", dir+"/out.csv")
	if want := "iqa: " + dir + "/out.csv: permission denied\n"; code != 2 || out != want {
		t.Errorf("no right to write: code %d: %q, want %q", code, out, want)
	}
	for _, out := range []string{dir + "/out.png", dir + "/out.npy"} {
		code, told := asNobody(exe, "gradmap", good, good, "-k", "diff", "-o", out)
		if want := "iqa: " + out + ": permission denied\n"; code != 2 || told != want {
			t.Errorf("no right to write: code %d: %q, want %q", code, told, want)
		}
	}
	code, out = asNobody(exe, "gradmap", good, dir, "-k", "diff", "-o", dir+"/out")
	if want := "iqa: " + dir + "/out: permission denied\n"; code != 2 || out != want {
		t.Errorf("no right to make a folder: code %d: %q, want %q", code, out, want)
	}
	os.Chmod(dir, 0o755)
}
