package tfidf

import (
	"fmt"
	"sync"

	"github.com/james-bowman/nlp"

	"papertide/analysis/text"
)

// Weights names a way to weigh the terms of a paper; see the package comment.
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
	Workers int     // at most so many goroutines; 0: as many as run at a time. Never changes a result
	K1      float64 // BM25: the larger, the later more occurrences stop to count; not negative
	B       float64 // BM25: how much long papers are held back, 0 to 1
	MaxDF   float64 // terms in a larger share of the papers leave the vocabulary, 0 to 1
}

// Default returns BM25 weights with k1 = 1.2 and b = 0.75, and a vocabulary
// without terms that stand in more than half of the papers: of a corpus of two
// or three subjects, their own words are in a third or half of the papers, and
// must stay. Larger corpora are as good with 30 % as with 50 %.
func Default() Options {
	return Options{Weights: BM25, Text: text.Default(), K1: 1.2, B: 0.75, MaxDF: 0.5}
}

func (o Options) check() error {
	switch {
	case o.Weights != BM25 && o.Weights != TFIDF && o.Weights != Sublinear:
		return fmt.Errorf("weights %q: want %s, %s or %s", o.Weights, BM25, TFIDF, Sublinear)
	case !(o.K1 >= 0) || !(o.B >= 0 && o.B <= 1):
		return fmt.Errorf("BM25 constants k1 = %g, b = %g: want k1 ≥ 0 and 0 ≤ b ≤ 1", o.K1, o.B)
	case !(o.MaxDF >= 0 && o.MaxDF <= 1):
		return fmt.Errorf("largest share of papers %g: want 0 to 1", o.MaxDF)
	}
	return nil
}

// A Model turns papers into vectors with a vocabulary and weights that were
// learnt before. It holds what Transform needs in its exported fields, so that
// it can be stored.
type Model struct {
	Options    Options
	Papers     int     // that it was learnt from
	MeanLength float64 // mean sum of a paper's counts
	Vocabulary *Vocabulary

	mu       sync.Mutex
	pipeline *nlp.Pipeline // made when first needed
}

// Fit learns vocabulary and weights from documents (see [text.Document]) and
// returns their vectors, one row each, those without a term as zero rows. The
// result does not depend on the number of workers, and another order of the
// documents gives the same rows in that order. Each document is read once. It
// fails if one cannot be read, and if they hold no term at all.
func Fit(docs text.Docs, o Options) (*Model, *Matrix, error) {
	if err := o.check(); err != nil {
		return nil, nil, err
	}
	v := newVectoriser(o)
	if err := v.readAhead(docs); err != nil {
		return nil, nil, err
	}
	p := nlp.NewPipeline(v, weighing(o)...)
	fitted, err := p.FitTransform()
	if err != nil {
		return nil, nil, err
	}
	x := fitted.(*Matrix)
	return &Model{
		Options: o, Papers: docs.Len, MeanLength: meanLength(x), Vocabulary: x.Vocabulary, pipeline: p,
	}, x, nil
}

// weighing returns the steps that weigh counts, not yet fitted.
func weighing(o Options) []nlp.Transformer {
	unit := &unitLength{workers: o.Workers}
	switch o.Weights {
	case TFIDF:
		return []nlp.Transformer{&idf{formula: smooth, workers: o.Workers}, unit}
	case Sublinear:
		return []nlp.Transformer{&logarithm{workers: o.Workers}, &idf{formula: smooth, workers: o.Workers}, unit}
	}
	return []nlp.Transformer{
		&saturation{k1: o.K1, b: o.B, workers: o.Workers}, &idf{formula: probabilistic, workers: o.Workers}, unit,
	}
}

// Transform returns the vectors of documents under m, one row each. Terms that
// the vocabulary lacks are left out.
func (m *Model) Transform(docs []string) (*Matrix, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.pipeline == nil {
		if err := m.restore(); err != nil {
			return nil, err
		}
	}
	x, err := m.pipeline.Transform(docs...)
	if err != nil {
		return nil, err
	}
	return x.(*Matrix), nil
}

// restore makes the pipeline of a model that was stored.
func (m *Model) restore() error {
	if err := m.Options.check(); err != nil {
		return err
	}
	v := newVectoriser(m.Options)
	v.vocabulary = m.Vocabulary
	steps := weighing(m.Options)
	for _, step := range steps {
		switch step := step.(type) {
		case *saturation:
			step.mean = m.MeanLength
		case *idf:
			step.fit(m.Vocabulary.DF, m.Papers)
		}
	}
	m.pipeline = nlp.NewPipeline(v, steps...)
	return nil
}
