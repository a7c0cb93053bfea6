package pipeline

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
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

// BenchmarkNextWeek times one more run, on a history that holds all papers of a
// corpus but those of its last seven days.
func BenchmarkNextWeek(b *testing.B) {
	for _, name := range []string{"hf_daily", "arxiv_2010_2016"} {
		b.Run(name, func(b *testing.B) {
			file := filepath.Join("..", "..", "shared", "corpora", name+".jsonl.gz")
			if _, err := os.Stat(file); err != nil {
				b.Skip("no corpora beside this checkout")
			}
			before, week := cutLastWeek(b, file)
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				o := benchOptions(b, before)
				if _, err := Run(b.Context(), o); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				o.Files = []string{week}
				out, err := Run(b.Context(), o)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(out.PapersNew), "papers")
				b.ReportMetric(out.PeakMiB, "peak-MiB")
			}
		})
	}
}

// cutLastWeek writes the papers of a corpus into two files: those of its last
// seven days, and those before.
func cutLastWeek(b *testing.B, file string) (before, week string) {
	in, err := os.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	unzipped, err := gzip.NewReader(in)
	if err != nil {
		b.Fatal(err)
	}
	data, err := io.ReadAll(unzipped)
	if err != nil {
		b.Fatal(err)
	}
	day := func(line []byte) calendar.Date {
		var r struct{ Date calendar.Date }
		if err := json.Unmarshal(line, &r); err != nil {
			b.Fatal(err)
		}
		return r.Date
	}
	lines := bytes.SplitAfter(bytes.TrimSuffix(data, []byte("\n")), []byte("\n"))
	days := make([]calendar.Date, len(lines))
	last := calendar.Date{}
	for i, line := range lines {
		days[i] = day(line)
		last = later(last, days[i])
	}
	var parts [2][]byte
	for i, line := range lines {
		part := 0
		if days[i].Day > last.Day-7 {
			part = 1
		}
		parts[part] = append(parts[part], line...)
	}
	before, week = filepath.Join(b.TempDir(), "before.jsonl"), filepath.Join(b.TempDir(), "week.jsonl")
	if err := errors.Join(os.WriteFile(before, parts[0], 0o600), os.WriteFile(week, parts[1], 0o600)); err != nil {
		b.Fatal(err)
	}
	return before, week
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
