package text

import (
	"strings"
	"sync"
)

// A use is a unit as it is written: what stands in a paper's symbols.
type use struct {
	lower   string // as written, in lower case
	unit    int32
	acronym bool // an acronym of a longer key
}

// A symbol is the number of a use and where it stands. No symbol stands for
// what breaks phrases: a chunk ends where the next one begins.
const (
	beginsChunk    = 1 << 31
	beginsSentence = 1 << 30 // directly after . ! ? : or at the start of title or abstract
	inTitle        = 1 << 29
	isAcronym      = 1 << 28 // as use.acronym
	useMask        = isAcronym - 1
)

// units are the smallest parts of phrases: words, compounds, long forms.
type units struct {
	number map[string]int32
	words  []int32  // of all units, one after the other
	start  []int32  // of every unit's words; one more than units
	hash   []uint64 // of the key
	word   map[string]int32
	text   []string // words by number
}

func newUnits() *units {
	return &units{number: map[string]int32{}, word: map[string]int32{}, start: []int32{0}}
}

func (u *units) add(key string) int32 {
	n, ok := u.number[key]
	if ok {
		return n
	}
	n = int32(len(u.hash))
	u.number[key] = n
	var h uint64
	for w := range strings.FieldsSeq(key) {
		at, ok := u.word[w]
		if !ok {
			at = int32(len(u.text))
			u.word[w] = at
			u.text = append(u.text, w)
		}
		u.words = append(u.words, at)
		h = joinHash(h, wordHash(w), 1)
	}
	u.start = append(u.start, int32(len(u.words)))
	u.hash = append(u.hash, h)
	return n
}

func (u *units) of(unit int32) []int32 { return u.words[u.start[unit]:u.start[unit+1]] }

func (u *units) length(unit int32) int { return int(u.start[unit+1] - u.start[unit]) }

// Keys are compared by 64-bit hashes of their words: two of a million keys
// meet once in 40 million corpora. A phrase's hash follows from those of its
// parts, however it is cut into units.

const hashBase = 0x9e3779b97f4a7c15

func wordHash(w string) uint64 {
	h := uint64(0xcbf29ce484222325) // FNV-1a, then mixed
	for i := range len(w) {
		h = (h ^ uint64(w[i])) * 0x100000001b3
	}
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	return h ^ h>>33
}

// joinHash returns the hash of the words of a followed by the n words of b.
func joinHash(a, b uint64, n int) uint64 {
	for range n {
		a *= hashBase
	}
	return a + b
}

// An extraUse is a use that no single form gives by itself: a compound written
// open, or an acronym that the paper defines otherwise than the rest.
type extraUse struct {
	lower, key string
	acronym    bool
}

// A tally counts how uses and forms occur in a part.
type tally struct {
	uses  []useCount  // by use
	forms []formCount // by form
}

type useCount struct {
	n         int32 // occurrences
	end       int32 // that end their chunk
	verb      int32 // that stand where verbs do
	adjective int32 // that stand alone where predicative adjectives do
}

type formCount struct {
	all  int32 // in abstracts, not at a sentence's start
	free int32 // of these, not beside another capitalised word
}

// A dictionary holds the uses and units of all forms.
type dictionary struct {
	lexicon *lexicon
	rules   *rules
	units   *units
	uses    []use
	unitOf  []int32 // by use; as in uses, but close together
	useOf   []int32 // by form: −1 breaks phrases
}

func newDictionary(l *lexicon, r *rules, workers int) *dictionary {
	type keyed struct {
		key     string
		acronym bool
	}
	keys := make([]keyed, len(l.forms))
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w * len(keys) / workers; i < (w+1)*len(keys)/workers; i++ {
				if f := &l.forms[i]; f.is&breaksPhrases == 0 {
					keys[i].key, keys[i].acronym = r.unit(f.text, f.is, nil)
				}
			}
		})
	}
	wg.Wait()
	d := &dictionary{lexicon: l, rules: r, units: newUnits(), useOf: make([]int32, len(l.forms))}
	type shape struct {
		lower, unit int32
		acronym     bool
	}
	known := make(map[shape]int32, len(l.forms))
	for i := range l.forms {
		f := &l.forms[i]
		d.useOf[i] = -1
		if f.is&breaksPhrases != 0 {
			continue
		}
		key := keys[i].key
		s := shape{f.lower, d.units.add(key), keys[i].acronym}
		n, ok := known[s]
		if !ok {
			n = int32(len(d.uses))
			known[s] = n
			d.uses = append(d.uses, use{d.written(l.forms[f.lower].text, key), s.unit, s.acronym})
		}
		d.useOf[i] = n
	}
	return d
}

// written returns how a use is shown: synonyms as the first of their group.
func (d *dictionary) written(lower, key string) string {
	if shown, ok := d.rules.shown[key]; ok {
		return strings.ToLower(shown)
	}
	return lower
}

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

func (u *units) key(unit int32) string {
	var b strings.Builder
	for i, w := range u.of(unit) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(u.text[w])
	}
	return b.String()
}

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
