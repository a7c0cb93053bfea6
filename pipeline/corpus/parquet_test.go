package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	thrifted "github.com/parquet-go/parquet-go/format"
)

// parquetOf writes rows of any struct type, in row groups of n rows.
func parquetOf[T any](t testing.TB, n int64, rows []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[T](&b, append(options, parquet.MaxRowsPerRowGroup(n))...)
	_, err := w.Write(rows)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exported has the columns of our export of papers.
type exported struct {
	ID           string  `parquet:"id,optional"`
	Title        string  `parquet:"title,optional"`
	Date         string  `parquet:"date,optional"`
	Period       string  `parquet:"period,optional"`
	Similarity   float64 `parquet:"similarity,optional"`
	URL          string  `parquet:"url,optional"`
	Authors      string  `parquet:"authors,optional"`
	AuthorCount  int64   `parquet:"author_count,optional"`
	Organisation string  `parquet:"organisation,optional"`
	Upvotes      *int64  `parquet:"upvotes,optional"`
	Comments     *int64  `parquet:"comments,optional"`
	CodeURL      string  `parquet:"code_url,optional"`
	Source       string  `parquet:"source,optional"`
	DOI          string  `parquet:"doi,optional"`
	Abstract     string  `parquet:"abstract,optional"`
}

func TestParquetOfOurExport(t *testing.T) {
	up := int64(61)
	file := parquetOf(t, 10, []exported{{
		ID: "2404.02905", Title: "Visual Autoregressive Modeling", Date: "2024-04-03", Period: "2024-W14", Similarity: .5, URL: "https://arxiv.org/abs/2404.02905",
		Authors: "Keyu Tian;Yi Jiang", AuthorCount: 5, Organisation: "ByteDance", Upvotes: &up, CodeURL: "https://github.com/FoundationVision/VAR",
		Source: "arxiv:test", DOI: "10.1145/1.2", Abstract: "We present\n\"a\" new paradigm.",
	}, {ID: "17", Title: "Without abstract"}})
	want := Paper{
		ID: "2404.02905", Title: "Visual Autoregressive Modeling", Date: day(2024, 4, 3), URL: "https://arxiv.org/abs/2404.02905",
		Authors: []string{"Keyu Tian", "Yi Jiang"}, AuthorCount: 5, Organisation: "ByteDance", Upvotes: count(61), CodeURL: "https://github.com/FoundationVision/VAR",
		Source: "arxiv:test", DOI: "10.1145/1.2", Abstract: `We present "a" new paradigm.`,
	}
	for what, c := range map[string][]byte{"alone": file, "in zip": zipped(t, memberOf{"x", file}), "in gzip": gzipped(t, string(file))} {
		g := readAll(t, "in", bytes.NewReader(c), Options{Temp: t.TempDir()})
		if g.err != nil || len(g.papers) != 1 || len(g.rejected) != 1 || len(g.in.Warnings) != 0 {
			t.Fatalf("%s: %d papers, rejected %v, warnings %q, error %v", what, len(g.papers), g.rejected, g.in.Warnings, g.err)
		}
		if d := cmp.Diff(want, g.papers[0]); d != "" {
			t.Errorf("%s (-want +got):\n%s", what, d)
		}
		if place := g.rejected[0].Place; !strings.HasSuffix(place, ":#2") || what == "in zip" && place != "in/x:#2" {
			t.Errorf("%s: left out at %s", what, place)
		}
	}
}

// foreign has what other people's tables have: lists, dates and times, numbers
// where ids should be, columns that mean nothing.
type foreign struct {
	ArXiv   float64          `parquet:"arxiv_id"`
	Title   string           `parquet:"title,dict"`
	Summary string           `parquet:"summary,zstd"`
	Authors []string         `parquet:"authors,list"`
	Persons []map[string]int `parquet:"persons"`
	Day     int32            `parquet:"date,date"`
	Full    []byte           `parquet:"full_text"`
}

type timed struct {
	Title     string    `parquet:"title"`
	Abstract  string    `parquet:"abstract,snappy"`
	Published time.Time `parquet:"published,timestamp(microsecond)"`
	Authors   []person  `parquet:"authors,list"`
}

type person struct {
	Affiliation string `parquet:"affiliation"`
	Name        string `parquet:"name"`
}

func TestParquetOfOthers(t *testing.T) {
	rows := []foreign{
		{ArXiv: 704.0001, Title: "A title", Summary: "Some words", Authors: []string{"A B", "C D"}, Day: 19816},
		{ArXiv: 2405.149, Title: "A title", Summary: "Other words", Day: -1},
	}
	g := readAll(t, "in", bytes.NewReader(parquetOf(t, 1, rows)), Options{})
	if g.err != nil || len(g.papers) != 2 {
		t.Fatalf("%d papers, rejected %v, error %v", len(g.papers), g.rejected, g.err)
	}
	// date --date "1970-01-01 + 19816 days" is 2024-04-03.
	if p := g.papers[0]; p.ID != "0704.0001" || p.Date != day(2024, 4, 3) || strings.Join(p.Authors, ";") != "A B;C D" || p.Abstract != "Some words" {
		t.Errorf("got %+v", p)
	}
	if p := g.papers[1]; p.ID != "2405.14900" || p.Date != day(1969, 12, 31) || p.Authors != nil {
		t.Errorf("got %+v", p)
	}
	at := time.Date(2024, 4, 3, 23, 59, 59, 0, time.UTC)
	g = readAll(t, "in", bytes.NewReader(parquetOf(t, 9, []timed{{"A title of three", "Some words", at, []person{{"X", "Jane Doe"}, {"Y", "John Roe"}}}})), Options{})
	if p := g.one(t); p.Date != day(2024, 4, 3) || strings.Join(p.Authors, ";") != "Jane Doe;John Roe" {
		t.Errorf("got %+v", p)
	}
	type nothing struct {
		Name string `parquet:"name"`
	}
	if g := readAll(t, "in", bytes.NewReader(parquetOf(t, 9, []nothing{{"x"}})), Options{}); !errors.Is(g.err, ErrFormat) || !strings.Contains(g.err.Error(), `without a column "title"`) {
		t.Errorf("no title: error %v", g.err)
	}
}

// manyRows are rows of many pages and row groups.
func manyRows(n int) []exported {
	rows := make([]exported, n)
	for i := range rows {
		rows[i] = exported{ID: fmt.Sprint("paper", i), Title: fmt.Sprint("Paper number ", i), Abstract: strings.Repeat(fmt.Sprint("word", i, " "), 2+i%90)}
	}
	return rows
}

func TestParquetPages(t *testing.T) {
	for _, compression := range []parquet.WriterOption{parquet.Compression(&parquet.Zstd), parquet.Compression(&parquet.Gzip), parquet.Compression(&parquet.Uncompressed)} {
		rows := manyRows(5000)
		g := readAll(t, "in", bytes.NewReader(parquetOf(t, 700, rows, compression, parquet.PageBufferSize(4096))), Options{})
		if g.err != nil || len(g.papers) != len(rows) {
			t.Fatalf("%d papers, rejected %v, error %v", len(g.papers), g.rejected, g.err)
		}
		for i, p := range g.papers {
			if p.ID != rows[i].ID || p.Title != rows[i].Title || p.Abstract != strings.TrimSpace(rows[i].Abstract) {
				t.Fatalf("row %d became %+v", i, p)
			}
		}
	}
}

// A file that was cut has lost what describes it; one with broken pages brings
// the row groups before them.
func TestBrokenParquet(t *testing.T) {
	file := parquetOf(t, 1000, manyRows(3000))
	g := readAll(t, "in", bytes.NewReader(file[:len(file)-1]), Options{})
	if !errors.Is(g.err, ErrDamaged) || !strings.Contains(g.err.Error(), "in: damaged from its start: parquet: it does not end as it should") {
		t.Errorf("cut: error %v", g.err)
	}
	broken := bytes.Clone(file)
	at := bytes.Index(broken, []byte("word2500 word2500"))
	for i := range 3000 {
		broken[at-1500+i] = 0xff
	}
	g = readAll(t, "in", bytes.NewReader(broken), Options{})
	if g.err != nil || len(g.papers) != 2000 || len(g.in.Warnings) == 0 {
		t.Errorf("broken page: %d papers, warnings %q, error %v", len(g.papers), g.in.Warnings, g.err)
	}
}

// A page that announces more than anybody needs is refused before room is made
// for it.
func TestParquetBomb(t *testing.T) {
	page := func(packed, unpacked, values int32) (h thrifted.PageHeader) {
		h.CompressedPageSize, h.UncompressedPageSize = packed, unpacked
		h.DataPageHeader = thrift.New(thrifted.DataPageHeader{NumValues: values})
		return h
	}
	const most = math.MaxInt32
	for _, c := range []struct {
		what  string
		pages []thrifted.PageHeader
		want  error
	}{
		{"usual", []thrifted.PageHeader{page(10, 20, 3), page(10, 20, 3)}, nil},
		{"packed size", []thrifted.PageHeader{page(10, 20, 3), page(most, 20, 3)}, errPage},
		{"size", []thrifted.PageHeader{page(10, most, 3)}, errPage},
		{"rows", []thrifted.PageHeader{page(10, 20, most)}, errPage},
		{"sizes in all", []thrifted.PageHeader{page(10, 200<<20, 3), page(10, 200<<20, 3)}, errPage},
		{"negative", []thrifted.PageHeader{page(-1, 20, 3)}, errPage},
		{"page cut off", []thrifted.PageHeader{page(100, 20, 3)}, io.ErrUnexpectedEOF},
	} {
		var b []byte
		for _, h := range c.pages {
			head, err := thrift.Marshal(new(thrift.CompactProtocol), h)
			if err != nil {
				t.Fatal(err)
			}
			b = append(append(b, head...), make([]byte, 10)...)
		}
		table := parquetTable{at: bytes.NewReader(b), size: int64(len(b))}
		if err := table.checkPages(&thrifted.ColumnMetaData{TotalCompressedSize: table.size}); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.what, err, c.want)
		}
	}
	for _, outside := range []thrifted.ColumnMetaData{{DataPageOffset: 5, TotalCompressedSize: 6}, {DataPageOffset: -1}, {TotalCompressedSize: -1}, {DictionaryPageOffset: math.MaxInt64, TotalCompressedSize: 1}} {
		table := parquetTable{at: bytes.NewReader(make([]byte, 10)), size: 10}
		if err := table.checkPages(&outside); err == nil || !strings.Contains(err.Error(), "outside of the file") {
			t.Errorf("%+v: error %v", outside, err)
		}
	}
}
