package text

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// papersOf makes at least n papers out of texts, each repeated equally often,
// the titles given as "title | abstract".
func papersOf(times int, texts ...string) (docs []string) {
	for range times {
		for _, s := range texts {
			title, abstract, ok := strings.Cut(s, " | ")
			if !ok {
				title, abstract = "", s
			}
			docs = append(docs, Document(title, abstract))
		}
	}
	return docs
}

// findPhrases is FindPhrases of documents in memory, whose reading cannot fail.
func findPhrases(docs []string, o Options, workers int) *Phrases {
	p, err := FindPhrases(DocsOf(docs), nil, o, workers)
	if err != nil {
		panic(err)
	}
	return p
}

func mustFind(t *testing.T, p *Phrases, key string) int32 {
	t.Helper()
	k, ok := p.Find(key)
	if !ok {
		t.Fatalf("no phrase %q; there are %q", key, phraseKeys(p))
	}
	return k
}

func phraseKeys(p *Phrases) (all []string) {
	for k := range int32(p.Len()) {
		all = append(all, p.Key(k))
	}
	slices.Sort(all)
	return all
}

func TestWordKey(t *testing.T) {
	for word, want := range map[string]string{
		"models": "model", "studies": "study", "movies": "movy", "species": "specy", "dies": "die", // 4 letters: s alone falls
		"matrices": "matrix", "vertices": "vertex", "lattices": "lattice", "hypotheses": "hypothesis",
		"analyses": "analysis", "analysis": "analysis", "processes": "process", "boxes": "box", "branches": "branch",
		"meshes": "mesh", "quizzes": "quizz", "bias": "bia", "loss": "loss", "corpus": "corpus", "axis": "axis", "gas": "gas",
		"optimisation": "optimization", "modelling": "modeling", "behaviours": "behavior", "colours": "color",
		"dialogues": "dialog", "dialogue": "dialog", "schrödinger": "schrodinger",
	} {
		if got := wordKey(word); got != want {
			t.Errorf("%q = %q, want %q", word, got, want)
		}
	}
}

// Two papers of "x y z" among fewer than 200: all n-grams of one chunk, none
// across a comma, a stop word, an academic word, a number or a letter.
func TestChunks(t *testing.T) {
	p := findPhrases(papersOf(2, "graph kernels, vertex cover and tree width 17 clique propose minor b path"), Options{}, 1)
	want := []string{"clique", "cover", "graph", "graph kernel", "kernel", "minor", "path", "tree", "tree width", "vertex", "vertex cover", "width"}
	if d := cmp.Diff(want, phraseKeys(p)); d != "" {
		t.Error(d)
	}
}

func TestLeastPapers(t *testing.T) {
	rare := append(papersOf(2, "quantum gravity"), papersOf(197, "other matters")...)
	if _, ok := findPhrases(rare, Options{}, 2).Find("quantum gravity"); !ok {
		t.Error("2 of 199 papers are enough")
	}
	rare = append(rare, papersOf(1, "other matters")...)
	if _, ok := findPhrases(rare, Options{}, 2).Find("quantum gravity"); ok {
		t.Error("2 of 200 papers are too few")
	}
}

// Paper 0 holds "graph kernels" in the title, at its start, and twice in the
// abstract, once before another word; paper 1 once in the abstract; paper 2
// in the title after another word.
func TestCounts(t *testing.T) {
	p := findPhrases([]string{
		Document("Graph kernels", "A graph kernel. The graph kernels converge."),
		Document("", "many graph kernels"),
		Document("Fast graph-kernels", "text"),
	}, Options{}, 3)
	k := mustFind(t, p, "graph kernel")
	got := []int32{p.n[k], p.end[k], p.df[k], p.tdf[k], p.tdf0[k]}
	if want := []int32{4, 3, 2, 1, 0}; !slices.Equal(got, want) {
		// paper 2's hyphenated unit alone is in too few papers to count
		t.Errorf("n, end, df, tdf, tdf0 = %v, want %v", got, want)
	}
	phrases, weights := p.Of(1)
	at := slices.Index(phrases, k)
	if at < 0 || weights[at] != 1 {
		t.Errorf("paper 1 holds it once: %v %v", phrases, weights)
	}
	phrases, weights = p.Of(0)
	if at = slices.Index(phrases, k); weights[at] != 4 {
		t.Errorf("a title weighs 4 quarters, not %d", weights[at])
	}
}

// The key of "long-context" is that of "long context"; no phrase ends inside
// the hyphenated token.
func TestHyphens(t *testing.T) {
	p := findPhrases(papersOf(2, "long-context models. long context. fine-tuning methods. finetuning helps"), Options{}, 1)
	mustFind(t, p, "long context model")
	if k := mustFind(t, p, "long context"); p.n[k] != 4 || p.end[k] != 2 {
		t.Errorf("long context: n %d, end %d, want 4 (two as a unit, two as a pair), 2", p.n[k], p.end[k])
	}
	if _, ok := p.Find("context model"); ok {
		t.Error("a phrase begins inside long-context")
	}
	if k := mustFind(t, p, "fine tuning"); p.n[k] != 4 {
		t.Errorf("finetuning is fine-tuning: n %d, want 4", p.n[k])
	}
}

// A hyphenated spelling that is an accident, or whose solid form stands in a
// word list, does not open the word.
func TestSpellings(t *testing.T) {
	docs := append(papersOf(2, "re-search networks"), papersOf(300, "neuroscience research")...)
	docs = append(docs, papersOf(2, "gene data-sets")...)
	docs = append(docs, papersOf(3, "gene datasets")...)
	p := findPhrases(docs, Options{}, 2)
	if _, ok := p.Find("neuroscience re search"); ok {
		t.Error("re-search opens research")
	}
	if k := mustFind(t, p, "gene dataset"); p.df[k] != 5 {
		t.Errorf("gene datasets and gene data-sets: df %d, want 5", p.df[k])
	}
}

func TestCompoundsWrittenOpen(t *testing.T) {
	p := findPhrases(papersOf(2, "sparse mixture-of-experts layers, a sparse mixture of experts, mixtures of experts"), Options{}, 1)
	k := mustFind(t, p, "mixture of expert")
	if p.n[k] != 6 {
		t.Errorf("n %d, want 6: three ways in two papers", p.n[k])
	}
	if len(p.cutOf(k)) != 1 {
		t.Error("one unit")
	}
	mustFind(t, p, "sparse mixture of expert layer")
}

func TestAcronymsOfCorpusAndPaper(t *testing.T) {
	docs := papersOf(3,
		"Large language models (LLMs) write. LLM agents act, LLM-based agents too.",
		"LLMs think",
	)
	docs = append(docs,
		Document("", "value at risk (VaR) VAR"),
		Document("", "visual autoregressive (VAR) models. VAR models"),
		Document("", "visual autoregressive (VAR) models. VAR models"),
		Document("", "vector autoregression (VAR) for series"),
		Document("", "vector autoregression (VAR) for series"),
		Document("", "what VAR is here nobody knows"),
		Document("", "what VAR is here nobody knows"),
	)
	p := findPhrases(docs, Options{}, 2)
	if k := mustFind(t, p, "large language model"); p.df[k] != 6 {
		t.Errorf("large language model: df %d, want 6", p.df[k])
	}
	mustFind(t, p, "large language model agent")
	mustFind(t, p, "large language model based agent")
	if _, ok := p.Find("llm"); ok {
		t.Error("LLM is its long form everywhere")
	}
	// half of the definitions each: only the papers' own count
	if k := mustFind(t, p, "visual autoregressive"); p.df[k] != 2 {
		t.Errorf("visual autoregressive: df %d, want 2", p.df[k])
	}
	if k := mustFind(t, p, "vector autoregression"); p.df[k] != 2 {
		t.Errorf("vector autoregression: df %d, want 2", p.df[k])
	}
	if k := mustFind(t, p, "var"); p.df[k] != 3 { // two without a definition, one that defines VaR
		t.Errorf("var: df %d, want 3", p.df[k])
	}
}

func TestAcronymTraps(t *testing.T) {
	p := findPhrases(papersOf(3, "our best method (ours) (see) (e.g.) ((((((A(B)C)))) wins (Fig. 2) in (3D) space (A) ("), Options{}, 1)
	if len(p.rules.expansion) > 0 {
		t.Errorf("expansions %v", p.rules.expansion)
	}
}

func TestStopWordsAndSynonyms(t *testing.T) {
	o := Options{
		StopWords: []string{"toy", "ablation studies"},
		Synonyms:  [][]string{{"GUI agents", "computer-use agent", "OS agents"}},
	}
	p := findPhrases(papersOf(2, "toy problems, fast toys here, ablation study, GUI agent, computer use agents, computer-use agents act, OS agents"), o, 1)
	for _, key := range []string{"toy", "toy problem", "ablation", "ablation study", "computer use agent", "os agent"} {
		if _, ok := p.Find(key); ok {
			t.Errorf("%q is a phrase", key)
		}
	}
	k := mustFind(t, p, "gui agent")
	if p.n[k] != 8 {
		t.Errorf("n %d, want 8: four ways in two papers", p.n[k])
	}
	if got := p.Show([]int32{k}); got[0] != "GUI agents" {
		t.Errorf("shown as %q", got[0])
	}
	if p.KeyOf("OS agent") != "gui agent" {
		t.Error("KeyOf knows synonyms")
	}
}

// print writes all that a Phrases knows, in an order of its own.
func (p *Phrases) print(docs []string) string {
	var lines []string
	all := make([]int32, p.Len())
	for k := range all {
		all[k] = int32(k)
	}
	shown := p.Show(all)
	for k := range int32(p.Len()) {
		q, v := p.Quality(k)
		cut := make([]string, 0, 4)
		for _, u := range p.cutOf(k) {
			cut = append(cut, p.units.key(u))
		}
		lines = append(lines, fmt.Sprintln(p.Key(k), shown[k], p.n[k], p.end[k], p.df[k], p.tdf[k], p.tdf0[k], p.acronym[k], q, v, cut))
	}
	for i, doc := range docs {
		phrases, weights := p.Of(i)
		var held []string
		for j, k := range phrases {
			held = append(held, fmt.Sprint(p.Key(k), ":", weights[j]))
		}
		slices.Sort(held)
		lines = append(lines, fmt.Sprintf("%q %v\n", doc, held))
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// vocabulary for random papers: with hyphens, acronyms, stop words, marks.
var lexis = strings.Fields("graph Graph graphs kernel kernels long-context long context mixture-of-experts mixture of experts " +
	"expert LLM LLMs ( ) large language models model (LLM) (LLMs) finetuning fine-tuning we to train Train is efficient . , : VAR " +
	"visual autoregressive vector autoregression (VAR) 3D GPT-4 state-of-the-art Monte Carlo monte text-to-image T2I (T2I)")

func randomPapers(rng *rand.Rand, n int) []string {
	docs := make([]string, n)
	for i := range docs {
		words := make([]string, 40)
		for j := range words {
			words[j] = lexis[rng.IntN(len(lexis))]
		}
		docs[i] = Document(strings.Join(words[:8], " "), strings.Join(words[8:], " "))
	}
	return docs
}

func TestSameForAnyWorkersAndOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	docs := randomPapers(rng, 300)
	want := findPhrases(docs, Options{}, 1).print(docs)
	for _, workers := range []int{2, 3, 7, 400} {
		if d := cmp.Diff(want, findPhrases(docs, Options{}, workers).print(docs)); d != "" {
			t.Fatalf("%d workers:\n%s", workers, d)
		}
	}
	rng.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	if d := cmp.Diff(want, findPhrases(docs, Options{}, 2).print(docs)); d != "" {
		t.Fatalf("shuffled:\n%s", d)
	}
}

// Numbers of phrases and n-grams agree too, so rows can be compared byte by byte.
func TestSameNumbersForAnyWorkers(t *testing.T) {
	docs := randomPapers(rand.New(rand.NewPCG(3, 4)), 250)
	a, b := findPhrases(docs, Options{}, 1), findPhrases(docs, Options{}, 5)
	if !slices.Equal(a.hash, b.hash) || !slices.Equal(a.cut, b.cut) {
		t.Error("numbers differ")
	}
	for i := range docs {
		x, v := a.Of(i)
		y, w := b.Of(i)
		if !slices.Equal(x, y) || !slices.Equal(v, w) {
			t.Fatalf("paper %d differs", i)
		}
	}
}

// Plain words only, so that counting is plain: every run of 1 to 4 words
// between breaks that enough papers hold, of which all shorter runs are then
// frequent by themselves.
func TestAgainstPlainCounting(t *testing.T) {
	words := strings.Fields("alpha beta gamma delta epsilon the . ,")
	rapid.Check(t, func(t *rapid.T) {
		docs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, "words"), " ")
		}), 1, 12).Draw(t, "docs")
		n, df := map[string]int32{}, map[string]int32{}
		for i, d := range docs {
			seen := map[string]bool{}
			for chunk := range strings.FieldsFuncSeq(strings.ReplaceAll(d, "the", "."), func(r rune) bool { return r == '.' || r == ',' }) {
				run := strings.Fields(chunk)
				for from := range run {
					for to := from + 1; to <= min(from+maxUnits, len(run)); to++ {
						key := strings.Join(run[from:to], " ")
						n[key]++
						if !seen[key] {
							seen[key] = true
							df[key]++
						}
					}
				}
			}
			docs[i] = Document("", d)
		}
		var want []string
		for key, f := range df {
			if f >= 2 {
				want = append(want, key)
			}
		}
		slices.Sort(want)
		p := findPhrases(docs, Options{}, 2)
		if d := cmp.Diff(want, append([]string(nil), phraseKeys(p)...)); d != "" {
			t.Fatal(d)
		}
		for k := range int32(p.Len()) {
			if key := p.Key(k); p.n[k] != n[key] || p.df[k] != df[key] {
				t.Fatalf("%q: n %d df %d, want %d %d", key, p.n[k], p.df[k], n[key], df[key])
			}
		}
	})
}

func TestEmpty(t *testing.T) {
	for _, docs := range [][]string{nil, {""}, {"\n", "\n"}, {"a\nb", "the\n."}} {
		p := findPhrases(docs, Options{}, 3)
		if p.Len() != 0 || p.Papers() != len(docs) {
			t.Errorf("%q: %d phrases, %d papers", docs, p.Len(), p.Papers())
		}
		for i := range docs {
			if phrases, _ := p.Of(i); len(phrases) != 0 {
				t.Error("phrases")
			}
		}
		p.Show(nil)
	}
}

// An error of reading is the caller's, whichever part meets it.
func TestReadingFails(t *testing.T) {
	lost := errors.New("the disk is gone")
	docs := Docs{5, func(rows []int32) ([]string, error) {
		if slices.Contains(rows, 3) {
			return nil, lost
		}
		return make([]string, len(rows)), nil
	}}
	for _, workers := range []int{1, 2, 5} {
		if _, err := FindPhrases(docs, nil, Options{}, workers); !errors.Is(err, lost) {
			t.Errorf("%d workers: %v", workers, err)
		}
	}
}

func FuzzFindPhrases(f *testing.F) {
	f.Add("Large language models (LLMs)", "LLM-based T2I (text-to-image) mixture-of-experts\nnext", "LLMs", 2)
	f.Add("((((A(B)C", ")))", "-/-/a-b/c", 1)
	f.Add("$\\alpha$-β ｆｕｌｌ ａ\u0301", "\x00\x1b[31mred\x1b[0m \u202e", "\xff", 3)
	f.Fuzz(func(t *testing.T, a, b, stop string, workers int) {
		docs := []string{Document(a, b), Document(b, a), Document(a+" "+b, stop), Document("", a)}
		p := findPhrases(docs, Options{StopWords: []string{stop}, Synonyms: [][]string{{a, b}, {stop, "x y"}}}, workers&7)
		all := make([]int32, p.Len())
		for k := range all {
			all[k] = int32(k)
			if q, _ := p.Quality(int32(k)); q <= 0 {
				t.Errorf("%q: quality %v", p.Key(int32(k)), q)
			}
			Concept(p.Key(int32(k)))
		}
		for i, s := range p.Show(all) {
			if s == "" || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
				t.Errorf("%q is shown as %q", p.Key(int32(i)), s)
			}
		}
		if got := p.print(docs); got != findPhrases(docs, Options{StopWords: []string{stop}, Synonyms: [][]string{{a, b}, {stop, "x y"}}}, 1).print(docs) {
			t.Error("workers change the result")
		}
	})
}

// Phrases of some documents are those that a corpus of these alone has.
func TestFindPhrasesOfSomeDocuments(t *testing.T) {
	some := papersOf(3, "Graph kernels | We study graph kernels.", "Speculative decoding | We speed up speculative decoding.")
	docs, rows := []string{}, []int32{}
	for _, doc := range some {
		docs = append(docs, Document("Galaxy clusters", "We observe galaxy clusters."), doc)
		rows = append(rows, int32(len(docs)-1))
	}
	p, err := FindPhrases(DocsOf(docs), rows, Options{}, 2)
	if err != nil {
		t.Fatal(err)
	}
	alone := findPhrases(some, Options{}, 1)
	if d := cmp.Diff(phraseKeys(alone), phraseKeys(p)); d != "" {
		t.Errorf("phrases (-alone +among others):\n%s", d)
	}
	if !slices.Equal(p.Rows(), rows) || p.Papers() != len(some) || alone.Rows() != nil {
		t.Errorf("rows %v of %d papers, want %v", p.Rows(), p.Papers(), rows)
	}
}
