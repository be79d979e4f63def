package main

import (
	"math"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// available is the memory that this process may take, in bytes: the least of
// what the machine has, its control group allows, and its address space holds.
func available() int64 {
	most := int64(math.MaxInt64)
	var r syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_AS, &r) == nil && r.Cur < math.MaxInt64 {
		const runtimeShare = 512 << 20 // what the Go runtime maps for itself
		// Freed addresses are not given back, and large pictures do not fit
		// into the gaps that others leave.
		most = max(1, (int64(r.Cur)-runtimeShare)/10*7)
	}
	if b, err := os.ReadFile("/proc/meminfo"); err == nil {
		for line := range strings.Lines(string(b)) {
			if f := strings.Fields(line); len(f) > 1 && f[0] == "MemTotal:" {
				if n, err := strconv.ParseInt(f[1], 10, 64); err == nil {
					most = min(most, n<<10)
				}
			}
		}
	}
	if b, err := os.ReadFile("/sys/fs/cgroup/memory.max"); err == nil {
		if n, err := strconv.ParseInt(strings.TrimSpace(string(b)), 10, 64); err == nil {
			most = min(most, n)
		}
	}
	return most
}
