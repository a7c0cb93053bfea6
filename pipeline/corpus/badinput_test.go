package corpus

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const fair = `"title":"Visual Autoregressive Modeling","abstract":"We present a new paradigm."`

// Each bad record stands between two good ones, which must be read.
func TestBadRecords(t *testing.T) {
	for _, c := range []struct {
		record string
		o      Options
		want   string // reason and detail; "" if the record is kept
	}{
		{record: `{` + fair + `}`},
		{record: `{"abstract":"no title"}`, want: `missing "title"`},
		{record: `{"title":" \u0000\n","abstract":"no title"}`, want: `missing "title"`},
		{record: `{"title":"A title of words"}`, want: `missing "abstract": A title of words`},
		{record: `{"title":"A title of words","abstract":null}`, want: `missing "abstract": A title of words`},
		{record: `{"title":"A title of words"}`, o: Options{Titles: true}},
		{record: `{"title":"A title of words","abstract":"N/A"}`, want: `missing "abstract": A title of words`},
		{record: `{"title":"A title of words","abstract":"N/A"}`, o: Options{Titles: true}},
		{record: `{` + fair + `,"date":"2025-02-30"}`, want: "impossible date: 2025-02-30"},
		{record: `{` + fair + `,"date":"2025-13-01T00:00:00Z"}`, want: "impossible date: 2025-13-01T00:00:00Z"},
		{record: `{` + fair + `,"date":"03/04/2021"}`, want: "impossible date: 03/04/2021"},
		{record: `{` + fair + `,"date":"01/02/2024"}`, want: "impossible date: 01/02/2024"},
		{record: `{` + fair + `,"date":"garbage"}`, want: "impossible date: garbage"},
		{record: `{` + fair + `,"date":"in press"}`},
		{record: `{` + fair + `,"date":"forthcoming"}`},
		{record: `{` + fair + `,"date":"n.d."}`},
		{record: `{` + fair + `,"date":""}`},
		{record: `{` + fair + `,"date":null}`},
		{record: `{` + fair + `,"date":"2025-06-02"}`, o: Options{Bound: day(2025, 6, 1)}, want: "date in the future: 2025-06-02"},
		{record: `{` + fair + `,"date":"2026"}`, o: Options{Bound: day(2025, 6, 1)}, want: "date in the future: 2026"},
		{record: `{` + fair + `,"date":"2025"}`, o: Options{Bound: day(2025, 6, 1)}},
		{record: `{` + fair + `,"date":"2025-06-01"}`, o: Options{Bound: day(2025, 6, 1)}},
		{record: `{"title":"Un titre de mots français","abstract":"Nous montrons que les mots de la langue sont dans le texte et que ce texte est pour les lecteurs."}`, o: Options{Language: "en"}, want: "in another language: fr"},
		{record: `{"title":"Un titre de mots français","abstract":"Nous montrons que les mots de la langue sont dans le texte et que ce texte est pour les lecteurs."}`},
		{record: `[1,2]`, want: "not an object: [1,2]"},
		{record: `"text"`, want: "not an object: text"},
		{record: `"`, want: "not an object"},
		{record: `null`, want: "not an object: null"},
		{record: "free \x1b[31mtext", want: "not an object: free [31mtext"},
		{record: `{"title":"A title`, want: "malformed JSON: "},
		{record: `{` + fair, want: "malformed JSON: "},
		{record: `{` + fair + `} trailing`, want: "malformed JSON: "},
		{record: strings.Repeat(`[`, 1e6), want: "not an object: [[["},
		{record: `{` + fair + `,"x":` + strings.Repeat(`[`, 1e6) + strings.Repeat(`]`, 1e6) + `}`, want: "malformed JSON: "},
		{record: `{"title":` + strings.Repeat(`[`, 9000) + strings.Repeat(`]`, 9000) + `,"abstract":"two words"}`, want: `missing "title"`},
		{record: `{"x":"` + strings.Repeat("x", MaxRecord) + `"}`, want: "record too long: 8388616 bytes, at most 8388608 are read"},
	} {
		g := readString(t, recordOf(1)+"\n"+c.record+"\n"+recordOf(2), c.o)
		short := c.record[:min(len(c.record), 80)]
		if g.err != nil {
			t.Errorf("%s: %v", short, g.err)
			continue
		}
		if c.want == "" {
			if len(g.papers) != 3 {
				t.Errorf("%s: %d papers, rejected %v; want 3", short, len(g.papers), g.rejected)
			} else if c.o.Titles && g.papers[1].Abstract != "" {
				t.Errorf("%s: abstract %q", short, g.papers[1].Abstract)
			}
			continue
		}
		if len(g.papers) != 2 || len(g.rejected) != 1 {
			t.Errorf("%s: %d papers, rejected %v; want 2 and 1", short, len(g.papers), g.rejected)
			continue
		}
		r := g.rejected[0]
		if got := r.Reason + ": " + r.Detail; !strings.HasPrefix(got+": ", c.want) || r.Place != "in:2" || len(r.Detail) > 130 {
			t.Errorf("%s: %s: %s; want in:2: %s", short, r.Place, got, c.want)
		}
	}
}

func TestOddText(t *testing.T) {
	g := readString(t, recordOf(1)+"\n"+
		"{\"title\":\"Bad \xff\xfe bytes\",\"abstract\":\"caf\xe9 and more\"}\n"+
		`{"title":"Nul\u0000 and \u001b[31mred\u202e text\u00a0 here","abstract":"two\r\n\twords\ud800"}`+"\n", Options{})
	if len(g.papers) != 3 {
		t.Fatalf("%d papers, rejected %v", len(g.papers), g.rejected)
	}
	if p := g.papers[1]; p.Title != "Bad \ufffd\ufffd bytes" || p.Abstract != "caf\ufffd and more" {
		t.Errorf("invalid UTF-8 became %q, %q", p.Title, p.Abstract)
	}
	if p := g.papers[2]; p.Title != "Nul and [31mred text here" || p.Abstract != "two words\ufffd" {
		t.Errorf("control characters became %q, %q", p.Title, p.Abstract)
	}
	want := []string{"1 record holds invalid UTF-8: such bytes became U+FFFD", "1 record holds control characters: they were taken out"}
	if got := g.in.Warnings; len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("warnings %q, want %q", got, want)
	}
}

func gzipped(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zstandard(t testing.TB, text string) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll([]byte(text), nil)
}

func manyLines(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(recordOf(i) + "\n")
	}
	return b.String()
}

func TestCompression(t *testing.T) {
	text := manyLines(3000)
	for what, packed := range map[string][]byte{"gzip": gzipped(t, text), "zstd": zstandard(t, text), "two members": append(gzipped(t, text[:100000]), gzipped(t, text[100000:])...)} {
		g := readAll(t, "in", bytes.NewReader(packed), Options{})
		if g.err != nil || len(g.papers) != 3000 || len(g.rejected) != 0 || len(g.in.Warnings) != 0 {
			t.Errorf("%s: %d papers, %d rejected, warnings %q, error %v; want 3000", what, len(g.papers), len(g.rejected), g.in.Warnings, g.err)
		}
		for i, p := range g.papers {
			if p.ID != fmt.Sprintf("paper%d", i) {
				t.Errorf("%s: paper %d of the file is %s", what, i, p.ID)
				break
			}
		}
	}
	// A page packs as well as lines do.
	if g := readAll(t, "in", bytes.NewReader(gzipped(t, seed(t))), Options{}); len(g.papers) != 56 {
		t.Errorf("page: %d papers", len(g.papers))
	}
}

func TestTruncated(t *testing.T) {
	text := manyLines(3000)
	for what, packed := range map[string][]byte{"gzip": gzipped(t, text), "zstd": zstandard(t, text)} {
		for _, part := range []int{len(packed) / 2, len(packed) - 9} { // in the middle; in gzip's or before zstd's last block's end
			g := readAll(t, "in", bytes.NewReader(packed[:part]), Options{})
			if what == "zstd" && g.err != nil { // one block may hold all
				continue
			}
			if g.err != nil || len(g.in.Warnings) != 1 || !strings.HasPrefix(g.in.Warnings[0], "damaged or cut off") || len(g.papers) == 0 {
				t.Errorf("%s, %d of %d bytes: %d papers, warnings %q, error %v", what, part, len(packed), len(g.papers), g.in.Warnings, g.err)
			}
			for _, r := range g.rejected {
				if r.Reason != "record cut off" || len(g.rejected) > 1 {
					t.Errorf("%s: rejected %v, want the last record at most", what, g.rejected)
					break
				}
			}
			for i, p := range g.papers {
				if p.Title != "Paper number "+strings.TrimPrefix(p.ID, "paper") {
					t.Errorf("%s: paper %d is %q, %q", what, i, p.ID, p.Title)
					break
				}
			}
		}
	}
	// Plain text that ends inside an array loses its last record alone.
	g := readString(t, "["+recordOf(1)+","+recordOf(2)+","+recordOf(3)[:40], Options{})
	if len(g.papers) != 2 || len(g.rejected) != 1 || g.rejected[0].Reason != "malformed JSON" || g.rejected[0].Place != "in:#3" {
		t.Errorf("open array: %d papers, rejected %v", len(g.papers), g.rejected)
	}
	// Noise after the last member is damage, too.
	if g := readAll(t, "in", bytes.NewReader(append(gzipped(t, text), "noise and more noise"...)), Options{}); len(g.papers) != 3000 || len(g.in.Warnings) != 1 {
		t.Errorf("noise at the end: %d papers, warnings %q", len(g.papers), g.in.Warnings)
	}
}

func TestSHA256(t *testing.T) {
	// printf '{"title":"A title of words","abstract":"two words"}' | sha256sum
	const text, want = `{"title":"A title of words","abstract":"two words"}`, "5827578fcaa910a5f1171f639f2e96a39e8a281ec5c1015a1223aa1b0440bd2f"
	if g := readString(t, text, Options{}); g.in.SHA256 != want {
		t.Errorf("SHA-256 %s, want %s", g.in.SHA256, want)
	}
	if g := readString(t, "\ufeff"+text, Options{}); g.in.SHA256 == want || len(g.in.SHA256) != 64 {
		t.Errorf("SHA-256 %s: it is that of all bytes", g.in.SHA256)
	}
}

// endless gives begin, then n times fill, then end.
type endless struct {
	begin, end string
	fill       byte
	n          int
}

func (e *endless) Read(p []byte) (int, error) {
	switch {
	case e.begin != "":
		n := copy(p, e.begin)
		e.begin = e.begin[n:]
		return n, nil
	case e.n > 0:
		n := min(len(p), e.n)
		for i := range p[:n] {
			p[i] = e.fill
		}
		e.n -= n
		return n, nil
	case e.end != "":
		n := copy(p, e.end)
		e.end = e.end[n:]
		return n, nil
	}
	return 0, io.EOF
}

// A giant record is skipped with its place and is never held whole.
func TestGiants(t *testing.T) {
	const size = 50 << 20
	a, b := recordOf(1), recordOf(2)
	for _, c := range []struct {
		what  string
		r     *endless
		place string
	}{
		{"line", &endless{a + "\n" + `{"title":"`, "\"}\n" + b, 'x', size}, "in:2"},
		{"first line", &endless{`{"title":"`, "\"}\n" + a + "\n" + b, 'x', size}, "in:1"},
		{"element", &endless{"[" + a + `,{"title":"`, `"},` + b + "]", 'x', size}, "in:#2"},
		{"brackets", &endless{"[" + a + `,`, "", '[', size}, "in:#2"},
		{"page", &endless{pageOf("Dec 8, 2024", "May 5", "May 6"), "\n", 'x', size}, "in:23"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		g := readAll(t, "in", c.r, Options{})
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 80<<20 {
			t.Errorf("%s: %d MiB allocated in all", c.what, used>>20)
		}
		want := 2
		if c.what == "brackets" {
			want = 1
		}
		if g.err != nil || len(g.papers) != want || len(g.rejected) != 1 || g.rejected[0].Place != c.place || g.rejected[0].Reason != "record too long" {
			t.Errorf("%s: %d papers, rejected %v, error %v", c.what, len(g.papers), g.rejected, g.err)
		}
	}
}
