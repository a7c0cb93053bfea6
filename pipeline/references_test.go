package pipeline

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"papertide/analysis/calendar"
	"papertide/analysis/text"
	"papertide/pipeline/corpus"
	"papertide/pipeline/history"
	"papertide/reports"
)

// roundTrip exports papers and reads them again.
func roundTrip(t interface {
	Helper()
	Fatalf(string, ...any)
}, f reports.Format, papers []corpus.Paper,
) []corpus.Paper {
	t.Helper()
	r := history.Run{Number: 1, Papers: slices.Clone(papers), Of: make([]int32, len(papers)), Similarity: make([]float32, len(papers))}
	var docs []string
	for i, p := range papers {
		docs = append(docs, text.Document(p.Title, p.Abstract))
		r.Papers[i].Abstract = ""
		r.Of[i] = -1
	}
	var b bytes.Buffer
	texts := func(from, to int) ([]string, error) { return docs[from:to], nil }
	if err := reports.ExportPapers(&b, f, r, texts, reports.Filter{}); err != nil {
		t.Fatalf("%s: %v", f, err)
	}
	var got []corpus.Paper
	in, err := corpus.Read("export", bytes.NewReader(b.Bytes()), corpus.Options{Titles: true},
		func(p corpus.Paper) error { got = append(got, p); return nil },
		func(r corpus.Rejected) { t.Fatalf("%s: left out: %+v\n%s", f, r, b.Bytes()) })
	if err != nil || in.Format != string(f) && f != reports.CSV {
		t.Fatalf("%s: read as %q, error %v\n%s", f, in.Format, err, b.Bytes())
	}
	return got
}

// TestReferencesRoundTrip: what is written for a reference manager is the same
// paper when it is read again.
func TestReferencesRoundTrip(t *testing.T) {
	zero, twelve := 0, 12
	papers := []corpus.Paper{
		{
			ID: "2404.02905", DOI: "10.1000/x_y.1", Title: `Visual {A}uto-Regressive & 50% of $\alpha_1$: Schr\"odinger's "bridge"`,
			Abstract: `We {do not close this, R\&D \\ and \{ and end with \`, Date: calendar.NewDate(2025, 6, 3),
			Authors: []string{"Lee, Ann", "Lamp and Sons", "{OpenAI}", `G{\"o}del, Kurt`, "Others"}, AuthorCount: 7, Organisation: "Lamp & Light, Inc.",
			Upvotes: &twelve, Comments: &zero, URL: "https://huggingface.co/papers/2404.02905", CodeURL: "https://github.com/a_b/c#d", ProjectURL: "https://example.org/%7Ea",
			Source: "hf-daily", Keywords: []string{"R&D", "light, bright"},
		},
		{ID: "ACL2020:main.1", Title: "A paper of a month in words", Date: calendar.Date{Day: calendar.NewDate(2020, 7, 1).Day, Precision: calendar.ToMonth}, AuthorCount: 3, Source: "acl"},
		{Title: "A paper of a year, without an id of its own", Abstract: "It has words.", Date: calendar.Date{Day: calendar.NewDate(2019, 1, 1).Day, Precision: calendar.ToYear}},
		{ID: "10.1000/abc", Aliases: []string{"pmid:123"}, Title: "@article{lamp, title = {x}}", Abstract: "ER - and TY - are text here."},
	}
	for i := range papers {
		corpus.Identify(&papers[i])
		papers[i].AuthorCount = max(papers[i].AuthorCount, len(papers[i].Authors))
	}
	for _, f := range []reports.Format{reports.BibTeX, reports.RIS} {
		if diff := cmp.Diff(papers, roundTrip(t, f, papers)); diff != "" {
			t.Errorf("%s (-exported +read):\n%s", f, diff)
		}
	}
}

// TestReferencesRoundTripOfAnything draws papers of the signs that BibTeX, RIS
// and LaTeX care for.
func TestReferencesRoundTripOfAnything(t *testing.T) {
	words := func(signs string, least int) *rapid.Generator[string] {
		word := rapid.StringOfN(rapid.SampledFrom([]rune(signs)), 1, 6, -1)
		return rapid.Map(rapid.SliceOfN(word, least, 4), func(w []string) string { return strings.Join(w, " ") })
	}
	const signs = `ab{}\"'$%&#_^~@-,=éand`
	count := rapid.Map(rapid.IntRange(-1, 3), func(n int) *int {
		if n < 0 {
			return nil
		}
		return &n
	})
	paper := rapid.Custom(func(t *rapid.T) corpus.Paper {
		p := corpus.Paper{
			ID:           rapid.SampledFrom([]string{"", "2404.02905", "math/0211159", "10.1000/a_b", "lamp:{1}", "title:0123456789abcdef"}).Draw(t, "id"),
			DOI:          rapid.SampledFrom([]string{"", "10.1000/c_d"}).Draw(t, "doi"),
			Title:        "A long title of things and " + words(signs, 1).Draw(t, "title"),
			Abstract:     rapid.SampledFrom([]string{"", "The words are "}).Draw(t, "abstract"),
			Authors:      rapid.SliceOfN(words(signs, 1), 0, 3).Draw(t, "authors"),
			Organisation: rapid.OneOf(rapid.Just(""), words(signs, 1)).Draw(t, "organisation"),
			Upvotes:      count.Draw(t, "upvotes"), Comments: count.Draw(t, "comments"),
			Source:   rapid.SampledFrom([]string{"", "hf-daily", "a&b"}).Draw(t, "source"),
			URL:      rapid.SampledFrom([]string{"", "https://example.org/a_b?c=%20&d#e"}).Draw(t, "url"),
			CodeURL:  rapid.SampledFrom([]string{"", "https://github.com/a_b/c"}).Draw(t, "code"),
			Keywords: rapid.SliceOfNDistinct(words(signs, 1), 0, 3, rapid.ID).Draw(t, "keywords"),
		}
		arXiv := p.ID == "2404.02905" || p.ID == "math/0211159"
		if !arXiv { // aliases are not exported
			p.DOI = ""
		}
		if p.Abstract != "" {
			p.Abstract += words(signs, 1).Draw(t, "words")
		}
		if rapid.Bool().Draw(t, "dated") || arXiv { // whose ids tell the month
			d := calendar.NewDate(2020, 1, 1+rapid.IntRange(0, 365).Draw(t, "day")).Time()
			p.Date = calendar.NewDate(d.Year(), d.Month(), d.Day())
			switch rapid.IntRange(0, 2).Draw(t, "precision") {
			case 0:
				p.Date = calendar.Date{Day: calendar.NewDate(d.Year(), 1, 1).Day, Precision: calendar.ToYear}
			case 1:
				p.Date = calendar.Date{Day: calendar.NewDate(d.Year(), d.Month(), 1).Day, Precision: calendar.ToMonth}
			}
		}
		slices.Sort(p.Keywords)
		p.AuthorCount = len(p.Authors) + rapid.IntRange(0, 2).Draw(t, "more")
		corpus.Identify(&p)
		return p
	})
	rapid.Check(t, func(t *rapid.T) {
		papers := rapid.SliceOfN(paper, 1, 3).Draw(t, "papers")
		f := rapid.SampledFrom([]reports.Format{reports.BibTeX, reports.RIS}).Draw(t, "format")
		if diff := cmp.Diff(papers, roundTrip(t, f, papers), emptyIsNil); diff != "" {
			t.Fatalf("%s (-exported +read):\n%s", f, diff)
		}
	})
}

// emptyIsNil takes lists without members for none.
var emptyIsNil = cmp.Transformer("empty", func(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
})
