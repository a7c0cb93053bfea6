package reports

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"papertide/analysis/calendar"
	"papertide/analysis/topics"
	"papertide/analysis/trends"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// bare are parts without scripts and style, which would drown the goldens.
var bare = parts{}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (go test -update writes it anew):\n%s", file, diff)
	}
}

func TestPages(t *testing.T) {
	for name, run := range map[string]func(testing.TB) history.Run{
		"stream": streamRun, "long": longRun, "selection": selectionRun, "one-week": oneWeekRun, "undated": undatedRun,
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t)
			before := summaryOf(r)
			before.Number--
			before.Reported = before.Reported.Add(-1)
			got, err := renderPage(bare, r, []history.Summary{before, summaryOf(r)}, everywhere)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".html", got)
			again, err := renderPage(bare, r, []history.Summary{before, summaryOf(r)}, everywhere)
			if err != nil || string(again) != string(got) {
				t.Errorf("the same run drew other bytes (%v)", err)
			}
		})
	}
}

func TestArchive(t *testing.T) {
	r := streamRun(t)
	newest, again, older, undated := summaryOf(r), summaryOf(r), summaryOf(r), summaryOf(r)
	again.Number, older.Number, undated.Number = 2, 1, 4
	newest.Papers, again.Papers = 4023, 4014
	older.Reported, older.Withdrawn = r.Reported.Add(-30), true
	undated.Reported = calendar.Period{}
	newest.Movers = []history.CalledMover{
		{ID: id(topics.IsTopic, 1), Name: "agents", Verdict: trends.Rising, Confirmed: true},
		{ID: id(topics.IsTopic, 2), Name: "speech", Verdict: trends.Squeezed},
		{ID: id(topics.IsTheme, 1), Name: "a theme", Verdict: trends.Rising},
	}
	runs := []history.Summary{older, again, newest, undated}
	exists := func(name string) bool { return name != "undated.html" }
	got, err := renderArchive(runs, exists)
	if err != nil {
		t.Fatal(err)
	}
	html := string(got)
	for _, c := range []struct{ what, want string }{
		{"one row a period, however many runs", "3 reports, newest first."},
		{"a period has a link to its page", `<a href="2025-W26.html">23–29 June</a>`},
		{"the newest run of a period speaks for it", `>4,023<`},
		{"a page that is not there has no link", `<th scope="row">Papers without a date<`},
		{"a confirmed riser is bold", "rising:</span> <b><bdi>agents</bdi></b>"},
		{"a squeezed topic stands apart", "squeezed:</span> <bdi>speech</bdi>"},
		{"a withdrawn run is named so", " · withdrawn"},
	} {
		if !strings.Contains(html, c.want) {
			t.Errorf("%s: %q is missing", c.what, c.want)
		}
	}
	if strings.Contains(html, "4,014") {
		t.Error("a run that a newer one of the same period replaced speaks for it")
	}
	if first, last := strings.Index(html, "Papers without a date"), strings.Index(html, "withdrawn"); first > last {
		t.Error("the archive is not newest first")
	}
	// The history hands the runs over newest first.
	slices.Reverse(runs)
	if reversed, err := renderArchive(runs, exists); err != nil || string(reversed) != html {
		t.Errorf("the same runs in another order drew another archive (%v)", err)
	}
}

// The address of a period holds the page of its newest run also when that run
// is withdrawn, so its row says what that page says.
func TestArchiveOfAWithdrawnRun(t *testing.T) {
	r := streamRun(t)
	newest, again := summaryOf(r), summaryOf(r)
	again.Number--
	newest.Papers, again.Papers = 4023, 4014
	newest.Withdrawn = true
	got, err := renderArchive([]history.Summary{newest, again}, func(string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{">4,023<", "2025-W26 · withdrawn"} {
		if !strings.Contains(string(got), want) {
			t.Errorf("%q is missing", want)
		}
	}
}

// Every title of the reported period stands in the static page, so that it can
// be read without script.
func TestAllTitlesOfThePeriod(t *testing.T) {
	r := streamRun(t)
	html := render(t, r)
	for _, p := range r.Papers {
		at, ok := p.Date.In(r.Unit)
		if ok && at == r.Reported && !strings.Contains(html, escaped(readable(p.Title))) {
			t.Errorf("%q is not in the page", p.Title)
		}
	}
}

// From 150 papers on the best fitting 150 stand there, and the page says so.
func TestManyPapers(t *testing.T) {
	r := oneWeekRun(t)
	for len(r.Papers) < 200 {
		p := r.Papers[0]
		p.ID = "x"
		r.Papers = append(r.Papers, p)
		r.Of = append(r.Of, 0)
	}
	r.Similarity, r.Spot, r.Shares, r.Overall = nil, nil, nil, nil
	r.Counts.Periods, r.Counts.Topic = nil, nil
	common(&r)
	count(&r, "2025-W26")
	html := render(t, r)
	section := html[strings.Index(html, `<section id="papers"`):strings.Index(html, `<section id="topics"`)]
	if n := strings.Count(section, "<li"); n != manyPapers {
		t.Errorf("%d papers listed, want %d", n, manyPapers)
	}
	if !strings.Contains(section, "The 150 of 200 papers that fit their topics best") {
		t.Error("the page does not say that it leaves papers out")
	}
}

func TestHostilePage(t *testing.T) {
	r := streamRun(t)
	hostile := []string{
		`</script><script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `__f__alert(1)__f__`, `{{.}}`, `{%raw%}`, "`${alert(1)}`",
		"\u202eevil\u202c", "\u2066isolate", "nul\x00bell\x07escape\x1b[31m", strings.Repeat("very long ", 100_000),
		"a" + strings.Repeat("\u0301", 500), "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd", `"><style>*{display:none}</style>`, "\xff\xfe broken",
	}
	for i, h := range hostile {
		p := &r.Papers[len(r.Papers)-3-i]
		p.Title, p.Date = h, date(t, "2025-06-25")
		p.CodeURL, p.ProjectURL, p.URL = "javascript:alert(1)", "data:text/html,x", `https://x.example/"><script>`
		r.Topics[i%3].Label = append([]string{h}, r.Topics[i%3].Label...)
		r.Topics[i%3].Terms = append(r.Topics[i%3].Terms, h)
		r.Warnings = append(r.Warnings, h)
	}
	r.Title = hostile[0]
	html := render(t, r)
	for _, bad := range []string{"<script>alert", "<img", "<style>*", "javascript:", "data:text", "\u202e", "\u2066", "\x00", "\x07", "\x1b", "\ufffd"} {
		if strings.Contains(html, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if len(html) > 400_000 {
		t.Errorf("a title of 1 MB makes a page of %d bytes", len(html))
	}
	if !strings.Contains(html, "very long…") {
		t.Error("a long title is not marked as cut")
	}
}

// The policy names every script and the style by its hash, and nothing in the
// page needs more.
func TestPolicy(t *testing.T) {
	html, err := renderPage(shipped, streamRun(t), nil, everywhere)
	if err != nil {
		t.Fatal(err)
	}
	page := string(html)
	if strings.Contains(page, "unsafe-") {
		t.Error("the policy allows what is not safe")
	}
	markup := regexp.MustCompile(`(?s)<(script|style)[ >].*?</(script|style)>`).ReplaceAllString(page, "")
	if m := regexp.MustCompile(`<[a-z]+ [^>]*\b(style|on[a-z]+)=`).FindString(markup); m != "" {
		t.Errorf("an attribute that the policy forbids: %s", m)
	}
	for _, m := range regexp.MustCompile(`(?s)<(script|style)>(.*?)</(script|style)>`).FindAllStringSubmatch(page, -1) {
		hash := strings.ReplaceAll(strings.Trim(hashed(m[2]), "'"), "+", "&#43;")
		if !strings.Contains(page, hash) {
			t.Errorf("no hash for a %s of %d bytes", m[1], len(m[2]))
		}
	}
}

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	r := streamRun(t)
	old := r
	old.Number = 2
	runs := []history.Summary{summaryOf(old), summaryOf(r)}
	page, err := Write(dir, r, runs)
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, "2025-W26.html"); page != want {
		t.Errorf("page %s, want %s", page, want)
	}
	latest := read(t, filepath.Join(dir, "latest.html"))
	if latest != read(t, page) {
		t.Error("latest.html is not the newest page")
	}
	page, err = Write(dir, old, runs)
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, "2025-W26-run2.html"); page != want {
		t.Errorf("page of a run that another replaced: %s, want %s", page, want)
	}
	if latest != read(t, filepath.Join(dir, "latest.html")) {
		t.Error("an older run touched latest.html")
	}
	if !strings.Contains(read(t, filepath.Join(dir, "index.html")), `href="2025-W26.html"`) {
		t.Error("the archive does not lead to the page")
	}
	names, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if strings.HasPrefix(n.Name(), ".") {
			t.Errorf("temporary file %s stayed", n.Name())
		}
	}
	if page, err := Rewrite(t.TempDir(), r, runs); err != nil || filepath.Base(page) != "2025-W26.html" {
		t.Errorf("rewritten as %s (%v)", page, err)
	}
}

func TestWriteFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(filepath.Join(file, "out"), oneWeekRun(t), nil); err == nil {
		t.Error("a folder inside a file was written to")
	}
}

func TestLinks(t *testing.T) {
	for _, c := range []struct {
		name   string
		paper  corpus.Paper
		links  string
		best   string
		search bool
	}{
		{"daily paper", corpus.Paper{ID: "2404.02905", URL: "https://huggingface.co/papers/2404.02905"}, "arXiv HF", "https://huggingface.co/papers/2404.02905", false},
		{"old arXiv id", corpus.Paper{ID: "hep-th/9901001", URL: "http://arxiv.org/abs/hep-th/9901001"}, "arXiv", "http://arxiv.org/abs/hep-th/9901001", false},
		{"DOI alone", corpus.Paper{ID: "10.1/a<b", DOI: "10.1/a<b"}, "DOI", "https://doi.org/10.1/a%3Cb", false},
		{"title alone", corpus.Paper{ID: "t1", Title: "A & B"}, "arXiv HF", "https://huggingface.co/papers?q=A+%26+B", true},
		{"script for an address", corpus.Paper{ID: "t2", Title: "T", URL: "javascript:alert(1)", CodeURL: "JavaScript:x", ProjectURL: "//evil.example"}, "arXiv HF", "https://huggingface.co/papers?q=T", true},
		{"conference", corpus.Paper{ID: "acl-1", URL: "https://www.aclanthology.org/2020.acl-main.1"}, "aclanthology.org", "https://www.aclanthology.org/2020.acl-main.1", false},
		{"code and project", corpus.Paper{ID: "2404.02905", CodeURL: "https://huggingface.co/m", ProjectURL: "https://p.example"}, "arXiv model project", "https://arxiv.org/abs/2404.02905", false},
	} {
		links, search := linksOf(&c.paper)
		var names []string
		for _, l := range links {
			names = append(names, l.Name)
		}
		if got := strings.Join(names, " "); got != c.links || search != c.search {
			t.Errorf("%s: links %s (search %v), want %s (%v)", c.name, got, search, c.links, c.search)
		}
		if got := best(&c.paper, links); got != c.best {
			t.Errorf("%s: title leads to %s, want %s", c.name, got, c.best)
		}
	}
}

func TestShown(t *testing.T) {
	for in, want := range map[string]string{
		"  a \n\t b ":                     "a b",
		"abcdefghijkl":                    "abcdefghij…",
		"123456789 12345":                 "123456789…",
		"a\u202eb\u202cc":                 "abc",
		"q" + "\u0301\u0301":              "q\u0301\u0301",
		"\x1b[31mred":                     "[31mred",
		"\u05e9\u200f":                    "\u05e9\u200f",
		"a\xffb":                          "ab",
		"1234567890":                      "1234567890",
		"x\u0301\u0301\u0301\u0301\u0301": "x\u0301\u0301\u0301",
	} {
		if got := shown(in, 10); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
}

func TestReadable(t *testing.T) {
	for in, want := range map[string]string{
		"PanGu-$\\alpha$":           "PanGu-α",
		"Q&amp;A on $O(n^2)$ Costs": "Q&A on O(n²) Costs",
		"Schr\\\"odinger's Cat":     "Schrödinger's Cat",
	} {
		if got := readable(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
}

func TestShortSpans(t *testing.T) {
	for in, want := range map[string]string{
		"2025-W26": "23–29 June",
		"2025-W22": "26 May – 1 June",
		"2025-W01": "30 December 2024 – 5 January",
		"2025-06":  "June",
		"2025-Q2":  "April–June",
		"2025":     "2025",
	} {
		p, err := calendar.ParsePeriod(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := shortSpan(p); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func render(t testing.TB, r history.Run) string {
	t.Helper()
	html, err := renderPage(bare, r, nil, everywhere)
	if err != nil {
		t.Fatal(err)
	}
	return string(html)
}

func read(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func escaped(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;").Replace(s)
}

// Papers that came late stand apart, with their dates, the newest first; what
// does not fit is counted.
func TestLateArrivals(t *testing.T) {
	r := streamRun(t)
	for row, p := range r.Papers {
		if at, ok := p.Date.In(r.Unit); ok && at.Index < r.Reported.Index {
			r.Late = append(r.Late, int32(row))
		}
	}
	v := newView(&r)
	groups := v.paperSection().Groups
	g := groups[len(groups)-1]
	if g.Name != "Late arrivals" || len(g.Papers) != min(mostLate, len(r.Late)) || g.Count != thousands(len(r.Late)) {
		t.Fatalf("%s: %d papers of %s", g.Name, len(g.Papers), g.Count)
	}
	if more := len(r.Late) - mostLate; more > 0 && !strings.Contains(g.Note, thousands(more)+" more") {
		t.Errorf("note %q", g.Note)
	}
	for _, p := range g.Papers {
		if p.Date == "" || p.Note == "" {
			t.Errorf("%+v", p)
		}
	}
}

func TestEngaged(t *testing.T) {
	for want, a := range map[string]trends.Attention{
		"Engagement at equal age: its median paper ranks at 62 of 100 [48, 75], where 50 is usual; 31 papers compared; 1 paper too young to tell.": {Papers: 31, Young: 1, Percentile: 62.4, Low: 48, High: 75},
		"Engagement: no paper is old enough to be compared; 3 papers too young to tell.":                                                           {Young: 3},
	} {
		if got := engaged(a); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}
