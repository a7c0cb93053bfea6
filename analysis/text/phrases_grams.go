package text

import (
	"cmp"
	"math/bits"
	"slices"
)

// maxUnits is the length of the longest phrase, in units.
const maxUnits = 4

// Grams are the n-grams of 1 to maxUnits units that enough papers hold.
// An n-gram is numbered after all shorter ones. Two n-grams have one key if
// they are the same words cut into different units ("long-context",
// "long context"), so the frequency that counts is the key's.
type grams struct {
	d      *dictionary
	single []int32   // by unit: its 1-gram, −1 if too few papers hold it
	longer pairTable // an n-gram and the unit after it → n-gram
	hash   []uint64  // of the key
	prefix []int32   // n-gram without its last unit, −1 for 1-grams
	last   []int32   // last unit
}

// findGrams counts n-grams level by level: only those are counted of which
// both (n−1)-grams are frequent (Agrawal & Srikant 1994, Fast algorithms for
// mining association rules, VLDB, 487–499), and of those only the ones in
// whose hash bucket enough occurrences fall (Park, Chen & Yu 1995,
// doi:10.1145/223784.223813).
func findGrams(d *dictionary, parts []*part, least int) *grams {
	g := &grams{d: d, single: make([]int32, len(d.units.hash))}
	df := make([]int32, len(d.units.hash))
	counted := inParallel(parts, func(p *part) []int32 { return p.unitFrequency(d) })
	for _, c := range counted {
		for u, f := range c {
			df[u] += f
		}
	}
	for u, f := range df {
		g.single[u] = -1
		if f >= int32(least) {
			g.single[u] = g.add(-1, int32(u))
		}
	}
	inParallel(parts, func(p *part) bool { p.grams = g.singles(p.symbols, make([]int32, 0, len(p.symbols))); return true })
	for n := 2; n <= maxUnits && g.addLevel(parts, n, least); n++ {
		inParallel(parts, func(p *part) bool {
			for i := range len(p.start) - 1 {
				g.advance(p.grams[p.start[i]:p.start[i+1]], p.symbols[p.start[i]:p.start[i+1]], n)
			}
			return true
		})
	}
	for _, p := range parts {
		p.grams = nil
	}
	return g
}

func (g *grams) add(prefix, last int32) int32 {
	n := int32(len(g.hash))
	g.hash = append(g.hash, g.join(prefix, last))
	g.prefix = append(g.prefix, prefix)
	g.last = append(g.last, last)
	return n
}

// join returns the hash of an n-gram with one more unit; −1 is the empty one.
func (g *grams) join(prefix, unit int32) uint64 {
	u := g.d.units
	if prefix < 0 {
		return u.hash[unit]
	}
	return joinHash(g.hash[prefix], u.hash[unit], u.length(unit))
}

// unitFrequency counts the papers of a part that hold each unit.
func (p *part) unitFrequency(d *dictionary) []int32 {
	df := make([]int32, len(d.units.hash))
	last := make([]int32, len(df))
	for i := range len(p.start) - 1 {
		for _, s := range p.symbols[p.start[i]:p.start[i+1]] {
			u := d.unitOf[s&useMask]
			if last[u] != int32(i+1) {
				last[u] = int32(i + 1)
				df[u]++
			}
		}
	}
	return df
}

// singles returns the 1-grams that stand at each symbol, in buffer.
func (g *grams) singles(symbols []uint32, buffer []int32) []int32 {
	buffer = buffer[:0]
	for _, s := range symbols {
		buffer = append(buffer, g.single[g.d.unitOf[s&useMask]])
	}
	return buffer
}

// advance turns the (n−1)-grams that begin at each symbol into n-grams, −1
// where none is frequent.
func (g *grams) advance(at []int32, symbols []uint32, n int) {
	for i := range at {
		if next, ok := g.next(at, symbols, i, n); ok {
			at[i] = g.longer.get(next)
		} else {
			at[i] = -1
		}
	}
}

// next returns the (n−1)-gram at a symbol together with the unit after it,
// and whether they can be a frequent n-gram: they are of one chunk and both
// (n−1)-grams are frequent. at holds (n−1)-grams from symbol i on.
func (g *grams) next(at []int32, symbols []uint32, i, n int) (uint64, bool) {
	j := i + n - 1
	if at[i] < 0 || j >= len(symbols) || at[i+1] < 0 || symbols[j]&beginsChunk != 0 {
		return 0, false
	}
	return uint64(at[i])<<32 | uint64(g.d.unitOf[symbols[j]&useMask]), true
}

// eachCandidate calls f with every n-gram of a part that may be frequent.
func (g *grams) eachCandidate(p *part, n int, f func(paper int, pair uint64)) {
	for i := range len(p.start) - 1 {
		at, symbols := p.grams[p.start[i]:p.start[i+1]], p.symbols[p.start[i]:p.start[i+1]]
		for j := range at {
			if pair, ok := g.next(at, symbols, j, n); ok {
				f(i, pair)
			}
		}
	}
}

func (g *grams) pairHash(pair uint64) uint64 { return g.join(int32(pair>>32), int32(uint32(pair))) }

// Buckets count occurrences of keys, roughly: several keys share one, which
// stops at 255.
type buckets struct {
	count []uint8
	shift int
}

func newBuckets(symbols int) buckets {
	b := min(max(bits.Len(uint(2*symbols)), 12), 22)
	return buckets{make([]uint8, 1<<b), 64 - b}
}

func (b buckets) add(hash uint64, n uint8) { b.addTo(hash>>b.shift, n) }

func (b buckets) addTo(i uint64, n uint8) {
	b.count[i] = uint8(min(int(b.count[i])+int(n), 255))
}

// A found is an n-gram that may be frequent.
type found struct {
	pair, hash uint64
}

// addLevel adds the frequent n-grams and reports whether there are any.
func (g *grams) addLevel(parts []*part, n, least int) bool {
	total := 0
	for _, p := range parts {
		total += len(p.symbols)
	}
	rough := inParallel(parts, func(p *part) buckets {
		b := newBuckets(total)
		g.eachCandidate(p, n, func(_ int, pair uint64) { b.add(g.pairHash(pair), 1) })
		return b
	})
	for _, b := range rough[1:] {
		for i, c := range b.count {
			rough[0].addTo(uint64(i), c)
		}
	}
	type counted struct {
		found []found
		df    map[uint64]int32
	}
	exact := inParallel(parts, func(p *part) counted {
		type frequency struct{ df, last int32 }
		var c counted
		var known pairTable // pair → its key's frequency
		byKey := map[uint64]int32{}
		var all []frequency
		g.eachCandidate(p, n, func(paper int, pair uint64) {
			at := known.get(pair)
			if at < 0 {
				h := g.pairHash(pair)
				if int(rough[0].count[h>>rough[0].shift]) < least {
					return
				}
				var ok bool
				if at, ok = byKey[h]; !ok {
					at = int32(len(all))
					byKey[h] = at
					all = append(all, frequency{})
				}
				known.put(pair, at)
				c.found = append(c.found, found{pair, h})
			}
			if f := &all[at]; f.last != int32(paper+1) {
				f.last = int32(paper + 1)
				f.df++
			}
		})
		c.df = byKey
		for h, at := range byKey {
			c.df[h] = all[at].df
		}
		return c
	})
	df, pairs := exact[0].df, exact[0].found
	for _, c := range exact[1:] {
		for h, f := range c.df {
			df[h] += f
		}
		pairs = append(pairs, c.found...)
	}
	pairs = slices.DeleteFunc(pairs, func(f found) bool { return df[f.hash] < int32(least) })
	slices.SortFunc(pairs, func(a, b found) int { return cmp.Compare(a.pair, b.pair) })
	for _, f := range slices.Compact(pairs) {
		g.longer.put(f.pair, g.add(int32(f.pair>>32), int32(uint32(f.pair))))
	}
	return len(pairs) > 0
}

// units returns the units of an n-gram in order.
func (g *grams) units(gram int32) []int32 {
	var units []int32
	for ; gram >= 0; gram = g.prefix[gram] {
		units = append(units, g.last[gram])
	}
	slices.Reverse(units)
	return units
}
