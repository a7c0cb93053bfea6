package corpus

import (
	"bytes"
	"os"
	"testing"
)

func benchmarkRead(b *testing.B, file string) {
	packed, err := os.ReadFile(file)
	if err != nil {
		b.Skip("no shared corpora here: ", err)
	}
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		_, err := Read("x", bytes.NewReader(packed), Options{}, func(Paper) error { n++; return nil }, func(r Rejected) { b.Fatal(r) })
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(n), "papers")
	}
}

func BenchmarkReadArXiv(b *testing.B) {
	benchmarkRead(b, "../../../shared/corpora/arxiv_2010_2016.jsonl.gz")
}
