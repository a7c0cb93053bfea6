package tfidf

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/text"
)

// readDocs reads the documents of a corpus that lies beside the project.
func readDocs(tb testing.TB, name string) []string {
	tb.Helper()
	f, err := os.Open("../../../shared/corpora/" + name + ".jsonl.gz")
	if err != nil {
		tb.Skip("no corpora beside the project: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	var docs []string
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var p struct{ Title, Abstract string }
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			tb.Fatal(err)
		}
		docs = append(docs, text.Document(p.Title, p.Abstract))
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return docs
}

func TestRealPapers(t *testing.T) {
	papers := readDocs(t, "hf_daily")
	o := Default()
	o.Workers = 1
	_, x := fit(t, papers, o)
	o.Workers = 3
	if _, y := fit(t, papers, o); !cmp.Equal(x, y) {
		t.Error("3 workers give another matrix than 1")
	}
	for i := range x.Len() {
		if term, _ := x.Row(i); len(term) < 5 {
			t.Errorf("paper %d has %d terms: %q", i, len(term), papers[i])
		}
	}
	for key, surface := range map[string]string{
		"mllm": "MLLMs", "gpt-4o": "GPT-4o", "vlm": "VLMs", "diffus model": "diffusion models",
		"reinforc learn": "reinforcement learning", "text-to-imag": "text-to-image", "gaussian splat": "Gaussian Splatting",
	} {
		i, ok := slices.BinarySearch(x.Vocabulary.Terms, key)
		if !ok {
			t.Errorf("no term %q", key)
		} else if got := x.Vocabulary.Surface[i]; got != surface {
			t.Errorf("%q is shown as %q, want %q", key, got, surface)
		}
	}
}

func BenchmarkFit(b *testing.B) {
	papers := readDocs(b, "hf_daily")
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Fit(text.DocsOf(papers), Default()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(papers)*b.N)/b.Elapsed().Seconds(), "papers/s")
}

func BenchmarkTransform(b *testing.B) {
	papers := readDocs(b, "hf_daily")
	m, _, err := Fit(text.DocsOf(papers), Default())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Transform(papers); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(papers)*b.N)/b.Elapsed().Seconds(), "papers/s")
}
