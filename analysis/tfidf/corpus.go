package tfidf

import (
	"cmp"

	"papertide/analysis/parallel"
	"papertide/analysis/text"
)

// corpus is what was read of documents: the text itself is not needed again.
type corpus struct {
	docs   int
	chunks []units
	forms  []text.Form // that the units name
}

// units are those of the documents of a chunk.
type units struct {
	units []text.Unit
	end   []int32 // by document
	title []int32 // by document: how many units the title has
}

// readCorpus reads documents in parallel. The numbers of forms depend on which
// worker read what, and nothing else may depend on them.
func readCorpus(t *text.Tokeniser, docs text.Docs, workers int) (*corpus, error) {
	c := &corpus{docs: docs.Len, chunks: make([]units, (docs.Len+chunkDocs-1)/chunkDocs)}
	errs := make([]error, len(c.chunks))
	readers := make([]*text.Reader, parallel.Workers(workers, len(c.chunks)))
	readBy := make([]int, len(c.chunks))
	for w := range readers {
		readers[w] = t.Reader()
	}
	buffers := make([][]text.Unit, len(readers))
	parallel.Each(workers, len(c.chunks), func(worker, i int) {
		buffer, chunk := buffers[worker][:0], &c.chunks[i]
		some, err := docs.Range(i*chunkDocs, min(docs.Len, (i+1)*chunkDocs))
		errs[i] = err
		for _, doc := range some {
			var title int
			buffer, title = readers[worker].Read(doc, buffer)
			chunk.end = append(chunk.end, int32(len(buffer)))
			chunk.title = append(chunk.title, int32(title))
		}
		chunk.units = append([]text.Unit(nil), buffer...)
		buffers[worker], readBy[i] = buffer, worker
	})
	if err := cmp.Or(errs...); err != nil {
		return nil, err
	}
	numbers := make([][]int32, len(readers))
	for w, r := range readers[1:] {
		numbers[w+1] = readers[0].Merge(r)
	}
	parallel.Each(workers, len(c.chunks), func(_, i int) {
		number := numbers[readBy[i]]
		if number == nil {
			return
		}
		for j, u := range c.chunks[i].units {
			if u != text.Break {
				c.chunks[i].units[j] = u.Renumber(number[u.Form()])
			}
		}
	})
	c.forms = readers[0].Forms
	return c, nil
}

// tally counts, by worker, papers that hold words and how often forms occur.
// Sums of tallies are the same however the papers were dealt out.
type tally struct {
	df, last []int32 // by word: papers, and the last one that was counted, from 1
	free     []int32 // by form: occurrences whose capitals mean something
	all      []int32 // by form: occurrences
}

func newTally(words, forms int) *tally {
	return &tally{make([]int32, words), make([]int32, words), make([]int32, forms), make([]int32, forms)}
}

// add counts the units of document number doc, from 1.
func (t *tally) add(doc int32, units []text.Unit, word []int32) {
	for _, u := range units {
		if u == text.Break {
			continue
		}
		f := u.Form()
		t.all[f]++
		if !u.Posed() {
			t.free[f]++
		}
		if w := word[f]; t.last[w] != doc {
			t.last[w] = doc
			t.df[w]++
		}
	}
}

// merge adds the counts of other papers.
func (t *tally) merge(o *tally) {
	for i, n := range o.df {
		t.df[i] += n
	}
	for i, n := range o.all {
		t.all[i] += n
		t.free[i] += o.free[i]
	}
}
