package text_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"runtime"
	"testing"

	"papertide/analysis/text"
)

// corpus reads a corpus of ../shared as documents.
func corpus(tb testing.TB, name string) (docs []string) {
	tb.Helper()
	f, err := os.Open("../../../shared/corpora/" + name + ".jsonl.gz")
	if err != nil {
		tb.Skip("no shared corpora on this machine: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	for d := json.NewDecoder(z); ; {
		var p struct{ Title, Abstract string }
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return docs
		} else if err != nil {
			tb.Fatal(err)
		}
		docs = append(docs, text.Document(p.Title, p.Abstract))
	}
}

func BenchmarkFindPhrases(b *testing.B) {
	for _, name := range []string{"hf_daily", "arxiv_2010_2016"} {
		b.Run(name, func(b *testing.B) {
			docs := corpus(b, name)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := text.FindPhrases(text.DocsOf(docs), nil, text.Default(), runtime.GOMAXPROCS(0)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
