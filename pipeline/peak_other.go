//go:build !unix

package pipeline

import "runtime"

// peakMiB is the memory obtained from the system, in MiB: Go gives back address
// space seldom, so it stands for the peak.
func peakMiB() float64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.Sys) / (1 << 20)
}
