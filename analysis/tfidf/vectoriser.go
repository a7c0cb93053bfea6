package tfidf

import (
	"errors"

	"github.com/james-bowman/nlp"
	"gonum.org/v1/gonum/mat"

	"papertide/analysis/parallel"
	"papertide/analysis/text"
)

// vectoriser counts the terms of documents, in parallel and in order. It is
// nlp's CountVectoriser with a vocabulary in order and rows in little memory.
type vectoriser struct {
	options    Options
	tokeniser  *text.Tokeniser
	vocabulary *Vocabulary
	index      *index
	scribes    []*scribe // one a worker, kept for what their readers know
	err        error     // of Fit, which can return none
	read       *corpus   // ahead, for FitTransform
}

var _ nlp.Vectoriser = (*vectoriser)(nil)

func newVectoriser(o Options) *vectoriser {
	return &vectoriser{options: o, tokeniser: text.NewTokeniser(o.Text)}
}

// chunkDocs is the number of documents that a worker takes at a time.
const chunkDocs = 256

// Fit learns the vocabulary.
func (v *vectoriser) Fit(docs ...string) nlp.Vectoriser {
	_, v.err = v.FitTransform(docs...)
	return v
}

// readAhead reads documents for FitTransform, a few at a time. nlp hands over
// all of them at once, and a large corpus does not lie in memory.
func (v *vectoriser) readAhead(docs text.Docs) (err error) {
	v.read, err = readCorpus(v.tokeniser, docs, v.options.Workers)
	return err
}

// FitTransform learns the vocabulary and returns the counts, of documents that
// were read ahead if there are any.
func (v *vectoriser) FitTransform(docs ...string) (mat.Matrix, error) {
	if v.read == nil {
		if err := v.readAhead(text.DocsOf(docs)); err != nil {
			return nil, err
		}
	}
	c := v.read
	v.read = nil
	v.vocabulary = c.learn(v.options)
	if len(v.vocabulary.Terms) == 0 {
		return nil, errNoTerm
	}
	v.index, v.scribes = newIndex(v.vocabulary), nil
	part := v.index.parts(c.forms)
	return v.rows(c.docs, func(w *scribe, i int) {
		chunk := &c.chunks[i]
		from := int32(0)
		for d, to := range chunk.end {
			w.row(chunk.units[from:to], int(chunk.title[d]), part)
			from = to
		}
		*chunk = units{}
	}), nil
}

var errNoTerm = errors.New("vocabulary: the papers hold no word that could tell them apart")

// Transform returns the counts under the vocabulary that was learnt.
func (v *vectoriser) Transform(docs ...string) (mat.Matrix, error) {
	if v.err != nil {
		return nil, v.err
	}
	if v.index == nil {
		v.index = newIndex(v.vocabulary)
	}
	return v.rows(len(docs), func(w *scribe, i int) {
		w.know(v.tokeniser)
		for _, doc := range docs[i*chunkDocs : min(len(docs), (i+1)*chunkDocs)] {
			var title int
			w.units, title = w.reader.Read(doc, w.units[:0])
			w.row(w.units, title, w.parts())
		}
	}), nil
}

// rows makes the matrix whose chunks of rows write gives, in parallel.
func (v *vectoriser) rows(docs int, write func(w *scribe, chunk int)) *Matrix {
	chunks := make([]rows, (docs+chunkDocs-1)/chunkDocs)
	for range parallel.Workers(v.options.Workers, len(chunks)) - len(v.scribes) {
		v.scribes = append(v.scribes, newScribe(v.index))
	}
	parallel.Each(v.options.Workers, len(chunks), func(worker, i int) {
		w := v.scribes[worker]
		write(w, i)
		chunks[i] = w.take()
	})
	return join(v.vocabulary, chunks, docs, v.options.Workers)
}
