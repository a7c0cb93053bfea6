package tfidf

import (
	"cmp"
	"slices"
	"strings"

	"papertide/analysis/parallel"
	"papertide/analysis/text"
)

// Limits of the vocabulary, in papers.
const (
	minPapers      = 3
	minPapersSmall = 2   // of corpora below
	smallCorpus    = 200 // papers
	pairsOneIn     = 4000
)

// limits are the smallest numbers of papers that a word and a pair must stand
// in, and the largest.
type limits struct{ word, pair, most int32 }

func limitsFor(papers int, maxDF float64) limits {
	l := limits{word: minPapers, most: int32(maxDF * float64(papers))}
	if papers < smallCorpus {
		l.word = minPapersSmall
	}
	l.pair = max(l.word, int32((papers+pairsOneIn-1)/pairsOneIn))
	return l
}

// learn chooses the vocabulary. Words are counted first, then only the pairs
// of words that are frequent enough.
func (c *corpus) learn(o Options) *Vocabulary {
	words := c.words()
	counts := c.tally(words, o.Workers)
	l := limitsFor(c.docs, o.MaxDF)
	v := c.choose(words, counts, l, o.Workers)
	if len(v.Terms) == 0 {
		v = c.choose(words, counts, limits{1, 1, int32(c.docs)}, o.Workers)
	}
	return v
}

// lexicon gives the words that forms are written forms of.
type lexicon struct {
	word []int32  // by form
	key  []string // by word
}

func (c *corpus) words() lexicon {
	number := make(map[string]int32, len(c.forms))
	x := lexicon{word: make([]int32, len(c.forms))}
	for f, form := range c.forms {
		w, ok := number[form.Key]
		if !ok {
			w = int32(len(x.key))
			number[form.Key] = w
			x.key = append(x.key, form.Key)
		}
		x.word[f] = w
	}
	return x
}

func (c *corpus) tally(x lexicon, workers int) *tally {
	tallies := make([]*tally, parallel.Workers(workers, len(c.chunks)))
	for i := range tallies {
		tallies[i] = newTally(len(x.key), len(x.word))
	}
	parallel.Each(workers, len(c.chunks), func(worker, i int) {
		c.each(i, func(doc int32, units []text.Unit) { tallies[worker].add(doc, units, x.word) })
	})
	for _, t := range tallies[1:] {
		tallies[0].merge(t)
	}
	return tallies[0]
}

// each calls do for the documents of chunk i, with their numbers from 1.
func (c *corpus) each(i int, do func(doc int32, units []text.Unit)) {
	from := int32(0)
	for d, to := range c.chunks[i].end {
		do(int32(i*chunkDocs+d+1), c.chunks[i].units[from:to])
		from = to
	}
}

// term is a term that was chosen.
type term struct {
	key, surface string
	df           int32
}

func (c *corpus) choose(x lexicon, counts *tally, l limits, workers int) *Vocabulary {
	surfaces := c.surfaces(x, counts)
	var terms []term
	for w, key := range x.key {
		if df := counts.df[w]; df >= l.word && df <= l.most {
			terms = append(terms, term{key, c.forms[surfaces[w]].Surface, df})
		}
	}
	terms = append(terms, c.pairTerms(x, c.frequentPairs(x, counts, l, workers), workers)...)
	slices.SortFunc(terms, func(a, b term) int { return cmp.Compare(a.key, b.key) })
	v := &Vocabulary{
		Terms: make([]string, len(terms)), Surface: make([]string, len(terms)), DF: make([]int32, len(terms)),
	}
	for i, t := range terms {
		v.Terms[i], v.Surface[i], v.DF[i] = t.key, t.surface, t.df
	}
	return v
}

// surfaces returns the commonest form of each word.
func (c *corpus) surfaces(x lexicon, counts *tally) []int32 {
	best := make([]int32, len(x.key))
	for i := range best {
		best[i] = -1
	}
	for f, w := range x.word {
		b := best[w]
		if b < 0 || commoner(counts.free[f], counts.free[b], counts.all[f], counts.all[b],
			func() int { return strings.Compare(c.forms[f].Surface, c.forms[b].Surface) }) {
			best[w] = int32(f)
		}
	}
	return best
}

// commoner reports whether a form is to be shown rather than another one: it
// occurs more often where capitals mean something, or else anywhere, or else
// comes first in the alphabet.
func commoner(free, freeOther, all, allOther int32, order func() int) bool {
	if free != freeOther {
		return free > freeOther
	}
	if all != allOther {
		return all > allOther
	}
	return order() < 0
}
