package text

import "strings"

// A linker turns the forms of one part into uses, in place.
type linker struct {
	*part
	d     *dictionary
	known map[extraUse]int32
	chunk []link
	out   int
	title bool
}

// A link is a unit of the chunk at hand.
type link struct {
	use      int32
	acronym  bool
	from, to int    // forms that it covers, in symbols
	before   traits // of the token before
	sentence bool   // begins a sentence
}

func (p *part) unite(d *dictionary) {
	k := linker{part: p, d: d, known: map[extraUse]int32{}}
	p.tally = tally{make([]useCount, len(d.uses)), make([]formCount, len(d.lexicon.forms))}
	at := 0 // definitions are in order of papers
	for i := range len(p.start) - 1 {
		var own map[string]string
		for ; at < len(p.definitions) && int(p.definitions[at].paper) == p.first+i; at++ {
			def := p.definitions[at]
			if key := d.rules.longKey(def.long); key != d.rules.expansion[def.short] {
				if own == nil {
					own = map[string]string{}
				}
				own[def.short] = key
			}
		}
		forms := p.symbols[p.start[i]:p.start[i+1]]
		p.start[i] = int32(k.out)
		k.paper(forms, own)
	}
	p.start[len(p.start)-1] = int32(k.out)
	p.symbols = append([]uint32(nil), p.symbols[:k.out]...)
	p.definitions = nil
}

func (k *linker) paper(symbols []uint32, own map[string]string) {
	forms := k.d.lexicon.forms
	k.title = true
	sentence, before := true, traits(0)
	for i := 0; i < len(symbols); i++ {
		n := symbols[i]
		if n == titleEnd {
			k.flush(symbols)
			k.title, sentence, before = false, true, 0
			continue
		}
		f := &forms[n]
		if f.is&isWord == 0 {
			k.flush(symbols)
			sentence = sentence || f.is&endsSentence != 0
			before = 0
			continue
		}
		if f.is&mayBegin != 0 {
			if c := k.d.compoundAt(symbols[i:]); c != nil {
				to := i + len(c.words)
				if c.key == "" {
					k.flush(symbols)
				} else {
					k.chunk = append(k.chunk, link{k.extraUse(k.lower(symbols[i:to]), c.key, false), false, i, to, before, sentence})
				}
				before, sentence = forms[k.d.lowerOf(symbols[to-1])].is, false
				i = to - 1
				continue
			}
		}
		use, acronym := k.d.useOf[n], false
		if use >= 0 {
			acronym = k.d.uses[use].acronym
		}
		if use >= 0 && own != nil && f.is&hasCapitals != 0 {
			if key, short := k.d.rules.unit(f.text, f.is, own); key != k.d.keyOf(use) {
				use, acronym = k.extraUse(forms[f.lower].text, key, short), short
			}
		}
		if use < 0 {
			k.flush(symbols)
		} else {
			k.chunk = append(k.chunk, link{use, acronym, i, i + 1, before, sentence})
		}
		before, sentence = f.is, false
	}
	k.flush(symbols)
}

// compoundAt returns the longest compound that begins the forms, or nil.
func (d *dictionary) compoundAt(symbols []uint32) *compound {
	forms := d.lexicon.forms
	list := d.rules.compounds[forms[symbols[0]].word]
next:
	for c := range list {
		words := list[c].words
		if len(words) > len(symbols) {
			continue
		}
		for j, w := range words {
			if s := symbols[j]; s == titleEnd || forms[s].word != w || forms[s].is&isWord == 0 {
				continue next
			}
		}
		return &list[c]
	}
	return nil
}

func (d *dictionary) lowerOf(n uint32) int32 { return d.lexicon.forms[n].lower }

func (d *dictionary) keyOf(use int32) string { return d.units.key(d.uses[use].unit) }

// lower returns forms in lower case, joined by spaces.
func (k *linker) lower(symbols []uint32) string {
	words := make([]string, len(symbols))
	for i, s := range symbols {
		words[i] = k.d.lexicon.forms[k.d.lowerOf(s)].text
	}
	return strings.Join(words, " ")
}

// extraUse returns the number of a use that the dictionary may not have yet;
// adopt turns it into the dictionary's.
func (k *linker) extraUse(lower, key string, acronym bool) int32 {
	e := extraUse{lower, key, acronym}
	n, ok := k.known[e]
	if !ok {
		n = int32(len(k.d.uses) + len(k.extra))
		k.known[e] = n
		k.extra = append(k.extra, e)
		k.tally.uses = append(k.tally.uses, useCount{})
	}
	return n
}

// flush writes the chunk at hand and counts its uses and forms. The uses of a
// paper are never more than its forms, so they are written over these.
func (k *linker) flush(symbols []uint32) {
	if len(k.chunk) == 0 {
		return
	}
	k.countForms(symbols)
	for i, l := range k.chunk {
		s := uint32(l.use)
		c := &k.tally.uses[l.use]
		c.n++
		if l.before&leadsVerb != 0 {
			c.verb++
		}
		if i == 0 {
			s |= beginsChunk
			if l.sentence {
				s |= beginsSentence
			}
			if len(k.chunk) == 1 && l.before&leadsAdjective != 0 {
				c.adjective++
			}
		}
		if i == len(k.chunk)-1 {
			c.end++
		}
		if k.title {
			s |= inTitle
		}
		if l.acronym {
			s |= isAcronym
		}
		k.symbols[k.out] = s
		k.out++
	}
	k.chunk = k.chunk[:0]
}

func (k *linker) countForms(symbols []uint32) {
	if k.title {
		return
	}
	forms := k.d.lexicon.forms
	upper := func(i int) bool {
		return i >= 0 && i < len(k.chunk) && forms[symbols[k.chunk[i].from]].is&beginsUpper != 0
	}
	for i, l := range k.chunk {
		if l.sentence {
			continue
		}
		beside := upper(i-1) || upper(i+1)
		for _, n := range symbols[l.from:l.to] {
			c := &k.tally.forms[n]
			c.all++
			if !beside && forms[n].is&isTitled == 0 {
				c.free++
			}
		}
	}
}

// adopt gives a part's extra uses their numbers in the dictionary.
func (p *part) adopt(d *dictionary, known map[extraUse]int32, base int) {
	to := make([]int32, len(p.extra))
	for i, e := range p.extra {
		n, ok := known[e]
		if !ok {
			n = int32(len(d.uses))
			known[e] = n
			d.uses = append(d.uses, use{d.written(e.lower, e.key), d.units.add(e.key), e.acronym})
		}
		to[i] = n
	}
	for i, s := range p.symbols {
		if n := int(s & useMask); n >= base {
			p.symbols[i] = s&^useMask | uint32(to[n-base])
		}
	}
	counts := p.tally.uses
	p.tally.uses = counts[:base:base]
	for i, n := range to {
		for len(p.tally.uses) <= int(n) {
			p.tally.uses = append(p.tally.uses, useCount{})
		}
		p.tally.uses[n] = counts[base+i]
	}
	p.extra = nil
}
