//go:build unix

package pipeline

import (
	"runtime"
	"syscall"
)

// peakMiB is the largest memory that the process held, in MiB.
func peakMiB() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return float64(u.Maxrss) / (1 << 20) // bytes there, KiB elsewhere
	}
	return float64(u.Maxrss) / (1 << 10)
}
