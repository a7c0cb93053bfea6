package corpus

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The three shapes of the API's answer, and the paper that each should give.
func TestHFDaily(t *testing.T) {
	for _, c := range []struct {
		file string
		want []Paper
	}{
		{"hf-2024.json", []Paper{{
			ID: "2405.00001", Title: "A Title Broken over Two Lines", Abstract: "First line second line.", Date: day(2024, 5, 29),
			Authors: []string{"Ada Lovelace", "Bo Chen"}, AuthorCount: 2, Upvotes: count(18), Comments: count(5),
			URL: "https://huggingface.co/papers/2405.00001", Source: "hf-daily",
		}}},
		{"hf-2026.json", []Paper{{
			ID: "2608.00002", Title: "Looking at Papers of the Future", Abstract: "We look at them. Code at https://github.com/other/repo.", Date: day(2026, 8, 14),
			Authors: []string{"Ada Lovelace"}, AuthorCount: 1, Organisation: "Zhejiang University", Upvotes: count(0), Comments: count(1),
			URL: "https://huggingface.co/papers/2608.00002", CodeURL: "https://github.com/zju/papers", ProjectURL: "https://zju.github.io/papers",
			Source: "hf-daily", Keywords: []string{"paper reading", "reports"},
		}}},
		{"hf-python.json", []Paper{{
			ID: "2501.00003", Title: "It's Python Again: a Title", Abstract: "An \"abstract\"\u00e9 of words.", Date: day(2025, 1, 9),
			Authors: []string{"Bo Chen"}, AuthorCount: 1, Upvotes: count(3), Comments: count(2),
			URL: "https://huggingface.co/papers/2501.00003", Source: "hf-daily",
		}, {
			ID: "2501.00004", Title: "Another Title of Python", Abstract: "Words of another abstract.", Date: day(2025, 1, 10),
			Upvotes: count(1), Comments: count(0), URL: "https://huggingface.co/papers/2501.00004", Source: "hf-daily",
		}}},
	} {
		f, err := os.Open(filepath.Join("testdata", c.file))
		if err != nil {
			t.Fatal(err)
		}
		g := readAll(t, c.file, f, Options{})
		_ = f.Close()
		if g.err != nil || g.in.Format != "hf-daily" || len(g.rejected) > 0 || len(g.in.Warnings) > 0 {
			t.Errorf("%s: format %s, rejected %v, warnings %q, error %v", c.file, g.in.Format, g.rejected, g.in.Warnings, g.err)
		}
		if d := cmp.Diff(c.want, g.papers); d != "" {
			t.Errorf("%s: %s", c.file, d)
		}
	}
}

// A listing that is no paper is left out and said; a broken first record does
// not hide the format.
func TestHFDailyBadRecords(t *testing.T) {
	text := `[{"paper":{"id":"1"},}, {"publishedAt":"2025-01-01"}, {"paper":"x"}, 7,
		{"paper":{"id":"2501.00003","title":"A title","summary":"two words"},"publishedAt":"2025-13-01"},
		{"paper":{"id":"2501.00003","title":"A title","summary":"two words"}}]`
	g := readString(t, text, Options{})
	if g.in.Format != "hf-daily" || len(g.papers) != 1 {
		t.Fatalf("format %s, %d papers, want hf-daily, 1", g.in.Format, len(g.papers))
	}
	want := []string{`in:#1 missing "title"`, `in:#2 missing "paper"`, "in:#3 not an object", "in:#4 not an object", "in:#5 impossible date"}
	for i, r := range g.rejected {
		if got := r.Place + " " + r.Reason; i >= len(want) || got != want[i] {
			t.Errorf("rejected %d: %s", i, got)
		}
	}
}

// Every record of the real samples is read; the numbers were counted with
// another program.
func TestHFDailySamples(t *testing.T) {
	for file, want := range map[string]int{"2024-05-29.json": 8, "2024-12-27.pyrepr.json": 4, "2025-01-10.wrapped.json": 9, "2026-08-14.json": 23} {
		f, err := os.Open("../../../shared/formats/hf_daily_papers_api/" + file)
		if err != nil {
			t.Skip("no shared samples here")
		}
		g := readAll(t, file, f, Options{})
		_ = f.Close()
		if g.err != nil || g.in.Format != "hf-daily" || len(g.papers) != want || len(g.rejected) != 0 {
			t.Errorf("%s: format %s, %d papers, rejected %v, error %v; want %d", file, g.in.Format, len(g.papers), g.rejected, g.err, want)
		}
		for _, p := range g.papers {
			if p.Date.IsZero() || p.Upvotes == nil || p.Comments == nil || len(p.Authors) == 0 || p.URL == "" {
				t.Errorf("%s: %s lacks a part: %+v", file, p.ID, p)
			}
		}
	}
}
