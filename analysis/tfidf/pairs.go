package tfidf

import (
	"strings"

	"papertide/analysis/text"
)

// shardUnits is about how many units of the corpus one table of pairs is for:
// so many that the table stays in a processor's cache.
const shardUnits = 1 << 20

// pairs returns the pairs of adjacent words that are terms. Only pairs of two
// words frequent enough are counted, shard by shard of their hash.
func (c *corpus) pairs(x lexicon, counts *tally, l limits, workers int) []term {
	units := 0
	for i := range c.chunks {
		units += len(c.chunks[i].units)
	}
	shards := max(1, (units+shardUnits-1)/shardUnits)
	found := make([][]entry, shards)
	parallel(workers, shards, func(_, shard int) {
		t := newTable(1024)
		for i := range c.chunks {
			c.each(i, func(doc int32, units []text.Unit) { countPairs(t, doc, units, x, counts, l, shard, shards) })
		}
		for _, e := range t.entries {
			if e.key != 0 && e.a >= l.pair && e.a <= l.most {
				found[shard] = append(found[shard], e)
			}
		}
	})
	number := newTable(1024)
	var pairs []entry
	for _, shard := range found {
		for _, e := range shard {
			number.at(e.key).a = int32(len(pairs))
			pairs = append(pairs, e)
		}
	}
	return c.pairTerms(x, pairs, number, workers)
}

// countPairs counts in t the pairs of a document that belong to a shard: in a
// the papers, in b the last paper.
func countPairs(t *table, doc int32, units []text.Unit, x lexicon, counts *tally, l limits, shard, shards int) {
	last := int32(-1)
	for _, u := range units {
		w := int32(-1)
		if u != text.Break {
			if w = x.word[u.Form()]; counts.df[w] < l.pair {
				w = -1
			}
		}
		if w >= 0 && last >= 0 {
			key := pairKey(last, w)
			if shardOf(key, shards) == shard {
				if e := t.at(key); e.b != doc {
					e.a++
					e.b = doc
				}
			}
		}
		last = w
	}
}

// shardOf deals out keys by bits of the hash that the table does not use first.
func shardOf(key uint64, shards int) int {
	return int((hash(key) & 0xFFFFFFFF) * uint64(shards) >> 32)
}

// pairTerms makes terms of pairs, with the form in which each is written most.
func (c *corpus) pairTerms(x lexicon, pairs []entry, number *table, workers int) []term {
	written := make([]*table, workersFor(workers, len(c.chunks)))
	for i := range written {
		written[i] = newTable(4 * len(pairs))
	}
	parallel(workers, len(c.chunks), func(worker, i int) {
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
	forms := c.reader.Forms
	surface := func(e entry) string {
		a, b := pairOf(e.key)
		return forms[a].Surface + " " + forms[b].Surface
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
	for p, e := range pairs {
		a, b := pairOf(e.key)
		terms[p] = term{x.key[a] + " " + x.key[b], surface(best[p]), e.a}
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
