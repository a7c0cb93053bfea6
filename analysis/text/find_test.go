package text

import (
	"fmt"
	"strings"
	"testing"
)

// TestFind holds each rule of what a term is to one place where it counts and
// one where it does not.
func TestFind(t *testing.T) {
	for _, c := range []struct {
		term, doc string
		want      bool
	}{
		{"speculative decoding", "On Speculative Decoding\n", true},
		{"speculative decoding", "A title\nWe use speculative-decoding here.", true},
		{"speculative decoding", "Speculative\ndecoding begins the abstract, and is no phrase of the title.", false},
		{"speculative decoding", "T\nIt is speculative. Decoding is not.", false},
		{"speculative decoding", "T\nspeculative fast decoding", false},
		{"diffusion language model", "T\nmany diffusion language models", true},
		{"diffusion language models", "T\none diffusion language model", true},
		{"visual autoregressive", "T\nVisual Auto-Regressive modeling", true},
		{"visual auto-regressive", "T\nvisual autoregressive modeling", true},
		{"fine tuning", "T\nfinetuning and nothing else", true},
		{"color model", "T\na colour-model", true},
		{"next-scale prediction", "T\nthe “next-scale” prediction paradigm", true},
		{"next-scale prediction", "T\nnext $x$ scale prediction", false},
		{"learning to rank", "T\nwe learn; learning-to-rank is useful", true},
		{"Schrödinger bridge", "T\na Schr\\\"odinger bridge", true},
		{"k-means", "T\nk means clustering", true},
		{"λ-calculus", "T\nthe lambda calculus", true},

		{"supervised learning", "T\nself-supervised learning", false},
		{"language", "T\nlanguage-guided", false},
		{"language", "T\nin this language", true},
		{"state space", "T\na state-space-based model", true},
		{"notable", "T\nthere is no table", false},

		{"VAR", "VAR is here\n", true},
		{"VAR", "T\nVARs and others", true},
		{"VAR", "T\nthe VAR-based one", true},
		{"VAR", "T\nVARGPT", false},
		{"VAR", "T\na var of it", false},
		{"VAR", "T\nthe VaR of a bank", false},
		{"VaR", "T\nVaRs of banks", true},
		{"dLLM", "DLLMs in titles\n", true},
		{"VAR", "T\nVar as a word that begins a sentence", false},
		{"dLLMs", "T\na dLLM", true},
		{"dLLM", "T\nfor DLLMs", true},
		{"", "T\nanything", false},
		{"...", "T\nanything ...", false},
	} {
		got := len(NewFinder([]string{c.term}, Default(), nil).Find([]string{c.doc}, 1)) == 1
		if got != c.want {
			t.Errorf("%q in %q: %t, want %t", c.term, c.doc, got, c.want)
		}
	}
}

// TestFindSynonyms: a group of the configuration is one term, wholly or as a
// part; an acronym of it needs no witness. What papers define is exchanged
// within a phrase alone, as the acronym by itself may mean anything.
func TestFindSynonyms(t *testing.T) {
	o := Options{Synonyms: [][]string{{"RAG", "retrieval-augmented generation"}}}
	docs := []string{
		"T\nA retrieval augmented generation system.",
		"T\nMultimodal RAG.",
		"T\nA rag.",
		"T\nmultimodal retrieval-augmented generation",
	}
	for term, want := range map[string]string{
		"RAG":                            "[{0 0} {1 0} {3 0}]",
		"retrieval-augmented generation": "[{0 0} {1 0} {3 0}]",
		"multimodal RAG":                 "[{1 0} {3 0}]",
	} {
		f := NewFinder([]string{term}, o, nil)
		if got := fmt.Sprint(f.Find(docs, 2)); got != want || f.Acronym(0) {
			t.Errorf("%s: %s, acronym %t", term, got, f.Acronym(0))
		}
	}
	if f := NewFinder([]string{"VAR", "vision"}, o, nil); !f.Acronym(0) || f.Acronym(1) {
		t.Error("VAR is an acronym, vision is not")
	}

	defining := []string{
		"T\nLarge language models (LLMs) speak.", "T\nThe large language model (LLM) speaks.",
		"T\nA diffusion LLM.", "T\nDiffusion large-language models.", "T\nDiffusion is no LLM.",
	}
	p := findPhrases(defining, Default(), 1)
	for _, term := range []string{"diffusion LLM", "diffusion large language model"} {
		if got := fmt.Sprint(NewFinder([]string{term}, Default(), p).Find(defining, 1)); got != "[{2 0} {3 0}]" {
			t.Errorf("%s: %s", term, got)
		}
	}
	if got := fmt.Sprint(NewFinder([]string{"LLM"}, Default(), p).Find(defining, 1)); got != "[{0 0} {1 0} {2 0} {4 0}]" {
		t.Errorf("LLM: %s: an acronym alone is not its expansion", got)
	}
}

// TestFindWorkers: papers are independent of each other, so that neither
// workers nor chunks change what is found, and docs stay as they were.
func TestFindWorkers(t *testing.T) {
	var docs []string
	for i := range 500 {
		docs = append(docs, strings.Repeat("graph ", i%3)+"networks\nvision "+strings.Repeat("transformer ", i%2))
	}
	f := NewFinder([]string{"graph network", "vision transformer", "transformer"}, Default(), nil)
	one, four := fmt.Sprint(f.Find(docs, 1)), fmt.Sprint(f.Find(docs, 4))
	if one != four {
		t.Error("4 workers find something else")
	}
	if n := len(f.Find(docs, 1)); n != 333+2*250 { // i%3 > 0, and twice i%2 > 0
		t.Errorf("%d found", n)
	}
}

func BenchmarkFind(b *testing.B) {
	b.ReportAllocs()
	doc := Document("A title of some words", strings.ReplaceAll(plainAbstract, "\n", " "))
	docs := []string{doc}
	b.SetBytes(int64(len(doc)))
	f := NewFinder([]string{"speculative decoding", "visual autoregressive", "VAR", "diffusion language model", "dLLM"}, Default(), nil)
	for b.Loop() {
		f.Find(docs, 1)
	}
}
