package text

import (
	"slices"
	"strings"
	"testing"
)

func termKeys(o Options, title, abstract string) string {
	return strings.Join(NewTokeniser(o).Tokenise(Document(title, abstract)), "|")
}

func TestTokeniser(t *testing.T) {
	for _, c := range []struct{ name, title, abstract, want string }{
		{"stems and pairs", "", "graph neural networks", "graph|neural|graph neural|network|neural network"},
		{"title twice", "Neural networks", "", "neural|neural|network|neural network|network|neural network"},
		{"title and abstract do not touch", "Graphs", "networks", "graph|graph|network"},
		{"punctuation breaks", "", "graphs, networks", "graph|network"},
		{"stop words break", "", "graphs of networks", "graph|network"},
		{"academic words break", "", "graphs propose networks", "graph|network"},
		{"numbers and letters break", "", "graphs 2015 networks x trees 1.5 leaves", "graph|network|tree|leav"},
		{"words with digits stay", "", "3D GPT-4o 10x", "3d|gpt-4o|3d gpt-4o|10x|gpt-4o 10x"},
		{
			"expressions are no words", "", "n+1 n/2 k-1 2n+1 1+ε and/or don't I/O M/M/1, 2-D, 3D/4D, TCP/IP, image/text",
			"i/o|m/m/1|i/o m/m/1|2-d|3d/4d|tcp/ip|image/text",
		},
		{"acronyms", "", "an LLM, LLMs, MoEs, DNS, iOS", "llm|llm|moe|dns|io"},
		{"hyphenated words are one", "", "long-context models", "long-context|model|long-context model"},
		{"formulas break", "", `graphs $O(n \log n)$ trees`, "graph|tree"},
		{
			"accents and Greek letters", "", `na\"{\i}ve $\lambda$-calculus. Naive lambda-calculus`,
			"naiv|lambda-calculus|naiv lambda-calculus|naiv|lambda-calculus|naiv lambda-calculus",
		},
		{"other scripts stay", "", "нейронные сети 漢字", "нейронные|сети|нейронные сети|漢字|сети 漢字"},
		{"nothing", "", "the of and", ""},
		{"endless words", "", strings.Repeat("a", 100), ""},
	} {
		if got := termKeys(Default(), c.title, c.abstract); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestStopWords(t *testing.T) {
	o := Options{StopWords: []string{"Benchmark", "deep learning", ""}}
	if got, want := termKeys(o, "", "vision benchmarks tests deep learning models deep models"),
		"vision|test|model|deep|model deep|model|deep model"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSynonyms(t *testing.T) {
	o := Options{Synonyms: [][]string{
		{"LLM", "large language model"},
		{"retrieval-augmented generation", "RAG"},
		{"mixture of experts", "MoE"},
		{},
		{""},
	}}
	for _, c := range []struct{ name, abstract, want string }{
		{"members are one term", "LLMs. Large language models", "llm|llm"},
		{"in pairs too", "LLM agents. large language model agents", "llm|agent|llm agent|llm|agent|llm agent"},
		{
			"hyphens are spaces", "RAG; retrieval augmented generation; Retrieval-Augmented Generation; large-language models",
			"retriev_augment_generat|retriev_augment_generat|retriev_augment_generat|llm",
		},
		{"with stop words", "a mixture of experts layer", "mixtur_of_expert|layer|mixtur_of_expert layer"},
		{"not across punctuation", "large language, model", "larg|languag|larg languag|model"},
		{"only whole words", "LLM-based large language modelling", "llm-base|llm|llm-base llm"},
		{"the beginning of one", "large language data", "larg|languag|larg languag|data|languag data"},
	} {
		if got := termKeys(o, "", c.abstract); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	r := NewTokeniser(o).Reader()
	if got, want := r.Forms, []Form{
		{"llm", "LLM"},
		{"retriev_augment_generat", "retrieval-augmented generation"},
		{"mixtur_of_expert", "mixture of experts"},
	}; !slices.Equal(got, want) {
		t.Errorf("forms %v, want %v", got, want)
	}
}

// A capital says nothing about a word where every word would have one.
func TestPosed(t *testing.T) {
	r := NewTokeniser(Default()).Reader()
	units, title := r.Read("Graph BERT k-means Low-Rank\nTrees grow. Leaves of the Amazon: Rain falls", nil)
	var got []string
	for _, u := range units {
		switch {
		case u == Break:
			got = append(got, "/")
		case u.Posed():
			got = append(got, r.Forms[u.Form()].Surface+"*")
		default:
			got = append(got, r.Forms[u.Form()].Surface)
		}
	}
	want := "Graph* BERT k-means Low-Rank* / Trees* grow / Leaves* / Amazon / Rain* falls"
	if g := strings.Join(got, " "); g != want || title != 5 {
		t.Errorf("got %s with a title of %d, want %s with 5", g, title, want)
	}
}

func TestReaderRemembers(t *testing.T) {
	doc := Document("A title", strings.ReplaceAll(plainAbstract, "\n", " "))
	r := NewTokeniser(Default()).Reader()
	first, title := r.Read(doc, nil)
	forms := len(r.Forms)
	second, again := r.Read(doc, nil)
	if !slices.Equal(first, second) || title != again || len(r.Forms) != forms {
		t.Error("reading a document again gave other units")
	}
	units := make([]Unit, 0, 1000)
	if n := testing.AllocsPerRun(10, func() { r.Read(doc, units) }); n != 0 {
		t.Errorf("%v allocations for a document without new words, want none", n)
	}
}

func TestMerge(t *testing.T) {
	token := NewTokeniser(Options{Synonyms: [][]string{{"LLM", "language model"}}})
	a, b := token.Reader(), token.Reader()
	a.Read("\ngraphs and a word-of-more-than-16-bytes", nil)
	units, _ := b.Read("\ntrees, LLMs, graphs, a word-of-more-than-16-bytes", nil)
	number := a.Merge(b)
	for _, u := range units {
		if u == Break {
			continue
		}
		if was, is := b.Forms[u.Form()], a.Forms[u.Renumber(number[u.Form()]).Form()]; was != is {
			t.Errorf("%v became %v", was, is)
		}
	}
	if want := []string{"LLM", "graphs", "word-of-more-than-16-bytes", "trees"}; len(a.Forms) != len(want) {
		t.Errorf("forms %v, want %v", a.Forms, want)
	}
}

// TestLookup compares the table of words with a map, on words of all lengths.
func TestLookup(t *testing.T) {
	l, want := newLookup(), map[string]Unit{}
	for i := range 20000 {
		w := strings.Repeat(string(rune('a'+i%26)), i%19) + strings.Repeat(string(rune('α'+i%7)), i%5) + strings.Repeat("z", i/1000)
		if w == "" {
			continue
		}
		got, ok := l.get(w)
		unit, there := want[w]
		if got != unit || ok != there {
			t.Fatalf("%q: got %v %v, want %v %v", w, got, ok, unit, there)
		}
		if !there {
			want[w] = Unit(i + 1)
			l.put(w, Unit(i+1))
		}
	}
	if len(want) < 5000 {
		t.Fatalf("only %d words tried", len(want))
	}
}
