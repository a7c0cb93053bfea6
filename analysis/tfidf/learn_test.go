package tfidf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"papertide/analysis/text"
)

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		papers int
		want   limits
	}{
		{10, limits{2, 2, 3}},
		{199, limits{2, 2, 59}},
		{200, limits{3, 3, 60}},
		{6000, limits{3, 3, 1800}},
		{12001, limits{3, 4, 3600}}, // a pair must be in 12001/4000 papers, so in 4
		{77037, limits{3, 20, 23111}},
	} {
		if got := limitsFor(c.papers, 0.3); got != c.want {
			t.Errorf("%d papers: got %v, want %v", c.papers, got, c.want)
		}
	}
}

// Of 200 papers, those with a word in 2 papers, 3 papers, 100 and 101.
func TestVocabularyLimits(t *testing.T) {
	papers := make([]string, 200)
	add := func(n int, words string) {
		for i := range n {
			papers[i] += ". " + words
		}
	}
	add(2, "rare")
	add(3, "thrice")
	add(100, "violin")
	add(101, "trumpet")
	add(2, "green apple")
	add(3, "green pear")
	add(101, "red")
	add(100, "red wine")
	_, x := fit(t, docs(papers...), Default())
	want := []string{"green", "green pear", "pear", "red wine", "thrice", "violin", "wine"}
	if got := x.Vocabulary.Terms; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Where the limits leave nothing, every term stays.
func TestFewPapers(t *testing.T) {
	for _, papers := range [][]string{docs("cat dog"), docs("cat dog", "cat dog", "cat dog")} {
		m, x := fit(t, papers, Default())
		if want := []string{"cat", "cat dog", "dog"}; !slices.Equal(m.Vocabulary.Terms, want) || len(x.Term) != 3*len(papers) {
			t.Errorf("%d papers: %q with %d entries", len(papers), m.Vocabulary.Terms, len(x.Term))
		}
	}
}

// surfaces returns the surface of each term of papers repeated so often that
// all stay.
func surfaces(o text.Options, papers ...string) map[string]string {
	var all []string
	for range 3 {
		all = append(all, papers...)
	}
	for i := range 20 * len(papers) {
		all = append(all, fmt.Sprintf("\nfiller%d", i))
	}
	options := Default()
	options.Text = o
	_, x, err := Fit(text.DocsOf(all), options)
	if err != nil {
		return map[string]string{"": err.Error()}
	}
	m := map[string]string{}
	for i, key := range x.Vocabulary.Terms {
		m[key] = x.Vocabulary.Surface[i]
	}
	return m
}

func TestSurface(t *testing.T) {
	llm := text.Options{Synonyms: [][]string{{"LLM", "large language model"}}}
	for _, c := range []struct {
		name      string
		o         text.Options
		papers    []string
		key, want string
	}{
		{"the commonest form", text.Default(), []string{"\na graph, the graphs of graphs"}, "graph", "graphs"},
		{"first in the alphabet", text.Default(), []string{"\na graph, the graphs"}, "graph", "graph"},
		{"acronyms", text.Default(), []string{"\nan LLM, the LLMs, many LLMs"}, "llm", "LLMs"},
		{"not the title's capitals", text.Default(), []string{"Graph Graph Graph\na graph"}, "graph", "graph"},
		{"not a sentence's capital", text.Default(), []string{"\nGraphs are. Graphs are. The graphs"}, "graph", "graphs"},
		{"nothing but capitals", text.Default(), []string{"Graphs of Trees\n"}, "graph", "Graphs"},
		{
			"pairs as they stand together", text.Default(),
			[]string{"\nthe generative model, a generated model, generation is, generation of, generative model"},
			"generat model", "generative model",
		},
		{"synonyms by the first", llm, []string{"\nmany large language models, those LLMs"}, "llm", "LLM"},
		{"pairs with synonyms", llm, []string{"\nof large language model agents"}, "llm agent", "LLM agents"},
	} {
		if got := surfaces(c.o, c.papers...)[c.key]; got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// More occurrences than a byte holds, in a document longer than most.
func TestManyOccurrences(t *testing.T) {
	long := strings.Repeat("cat ", 1000) + strings.Repeat("dog ", 100)
	_, x := fit(t, docs(long, "cat dog", "cow", "hen", "pig", "ape", "bee", "elk"), Default())
	if got := fmt.Sprint(x.Vocabulary.Terms, x.Count); got != "[cat cat dog dog] [255 1 100 1 1 1]" {
		t.Errorf("got %s", got)
	}
}

// TestTable compares the table with a map.
func TestTable(t *testing.T) {
	table, want := newTable(1), map[uint64]int32{}
	for i := range int32(5000) {
		key := pairKey(i*i%977, i%31)
		if a, b := pairOf(key); a != i*i%977 || b != i%31 {
			t.Fatalf("pair %d, %d", a, b)
		}
		table.at(key).a++
		want[key]++
	}
	for key, n := range want {
		if e := table.find(key); e == nil || e.a != n {
			t.Fatalf("key %x: got %v, want %d", key, e, n)
		}
	}
	if table.find(pairKey(5000, 5000)) != nil || table.used != len(want) {
		t.Errorf("%d keys, want %d", table.used, len(want))
	}
}
