package corpus

import (
	"bytes"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// fuzzFile checks what must hold of any bytes that stand for a file, read at
// random and in order.
func fuzzFile(f *testing.F, seeds ...[]byte) {
	for _, s := range seeds {
		f.Add(s)
		f.Add(s[:len(s)*2/3])
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		a := readAll(t, "in", bytes.NewReader(data), Options{Temp: dir})
		b := readAll(t, "in", onlyReader{bytes.NewReader(data)}, Options{Temp: dir})
		if len(a.papers) != len(b.papers) || len(a.rejected) != len(b.rejected) || (a.err == nil) != (b.err == nil) || a.in.SHA256 != b.in.SHA256 {
			t.Errorf("at random: %d papers, %d left out, %v; in order: %d, %d, %v", len(a.papers), len(a.rejected), a.err, len(b.papers), len(b.rejected), b.err)
		}
	})
}

func FuzzArchive(f *testing.F) {
	line := recordOf(1) + "\n"
	fuzzFile(f, zipped(f, named("a.json", line), named("b.txt", pageOf("Dec 8, 2024", "May 5"))), zippedBy(f, 0, named("../a", line)), sizedZip(f, named("a", line), named("b", line)),
		zippedBy(f, 93, named("a", line)), zippedBy(f, 95, named("a", line)), zipped(f, memberOf{"a.zip", zipped(f, named("b", line))}, memberOf{"a.gz", gzipped(f, line)}),
		gzipped(f, string(zipped(f, named("a", line)))), zipped(f))
}

func FuzzPacked(f *testing.F) {
	lines := manyLines(20)
	fuzzFile(f, gzipped(f, lines), append(gzipped(f, lines[:100]), gzipped(f, lines[100:])...), zstandard(f, lines), xzPacked(f, lines), gzipped(f, string(xzPacked(f, lines))),
		[]byte("\x50\x2a\x4d\x18\x03\x00\x00\x00abc"+string(zstandard(f, lines))))
}

func FuzzParquet(f *testing.F) {
	fuzzFile(f, parquetOf(f, 10, manyRows(30)), parquetOf(f, 100, manyRows(9), parquet.Compression(&parquet.Zstd), parquet.PageBufferSize(200)),
		parquetOf(f, 2, []foreign{{ArXiv: 704.0001, Title: "A title", Summary: "Some words", Authors: []string{"A B", "C D"}, Day: 19816}}),
		parquetOf(f, 2, []timed{{Title: "A title", Abstract: "Some words", Authors: []person{{"X", "Jane Doe"}}}}))
}
