package child

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
)

// ResetPeak makes the process forget the most memory it has had, so that Peak
// tells what came after.
func (p *Process) ResetPeak() error {
	name := fmt.Sprintf("/proc/%d/clear_refs", p.cmd.Process.Pid)
	return os.WriteFile(name, []byte("5"), 0)
}

// Peak returns the most bytes of memory that the process has had.
func (p *Process) Peak() (int64, error) {
	return field(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid), "VmHWM")
}

// Available returns how many bytes of memory the machine has to spare.
func Available() (int64, error) { return field("/proc/meminfo", "MemAvailable") }

// Load returns how many processes wanted to run in the last minute, on average.
func Load() (load float64, err error) {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0, err
	}
	_, err = fmt.Sscan(string(text), &load)
	return load, err
}

// field reads "NAME: 123 kB" from a file of the kernel's, in bytes.
func field(file, name string) (int64, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	return parseField(string(text), name)
}

func parseField(text, name string) (int64, error) {
	m := regexp.MustCompile(`(?m)^` + name + `:\s+(\d+) kB$`).FindStringSubmatch(text)
	if m == nil {
		return 0, fmt.Errorf("no %s", name)
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	return n << 10, err
}
