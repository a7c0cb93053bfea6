package tfidf

import (
	"slices"
	"strings"

	"papertide/analysis/parallel"
	"papertide/analysis/text"
)

// index finds the terms of a vocabulary. A part is a stem that is a term or
// belongs to a pair.
type index struct {
	part  map[string]int32
	term  []int32 // by part: the term that it is alone; −1: none
	pairs *table  // (part, part) → term
	terms int
}

func newIndex(v *Vocabulary) *index {
	x := &index{part: make(map[string]int32, len(v.Terms)), pairs: newTable(64), terms: len(v.Terms)}
	for t, key := range v.Terms {
		if a, b, pair := strings.Cut(key, " "); pair {
			x.pairs.at(pairKey(x.number(a), x.number(b))).a = int32(t)
		} else {
			x.term[x.number(key)] = int32(t)
		}
	}
	return x
}

// number returns the number of a part, a new one if need be.
func (x *index) number(key string) int32 {
	p, ok := x.part[key]
	if !ok {
		p = int32(len(x.term))
		x.part[key] = p
		x.term = append(x.term, -1)
	}
	return p
}

// parts returns the parts of forms, −1 for those in no term.
func (x *index) parts(forms []text.Form) []int32 {
	return x.appendParts(make([]int32, 0, len(forms)), forms)
}

func (x *index) appendParts(parts []int32, forms []text.Form) []int32 {
	for _, f := range forms[len(parts):] {
		p, ok := x.part[f.Key]
		if !ok {
			p = -1
		}
		parts = append(parts, p)
	}
	return parts
}

// scribe writes rows of counts for one worker.
type scribe struct {
	index   *index
	count   []uint16 // by term, of the row being written
	touched []int32
	rows    rows

	reader  *text.Reader // for documents that were not read before
	units   []text.Unit
	formsOf []int32 // part of each form that the reader knows
}

// rows are some rows of a matrix.
type rows struct {
	end   []int64
	term  []int32
	count []uint8
}

func newScribe(x *index) *scribe { return &scribe{index: x, count: make([]uint16, x.terms)} }

// maxForms bounds what a reader remembers between documents.
const maxForms = 1 << 20

// know sees to it that the scribe has a reader that is not too large.
func (w *scribe) know(t *text.Tokeniser) {
	if w.reader == nil || len(w.reader.Forms) > maxForms {
		w.reader, w.formsOf = t.Reader(), nil
	}
}

// parts returns the parts of the reader's forms.
func (w *scribe) parts() []int32 {
	w.formsOf = w.index.appendParts(w.formsOf, w.reader.Forms)
	return w.formsOf
}

// row writes the row of a document, of whose units the first title belong to
// the title.
func (w *scribe) row(units []text.Unit, title int, part []int32) {
	last := int32(-1)
	for i, u := range units {
		p := int32(-1)
		if u != text.Break {
			p = part[u.Form()]
		}
		if p >= 0 {
			times := uint16(1)
			if i < title {
				times = 2
			}
			if t := w.index.term[p]; t >= 0 {
				w.add(t, times)
			}
			if last >= 0 {
				if e := w.index.pairs.find(pairKey(last, p)); e != nil {
					w.add(e.a, times)
				}
			}
		}
		last = p
	}
	slices.Sort(w.touched)
	for _, t := range w.touched {
		w.rows.term = append(w.rows.term, t)
		w.rows.count = append(w.rows.count, uint8(min(w.count[t], 255)))
		w.count[t] = 0
	}
	w.touched = w.touched[:0]
	w.rows.end = append(w.rows.end, int64(len(w.rows.term)))
}

func (w *scribe) add(term int32, times uint16) {
	c := w.count[term]
	if c == 0 {
		w.touched = append(w.touched, term)
	}
	w.count[term] = min(c+times, 255)
}

// take returns the rows written since the last time.
func (w *scribe) take() rows {
	r := rows{slices.Clone(w.rows.end), slices.Clone(w.rows.term), slices.Clone(w.rows.count)}
	w.rows = rows{w.rows.end[:0], w.rows.term[:0], w.rows.count[:0]}
	return r
}

// join makes one matrix of chunks of rows, with the counts for weights.
func join(v *Vocabulary, chunks []rows, docs, workers int) *Matrix {
	x := &Matrix{Vocabulary: v, Start: make([]int64, 1, docs+1)}
	first := make([]int64, len(chunks))
	for i, c := range chunks {
		first[i] = x.Start[len(x.Start)-1]
		for _, end := range c.end {
			x.Start = append(x.Start, first[i]+end)
		}
	}
	entries := x.Start[docs]
	x.Term, x.Count, x.Weight = make([]int32, entries), make([]uint8, entries), make([]float32, entries)
	parallel.Each(workers, len(chunks), func(_, i int) {
		at := first[i]
		copy(x.Term[at:], chunks[i].term)
		copy(x.Count[at:], chunks[i].count)
		for e, c := range chunks[i].count {
			x.Weight[at+int64(e)] = float32(c)
		}
		chunks[i] = rows{}
	})
	return x
}
