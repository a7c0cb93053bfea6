package history

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"testing"
	"time"

	"papertide/pipeline/corpus"
)

// benchPapers are the 77,037 abstracts of arXiv 2010 to 2016 where they are at
// hand, and as many made-up ones elsewhere.
func benchPapers(b *testing.B) []corpus.Paper {
	f, err := os.Open("../../../shared/corpora/arxiv_2010_2016.jsonl.gz")
	if err != nil {
		return many(77037)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	var all []corpus.Paper
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var p corpus.Paper
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			b.Fatal(err)
		}
		corpus.Identify(&p)
		all = append(all, p)
	}
	return all
}

func BenchmarkFirstRun(b *testing.B) {
	papers := benchPapers(b)
	b.ReportAllocs()
	for b.Loop() {
		path := temp(b)
		d := create(b, path)
		step := stage(b)
		tx := begin(b, d)
		if _, err := tx.Add(b.Context(), spooled(papers), nil); err != nil {
			b.Fatal(err)
		}
		step("add")
		state, err := tx.State(b.Context(), day("2016-12-31"))
		if err != nil {
			b.Fatal(err)
		}
		step("state")
		if _, err := between(state.Texts)(0, len(state.Papers)); err != nil {
			b.Fatal(err)
		}
		step("texts")
		r := say(state)
		step("")
		if _, err := tx.Commit(b.Context(), r); err != nil {
			b.Fatal(err)
		}
		step("commit")
		if err := tx.Close(); err != nil {
			b.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/(1<<20), "MiB")
	}
}

// BenchmarkLaterRun reads the same file again, with nothing new in it.
func BenchmarkLaterRun(b *testing.B) {
	papers := benchPapers(b)
	path := temp(b)
	d := create(b, path)
	live(b, d, "2016-12-31", papers...)
	before := size(b, path)
	b.ReportAllocs()
	runs := 0
	for b.Loop() {
		step := stage(b)
		tx := begin(b, d)
		step("begin")
		added, err := tx.Add(b.Context(), spooled(papers), nil)
		if err != nil {
			b.Fatal(err)
		}
		if added.Any() {
			b.Fatalf("a file that is read again adds %+v", added)
		}
		step("add")
		state, err := tx.State(b.Context(), day("2016-12-31"))
		if err != nil {
			b.Fatal(err)
		}
		step("state")
		if _, err := tx.Commit(b.Context(), say(state)); err != nil {
			b.Fatal(err)
		}
		step("commit")
		if err := tx.Close(); err != nil {
			b.Fatal(err)
		}
		runs++
		step("")
		if _, err := d.Run(b.Context(), 0); err != nil {
			b.Fatal(err)
		}
		step("run")
		if _, err := d.Runs(b.Context()); err != nil {
			b.Fatal(err)
		}
		step("runs")
	}
	b.ReportMetric(float64(size(b, path)-before)/(1<<20)/float64(runs), "MiB/run")
}

// stage returns a function that reports the milliseconds since its last call.
func stage(b *testing.B) func(name string) {
	last := time.Now()
	return func(name string) {
		now := time.Now()
		if name != "" {
			b.ReportMetric(float64(now.Sub(last).Microseconds())/1000, name+"-ms")
		}
		last = now
	}
}

func size(b *testing.B, path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}
