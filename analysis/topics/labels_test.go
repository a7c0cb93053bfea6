package topics

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"papertide/analysis/text"
)

// A collection is papers and the topics that they are in.
type collection struct {
	docs []string
	of   []int32
}

// add puts n papers "title | abstract" into a topic.
func (c *collection) add(topic int32, n int, paper string) *collection {
	title, abstract, _ := strings.Cut(paper, "|")
	for range n {
		c.docs = append(c.docs, text.Document(strings.TrimSpace(title), strings.TrimSpace(abstract)))
		c.of = append(c.of, topic)
	}
	return c
}

func (c *collection) topics() int { return int(slices.Max(c.of)) + 1 }

func (c *collection) phrases() *text.Phrases { return phrasesOf(c.docs) }

func (c *collection) labels(held []Held) []Label {
	k := c.topics()
	fallback := make([]string, k)
	for i := range fallback {
		fallback[i] = fmt.Sprint("Title ", i)
	}
	return Labels(c.phrases(), c.of, k, held, fallback)
}

func (c *collection) texts(held []Held) (all []string) {
	for _, l := range c.labels(held) {
		all = append(all, strings.Join(l.Text(), " · "))
	}
	return all
}

// Topic 0 has 4 of 10 papers, 3 hold "graph kernels" in the title; one of the
// other 6 holds it once in the abstract, which weighs ¼.
//
//	recall    p = 3/4, outside (¼ + ½)/(10 − 4 + 1) = .107 < p
//	precision r = 3/3.25 · 3/4 = .69231
//	F = (1 + 1.25²) p r / (1.25² r + p) = 2.5625·.51923/1.83173 = .72638
func TestF(t *testing.T) {
	var c collection
	c.add(0, 3, "Graph kernels").add(0, 1, "Other").add(1, 1, "Trees | of graph kernels").add(1, 5, "Trees")
	p := c.phrases()
	s := newScorer(p, c.of, 2)
	k, _ := p.Find("graph kernel")
	s.open(0)
	if got := s.f(k, 4); math.Abs(got-0.72638) > 5e-6 {
		t.Errorf("F = %v, want .72638", got)
	}
	s.close()
	s.open(1)
	if got := s.f(k, 6); got != 0 {
		t.Errorf("rarer in topic 1 than elsewhere: F = %v, want 0", got)
	}
}

// 2 below 200 papers, else 3, or 8 % of the topic if that is more; but never
// more than half of the topic.
func TestLeast(t *testing.T) {
	for _, c := range []struct {
		papers, topic int
		want          float64
	}{{100, 20, 2}, {100, 3, 1.5}, {300, 20, 3}, {300, 100, 8}, {300, 4, 2}, {300, 1, 1}} {
		s := newScorer(phrasesOf(make([]string, c.papers)), make([]int32, c.papers), 1)
		if got := s.least(c.topic); got != c.want {
			t.Errorf("%d of %d papers: %v, want %v", c.topic, c.papers, got, c.want)
		}
	}
}

// others fills a second topic, so that phrases of the first stand out.
func others() *collection {
	return new(collection).add(1, 30, "Ocean currents | the ocean currents of winter")
}

// rest fills three topics from the first on: no phrase is in 40 % of all papers.
func (c *collection) rest(first int32) *collection {
	return c.add(first, 50, "Ocean currents").add(first+1, 50, "Desert storms").add(first+2, 50, "River deltas")
}

func TestTruncatedNamesGiveWay(t *testing.T) {
	c := others().add(0, 10, "Monte Carlo tree search").add(0, 2, "The Monte Carlo | by Monte Carlo")
	if got := c.labels(nil)[0].Phrases[0]; got != "Monte Carlo tree search" {
		t.Errorf("%q: 10 of 12 papers hold the full form", got)
	}
}

// "medical" never ends a chunk, so it is no name, but what 12 papers hold of
// it goes to "medical images", which 4 hold.
func TestModifiersLend(t *testing.T) {
	c := others().add(0, 4, "On medical images").add(0, 4, "On medical scans").add(0, 4, "On medical devices | with brains")
	p := c.phrases()
	s := newScorer(p, c.of, 2)
	list := s.contenders(0)
	at := func(key string) contender {
		k, found := p.Find(key)
		i := slices.IndexFunc(list, func(c contender) bool { return c.phrase == k })
		if !found || i < 0 {
			t.Fatalf("no contender %q", key)
		}
		return list[i]
	}
	medical := at("medical")
	if medical.score != 0 {
		t.Errorf("medical scores %v", medical.score)
	}
	borrowers := 0
	for _, key := range []string{"medical image", "medical scan", "medical device"} {
		if x := at(key); x.loan > 0 {
			borrowers++
			if want := (medical.f - x.f) / 2; math.Abs(x.loan-want) > 1e-12 || x.covered != 1 {
				t.Errorf("%s: loan %v covers %v, want %v and 1", key, x.loan, x.covered, want)
			}
		}
	}
	if borrowers != 1 {
		t.Errorf("%d phrases borrow, want 1: the commonest, of equals one", borrowers)
	}
}

// Both topics are about agents; the second has more to say, the first yields
// nothing better.
func TestAConceptNamesOneTopic(t *testing.T) {
	c := new(collection).add(0, 20, "Language agents").add(0, 5, "The sandbox").
		add(1, 20, "Language agent systems").add(1, 20, "The browser").rest(2)
	got := c.labels(nil)
	names := map[string]bool{}
	for _, l := range got {
		names[strings.ToLower(l.Phrases[0])] = true
	}
	if len(names) != 5 {
		t.Errorf("names %v", got)
	}
	if got[0].Phrases[0] == "language agent systems" || got[1].Phrases[0] == "language agents" {
		t.Errorf("%v", got)
	}
}

// A topic whose best concept is another's and that has little else says what
// it lost.
func TestLost(t *testing.T) {
	c := new(collection).add(0, 30, "Diffusion models").
		add(1, 20, "Diffusion models").add(1, 4, "Diffusion models | about noise").rest(2)
	if got := c.texts(nil)[1]; got != "diffusion models: noise" {
		t.Errorf("%q", got)
	}
}

// "agents" names 10 of 24 papers, under half; "tools" hold 8 others and "web
// browsers" 6 more.
func TestFurtherPhrases(t *testing.T) {
	c := others().add(0, 10, "Of agents").add(0, 8, "Of planners").add(0, 6, "Of browsers")
	if got, want := c.texts(nil)[0], "agents · planners"; got != want {
		t.Errorf("%q, want %q: 18 of 24 papers are enough", got, want)
	}
	c = others().add(0, 10, "Of agents").add(0, 2, "Of planners | for browsers")
	if got, want := c.texts(nil)[0], "agents"; got != want {
		t.Errorf("%q, want %q: 10 of 12 papers are enough", got, want)
	}
}

// Another topic's name holds this one's, so it says more although most of its
// papers hold the name.
func TestSiblingsSayMore(t *testing.T) {
	c := new(collection).add(0, 20, "Of agents | with memory").add(0, 4, "Of agents").
		add(1, 30, "GUI agents | the GUI agents").rest(2)
	if got, want := c.texts(nil)[:2], []string{"agents · memory", "GUI agents"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestFallsBackOnTheTitle(t *testing.T) {
	c := others().add(0, 1, "Of | and")
	l := c.labels(nil)[0]
	if l.Phrases[0] != "Title 0" || l.Key != "" || l.Score != 0 {
		t.Errorf("%+v", l)
	}
	p := c.phrases()
	got := Labels(p, make([]int32, len(c.docs)), 3, nil, []string{"a", "B\x1b[31m\n", "b"})
	if got[1].Phrases[0] == got[2].Phrases[0] || strings.ContainsFunc(got[1].Phrases[0], unicode.IsControl) {
		t.Errorf("%q %q", got[1].Phrases, got[2].Phrases)
	}
}

// A held name stays until the same other name scores 1.3 times as much in two
// runs running.
func TestHeldNames(t *testing.T) {
	c := others().add(0, 12, "Sparse attention").add(0, 6, "Linear recurrences | sparse attention")
	old := Held{Label: []string{"linear recurrences", "memory"}}
	first := c.labels([]Held{old, {}})[0]
	if !slices.Equal(first.Text(), old.Label) || first.Challenger != "sparse attention" {
		t.Fatalf("first run: %+v", first)
	}
	if again := c.labels([]Held{{old.Label, "ocean currents", false}, {}})[0]; again.Challenger != "sparse attention" || again.Phrases[0] != old.Label[0] {
		t.Errorf("another challenger before: %+v", again)
	}
	second := c.labels([]Held{{old.Label, first.Challenger, false}, {}})[0]
	if second.Phrases[0] != "sparse attention" || second.Challenger != "" {
		t.Errorf("second run: %+v", second)
	}
	if pinned := c.labels([]Held{{old.Label, first.Challenger, true}, {}})[0]; !slices.Equal(pinned.Text(), old.Label) {
		t.Errorf("pinned: %+v", pinned)
	}
	// a name under 1.3 times as good does not challenge: 18 papers hold "sparse attention"
	c = others().add(0, 18, "Sparse attention | linear recurrences").add(0, 16, "Linear recurrences | sparse attention")
	if l := c.labels([]Held{old, {}})[0]; l.Challenger != "" || l.Phrases[0] != old.Label[0] {
		t.Errorf("close: %+v", l)
	}
}

// A held name keeps its concept from new topics, even if it scores less there.
func TestHeldNamesComeFirst(t *testing.T) {
	c := new(collection).add(0, 5, "Sparse attention").add(0, 9, "Sparse routers").
		add(1, 30, "Sparse attention").add(1, 15, "Long documents | sparse attention").rest(2)
	got := c.labels([]Held{{Label: []string{"sparse attention"}}, {}, {}, {}, {}})
	if got[0].Phrases[0] != "sparse attention" || got[1].Phrases[0] == "sparse attention" {
		t.Errorf("%+v", got)
	}
	// two topics that bring the same name: one keeps it
	got = c.labels([]Held{{Label: []string{"sparse attention"}}, {Label: []string{"Sparse attention"}}, {}, {}, {}})
	if strings.EqualFold(got[0].Phrases[0], got[1].Phrases[0]) {
		t.Errorf("%+v", got)
	}
}

func TestLabelText(t *testing.T) {
	for _, l := range []Label{
		{Phrases: []string{"a"}},
		{Phrases: []string{"a", "b", "c"}},
		{Phrases: []string{"a", "b"}, Mixed: true},
		{Phrases: []string{"a", "b"}, Lost: "x"},
		{},
	} {
		if d := cmp.Diff(l, parseLabel(l.Text())); d != "" {
			t.Errorf("%v: %s", l.Text(), d)
		}
	}
	for want, l := range map[string]Label{
		"mixed: a, b": {Phrases: []string{"a", "b", "c"}, Mixed: true},
		"x: a · b":    {Phrases: []string{"a", "b"}, Lost: "x"},
	} {
		if got := strings.Join(l.Text(), " · "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestMedian(t *testing.T) {
	n := &naming{name: []named{{score: 3}, {score: 1}, {score: 10}, {score: 2}}}
	if got := n.median(); got != 2.5 {
		t.Errorf("%v, want (2 + 3)/2", got)
	}
}

var labelLexis = strings.Fields("graph kernels agents GUI-agents language models image generation of the . , medical attention " +
	"sparse novel fast system LLM (LLM) large diffusion text-to-image VAR")

func randomCollection(rng *rand.Rand, n, k int) (c collection) {
	for range n {
		topic := rng.IntN(k+1) - 1
		words := make([]string, 14)
		for j := range words {
			if words[j] = labelLexis[rng.IntN(len(labelLexis))]; topic >= 0 && rng.IntN(3) == 0 {
				words[j] = labelLexis[topic%len(labelLexis)]
			}
		}
		c.add(int32(topic), 1, strings.Join(words[:6], " ")+"|"+strings.Join(words[6:], " "))
	}
	return c
}

// Whatever the papers: one to three phrases, no two names alike, no control
// characters; and the order of the papers does not matter.
func TestAnyLabels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 12).Draw(t, "k")
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		c := randomCollection(rng, rapid.IntRange(1, 80).Draw(t, "papers"), k)
		fallback := slices.Repeat([]string{"Title"}, k)
		var held []Held
		want := Labels(c.phrases(), c.of, k, held, fallback)
		seen := map[string]bool{}
		for _, l := range want {
			if len(l.Phrases) < 1 || len(l.Phrases) > 3 || len(l.Text()) > 3 {
				t.Fatalf("%q", l.Phrases)
			}
			if name := strings.ToLower(l.Phrases[0]); seen[name] {
				t.Fatalf("two topics are named %q", name)
			} else {
				seen[name] = true
			}
		}
		rng.Shuffle(len(c.docs), func(i, j int) {
			c.docs[i], c.docs[j] = c.docs[j], c.docs[i]
			c.of[i], c.of[j] = c.of[j], c.of[i]
		})
		if d := cmp.Diff(want, Labels(c.phrases(), c.of, k, held, fallback)); d != "" {
			t.Fatal(d)
		}
		for _, l := range want {
			held = append(held, Held{Label: l.Text(), Challenger: l.Challenger})
		}
		for i, l := range Labels(c.phrases(), c.of, k, held, fallback) {
			if l.Phrases[0] != want[i].Phrases[0] {
				t.Fatalf("%q became %q although nothing changed", want[i].Text(), l.Text())
			}
		}
	})
}
