package corpus

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
)

func benchmarkRead(b *testing.B, file string) {
	packed, err := os.ReadFile(file)
	if err != nil {
		b.Skip("no shared corpora here: ", err)
	}
	benchmarkFile(b, packed, 0)
}

// benchmarkFile reads a file that holds size bytes of text, 0 if that is not
// known.
func benchmarkFile(b *testing.B, file []byte, size int) {
	b.ReportAllocs()
	b.SetBytes(int64(size))
	for b.Loop() {
		n := 0
		_, err := Read("x", bytes.NewReader(file), Options{}, func(Paper) error { n++; return nil }, func(r Rejected) { b.Fatal(r) })
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(n), "papers")
	}
}

func BenchmarkReadArXiv(b *testing.B) {
	benchmarkRead(b, "../../../shared/corpora/arxiv_2010_2016.jsonl.gz")
}

// BenchmarkContainers reads the same 20 MB of records in each container; MB/s
// are those of the records, unpacked.
func BenchmarkContainers(b *testing.B) {
	rows := make([]exported, 20_000)
	var lines strings.Builder
	words := strings.Fields("the model of a lattice that learns from data and shows how bounds on its error follow when samples are few or noise is large")
	for i := range rows {
		var abstract strings.Builder
		for j := range 180 {
			abstract.WriteString(words[(i*(j+7)+j*j)%len(words)] + " ")
			if j%9 == 0 {
				fmt.Fprint(&abstract, (i+1)*(j+3)%9973, " ")
			}
		}
		rows[i] = exported{ID: fmt.Sprint("paper", i), Title: fmt.Sprint("Paper number ", i), Abstract: abstract.String()}
		fmt.Fprintf(&lines, "{\"id\":%q,\"title\":%q,\"abstract\":%q}\n", rows[i].ID, rows[i].Title, rows[i].Abstract)
	}
	text := lines.String()
	for _, c := range []struct {
		name string
		file []byte
	}{
		{"plain", []byte(text)},
		{"gzip", gzipped(b, text)},
		{"zstd", packedBy(b, text, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) })},
		{"xz", xzPacked(b, text)},
		{"zip", zipped(b, named("a.jsonl", text))},
		{"parquet", parquetOf(b, 10_000, rows, parquet.Compression(&parquet.Zstd))},
	} {
		b.Run(c.name, func(b *testing.B) { benchmarkFile(b, c.file, len(text)) })
	}
}
