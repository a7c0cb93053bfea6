package pipeline

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"papertide/pipeline/fetch"
)

// fetching makes the runs of o ask these sources on Monday, 30 June 2025.
func fetching(o Options, inbox string, sources ...fetch.Source) Options {
	o.Fetch = &Fetching{Sources: sources, Options: fetch.Options{
		Dir:   inbox,
		Now:   func() time.Time { return time.Date(2025, 6, 30, 6, 30, 0, 0, time.UTC) },
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}}
	return o
}

// listed is one paper of a day in the Daily Papers API's form.
func listed(day string) string {
	return fmt.Sprintf(`[{"publishedAt":"%sT08:00:00.000Z","paper":{"id":"2506.%s","title":"Paper of %s","summary":"We study topics of papers by counting the words that they hold in common."}}]`,
		day, "0"+strings.ReplaceAll(day[5:], "-", ""), day)
}

// TestFetchedRun: what is fetched is read like the files of a folder. A source
// that fails is a warning; only where nothing can be read it is the run's error.
func TestFetchedRun(t *testing.T) {
	up := false
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !up || strings.HasPrefix(r.URL.Path, "/gone") {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, listed(r.URL.Query().Get("date")))
	}))
	defer s.Close()
	dir := t.TempDir()
	inbox := filepath.Join(dir, "inbox")
	from, err := sourceConfig{Fetch: "hf-daily", Base: s.URL, From: "2025-06-23"}.source()
	if err != nil {
		t.Fatal(err)
	}
	o := fetching(inDir(dir), inbox, from, fetch.Source{Name: "arxiv", Category: "cs.CL", Base: s.URL + "/gone"})
	missed := "not fetched: arxiv cs.CL changed 2025-03: the source answers 404 Not Found"

	if out, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), missed) || out.Run != 0 {
		t.Errorf("nothing to read: run %d, error %v", out.Run, err)
	}
	up = true
	out := mustLive(t, o)
	if out.PapersNew != 8 || len(out.Warnings) == 0 || !strings.HasPrefix(out.Warnings[0], missed) {
		t.Errorf("%d papers, warnings %q", out.PapersNew, out.Warnings)
	}
	if len(o.Files) > 0 {
		t.Error("the caller's files were changed")
	}

	// Another Monday without the network: what is there is read, nothing is new.
	up = false
	if out = mustLive(t, o); out.Runs != 0 || out.PapersRead != 8 || len(out.Warnings) < 2 {
		t.Errorf("%d runs, %d papers, warnings %q", out.Runs, out.PapersRead, out.Warnings)
	}

	// Files that are named are read with the inbox; a cancelled run does nothing.
	o.Files = []string{filepath.Join(dir, "one.json")}
	if err := os.WriteFile(o.Files[0], []byte(listed("2025-06-20")), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, o); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if out = mustLive(t, o); out.PapersNew != 1 || out.PapersTotal != 9 {
		t.Errorf("%d of %d papers new", out.PapersNew, out.PapersTotal)
	}
}

// TestFetchedYear: what was fetched becomes a lived history.
func TestFetchedYear(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, listed(r.URL.Query().Get("date")))
	}))
	defer s.Close()
	dir := t.TempDir()
	o := inDir(dir)
	f := fetching(o, filepath.Join(dir, "inbox"))
	in, err := fetch.Open(t.Context(), f.Fetch.Options)
	if err != nil {
		t.Fatal(err)
	}
	first, _ := sourceConfig{From: "2025-05-26"}.source()
	_, err = in.Fetch(t.Context(), fetch.Source{Name: "hf-daily", Base: s.URL}, first.From, first.From.Last())
	if err := errors.Join(err, in.Close()); err != nil {
		t.Fatal(err)
	}
	f.Fetch.Sources = []fetch.Source{{Name: "hf-daily", Base: s.URL}} // goes on where the back-file ended
	f.ByPeriod = true
	if out := mustLive(t, f); out.PapersNew != 36 || out.Runs != 6 {
		t.Errorf("%d papers in %d runs, want 36 days in 6 weeks", out.PapersNew, out.Runs)
	}
}

// TestFetchedFormats: what each interface gives is read as it was kept: days by
// arXiv's search, a longer time by OAI-PMH, and works of OpenAlex.
func TestFetchedFormats(t *testing.T) {
	const abstract = "We study topics of papers by counting the words that they hold in common."
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		switch r.URL.Path {
		case "/api/query":
			day := q.Get("search_query")[len("cat:cs.CL AND submittedDate:["):][:8]
			fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id><title>arXiv Query</title>
<opensearch:totalResults>1</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>
<entry><id>http://arxiv.org/abs/2506.0%sv1</id><title>Searched on %s</title><summary>%s</summary><published>2025-06-%sT09:00:00Z</published><updated>2025-06-%[4]sT09:00:00Z</updated><author><name>A. B</name></author></entry></feed>`,
				day[4:], day, abstract, day[6:])
		case "/oai":
			fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2025-06-30T18:00:00Z</responseDate><ListRecords>`)
			for i, created := range []string{"2009-01-05", q.Get("from")} {
				id := fmt.Sprintf("%s.%05d", strings.ReplaceAll(created[2:7], "-", ""), i)
				fmt.Fprintf(w, `<record><header><identifier>oai:arXiv.org:%s</identifier><datestamp>2025-06-20</datestamp></header>
<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>%[1]s</id><created>%s</created><title>Harvested from %[2]s</title><categories>hep-th</categories><abstract>%s</abstract></arXiv></metadata></record>`, id, created, abstract)
			}
			fmt.Fprint(w, `</ListRecords></OAI-PMH>`)
		case "/works":
			day := q.Get("filter")[len(q.Get("filter"))-10:]
			if q.Get("cursor") != "*" {
				fmt.Fprint(w, `{"meta":{"count":1,"next_cursor":null},"results":[]}`)
				return
			}
			fmt.Fprintf(w, `{"meta":{"count":1,"next_cursor":"x"},"results":[{"id":"https://openalex.org/W%s","doi":null,"title":"Works of %s","publication_date":"%[2]s","publication_year":2025,"type":"article","language":"en",
				"abstract_inverted_index":{"We":[0],"study":[1],"topics":[2],"of":[3],"papers":[4],"by":[5],"counting":[6],"words.":[7]},"authorships":[]}],"group_by":[]}`,
				strings.ReplaceAll(day, "-", ""), day)
		}
	}))
	defer s.Close()
	source := func(name, category, filter, from string) fetch.Source {
		f, err := sourceConfig{Fetch: name, Category: category, Filter: filter, Base: s.URL, From: from}.source()
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	dir := t.TempDir()
	out := mustLive(t, fetching(inDir(dir), filepath.Join(dir, "inbox"),
		source("arxiv", "cs.CL", "", "2025-06-29"), source("arxiv", "hep-th", "", "2025-05-01"), source("openalex", "", "x.id:1", "2025-06-28")))
	if out.PapersTotal != 2+2+3 || out.Rejected > 0 || out.Duplicates > 0 {
		t.Errorf("%d papers, %d rejected, %d duplicates; warnings %q", out.PapersTotal, out.Rejected, out.Duplicates, out.Warnings)
	}
	for _, w := range out.Warnings {
		if strings.Contains(w, "inbox") || strings.Contains(w, "fetched") {
			t.Error(w)
		}
	}
}
