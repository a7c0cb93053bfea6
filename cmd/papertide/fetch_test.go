package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"papertide/pipeline/fetch"
)

// serveSources stands in for the sources at $SERVER: Daily Papers with twenty
// papers each weekday, and nothing at /gone. Days are $YESTERDAY and $TODAY.
func serveSources(e *testscript.Env) {
	mux := http.NewServeMux()
	mux.HandleFunc("/hf/api/daily_papers", func(w http.ResponseWriter, r *http.Request) {
		day, err := time.Parse(time.DateOnly, r.URL.Query().Get("date"))
		if err != nil {
			http.Error(w, "no date", http.StatusBadRequest)
			return
		}
		papers := []any{}
		subjects := []string{"speech recognition of whispered voices", "protein folding by diffusion", "robots that fold laundry", "proofs by language models"}
		for i := range 20 {
			if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
				break
			}
			subject, id := subjects[i%4], fmt.Sprintf("%s.%05d", day.Format("0601"), 100*day.Day()+i)
			papers = append(papers, map[string]any{"publishedAt": day, "paper": map[string]any{
				"id": id, "title": fmt.Sprintf("On %s, part %s", subject, id),
				"summary": fmt.Sprintf("We study %s with a method that is new. Results on %s show that the method is better than the others.", subject, subject),
			}})
		}
		if err := json.NewEncoder(w).Encode(papers); err != nil {
			panic(err)
		}
	})
	s := httptest.NewServer(mux)
	e.Defer(s.Close)
	e.Setenv("SERVER", s.URL)
	now := time.Now().UTC()
	e.Setenv("TODAY", now.Format(time.DateOnly))
	e.Setenv("YESTERDAY", now.AddDate(0, 0, -1).Format(time.DateOnly))
}

// expand writes the values of $NAMES into a file.
func expand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: expand FILE")
	}
	text := os.Expand(ts.ReadFile(args[0]), ts.Getenv)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// TestNamedSources: the flags describe one source; without them, those of the
// configuration are meant.
func TestNamedSources(t *testing.T) {
	cl := fetch.Source{Name: fetch.ArXiv, Category: "cs.CL"}
	lg := fetch.Source{Name: fetch.ArXiv, Category: "cs.LG", Base: "https://mirror.example.org"}
	hf := fetch.Source{Name: fetch.HFDaily}
	configured := []fetch.Source{cl, hf, lg}
	for _, c := range []struct {
		of         fetch.Source
		configured []fetch.Source
		want       []fetch.Source
	}{
		{fetch.Source{Name: fetch.ArXiv}, configured, []fetch.Source{cl, lg}},
		{fetch.Source{Name: fetch.ArXiv, Category: "hep-th"}, configured, []fetch.Source{{Name: fetch.ArXiv, Category: "hep-th", Base: lg.Base}}},
		{fetch.Source{Name: fetch.ArXiv, Category: "hep-th"}, nil, []fetch.Source{{Name: fetch.ArXiv, Category: "hep-th"}}},
		{hf, configured, []fetch.Source{hf}},
		{hf, nil, []fetch.Source{hf}},
	} {
		got, err := named(c.of, c.configured)
		if d := cmp.Diff(c.want, got); err != nil || d != "" {
			t.Errorf("%+v: %v\n%s", c.of, err, d)
		}
	}
	for _, of := range []fetch.Source{{Name: fetch.ArXiv}, {Name: fetch.OpenAlex}, {Name: fetch.HFDaily, Filter: "x"}} {
		if got, err := named(of, nil); err == nil {
			t.Errorf("%+v: %+v", of, got)
		}
	}
}
