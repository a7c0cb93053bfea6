package corpus

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"papertide/analysis/calendar"
)

// anyPaper draws identified papers from so few values that records often agree.
func anyPaper() *rapid.Generator[Paper] {
	some := func(values ...string) *rapid.Generator[string] { return rapid.SampledFrom(values) }
	counts := rapid.SampledFrom([]*int{nil, count(0), count(3), count(7)})
	lists := rapid.SampledFrom([][]string{nil, {"A B"}, {"A B", "C D"}, {"C D", "A B"}})
	return rapid.Custom(func(t *rapid.T) Paper {
		p := Paper{
			ID:           some("", "", "2404.02905", "2404.02905v2", "2404.11111", "W1", "W2", "10.1145/abc", "17").Draw(t, "id"),
			DOI:          some("", "", "10.1145/abc", "10.1145/xyz", "10.48550/arXiv.2404.11111").Draw(t, "doi"),
			Title:        some(title, title, "A title that tells papers apart", title+": Extended", "Introduction", "Preface to the special issue").Draw(t, "title"),
			Abstract:     some("", "An abstract of words.", "An abstract of more words.").Draw(t, "abstract"),
			Date:         rapid.SampledFrom([]calendar.Date{{}, date("2024"), date("2024-05"), date("2024-05-03"), date("2024-12-31"), date("2023-12"), date("2023")}).Draw(t, "date"),
			Authors:      lists.Draw(t, "authors"),
			AuthorCount:  rapid.IntRange(0, 3).Draw(t, "author count"),
			Organisation: some("", "A", "B").Draw(t, "organisation"),
			Upvotes:      counts.Draw(t, "upvotes"),
			Comments:     counts.Draw(t, "comments"),
			URL:          some("", "", "https://huggingface.co/papers/2404.02905", "https://arxiv.org/abs/2404.02905", "https://example.org/a").Draw(t, "url"),
			CodeURL:      some("", "https://github.com/a/b", "https://github.com/a/c").Draw(t, "code"),
			ProjectURL:   some("", "https://a.github.io").Draw(t, "project"),
			Source:       some("", "x", "y").Draw(t, "source"),
			Keywords:     lists.Draw(t, "keywords"),
			Page:         rapid.Bool().Draw(t, "page"),
		}
		tidy(&p)
		Identify(&p)
		return p
	})
}

func TestMergeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyPaper().Draw(t, "a"), anyPaper().Draw(t, "b"), anyPaper().Draw(t, "c")
		if d := cmp.Diff(a, Merge(a, a)); d != "" {
			t.Fatal("not idempotent: ", d)
		}
		ab := Merge(a, b)
		if d := cmp.Diff(ab, Merge(b, a)); d != "" {
			t.Fatal("not commutative: ", d)
		}
		if d := cmp.Diff(Merge(ab, c), Merge(a, Merge(b, c))); d != "" {
			t.Fatal("not associative: ", d)
		}
		if d := cmp.Diff(ab, Merge(ab, b)); d != "" {
			t.Fatal("a part adds to its whole: ", d)
		}
		ids := func(papers ...Paper) []string {
			var all []string
			for _, p := range papers {
				all = append(all, idsOf(&p)...)
			}
			slices.Sort(all)
			return slices.Compact(all)
		}
		if d := cmp.Diff(ids(a, b), ids(ab)); d != "" {
			t.Fatal("ids are lost or made up: ", d)
		}
	})
}

func TestEarlier(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"2024-05-03", "2024-05-04", "2024-05-03"},
		{"2024", "2024-05-03", "2024-05-03"}, // the day is what the year says, exactly
		{"2024-05", "2024", "2024-05"},
		{"2024", "2024-12-31", "2024-12-31"}, // both end on the same day
		{"2023", "2024-05-03", "2023"},       // earlier in any case
		{"2024-06", "2024-05-03", "2024-05-03"},
		{"2024-02", "2024-02-29", "2024-02-29"},
	} {
		if a, b := earlier(date(c.a), date(c.b)), earlier(date(c.b), date(c.a)); a != date(c.want) || b != a {
			t.Errorf("earlier(%s, %s) = %v, %v; want %s", c.a, c.b, a, b, c.want)
		}
	}
	if d := date("2024"); earlier(d, calendar.Date{}) != d || earlier(calendar.Date{}, d) != d {
		t.Error("no date wins over a date")
	}
}
