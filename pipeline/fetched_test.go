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
