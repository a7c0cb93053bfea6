package text

import (
	"math"
	"strings"
)

// Thresholds of quality, all but lending measured on four corpora.
const (
	leastLastEnd   = 0.22 // share of a last unit's uses that end their chunk: nouns do in .3 to .9 of their uses
	leastEnd       = 0.30 // the same of the whole phrase
	leastSuffixEnd = 0.35 // … where the last word looks like an adjective
	leastRouteEnd  = 0.45 // … of an X-to-Y
	mostAdjective  = 0.08 // share of a unit's uses that are predicative adjectives
	gerundTitles   = 0.07 // a subject in -ing stands in so many titles per paper that holds it
	leastFirstEnd  = 0.2  // a first word in -ing ends so many of its chunks
	weakPart       = 0.5  // a phrase with a weak first or last word is so often used as the rest is
	listedFactor   = 0.6  // of words in may-stand-alone
	titleTypical   = 0.1  // share of a phrase's papers that hold it in the title, typically
	titlePapers    = 5    // weight of titleTypical, in papers
	titlePower     = 0.25
)

// lengthFactor is by the number of words of the key, from 1 on.
var lengthFactor = [...]float64{1, 1.7, 1.7, 1.4, 1}

// A Verdict says whether a phrase may be a label.
type Verdict uint8

// The verdicts.
const (
	Allowed  Verdict = iota
	Rejected         // speaks of papers, not of subjects, or is no whole phrase
	Modifier         // seldom ends a chunk ("medical", "text-to-image"): the full name is longer
)

// Quality says how well a phrase does as a label, whatever it labels, about
// 0.5 to 2.5: what a field puts into its titles is what it talks about. A
// phrase that is not allowed has the quality that it would have if it were.
func (p *Phrases) Quality(phrase int32) (float64, Verdict) {
	c := p.candidate(phrase)
	n := min(len(c.words), len(lengthFactor))
	q := lengthFactor[n-1] * c.titles()
	switch {
	case c.reports():
		return q, Rejected
	case c.modifies():
		return q, Modifier
	case c.standsAlone():
		return listedFactor * q, Allowed
	case c.isAdjective():
		return q, Modifier
	case c.isGeneric() || c.isActivity() || c.isWeak():
		return q, Rejected
	}
	return q, Allowed
}

// A candidate is a phrase whose quality is asked for.
type candidate struct {
	*Phrases
	phrase int32
	units  []int32
	words  []string
	end    float64 // share of its occurrences that end their chunk
	last   float64 // share of its last unit's occurrences that end theirs
}

func (p *Phrases) candidate(phrase int32) candidate {
	units := p.cutOf(phrase)
	c := candidate{Phrases: p, phrase: phrase, units: units, words: strings.Fields(p.Key(phrase))}
	c.end = endShare(p.end[phrase], p.n[phrase])
	c.last = c.end
	if len(units) > 1 {
		u := p.unit[units[len(units)-1]]
		c.last = endShare(u.end, u.n)
	}
	return c
}

func endShare(end, n int32) float64 { return (float64(end) + 0.5) / (float64(n) + 1.5) }

// titles grows with the share of the phrase's papers that hold it in the title.
func (c candidate) titles() float64 {
	share := (float64(c.tdf[c.phrase]) + titleTypical*titlePapers) / (float64(c.df[c.phrase]) + titlePapers)
	return math.Pow(share/titleTypical, titlePower)
}

// single reports whether the phrase is one unit of one word.
func (c candidate) single() bool { return len(c.words) == 1 }

func (c candidate) first() string { return c.words[0] }
func (c candidate) final() string { return c.words[len(c.words)-1] }

// reports finds what speaks about papers, and no phrases: verbs, a word
// twice, numbers.
func (c candidate) reports() bool {
	for _, u := range c.units {
		if c.verb[u] {
			return true
		}
	}
	if reportWords[c.first()] && !c.acronym[c.phrase] {
		return true
	}
	digits := 0
	for i, w := range c.words {
		if '0' <= w[0] && w[0] <= '9' {
			digits++
		}
		for _, v := range c.words[:i] {
			if v == w {
				return true
			}
		}
	}
	return digits == len(c.words)
}

// modifies finds what seldom ends a chunk, or looks as if it should not.
func (c candidate) modifies() bool {
	last := c.final()
	switch {
	case len(c.units) > 1 && c.last < leastLastEnd, c.end < leastEnd:
		return true
	case len(c.units) == 1 && strings.Contains(c.Key(c.phrase), " to ") && c.end < leastRouteEnd:
		return true
	case c.single() && mayStandAlone[last]:
		return false
	case strings.HasSuffix(last, "ly"):
		return !nounsInLy[last]
	case strings.HasSuffix(last, "ed") && len(last) > 4 && !nounsInEd[last] && !c.acronym[c.phrase]:
		return true
	}
	return min(c.last, c.end) < leastSuffixEnd && hasAnySuffix(last,
		"al", "ive", "ous", "able", "ible", "ic", "ful", "less", "ary", "ant", "ent", "ed", "ly",
		"based", "driven", "aware", "guided", "free", "level", "wise", "like")
}

// standsAlone finds generic words that are names of subjects all the same.
func (c candidate) standsAlone() bool { return c.single() && mayStandAlone[c.final()] }

func (c candidate) isAdjective() bool {
	if len(c.units) > 1 {
		return false
	}
	u := c.unit[c.units[0]]
	return float64(u.adjective) > mostAdjective*float64(u.n)
}

func (c candidate) isGeneric() bool {
	w := c.final()
	return c.single() && (weakFirst[w] || weakLast[w] || neverAlone[w])
}

// isActivity finds what is, or begins with, a word in -ing that is no name of
// a subject, or begins with an adverb.
func (c candidate) isActivity() bool {
	f := c.first()
	if c.units0Words() > 1 {
		return false
	}
	if len(c.units) > 1 && strings.HasSuffix(f, "ly") {
		return !nounsInLy[f]
	}
	if !strings.HasSuffix(f, "ing") || mayStandAlone[f] {
		return false
	}
	if k, ok := c.withHash(wordHash(f)); ok && float64(c.tdf0[k])+0.4 < gerundTitles*float64(c.df[k]+4) {
		return true
	}
	u := c.unit[c.units[0]]
	return len(c.units) > 1 && float64(u.end) < leastFirstEnd*float64(u.n)
}

func (c candidate) units0Words() int { return c.Phrases.units.length(c.units[0]) }

// isWeak finds phrases that begin or end with a weak word and are seldom used
// beside the rest of them.
func (c candidate) isWeak() bool {
	if len(c.units) < 2 {
		return false
	}
	n := float64(c.n[c.phrase])
	if weakFirst[c.first()] && c.units0Words() == 1 && n < weakPart*c.occurrences(c.units[1:]) {
		return true
	}
	return weakLast[c.final()] && n < weakPart*c.occurrences(c.units[:len(c.units)-1])
}

// occurrences of the phrase made of some units.
func (c candidate) occurrences(units []int32) float64 {
	var h uint64
	for _, u := range units {
		h = joinHash(h, c.Phrases.units.hash[u], c.Phrases.units.length(u))
	}
	if k, ok := c.withHash(h); ok {
		return float64(c.Phrases.n[k])
	}
	return 0
}

// Words returns the number of words of a phrase's key.
func (p *Phrases) Words(phrase int32) (n int) {
	for _, u := range p.cutOf(phrase) {
		n += p.units.length(u)
	}
	return n
}
