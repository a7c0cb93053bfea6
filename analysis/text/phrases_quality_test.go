package text

import (
	"math"
	"testing"
)

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		name  string
		texts []string // each in 10 papers
		key   string
		want  Verdict
	}{
		{"noun phrase", []string{"speculative decoding is fast"}, "speculative decoding", Allowed},
		{"verb of the list", []string{"the accelerate button"}, "accelerate", Rejected},
		{"verb by use: 10 of 10 after to", []string{"to grok"}, "grok", Rejected},
		{"verb of the list that 30 of 30 uses show as a noun", []string{"a train, the train, no train"}, "train", Allowed},
		{"a phrase that holds a verb", []string{"to grok graphs"}, "grok graph", Rejected},
		{"newly first", []string{"on newly graphs"}, "newly graph", Rejected},
		{"well first", []string{"the well-tuned graph"}, "well tuned graph", Rejected},
		{"a word twice", []string{"graph of graphs, graph, graph-of-graphs"}, "graph of graph", Rejected},
		{"digits alone", []string{"10x 4k"}, "10x 4k", Rejected},
		{"digit and word", []string{"3D scenes"}, "3d scene", Allowed},

		{"modifier: never ends a chunk, E = .5/11.5", []string{"medical images"}, "medical", Modifier},
		{"modifier: last unit, e = .5/21.5", []string{"deep medical images. medical images"}, "deep medical", Modifier},
		{"looks like an adjective, E = 10.5/31.5 = .33 < .35", []string{"a neural net. neural codes. neural"}, "neural", Modifier},
		{"looks like one but ends chunks", []string{"the signal. a signal path"}, "signal", Allowed},
		{"X-to-Y, E = 10.5/31.5", []string{"text-to-image, text-to-image models, text-to-image systems"}, "text to image", Modifier},
		{"participle", []string{"networks are pruned. pruned"}, "pruned", Modifier},
		{"noun in -ed", []string{"the testbed"}, "testbed", Allowed},
		{"adverb", []string{"it runs smoothly"}, "smoothly", Modifier},

		{"weak first, alone", []string{"the modern"}, "modern", Rejected},
		{"weak last, alone", []string{"a framework"}, "framework", Rejected},
		{"never alone", []string{"a module"}, "module", Rejected},
		{"may stand alone", []string{"the inference"}, "inference", Allowed},
		{"predicative adjective: 10 of 10", []string{"it is opaque"}, "opaque", Modifier},

		{"activity without titles: .4 < .07·14 = .98", []string{"the pondering"}, "pondering", Rejected},
		{"activity in titles: 10.4 > .98", []string{"On Pondering | it"}, "pondering", Allowed},
		{"begins with one", []string{"the pondering machines"}, "pondering machine", Rejected},
		{"begins with one that may stand alone", []string{"the training runs"}, "training run", Allowed},
		{"begins with an adverb", []string{"quickly mixing"}, "quickly mixing", Rejected},

		{"weak first: 10 < ½·30", []string{"novel graphs. graphs. graphs"}, "novel graph", Rejected},
		{"weak first: 20 ≥ ½·20", []string{"novel view synthesis. novel view synthesis"}, "novel view synthesis", Allowed},
		{"weak last: 10 < ½·30", []string{"graph problems. a graph. the graph"}, "graph problem", Rejected},
		{"weak last: 20 ≥ ½·30", []string{"inverse problems. inverse problems. inverse"}, "inverse problem", Allowed},
	} {
		p := findPhrases(papersOf(10, c.texts...), Options{}, 1)
		if _, got := p.Quality(mustFind(t, p, c.key)); got != c.want {
			t.Errorf("%s: %q is %d, want %d", c.name, c.key, got, c.want)
		}
	}
}

// Of 10 papers that hold "graph kernel", 4 do in the title: share
// (4 + .5)/(10 + 5) = .3, over the typical .1 = 3, ¼ power 1.3161; two words
// 1.7: 2.2373.
func TestQuality(t *testing.T) {
	docs := append(papersOf(4, "A graph kernel | "), papersOf(6, "graph kernels")...)
	p := findPhrases(docs, Options{}, 1)
	if q, v := p.Quality(mustFind(t, p, "graph kernel")); v != Allowed || math.Abs(q-2.2373) > 5e-5 {
		t.Errorf("%v %v, want 2.2373", q, v)
	}
	// may-stand-alone: .6, one word 1, no titles (.5/15/.1)^¼ = .7598: .4559
	p = findPhrases(papersOf(10, "the inference"), Options{}, 1)
	if q, _ := p.Quality(mustFind(t, p, "inference")); math.Abs(q-0.4559) > 5e-5 {
		t.Errorf("%v, want .4559", q)
	}
}

func TestConcept(t *testing.T) {
	for key, want := range map[string]string{
		"vision language model":  "languag vision",
		"vision language":        "languag vision",
		"mixture of expert":      "expert mixtur",
		"network system":         "network system", // nothing else is left
		"large language model":   "languag",
		"agent":                  "agent",
		"gui agent":              "agent gui",
		"reinforcement learning": "learn reinforc",
		"novel framework":        "framework novel",
		"graph graph":            "graph",
	} {
		got := ""
		for i, s := range Concept(key) {
			if i > 0 {
				got += " "
			}
			got += s
		}
		if got != want {
			t.Errorf("%q: %q, want %q", key, got, want)
		}
	}
}
