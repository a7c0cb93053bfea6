package corpus

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// A sample is a file in testdata and what a reader of it, with pencil and
// paper, finds in it.
type sample struct {
	file, format string
	o            Options
	papers       []Paper
	rejected     []string // place: reason
	warnings     []string
}

// check reads the file without naming its format.
func (s sample) check(t *testing.T) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", s.file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	g := readAll(t, s.file, f, s.o)
	if g.err != nil || g.in.Format != s.format {
		t.Errorf("%s: format %q, error %v, want %q", s.file, g.in.Format, g.err, s.format)
	}
	for i := range g.papers { // how titles are hashed is tested elsewhere
		p := &g.papers[i]
		p.Aliases = slices.DeleteFunc(p.Aliases, func(id string) bool { return strings.HasPrefix(id, titlePrefix) })
		if len(p.Aliases) == 0 {
			p.Aliases = nil
		}
		if strings.HasPrefix(p.ID, titlePrefix) {
			p.ID = titlePrefix
		}
	}
	if diff := cmp.Diff(s.papers, g.papers); diff != "" {
		t.Errorf("%s (-want +got):\n%s", s.file, diff)
	}
	var rejected []string
	for _, r := range g.rejected {
		rejected = append(rejected, r.Place+": "+r.Reason)
	}
	if diff := cmp.Diff(s.rejected, rejected); diff != "" {
		t.Errorf("%s: left out (-want +got):\n%s", s.file, diff)
	}
	if diff := cmp.Diff(s.warnings, g.in.Warnings); diff != "" {
		t.Errorf("%s: warnings (-want +got):\n%s", s.file, diff)
	}
}

func TestTables(t *testing.T) {
	twelve, none := 12, 0
	for _, s := range []sample{
		{
			file: "arxiv.tsv", format: "arxiv-table",
			papers: []Paper{
				{ID: "cs/9809010", Title: "The lamp yet to happen", Abstract: "We show that lamps may be small.", Date: date("1998-09-02"), Authors: []string{"C. Gordon Bell", "Jim Gray"}, AuthorCount: 2, URL: "https://arxiv.org/abs/cs/9809010", Source: "arxiv"},
				{ID: "0704.0001", DOI: "10.1000/x.1", Title: "A lamp stored as a number", Abstract: "An id that was a number on its way.", Date: date("2007-04-01"), Authors: []string{"Ann Lee", "Bo Li", "Cy Ray"}, AuthorCount: 3, URL: "https://arxiv.org/abs/0704.0001", Source: "arxiv"},
				// The mark that opens the abstract in line 5 is closed nowhere: the tabs of that line count as they stand.
				{ID: "0704.0002", Title: "A lamp with a broken line", Abstract: `"A quotation mark that nobody closes"" and goes on.`, Date: date("2007-04-02"), Authors: []string{"Ann Lee"}, AuthorCount: 1, URL: "https://arxiv.org/abs/0704.0002", Source: "arxiv"},
				{ID: "0704.0003", Title: "A lamp after a broken line", Abstract: "The line after it is whole.", Date: date("2007-04-03"), Authors: []string{"Ann Lee"}, AuthorCount: 1, URL: "https://arxiv.org/abs/0704.0003", Source: "arxiv"},
			},
		},
		{
			file: "embase.csv", format: "embase",
			papers: []Paper{
				{ID: "10.4103/2303-9027.1", DOI: "10.4103/2303-9027.1", Title: "Lamps, and how to hold them", Abstract: "AIM: To hold lamps. RESULT: They were held.", Date: date("2014-08-25"), Authors: []string{"Liu R.", "Adler D.G."}, AuthorCount: 2, Keywords: []string{"hand", "lamp (diagnosis, surgery)"}, URL: "https://doi.org/10.4103/2303-9027.1", Source: "embase"},
			},
			rejected: []string{`embase.csv:5: missing "abstract"`},
		},
		{
			file: "ieee.csv", format: "ieee",
			papers: []Paper{
				{ID: "10.1109/l.2013.95", DOI: "10.1109/l.2013.95", Title: `Lamps: The "New Normal"`, Abstract: "Twenty years of lamps.", Date: date("2013-10-16"), Authors: []string{"P. Kogge", "J. Shalf"}, AuthorCount: 2, Organisation: "Lamp Lab, Rome; Light Inst.", Keywords: []string{"lamp", "light"}, URL: "https://ieeexplore.example.org/l.jsp?n=1", Source: "ieee"},
				{ID: titlePrefix, Title: "A lamp of a year", Abstract: "One lamp, one year.", Date: date("2012"), Authors: []string{"J. Bauer"}, AuthorCount: 1, Keywords: []string{"Lighting", "Optics"}, Source: "ieee"},
			},
		},
		{
			file: "lens.csv", format: "lens",
			papers: []Paper{
				{ID: "10.1007/s1-2", Aliases: []string{"lens:000-360-106-493-122", "pmid:33251087"}, DOI: "10.1007/s1-2", Title: "Lamps at the edge", Abstract: "Lamps at the edge are lit.", Date: date("2020-11-22"), Authors: []string{"Petar Rad", "David De Roure"}, AuthorCount: 2, Keywords: []string{"edge", "lamp"}, URL: "http://dx.doi.org/10.1007/s1-2", Source: "lens"},
				{ID: "lens:000-360-106-493-123", Title: "Lamps of a month", Abstract: "Lamps of a month are lit.", Date: date("2020-11"), Authors: []string{"Ann Lee"}, AuthorCount: 1, Keywords: []string{"Light", "Optics"}, Source: "lens"},
			},
		},
		{
			file: "openalex.csv", format: "openalex-table",
			papers: []Paper{
				{ID: "10.1000/abc", Aliases: []string{"W1", "pmid:123"}, DOI: "10.1000/abc", Title: "Lamps counted", Abstract: "Lamps are counted.", Date: date("2017-09-12"), Authors: []string{"Ann Lee", "Bo Li"}, AuthorCount: 2, Organisation: `University of Lamps; University "Light"`, URL: "https://doi.org/10.1000/abc", Source: "openalex"},
			},
			rejected: []string{`openalex.csv:3: missing "abstract"`},
		},
		{
			file: "openreview.csv", format: "openreview-table", o: Options{Bound: day(2026, 7, 1)},
			papers: []Paper{
				{ID: "openreview:IdW0", Title: "Deep lamps", Abstract: "Lamps that forget, and why.", Date: date("2026"), Keywords: []string{"deep learning", "lamps"}, URL: "https://openreview.net/forum?id=IdW0", Source: "openreview"},
				// A conference of a later year has been announced, and is no date yet.
				{ID: "openreview:IdW1", Title: "Lamps to come", Abstract: "Lamps that are to come.", URL: "https://openreview.net/forum?id=IdW1", Source: "openreview"},
			},
		},
		{
			file: "scopus.csv", format: "scopus",
			papers: []Paper{
				{ID: "10.1177/2055", Aliases: []string{"2-s2.0-105", "pmid:41494690"}, DOI: "10.1177/2055", Title: "Lamps in medicine", Abstract: "Lamps are used in medicine.", Date: date("2026"), Authors: []string{"Liu, Fengyuan", "Li, Chunyun"}, AuthorCount: 2, Organisation: "Lamp Univ., Rome; Light Inst., Oslo", Keywords: []string{"lamp", "medicine"}, URL: "https://www.scopus.com/inward/record.uri?eid=2-s2.0-105&doi=x", Source: "scopus"},
				{ID: "2-s2.0-850", Title: "Proceedings of lamps", Abstract: "The proceedings contain 96 lamps.", Date: date("1999"), Keywords: []string{"Lamps", "Light"}, URL: "https://www.scopus.com/inward/record.uri?eid=2-s2.0-850", Source: "scopus"},
			},
		},
		{file: "springer.csv", format: "springer", rejected: []string{`springer.csv:2: missing "abstract"`}},
		{
			file: "springer.csv", format: "springer", o: Options{Titles: true},
			papers: []Paper{
				{ID: "10.1007/978-3_33", DOI: "10.1007/978-3_33", Title: "Graphs of lamps", Date: date("2022"), Authors: []string{"Araz R. Aliev", "Nigar T. McDonald"}, AuthorCount: 2, URL: "http://link.springer.com/chapter/10.1007/978-3_33", Source: "springer"},
			},
		},
		{
			file: "export.csv", format: "table",
			papers: []Paper{
				{ID: "2404.02905", Title: `=lamps("bright")`, Abstract: `'-1 lamp, "so" they say.`, Date: date("2025-06-23"), Authors: []string{"Ann Lee", "Bo, Jr."}, AuthorCount: 2, Organisation: "Lamp Lab", Upvotes: &twelve, Comments: &none, URL: "https://huggingface.co/papers/2404.02905", CodeURL: "https://github.com/a/b", Source: "hf-daily"},
				{ID: "2404.02905", Aliases: []string{"copy:1"}, Title: "A lamp like another", Abstract: "The copy says less.", Date: date("2025-06"), URL: "https://arxiv.org/abs/2404.02905", Source: "rss"},
			},
		},
		{
			file: "papers-latin1.csv", format: "table",
			papers: []Paper{
				{ID: titlePrefix, Title: "Lämpchen für alle", Abstract: "Lämpchen sind schön; sie leuchten.", Date: date("2019"), Authors: []string{"Müller, Jörg", "Weiß, Ann"}, AuthorCount: 2, Keywords: []string{"Licht", "lamp"}},
			},
			warnings: []string{"not UTF-8: 7 bytes were read as Windows-1252"},
		},
	} {
		s.check(t)
	}
}

// cutTable returns the records of a table as its splitter and cells give them.
func cutTable(text string) (records [][]string, lines []int) {
	s := &stream{text: bufio.NewReaderSize(strings.NewReader(text), headSize)}
	head, _ := s.text.Peek(headSize)
	t, ok := tableOf(head)
	if !ok {
		return nil, nil
	}
	_ = splitTable(openLegacy(s, false), t, &Input{})(func(rec record) bool {
		var cells []string
		if rec.bad != nil {
			cells = []string{rec.bad.reason}
		} else {
			quotes := rec.raw[0] == withQuotes
			for _, c := range cellsOf(len(rec.raw), rec.raw[1:], t.comma, quotes) {
				cells = append(cells, unquoted(c, quotes))
			}
		}
		records, lines = append(records, cells), append(lines, rec.line)
		return true
	})
	return records, lines
}

// What encoding/csv reads without complaint is read the same.
func TestTableAsEncodingCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		comma := rapid.SampledFrom([]rune(separators)).Draw(t, "comma")
		cell := rapid.StringOfN(rapid.SampledFrom([]rune("ab,;|\t\"\n é")), 0, 8, -1)
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 1, 4), 0, 5).Draw(t, "rows")
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Comma = comma
		w.UseCRLF = rapid.Bool().Draw(t, "crlf")
		if err := w.WriteAll(append([][]string{{"Title", "Abstract"}}, rows...)); err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(strings.NewReader(b.String()))
		r.Comma, r.FieldsPerRecord = comma, -1
		want, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		blank := func(rec []string) bool { return strings.TrimSpace(strings.Join(rec, "")) == "" } // blank lines are skipped
		want = slices.DeleteFunc(want[1:], blank)
		got, _ := cutTable(b.String())
		got = slices.DeleteFunc(got, blank)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%q (-encoding/csv +got):\n%s", b.String(), diff)
		}
	})
}

// A quotation mark that is not closed costs its own line.
func TestTableBrokenQuotes(t *testing.T) {
	const never = "quotation mark never closed"
	for _, c := range []struct {
		text  string
		want  [][]string
		lines []int
	}{
		{"title,abstract\na,\"b\nc,\"d\"\ne,f\n", [][]string{{"a", `"b`}, {"c", "d"}, {"e", "f"}}, []int{2, 3, 4}},
		{"title,abstract\na,\"b, x\nc,\"d\"\ne,f\n", [][]string{{never}, {"c", "d"}, {"e", "f"}}, []int{2, 3, 4}},
		{"title,abstract\na,\"b\ne,f\n", [][]string{{"a", `"b`}, {"e", "f"}}, []int{2, 3}},
		{"title,abstract\na,\"b \"c\" d\"\n", [][]string{{"a", `b "c" d`}}, []int{2}},
		{"title,abstract\n\"a\nb\",\"c\"\"\n\"\n", [][]string{{"a\nb", "c\"\n"}}, []int{2}},
		{"words first\nsep=,\n\"Title\", \"Abstract\"\n\n\"a\", \"b, c\"\n", [][]string{{"a", "b, c"}}, []int{5}},
		{"title\tabstract\ra\tb\rc\td", [][]string{{"a", "b"}, {"c", "d"}}, []int{2, 3}},
	} {
		got, lines := cutTable(c.text)
		if diff := cmp.Diff(c.want, got); diff != "" || !slices.Equal(lines, c.lines) {
			t.Errorf("%q: lines %v, want %v (-want +got):\n%s", c.text, lines, c.lines, diff)
		}
	}
}

// However many marks are never closed, each line is looked at a few times.
func TestTableManyBrokenQuotes(t *testing.T) {
	const n = 300_000
	text := "title,abstract\n" + strings.Repeat("\"x,y\n", n)
	got, _ := cutTable(text)
	if len(got) != n {
		t.Errorf("%d records, want %d", len(got), n)
	}
}

func TestNoTable(t *testing.T) {
	for _, text := range []string{
		"", "\"title", "title", "a,b\nc,d\n", "Title of the paper, and abstract,\n", "{\"title,abstract\n", "title,price\nlamp,3\n", strings.Repeat("a,b\n", 50) + "title,abstract\n",
	} {
		if _, ok := tableOf([]byte(text)); ok {
			t.Errorf("%q is taken for a table of papers", text)
		}
	}
	g := readString(t, "a,b\nc,d\n", Options{Format: "scopus"})
	if g.err != nil || g.in.Read != 0 || len(g.in.Warnings) != 1 {
		t.Errorf("a format that was named: %+v", g)
	}
}

func TestTableRagged(t *testing.T) {
	g := readString(t, "title,abstract,doi\nA lamp of mine,Two words\nA lamp of yours,\"Two words\",10.1000/x,,,\n,,\n", Options{})
	want := []string{"2 records have more or fewer fields than the header: the first in line 2"}
	if g.err != nil || len(g.papers) != 2 || len(g.rejected) != 1 || g.papers[1].DOI != "10.1000/x" || fmt.Sprint(g.in.Warnings) != fmt.Sprint(want) {
		t.Errorf("%d papers, rejected %v, warnings %q, error %v", len(g.papers), g.rejected, g.in.Warnings, g.err)
	}
}
