package tfidf

import (
	"slices"
	"strings"

	"papertide/analysis/parallel"
	"papertide/analysis/text"
)

// pair is a pair of adjacent words, and the papers that hold it.
type pair struct {
	first, second int32 // words
	df            int32
}

// frequentPairs returns the pairs that enough and not too many papers hold, in
// the order of their words. A pair is in no more papers than its words, so only
// pairs of words that are frequent enough are counted: for each first word in a
// bucket of the second words, one a paper.
func (c *corpus) frequentPairs(x lexicon, counts *tally, l limits, workers int) []pair {
	candidates, of := candidates(x, counts, l)
	n := len(candidates)
	// Each worker fills its own part of a bucket, so its papers are fixed.
	shares := parallel.Workers(workers, len(c.chunks))
	at := make([][]int64, shares) // where a share's part of a bucket begins
	parallel.Each(workers, shares, func(_, share int) {
		at[share] = make([]int64, n)
		c.eachPair(of, share, shares, func(pairs []uint64) {
			for _, p := range pairs {
				at[share][p>>32]++
			}
		})
	})
	total := int64(0)
	start := make([]int64, n+1)
	for b := range n {
		start[b] = total
		for share := range at {
			at[share][b], total = total, total+at[share][b]
		}
	}
	start[n] = total
	seconds := make([]int32, total)
	parallel.Each(workers, shares, func(_, share int) {
		c.eachPair(of, share, shares, func(pairs []uint64) {
			for _, p := range pairs {
				first := p >> 32
				seconds[at[share][first]] = int32(uint32(p))
				at[share][first]++
			}
		})
	})
	const buckets = 64
	found := make([][]pair, (n+buckets-1)/buckets)
	df := make([][]int32, parallel.Workers(workers, len(found)))
	parallel.Each(workers, len(found), func(worker, i int) {
		if df[worker] == nil {
			df[worker] = make([]int32, n)
		}
		for b := i * buckets; b < min(n, (i+1)*buckets); b++ {
			found[i] = appendFrequent(found[i], b, seconds[start[b]:start[b+1]], df[worker], l, candidates)
		}
	})
	return slices.Concat(found...)
}

// appendFrequent appends the pairs with first word b that are in enough papers.
// df is all zero, and is again afterwards.
func appendFrequent(pairs []pair, b int, seconds, df []int32, l limits, candidates []int32) []pair {
	for _, s := range seconds {
		df[s]++
	}
	for _, s := range seconds {
		if df[s] >= l.pair && df[s] <= l.most {
			pairs = append(pairs, pair{candidates[b], candidates[s], df[s]})
		}
		df[s] = 0
	}
	return pairs
}

// candidates returns the words that are frequent enough for a pair, and the
// number of each form's word among them, −1 for others.
func candidates(x lexicon, counts *tally, l limits) (words, of []int32) {
	number := make([]int32, len(x.key))
	for w := range x.key {
		number[w] = -1
		if counts.df[w] >= l.pair {
			number[w] = int32(len(words))
			words = append(words, int32(w))
		}
	}
	of = make([]int32, len(x.word))
	for f, w := range x.word {
		of[f] = number[w]
	}
	return words, of
}

// eachPair calls do with the pairs of candidates in each document of a share of
// the chunks: the first word's number shifted by 32 bits, and the second's.
// Pairs come once a document.
func (c *corpus) eachPair(of []int32, share, shares int, do func(pairs []uint64)) {
	var pairs []uint64
	for i := share * len(c.chunks) / shares; i < (share+1)*len(c.chunks)/shares; i++ {
		c.each(i, func(_ int32, units []text.Unit) {
			pairs = pairs[:0]
			last := int32(-1)
			for _, u := range units {
				w := int32(-1)
				if u != text.Break {
					if w = of[u.Form()]; w >= 0 && last >= 0 {
						pairs = append(pairs, uint64(last)<<32|uint64(w))
					}
				}
				last = w
			}
			slices.Sort(pairs)
			do(slices.Compact(pairs))
		})
	}
}

// pairTerms makes terms of pairs, shown in the forms in which each is written
// most.
func (c *corpus) pairTerms(x lexicon, pairs []pair, workers int) []term {
	number := newTable(len(pairs))
	for i, p := range pairs {
		number.at(pairKey(p.first, p.second)).a = int32(i)
	}
	written := make([]*table, parallel.Workers(workers, len(c.chunks)))
	for i := range written {
		written[i] = newTable(4 * len(pairs))
	}
	parallel.Each(workers, len(c.chunks), func(worker, i int) {
		c.each(i, func(_ int32, units []text.Unit) { countForms(written[worker], units, x, number) })
	})
	all := written[0]
	for _, t := range written[1:] {
		for _, e := range t.entries {
			if e.key != 0 {
				sum := all.at(e.key)
				sum.a, sum.b = sum.a+e.a, sum.b+e.b
			}
		}
	}
	surface := func(e entry) string {
		a, b := pairOf(e.key)
		return c.forms[a].Surface + " " + c.forms[b].Surface
	}
	best := make([]entry, len(pairs))
	for _, e := range all.entries {
		if e.key == 0 {
			continue
		}
		a, b := pairOf(e.key)
		p := number.find(pairKey(x.word[a], x.word[b])).a
		if best[p].key == 0 || commoner(e.a, best[p].a, e.b, best[p].b,
			func() int { return strings.Compare(surface(e), surface(best[p])) }) {
			best[p] = e
		}
	}
	terms := make([]term, len(pairs))
	for i, p := range pairs {
		terms[i] = term{x.key[p.first] + " " + x.key[p.second], surface(best[i]), p.df}
	}
	return terms
}

// countForms counts in t the forms in which a document has pairs: in a where
// capitals mean something, in b all.
func countForms(t *table, units []text.Unit, x lexicon, number *table) {
	last := text.Break
	for _, u := range units {
		if u != text.Break && last != text.Break {
			a, b := int32(last.Form()), int32(u.Form())
			if number.find(pairKey(x.word[a], x.word[b])) != nil {
				e := t.at(pairKey(a, b))
				e.b++
				if !last.Posed() && !u.Posed() {
					e.a++
				}
			}
		}
		last = u
	}
}
