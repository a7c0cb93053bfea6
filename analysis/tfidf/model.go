package tfidf

import "papertide/analysis/text"

// Weights names a way to weigh the terms of a paper.
type Weights string

// The ways to weigh.
const (
	BM25      Weights = "bm25"
	TFIDF     Weights = "tfidf"
	Sublinear Weights = "sublinear"
)

// Options say how papers become vectors.
type Options struct {
	Weights Weights
	Text    text.Options
	Workers int     // at most so many goroutines; 0: GOMAXPROCS
	K1      float64 // BM25: how soon more occurrences stop to count
	B       float64 // BM25: how much long papers are held back, 0 to 1
	MaxDF   float64 // terms in a larger share of the papers leave the vocabulary
}

// Default returns BM25 weights with the customary constants.
func Default() Options {
	return Options{Weights: BM25, Text: text.Default(), K1: 1.2, B: 0.75, MaxDF: 0.3}
}

// A Model turns papers into vectors with a vocabulary and weights that were
// learnt before.
type Model struct {
	Options    Options
	Papers     int     // that it was learnt from
	MeanLength float64 // mean sum of a paper's counts
	Vocabulary *Vocabulary
}

// Fit learns vocabulary and weights from documents (see [text.Document]) and
// returns their vectors.
func Fit(docs []string, o Options) (*Model, *Matrix, error) { return nil, nil, nil }

// Transform returns the vectors of documents under m.
func (m *Model) Transform(docs []string) (*Matrix, error) { return nil, nil }
