package text

import (
	"slices"
	"sync"
)

// inParallel calls f for every part, each in a goroutine of its own, and
// returns the results in the order of the parts.
func inParallel[T any](parts []*part, f func(*part) T) []T {
	out := make([]T, len(parts))
	var wg sync.WaitGroup
	for i, p := range parts {
		wg.Go(func() { out[i] = f(p) })
	}
	wg.Wait()
	return out
}

// rows hold the phrases of a part's papers, each once a paper.
type rows struct {
	start  []int32 // one more than papers
	phrase []int32
	weight []uint8 // quarters: see Phrases.Of
}

// counts say how n-grams and phrases occur.
type counts struct {
	n, end        []int32 // by n-gram: occurrences, those that end their chunk
	acronym       []bool  // by n-gram: an occurrence holds an acronym
	df, tdf, tdf0 []int32 // by phrase: papers, in titles, in titles not at the start of a sentence
}

func newCounts(grams, phrases int) counts {
	return counts{
		make([]int32, grams), make([]int32, grams), make([]bool, grams),
		make([]int32, phrases), make([]int32, phrases), make([]int32, phrases),
	}
}

func (c *counts) merge(o counts) {
	for _, s := range [][2][]int32{{c.n, o.n}, {c.end, o.end}, {c.df, o.df}, {c.tdf, o.tdf}, {c.tdf0, o.tdf0}} {
		for i, v := range s[1] {
			s[0][i] += v
		}
	}
	for i, v := range o.acronym {
		c.acronym[i] = c.acronym[i] || v
	}
}

// While a row is made, a weight counts occurrences in the abstract and says
// whether the title holds the phrase, and not at the start of a sentence.
const (
	weightTitle = 0x80
	weightInner = 0x40
	weightCount = 0x3f
)

// count fills the rows of a part. phrase holds the phrase of every n-gram.
func (p *part) count(g *grams, phrase []int32, phrases int) counts {
	c := newCounts(len(g.hash), phrases)
	r := &p.rows
	r.start = make([]int32, 1, len(p.start))
	r.phrase = make([]int32, 0, len(p.symbols)/2)
	r.weight = make([]uint8, 0, len(p.symbols)/2)
	place := make([]int32, phrases) // of a phrase in the row at hand, if it stands there
	var at []int32
	for i := range len(p.start) - 1 {
		symbols := p.symbols[p.start[i]:p.start[i+1]]
		first := int32(len(r.phrase))
		at = g.singles(symbols, at)
		for n := 1; n <= maxUnits; n++ {
			if n > 1 {
				g.advance(at, symbols, n)
			}
			for j, gram := range at {
				if gram < 0 {
					continue
				}
				c.n[gram]++
				if j+n == len(symbols) || symbols[j+n]&beginsChunk != 0 {
					c.end[gram]++
				}
				for _, s := range symbols[j : j+n] {
					if s&isAcronym != 0 {
						c.acronym[gram] = true
					}
				}
				k := phrase[gram]
				to := place[k]
				if to < first || to >= int32(len(r.phrase)) || r.phrase[to] != k {
					to = int32(len(r.phrase))
					place[k] = to
					r.phrase = append(r.phrase, k)
					r.weight = append(r.weight, 0)
				}
				w := &r.weight[to]
				switch {
				case symbols[j]&inTitle == 0:
					if *w&weightCount < weightCount {
						*w++
					}
				case symbols[j]&beginsSentence == 0:
					*w |= weightTitle | weightInner
				default:
					*w |= weightTitle
				}
			}
		}
		for j := first; j < int32(len(r.phrase)); j++ {
			k, w := r.phrase[j], r.weight[j]
			c.df[k]++
			r.weight[j] = min(4, w&weightCount)
			if w&weightTitle != 0 {
				c.tdf[k]++
				r.weight[j] = 4
			}
			if w&weightInner != 0 {
				c.tdf0[k]++
			}
		}
		r.start = append(r.start, int32(len(r.phrase)))
	}
	r.phrase = slices.Clip(r.phrase)
	r.weight = slices.Clip(r.weight)
	return c
}
