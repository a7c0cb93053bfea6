package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// listings answers with two papers a day.
func listings(w http.ResponseWriter, r *http.Request, _ int) {
	io.WriteString(w, listing(r.URL.Query().Get("date"), 0, 2))
}

// TestResumes: after an error, what came before stays and is not asked again;
// what a killed fetch had begun is gone.
func TestResumes(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
		if nth == 3 {
			w.WriteHeader(403)
			return
		}
		listings(w, r, nth)
	})
	source := Source{Name: HFDaily, Base: s.URL}
	dir := t.TempDir()
	in := open(t, dir, monday())
	if _, err := in.Fetch(t.Context(), source, day(t, "2025-06-02"), day(t, "2025-06-05")); err == nil {
		t.Fatal("no error")
	}
	in.close()
	for name, text := range map[string]string{".fetch-123.part": "[{", "notes.txt": "mine"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s.forget()
	s.answer = listings
	in = open(t, dir, monday())
	equal(t, "files", in.files(), []string{"hf-daily-2025-06-02.json", "hf-daily-2025-06-03.json", "notes.txt"})
	r, err := in.Fetch(t.Context(), source, day(t, "2025-06-02"), day(t, "2025-06-05"))
	if err != nil || r.Papers != 8 || r.Files != 4 || r.New != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	equal(t, "asked", s.queries("date"), []string{"2025-06-04", "2025-06-05"})
}

// TestNotWhole: files that were changed, cut or removed are asked for again, and
// so are those that the journal does not know.
func TestNotWhole(t *testing.T) {
	s := serve(t, listings)
	source := Source{Name: HFDaily, Base: s.URL}
	dir := t.TempDir()
	in := open(t, dir, monday())
	fetch := func() {
		t.Helper()
		s.forget()
		if _, err := in.Fetch(t.Context(), source, day(t, "2025-06-02"), day(t, "2025-06-05")); err != nil {
			t.Fatal(err)
		}
	}
	fetch()
	file := func(d string) string { return filepath.Join(dir, "hf-daily-"+d+".json") }
	if err := errors.Join(os.Remove(file("2025-06-02")), os.Truncate(file("2025-06-04"), 10)); err != nil {
		t.Fatal(err)
	}
	fetch()
	equal(t, "asked again", s.queries("date"), []string{"2025-06-02", "2025-06-04"})
	fetch()
	equal(t, "asked again", s.queries("date"), nil)

	// A power cut leaves the journal torn: its last line is passed over, and the
	// next begins a line of its own.
	in.close()
	journal := filepath.Join(dir, journalName)
	b, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(b), "\n")
	torn := strings.Join(lines[:3], "") + lines[3][:20] // of the 5th of June
	if err := os.WriteFile(journal, []byte(torn), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, want := range [][]string{{"2025-06-05"}, nil} {
		in = open(t, dir, monday())
		fetch()
		equal(t, "asked after a power cut", s.queries("date"), want)
		in.close()
	}
}

// TestConditions: what may still grow is asked for on the condition that it
// changed, where the source tells versions apart.
func TestConditions(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
		w.Header().Set("ETag", `W/"7"`)
		w.Header().Set("Last-Modified", "Mon, 30 Jun 2025 10:00:00 GMT")
		if r.Header.Get("If-None-Match") == `W/"7"` && r.Header.Get("If-Modified-Since") == "Mon, 30 Jun 2025 10:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		listings(w, r, nth)
	})
	source := Source{Name: HFDaily, Base: s.URL}
	dir := t.TempDir()
	for i, new := range []int{1, 0, 0} {
		in := open(t, dir, monday())
		r, err := in.Fetch(t.Context(), source, day(t, "2025-06-30"), day(t, "2025-06-30"))
		if err != nil || r.New != new || r.Papers != 2 || r.Files != 1 {
			t.Errorf("%d: %+v, %v", i, r, err)
		}
		in.close()
	}
	if len(s.asked) != 3 || s.asked[0].Header.Get("If-None-Match") != "" || s.asked[2].Header.Get("If-None-Match") == "" {
		t.Errorf("%d requests", len(s.asked))
	}
}

// TestListsShrink: pages that are no more go; papers that were listed stay when
// a list comes back empty, as from a source that has lost its mind for a day.
func TestListsShrink(t *testing.T) {
	n := 150
	s := serve(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		from := 0
		if r.URL.Query().Get("p") == "1" {
			from = 100
		}
		io.WriteString(w, listing("2025-06-30", from, min(100, max(n-from, 0))))
	})
	in := open(t, t.TempDir(), monday())
	for _, c := range []struct{ listed, papers, files int }{{150, 150, 2}, {60, 60, 1}, {0, 60, 1}, {150, 150, 2}, {0, 150, 2}} {
		n = c.listed
		r, err := in.Fetch(t.Context(), Source{Name: HFDaily, Base: s.URL}, day(t, "2025-06-30"), day(t, "2025-06-30"))
		if err != nil || r.Papers != c.papers || len(in.files()) != c.files {
			t.Errorf("%d listed: %+v in %v, %v", c.listed, r, in.files(), err)
		}
	}
}

// TestOneAtATime: a second fetch into an inbox waits for the first, says so, and
// keeps the source's pace after it.
func TestOneAtATime(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request, _ int) { io.WriteString(w, feed(1, 0, 1)) })
	source := Source{Name: ArXiv, Category: "cs.CL", Base: s.URL}
	dir := t.TempDir()
	first := open(t, dir, monday())
	ctx, cancel := context.WithCancel(t.Context())
	var told string
	_, err := Open(ctx, Options{Dir: dir, Notice: func(s string) { told = s; cancel() }})
	if !errors.Is(err, context.Canceled) || !strings.HasPrefix(told, "waiting for another fetch") {
		t.Errorf("told %q, %v", told, err)
	}
	if _, err := first.Fetch(t.Context(), source, day(t, "2025-06-30"), day(t, "2025-06-30")); err != nil {
		t.Fatal(err)
	}
	first.close()
	second := open(t, dir, monday().Add(time.Second))
	if _, err := second.Fetch(t.Context(), source, day(t, "2025-06-30"), day(t, "2025-06-30")); err != nil {
		t.Fatal(err)
	}
	equal(t, "pauses", second.clock.pauses, []time.Duration{2 * time.Second})
}

// TestFollow: from the first day that may have grown, week by week.
func TestFollow(t *testing.T) {
	s := serve(t, listings)
	source := Source{Name: HFDaily, Base: s.URL}
	span := func(in *inboxTest, s Source) string {
		t.Helper()
		r, err := in.Follow(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		return r.From.String() + ".." + r.To.String()
	}
	week := 7 * 24 * time.Hour
	dir := t.TempDir()
	in := open(t, dir, monday())
	for i, want := range []string{
		"2025-03-31..2025-06-30", // 13 weeks
		"2025-06-29..2025-07-07", // on the 30th of June, the 28th was the last day that could no longer grow
		"2025-07-06..2025-07-14",
	} {
		if got := span(in, source); got != want {
			t.Errorf("week %d: %s, want %s", i, got, want)
		}
		in.clock.now = in.clock.now.Add(week)
	}
	// Days that were fetched for another reason close no gap.
	if _, err := in.Fetch(t.Context(), source, day(t, "2025-07-20"), day(t, "2025-07-21")); err != nil {
		t.Fatal(err)
	}
	if got, want := span(in, source), "2025-07-13..2025-07-21"; got != want {
		t.Errorf("after a gap: %s, want %s", got, want)
	}
	in.close()

	// Nothing is forgotten between two programs, nor after a long summer.
	in = open(t, dir, monday().Add(20*week))
	if got, want := span(in, source), "2025-07-20..2025-11-17"; got != want {
		t.Errorf("after the summer: %s, want %s", got, want)
	}

	// A first year that was fetched goes on where it ended; a wish of the user's
	// begins where it says.
	in = open(t, t.TempDir(), monday())
	if _, err := in.Fetch(t.Context(), source, day(t, "2024-01-01"), day(t, "2024-03-31")); err != nil {
		t.Fatal(err)
	}
	if got, want := span(in, source), "2024-04-01..2025-06-30"; got != want {
		t.Errorf("after a back-file: %s, want %s", got, want)
	}
	other := Source{Name: ArXiv, Category: "cs.CL", Base: s.URL, From: day(t, "2025-06-29")}
	s.answer = func(w http.ResponseWriter, _ *http.Request, _ int) { io.WriteString(w, feed(0, 0, 0)) }
	if got, want := span(in, other), "2025-06-29..2025-06-30"; got != want {
		t.Errorf("from a day: %s, want %s", got, want)
	}
	other.From = day(t, "2025-07-05")
	if got, want := span(in, other), ".."; got != want {
		t.Errorf("from a day to come: %s, want %s", got, want)
	}
}

// TestFollowGoesOn: days that came before an error are not due again.
func TestFollowGoesOn(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request, nth int) {
		if r.URL.Query().Get("date") == "2025-06-27" {
			w.WriteHeader(404)
			return
		}
		listings(w, r, nth)
	})
	in := open(t, t.TempDir(), monday())
	for _, want := range []string{"2025-03-31", "2025-06-27"} {
		if r, err := in.Follow(t.Context(), Source{Name: HFDaily, Base: s.URL}); err == nil || r.From.String() != want {
			t.Errorf("from %s, want %s; error %v", r.From, want, err)
		}
	}
}

// TestValidate: what cannot be asked is refused before anything is.
func TestValidate(t *testing.T) {
	for want, s := range map[string]Source{
		`fetch "pubmed": want hf-daily, arxiv or openalex`: {Name: "pubmed"},
		"hf-daily has no category":                         {Name: HFDaily, Category: "cs.CL"},
		"arxiv has no filter":                              {Name: ArXiv, Category: "cs.CL", Filter: "x:y"},
		"arxiv needs a category":                           {Name: ArXiv},
		`category "../x": want`:                            {Name: ArXiv, Category: "../x"},
		`category "cs.CL OR all:x": want`:                  {Name: ArXiv, Category: "cs.CL OR all:x"},
		"openalex needs a filter":                          {Name: OpenAlex, Filter: " "},
		`filter "a\nb": want one line`:                     {Name: OpenAlex, Filter: "a\nb"},
		`base "http://mirror.example.org": want https`:     {Name: HFDaily, Base: "http://mirror.example.org"},
		`base "http://127.0.0.1.example.org/": want https`: {Name: HFDaily, Base: "http://127.0.0.1.example.org/"},
		`base "https://u:p@example.org": want an address`:  {Name: HFDaily, Base: "https://u:p@example.org"},
		`base "file:///etc": want an address`:              {Name: HFDaily, Base: "file:///etc"},
		`base "ftp://localhost": want https`:               {Name: HFDaily, Base: "ftp://localhost"},
	} {
		if err := s.Validate(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", s, err, want)
		}
	}
	for _, s := range []Source{
		{Name: HFDaily, Base: "https://mirror.example.org/hf"},
		{Name: HFDaily, Base: "http://[::1]:80"},
		{Name: HFDaily, Base: "http://127.0.0.2"},
		{Name: HFDaily, Base: "http://localhost:8080/"},
		{Name: ArXiv, Category: "cond-mat.supr-con"},
		{Name: ArXiv, Category: "q-fin.EC"},
		{Name: ArXiv, Category: "hep-th"},
		{Name: ArXiv, Category: "physics.acc-ph"},
		{Name: OpenAlex, Filter: "concepts.id:C1|C2,has_abstract:true"},
	} {
		if err := s.Validate(); err != nil {
			t.Errorf("%+v: %v", s, err)
		}
	}
	in := open(t, t.TempDir(), monday())
	if _, err := in.Fetch(t.Context(), Source{Name: HFDaily}, day(t, "2025-07-02"), day(t, "2025-07-03")); err == nil {
		t.Error("days to come were fetched")
	}
}

// TestContact: who asks is told in one header, and nothing else is.
func TestContact(t *testing.T) {
	for contact, ok := range map[string]bool{
		"": true, "me@example.org": true, "https://example.org/papers": true,
		"me": false, "Me <me@example.org>": false, "me@example.org\r\nX: y": false, "https://a/ b": false, "https://a/(b)": false, "ftp://a": false,
	} {
		if err := ValidContact(contact); (err == nil) != ok {
			t.Errorf("%q: %v", contact, err)
		}
	}
	for version, want := range map[string]string{"v1.2.3": "papertide/v1.2.3", "(devel)": "papertide/devel", "": "papertide/devel", "v0 (x)": "papertide/v0x"} {
		if got := userAgent(Options{Version: version}); got != want {
			t.Errorf("%q: %q, want %q", version, got, want)
		}
	}
}
