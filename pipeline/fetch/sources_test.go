package fetch

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestManyListed: a day with more papers than a page is asked on.
func TestManyListed(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		page, _ := strconv.Atoi(r.URL.Query().Get("p"))
		io.WriteString(w, listing("2025-06-02", 100*page, []int{100, 100, 7}[page]))
	})
	in := open(t, t.TempDir(), monday())
	r, err := in.Fetch(t.Context(), Source{Name: HFDaily, Base: s.URL}, day(t, "2025-06-02"), day(t, "2025-06-02"))
	if err != nil || r.Papers != 207 {
		t.Errorf("%+v, %v", r, err)
	}
	equal(t, "pages", s.queries("p"), []string{"", "1", "2"})
	equal(t, "files", in.files(), []string{"hf-daily-2025-06-02-p2.json", "hf-daily-2025-06-02-p3.json", "hf-daily-2025-06-02.json"})
}

// TestSamePageAgain: a source that does not know pages would be asked forever.
func TestSamePageAgain(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request, _ int) { io.WriteString(w, listing("2025-06-02", 0, 100)) })
	in := open(t, t.TempDir(), monday())
	_, err := in.Fetch(t.Context(), Source{Name: HFDaily, Base: s.URL}, day(t, "2025-06-02"), day(t, "2025-06-02"))
	if err == nil || !strings.Contains(err.Error(), "page 2: the source gives the page before again") || len(s.asked) != 2 {
		t.Errorf("asked %d times, %v", len(s.asked), err)
	}
}

// feed is an answer of arXiv's search interface.
func feed(total, start, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns="http://www.w3.org/2005/Atom">
<title>arXiv Query</title><opensearch:totalResults>%d</opensearch:totalResults><opensearch:startIndex>%d</opensearch:startIndex>`, total, start)
	for i := start; i < start+n; i++ {
		fmt.Fprintf(&b, "\n<entry><id>http://arxiv.org/abs/2506.%05dv1</id><title>A &lt; B\v &eacute;</title><summary>We study.</summary><published>2025-06-02T09:00:00Z</published></entry>", i)
	}
	return b.String() + "\n</feed>\n"
}

// TestSearch: a short span of arXiv goes through its search interface day by
// day, in three seconds each. A server that gives fewer papers than were asked
// for is asked on from there; an empty page, where more must follow, again.
func TestSearch(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
		start, _ := strconv.Atoi(r.URL.Query().Get("start"))
		switch {
		case nth == 2: // known under load
			io.WriteString(w, feed(650, 300, 0))
		case strings.Contains(r.URL.Query().Get("search_query"), "20250601"):
			io.WriteString(w, feed(0, 0, 0))
		default:
			io.WriteString(w, feed(650, start, min(300, 650-start)))
		}
	})
	in := open(t, t.TempDir(), monday())
	r, err := in.Fetch(t.Context(), Source{Name: ArXiv, Category: "cs.CL", Base: s.URL + "/"}, day(t, "2025-06-01"), day(t, "2025-06-02"))
	if err != nil || r.Papers != 650 || r.Source != "arxiv cs.CL" {
		t.Errorf("%+v, %v", r, err)
	}
	equal(t, "starts", s.queries("start"), []string{"0", "0", "0", "300", "600"})
	equal(t, "files", in.files(), []string{"arxiv-cs.CL-2025-06-02-p2.xml", "arxiv-cs.CL-2025-06-02-p3.xml", "arxiv-cs.CL-2025-06-02.xml"})
	if got, want := s.queries("search_query")[1], "cat:cs.CL AND submittedDate:[202506020000 TO 202506022359]"; got != want {
		t.Errorf("query %q, want %q", got, want)
	}
	// The pause after the empty page of two seconds is part of the third pause of three.
	equal(t, "pauses", in.clock.pauses, []time.Duration{3e9, 2e9, 1e9, 3e9, 3e9})
	if p := s.asked[0].URL.Path; p != "/api/query" {
		t.Errorf("path %s", p)
	}
}

// TestSearchErrors: arXiv answers with feeds that are errors.
func TestSearchErrors(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		io.WriteString(w, `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/api/errors#bad</id><title>Error</title><summary>no such
category</summary></entry></feed>`)
	})
	in := open(t, t.TempDir(), monday())
	_, err := in.Fetch(t.Context(), Source{Name: ArXiv, Category: "cs.CL", Base: s.URL}, day(t, "2025-06-02"), day(t, "2025-06-02"))
	if err == nil || err.Error() != "arxiv cs.CL 2025-06-02: arXiv answers: no such category" {
		t.Errorf("error %v", err)
	}
}

// record is a record of OAI-PMH.
func record(id, created string) string {
	return fmt.Sprintf(`<record><header><identifier>oai:arXiv.org:%s</identifier><datestamp>2025-06-20</datestamp></header>
<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>%s</id><created>%s</created><title>T&#233; &nbsp; of %s</title></arXiv></metadata></record>
`, id, id, created, id)
}

func oai(inside string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2025-06-30T18:00:00Z</responseDate>
` + inside + "</OAI-PMH>\n"
}

func list(token string, records ...string) string {
	return oai("<ListRecords>\n" + strings.Join(records, "") + `<resumptionToken cursor="0">` + token + "</resumptionToken>\n</ListRecords>\n")
}

// harvest answers like arXiv's OAI-PMH interface for cs.CL in June 2025: May has
// two pages, and June one of papers that were submitted long ago.
func harvest(w http.ResponseWriter, r *http.Request, _ int) {
	q := r.URL.Query()
	switch {
	case q.Get("resumptionToken") == "may 2":
		io.WriteString(w, list("", record("2505.00003", "2025-05-20"), record("0901.00001", "2009-01-05")))
	case q.Get("resumptionToken") != "":
		io.WriteString(w, oai(`<error code="badResumptionToken">unknown</error>`))
	case q.Get("from") == "2025-05-10":
		io.WriteString(w, list("may 2", record("1706.03762", "2017-06-12"), record("2505.00001", "2025-05-10"), record("2505.00002", "2025-05-09"),
			`<record><header status="deleted"><identifier>oai:arXiv.org:2505.00009</identifier></header></record>`))
	case q.Get("from") == "2025-06-01", q.Get("from") == "2025-07-01":
		io.WriteString(w, oai(`<error code="noRecordsMatch">none</error>`))
	default:
		io.WriteString(w, oai(`<error code="badArgument">no such set</error>`))
	}
}

// TestHarvest: a long span of arXiv goes through OAI-PMH, month by month of
// changes until today. Papers that were submitted before are left out; the
// others are kept as they came.
func TestHarvest(t *testing.T) {
	s := serve(t, harvest)
	in := open(t, t.TempDir(), monday())
	r, err := in.Fetch(t.Context(), Source{Name: ArXiv, Category: "cs.CL", Base: s.URL}, day(t, "2025-05-10"), day(t, "2025-06-30"))
	if err != nil || r.Papers != 2 || r.Files != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	equal(t, "files", in.files(), []string{"arxiv-cs.CL-from-2025-05-10-changed-2025-05-p2.xml", "arxiv-cs.CL-from-2025-05-10-changed-2025-05.xml"})
	if got, want := in.content("arxiv-cs.CL-from-2025-05-10-changed-2025-05.xml"), list("may 2", "\n", record("2505.00001", "2025-05-10"), "\n"); got != want {
		t.Errorf("kept\n%s\nwant\n%s", got, want)
	}
	var asked []string
	for _, r := range s.asked {
		query, _ := url.QueryUnescape(r.URL.RawQuery)
		asked = append(asked, r.URL.Path+"?"+query)
	}
	equal(t, "asked", asked, []string{
		"/oai?from=2025-05-10&metadataPrefix=arXiv&set=cs:cs:CL&until=2025-05-31&verb=ListRecords",
		"/oai?resumptionToken=may 2&verb=ListRecords",
		"/oai?from=2025-06-01&metadataPrefix=arXiv&set=cs:cs:CL&verb=ListRecords",
	})

	// On the next day May is whole; June is over, and asked for to its end.
	s.forget()
	in.clock.now = in.clock.now.AddDate(0, 0, 1)
	if r, err = in.Fetch(t.Context(), Source{Name: ArXiv, Category: "cs.CL", Base: s.URL}, day(t, "2025-05-10"), day(t, "2025-07-01")); err != nil || r.Papers != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	equal(t, "months asked again", s.queries("from"), []string{"2025-06-01", "2025-07-01"})
	equal(t, "their ends", s.queries("until"), []string{"2025-06-30", ""})
}

// TestHarvestResumes: after an error the next call goes on with the token of the
// last page; a token that the source has forgotten, from the first page.
func TestHarvestResumes(t *testing.T) {
	token, broken := "may 2", true
	s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
		if r.URL.Query().Get("from") == "2025-05-10" {
			io.WriteString(w, list(token, record("2505.00001", "2025-05-10")))
			return
		}
		if broken && r.URL.Query().Get("resumptionToken") != "" {
			w.WriteHeader(404)
			return
		}
		harvest(w, r, nth)
	})
	source := Source{Name: ArXiv, Category: "cs.CL", Base: s.URL}
	fetch := func(in *inboxTest) (Result, error) {
		return in.Fetch(t.Context(), source, day(t, "2025-05-10"), day(t, "2025-07-10"))
	}
	later := time.Date(2025, 7, 10, 0, 0, 0, 0, time.UTC)
	dir := t.TempDir()
	in := open(t, dir, later)
	if _, err := fetch(in); err == nil || err.Error() != "arxiv cs.CL changed 2025-05: page 2: the source answers 404 Not Found" {
		t.Fatal(err)
	}
	in.close()

	s.forget()
	broken = false
	s.answer = func(w http.ResponseWriter, r *http.Request, nth int) {
		if r.URL.Query().Has("until") && r.URL.Query().Get("from") != "2025-05-10" || r.URL.Query().Get("from") == "2025-07-01" {
			io.WriteString(w, oai(`<error code="noRecordsMatch"/>`))
			return
		}
		harvest(w, r, nth)
	}
	in = open(t, dir, later)
	if r, err := fetch(in); err != nil || r.Papers != 2 || r.New != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	equal(t, "tokens", s.queries("resumptionToken"), []string{"may 2", "", ""})
	in.close()

	// The token has died overnight.
	dir = t.TempDir()
	token, broken = "may 1", true
	answer := s.answer
	s.answer = func(w http.ResponseWriter, r *http.Request, nth int) {
		if r.URL.Query().Get("from") == "2025-05-10" {
			io.WriteString(w, list(token, record("2505.00001", "2025-05-10")))
		} else if broken {
			w.WriteHeader(404)
		} else {
			answer(w, r, nth)
		}
	}
	in = open(t, dir, later)
	if _, err := fetch(in); err == nil {
		t.Fatal("no error")
	}
	s.forget()
	token, broken = "may 2", false
	if r, err := fetch(in); err != nil || r.Papers != 2 || r.Files != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	equal(t, "tokens", s.queries("resumptionToken"), []string{"may 1", "", "may 2", "", ""})
}

// TestTokensRepeat: tokens that lead in a circle, and errors of the protocol.
func TestTokensRepeat(t *testing.T) {
	for name, c := range map[string]struct {
		answer func(token string, nth int) string
		asked  int
		err    string
	}{
		"the same token": {func(_ string, nth int) string { return list("x", record(fmt.Sprintf("2505.%05d", nth), "2025-05-10")) }, 2, "page 3: the source names a page that it gave before"},
		"a circle": {func(token string, nth int) string {
			return list(map[string]string{"": "a", "a": "b", "b": "a"}[token], record(fmt.Sprintf("2505.%05d", nth), "2025-05-10"))
		}, 3, "page 4: the source names a page that it gave before"},
		"a token forever unknown": {func(token string, _ int) string {
			if token != "" {
				return oai(`<error code="badResumptionToken"/>`)
			}
			return list("a", record("2505.00001", "2025-05-10"))
		}, 4, "page 2: the source has forgotten its token"},
		"no such set": {func(string, int) string { return oai(`<error code="badArgument">no set</error>`) }, 1, "arXiv answers: badArgument no set"},
		"another XML": {func(string, int) string { return feed(1, 0, 1) }, 1, "XML of another kind than <OAI-PMH>"},
		"cut":         {func(string, int) string { s := list("", record("2505.00001", "2025-05-10")); return s[:len(s)-12] }, mostTries, "no whole XML"},
	} {
		s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
			io.WriteString(w, c.answer(r.URL.Query().Get("resumptionToken"), nth))
		})
		in := open(t, t.TempDir(), monday())
		_, err := in.Fetch(t.Context(), Source{Name: ArXiv, Category: "cs.CL", Base: s.URL}, day(t, "2025-05-10"), day(t, "2025-06-30"))
		if err == nil || !strings.Contains(err.Error(), c.err) || len(s.asked) != c.asked {
			t.Errorf("%s: asked %d times, want %d; error %v, want %s", name, len(s.asked), c.asked, err, c.err)
		}
	}
}

// TestWorks: OpenAlex goes by its cursor; who asks is told and kept nowhere.
func TestWorks(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		switch r.URL.Query().Get("cursor") {
		case "*":
			io.WriteString(w, `{"meta":{"count":3,"next_cursor":"Il=x"},"results":[{"id":"W1"},{"id":"W2"}]}`)
		case "Il=x":
			io.WriteString(w, `{"meta":{"count":3,"next_cursor":"Iy"},"results":[{"id":"W3"}]}`)
		default:
			io.WriteString(w, `{"meta":{"count":3,"next_cursor":null},"results":[]}`)
		}
	})
	in := open(t, t.TempDir(), monday())
	in.o.Key = "sesame&"
	filter := "primary_topic.id:T10028"
	r, err := in.Fetch(t.Context(), Source{Name: OpenAlex, Filter: filter, Base: s.URL}, day(t, "2025-06-02"), day(t, "2025-06-02"))
	if err != nil || r.Papers != 3 || r.Files != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	equal(t, "filters", s.queries("filter")[:1], []string{filter + ",from_publication_date:2025-06-02,to_publication_date:2025-06-02"})
	equal(t, "cursors", s.queries("cursor"), []string{"*", "Il=x", "Iy"})
	equal(t, "mailto", s.queries("mailto")[:1], []string{"me@example.org"})
	equal(t, "keys", s.queries("api_key")[:1], []string{"sesame&"})
	for _, name := range append(in.files(), journalName) {
		if text := in.content(name); strings.Contains(text, "sesame") || strings.Contains(text, "me@example") {
			t.Errorf("%s holds who asked: %s", name, text)
		}
	}
	s.answer = func(w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(401) }
	_, err = in.Fetch(t.Context(), Source{Name: OpenAlex, Filter: filter, Base: s.URL}, day(t, "2025-06-03"), day(t, "2025-06-03"))
	if err == nil || !strings.Contains(err.Error(), "OPENALEX_API_KEY") || strings.Contains(err.Error(), "sesame") {
		t.Errorf("error %v", err)
	}
	s.Close()
	_, err = in.Fetch(t.Context(), Source{Name: OpenAlex, Filter: filter, Base: s.URL}, day(t, "2025-06-03"), day(t, "2025-06-03"))
	if err == nil || strings.Contains(err.Error(), "sesame") {
		t.Errorf("error %v", err)
	}
}

// TestChoice: which of arXiv's interfaces is asked for which days.
func TestChoice(t *testing.T) {
	today := day(t, "2025-06-30")
	for _, c := range []struct{ first, last, path string }{
		{"2025-06-30", "2025-06-30", "/api/query"},
		{"2025-05-31", "2025-06-30", "/api/query"}, // 31 days
		{"2025-05-30", "2025-06-30", "/oai"},
		{"2024-07-01", "2025-06-30", "/oai"},
		{"2024-01-01", "2024-12-31", "/oai"},       // half a year ago
		{"2015-01-01", "2015-12-31", "/api/query"}, // ten years, of which nine were not asked for
	} {
		a := Source{Name: ArXiv, Category: "cs.CL"}.api(day(t, c.first), day(t, c.last), today)
		if a.path != c.path {
			t.Errorf("%s to %s: %s, want %s", c.first, c.last, a.path, c.path)
		}
	}
}

// TestOldest: no change is older than arXiv's interface says.
func TestOldest(t *testing.T) {
	a := arXivOAI("hep-th", day(t, "1991-08-01"), day(t, "2025-06-30"), day(t, "2025-06-30"))
	q, _ := url.ParseQuery(a.portions[0].query)
	if q.Get("from") != "2005-09-16" || q.Get("until") != "2005-09-30" || len(a.portions) != 238 {
		t.Errorf("%v, %d months", q, len(a.portions)) // 4 of 2005, 12 of each of 19 years, 6 of 2025
	}
}

// TestDeepXML: a bomb of elements ends the reading early.
func TestDeepXML(t *testing.T) {
	if _, err := readFeed([]byte("<feed>" + strings.Repeat("<a>", 1<<10))); err == nil || !strings.Contains(err.Error(), "100 deep") {
		t.Errorf("error %v", err)
	}
	if _, err := readFeed([]byte("<feed>" + strings.Repeat("<a/>", 1<<10) + "<entry>" + strings.Repeat("<a>", 1<<10))); err == nil {
		t.Error("a deep entry was read")
	}
}

// TestSets: examples of info.arxiv.org/help/oa, and of its ListSets.
func TestSets(t *testing.T) {
	for category, want := range map[string]string{
		"cs.AI": "cs:cs:AI", "math.NA": "math:math:NA", "hep-lat": "physics:hep-lat", "hep-th": "physics:hep-th", "cs": "cs",
		"cond-mat.soft": "physics:cond-mat:soft", "physics.optics": "physics:physics:optics", "q-bio.NC": "q-bio:q-bio:NC", "astro-ph": "physics:astro-ph",
	} {
		if got := setOf(category); got != want {
			t.Errorf("%s: %s, want %s", category, got, want)
		}
	}
}

// TestArchive: an archive is asked for with its classes.
func TestArchive(t *testing.T) {
	a := arXivSearch("astro-ph", day(t, "2025-06-02"), day(t, "2025-06-02"))
	q, _ := url.ParseQuery(a.portions[0].query)
	if got := q.Get("search_query"); !strings.HasPrefix(got, "(cat:astro-ph OR cat:astro-ph.*) AND ") {
		t.Error(got)
	}
}

// TestSamples: answers that the sources once gave are read whole; what is
// counted is what a search for the elements finds.
func TestSamples(t *testing.T) {
	formats := filepath.Join("..", "..", "..", "shared", "formats")
	read := func(folder string, check func(name, text string)) {
		files, _ := filepath.Glob(filepath.Join(formats, folder, "*"))
		if len(files) == 0 {
			t.Skip("no samples of formats beside this checkout")
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			check(filepath.Base(f), string(b))
		}
	}
	read("arxiv_atom", func(name, text string) {
		p, err := readFeed([]byte(text))
		if want := strings.Count(text, "<entry>"); err != nil && !strings.Contains(text, "api/errors") || err == nil && p.papers != want {
			t.Errorf("%s: %d papers, want %d; %v", name, p.papers, want, err)
		}
	})
	read("arxiv_oai_pmh", func(name, text string) {
		p, err := readRecords([]byte(text), day(t, "1991-01-01"), day(t, "2030-01-01"))
		if strings.HasPrefix(text, "<record") {
			return // a record that was cut out of its answer
		}
		if want := strings.Count(text, "<created>"); err != nil || p.papers != want || string(p.body) != text {
			t.Errorf("%s: %d papers, want %d; %v", name, p.papers, want, err)
		}
	})
	read("hf_daily_papers_api", func(name, text string) {
		if strings.Count(name, ".") > 1 {
			return // malformed by others
		}
		p, err := readList([]byte(text))
		if want := strings.Count(text, `"paper":`); err != nil || p.papers != want {
			t.Errorf("%s: %d papers, want %d; %v", name, p.papers, want, err)
		}
	})
}
