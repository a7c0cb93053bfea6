package pipeline

import (
	"os"
	"path/filepath"
	"testing"

	"papertide/analysis/calendar"
)

// BenchmarkRun times the whole way, from a file to a committed history and a
// page, on the corpora that lie beside some checkouts:
//
//	go test ./pipeline -run '^$' -bench Run/hf_daily -benchtime 1x -cpuprofile cpu.prof
func BenchmarkRun(b *testing.B) {
	for _, name := range []string{"hf_daily", "arxiv_2010_2016", "arxiv_physmath_stream"} {
		b.Run(name, func(b *testing.B) {
			file := filepath.Join("..", "..", "shared", "corpora", name+".jsonl.gz")
			if _, err := os.Stat(file); err != nil {
				b.Skip("no corpora beside this checkout")
			}
			b.ReportAllocs()
			for b.Loop() {
				out, err := Run(b.Context(), benchOptions(b, file))
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(out.Seconds.Vectors, "vectors-s")
				b.ReportMetric(out.Seconds.LSA, "lsa-s")
				b.ReportMetric(out.Seconds.Neighbours, "neighbours-s")
				b.ReportMetric(out.Seconds.Topics, "topics-s")
				b.ReportMetric(out.Seconds.History, "history-s")
				b.ReportMetric(out.PeakMiB, "peak-MiB")
			}
		})
	}
}

func benchOptions(b *testing.B, file string) Options {
	dir := b.TempDir()
	s := DefaultSettings()
	s.K = 100
	return Options{
		Files: []string{file}, DB: filepath.Join(dir, "h.db"), Out: filepath.Join(dir, "out"), Settings: s,
		Format: "auto", Language: "auto", Workers: 2, Today: calendar.NewDate(2026, 1, 1), Version: "bench",
		Progress: func(string, int64, int64) {}, Notice: func(string) {},
	}
}
