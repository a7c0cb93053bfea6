package corpus

import (
	"fmt"
	"math/rand/v2"
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
		if as := ab.As("W9"); as.ID != "W9" || !slices.Equal(ids(as), ids(ab, Paper{ID: "W9"})) {
			t.Fatalf("As: %v, want %v and W9", ids(as), ids(ab))
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

func TestCollection(t *testing.T) {
	c := NewCollection()
	for _, p := range []Paper{
		{Title: title, Abstract: "From a page.", Page: true},
		{ID: "2404.02905", Title: title, Abstract: "From arXiv, longer.", Date: date("2024-04-03")},
		{ID: "W1", DOI: "10.1145/abc", Title: title + ", published", Abstract: "From a journal.", Date: date("2025")},
		{ID: "2404.02905v3", DOI: "10.1145/ABC", Title: "A title changed later on", Abstract: "Joins the two."},
		{ID: "W2", Title: "Introduction", Abstract: "Of one volume."},
		{ID: "W3", Title: "Introduction", Abstract: "Of another volume."},
	} {
		Identify(&p)
		c.Add(p)
	}
	all := c.Papers()
	if len(all) != 3 || c.Duplicates() != 3 {
		t.Fatalf("%d papers, %d duplicates; want 3 and 3", len(all), c.Duplicates())
	}
	p := all[0]
	if p.Paper.ID != "2404.02905" || p.Records != 4 || p.Paper.Date != date("2024-04-03") || p.Paper.DOI != "10.1145/abc" || p.Paper.Page {
		t.Errorf("joined to %+v", p)
	}
	if all[1].Paper.ID != "W2" || all[2].Paper.ID != "W3" {
		t.Errorf("introductions: %s, %s", all[1].Paper.ID, all[2].Paper.ID)
	}
}

// A paper keeps the id under which the history has it; the better one that
// comes later is its alias.
func TestCollectionKnown(t *testing.T) {
	old := Paper{Title: title, Abstract: "From a page.", Page: true}
	Identify(&old)
	late := Paper{ID: "2404.02905", Title: title, Abstract: "From arXiv."}
	Identify(&late)
	c := NewCollection()
	c.Add(late)
	c.Known(Paper{ID: old.ID, Title: old.Title, Page: true})
	c.Known(Paper{ID: "W7", Title: "A paper that nothing came of"})
	all := c.Papers()
	if len(all) != 1 || c.Duplicates() != 0 {
		t.Fatalf("%d papers, %d duplicates; want 1 and 0", len(all), c.Duplicates())
	}
	if j := all[0]; j.Paper.ID != old.ID || !slices.Equal(j.Paper.Aliases, []string{"2404.02905"}) || !slices.Equal(j.Known, []string{old.ID}) {
		t.Errorf("id %s, aliases %v, known %v; want the first id", j.Paper.ID, j.Paper.Aliases, j.Known)
	}
	c.Known(Paper{ID: "2404.02905", Title: "Known under this, too"})
	if j := c.Papers()[0]; len(j.Known) != 2 {
		t.Errorf("bridged: known %v, want both", j.Known)
	}
}

func TestCollectionOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		papers := rapid.SliceOfN(anyPaper(), 1, 12).Draw(t, "papers")
		seed := rapid.Uint64().Draw(t, "seed")
		join := func(papers []Paper) ([]Joined, int) {
			c := NewCollection()
			for _, p := range papers {
				c.Add(p)
			}
			return c.Papers(), c.Duplicates()
		}
		all, n := join(papers)
		shuffled := slices.Clone(papers)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(papers), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again, m := join(shuffled)
		if d := cmp.Diff(all, again); d != "" || n != m {
			t.Fatal("the order matters: ", d)
		}
		if len(all)+n != len(papers) {
			t.Fatalf("%d papers and %d duplicates of %d records", len(all), n, len(papers))
		}
		// The partition is that of a plain search of all pairs with an id in common.
		if want := groups(papers); want != len(all) {
			t.Fatalf("%d papers, a plain search finds %d", len(all), want)
		}
		seen := map[string]bool{}
		for _, j := range all {
			for _, id := range idsOf(&j.Paper) {
				if seen[id] {
					t.Fatalf("two papers have the id %s", id)
				}
				seen[id] = true
			}
		}
	})
}

// groups counts connected papers by repeated relabelling.
func groups(papers []Paper) int {
	of := make([]int, len(papers))
	for i := range of {
		of[i] = i
	}
	for changed := true; changed; {
		changed = false
		for i := range papers {
			for j := range papers {
				shared := slices.ContainsFunc(idsOf(&papers[i]), func(id string) bool { return slices.Contains(idsOf(&papers[j]), id) })
				if shared && of[j] < of[i] {
					of[i], changed = of[j], true
				}
			}
		}
	}
	distinct := map[int]bool{}
	for _, g := range of {
		distinct[g] = true
	}
	return len(distinct)
}

// Many records of one title take no longer than as many of different ones.
func BenchmarkCollection(b *testing.B) {
	papers := make([]Paper, 50000)
	for i := range papers {
		papers[i] = Paper{ID: fmt.Sprintf("W%dx", i), Title: fmt.Sprintf("A title of the paper %d of many", i%20000), Abstract: "two words"}
		Identify(&papers[i])
	}
	b.ReportAllocs()
	for b.Loop() {
		c := NewCollection()
		for _, p := range papers {
			c.Add(p)
		}
		if n := len(c.Papers()); n != 20000 {
			b.Fatal(n)
		}
	}
}
