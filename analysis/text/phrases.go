package text

import (
	"cmp"
	"slices"
	"strings"
)

// Phrases is what FindPhrases learned from a set of papers: which phrases the
// papers hold, how they are used and how they are written. A phrase is known
// by its number below Len; numbers do not depend on the order of the papers.
type Phrases struct {
	*dictionary
	grams *grams
	parts []*part
	rows  []int32 // of the papers among the documents; nil: they are all

	hash    []uint64 // of the key, by phrase, ascending
	cut     []int32  // n-gram that is the phrase's commonest cut into units
	n, end  []int32  // occurrences, those that end their chunk
	acronym []bool   // an occurrence holds an acronym
	df      []int32  // papers
	tdf     []int32  // papers that hold it in the title
	tdf0    []int32  // … and not at the start of a sentence
	unit    []useCount
	verb    []bool // by unit
	forms   []formCount
}

// FindPhrases finds the phrases of papers, which are the documents (see
// Document) of the given rows, ascending; nil stands for all documents. Phrases
// are runs of 1 to 4 units inside a chunk, which breaks at punctuation, stop and
// academic words, numbers and single letters; a unit is a word, a hyphenated
// compound, an acronym or its long form, or a compound that is written with
// an inner stop word. At least 3 papers hold each phrase, 2 if there are
// fewer than 200 papers. Stop words of o break phrases, its synonyms are one
// unit. The result does not depend on workers, nor, but for the numbers of
// papers, on the order of docs. Each document is read once; errors are those
// of reading.
func FindPhrases(docs Docs, rows []int32, o Options, workers int) (*Phrases, error) {
	if rows != nil {
		docs = docs.Some(rows)
	}
	stop := map[string]bool{}
	for _, w := range o.StopWords {
		if words := lowerWords(w); len(words) == 1 {
			stop[Stem(words[0])] = true
		}
	}
	workers = max(1, workers)
	parts := cutParts(docs.Len, workers)
	if err := cmp.Or(inParallel(parts, func(p *part) error { return p.scan(docs, stop) })...); err != nil {
		return nil, err
	}
	lexicon := mergeLexicons(parts)
	var definitions []definition
	for _, p := range parts {
		definitions = append(definitions, p.definitions...)
	}
	d := newDictionary(lexicon, learnRules(lexicon, definitions, docs.Len, o), workers)

	lexicon.number, d.rules.word = nil, nil

	inParallel(parts, func(p *part) bool { p.unite(d); return true })
	base, known := len(d.uses), map[extraUse]int32{}
	for _, p := range parts {
		p.adopt(d, known, base)
	}
	d.useOf, d.rules.compounds, d.units.number, d.units.word = nil, nil, nil, nil
	d.unitOf = make([]int32, len(d.uses))
	for i, u := range d.uses {
		d.unitOf[i] = u.unit
	}

	p := &Phrases{dictionary: d, rows: rows, parts: parts, grams: findGrams(d, parts, leastPapers(docs.Len))}
	p.number()
	p.addTallies()
	p.grams.single, p.grams.longer = nil, pairTable{}
	return p, nil
}

// leastPapers is how many of n papers hold a phrase at least.
func leastPapers(n int) int {
	if n < 200 {
		return 2
	}
	return 3
}

// number gives each key one number and counts its n-grams.
func (p *Phrases) number() {
	g := p.grams
	p.hash = slices.Compact(slices.Sorted(slices.Values(g.hash)))
	phrase := make([]int32, len(g.hash))
	for i, h := range g.hash {
		phrase[i], _ = p.withHash(h)
	}
	m := len(p.hash)
	all := inParallel(p.parts, func(t *part) counts { return t.count(g, phrase, m) })
	c := all[0]
	for _, o := range all[1:] {
		c.merge(o)
	}
	p.df, p.tdf, p.tdf0 = c.df, c.tdf, c.tdf0
	p.cut, p.n, p.end = make([]int32, m), make([]int32, m), make([]int32, m)
	p.acronym = make([]bool, m)
	for i := range p.cut {
		p.cut[i] = -1
	}
	for i, k := range phrase {
		gram := int32(i)
		p.n[k] += c.n[i]
		p.end[k] += c.end[i]
		p.acronym[k] = p.acronym[k] || c.acronym[i]
		// shorter n-grams come first, so a tie goes to fewer units
		if old := p.cut[k]; old < 0 || c.n[i] > c.n[old] || c.n[i] == c.n[old] && p.cutBefore(gram, old) {
			p.cut[k] = gram
		}
	}
}

// cutBefore orders two cuts of one key: fewer units first, then longer first units.
func (p *Phrases) cutBefore(a, b int32) bool {
	x, y := p.grams.units(a), p.grams.units(b)
	if c := cmp.Compare(len(x), len(y)); c != 0 {
		return c < 0
	}
	for i := range x {
		if c := cmp.Compare(p.units.length(y[i]), p.units.length(x[i])); c != 0 {
			return c < 0
		}
	}
	return false
}

// addTallies sums what the parts counted of units and forms.
func (p *Phrases) addTallies() {
	p.unit = make([]useCount, len(p.units.hash))
	p.forms = make([]formCount, len(p.lexicon.forms))
	for _, t := range p.parts {
		for i, c := range t.tally.uses {
			u := &p.unit[p.uses[i].unit]
			u.n += c.n
			u.end += c.end
			u.verb += c.verb
			u.adjective += c.adjective
		}
		for i, c := range t.tally.forms {
			p.forms[i].all += c.all
			p.forms[i].free += c.free
		}
		t.tally = tally{}
	}
	p.verb = make([]bool, len(p.unit))
	for i, c := range p.unit {
		if p.units.length(int32(i)) != 1 {
			continue
		}
		share := float64(c.verb) / float64(max(c.n, 1))
		p.verb[i] = c.n >= 8 && share >= 0.3 ||
			verbs[p.units.key(int32(i))] && (c.n < 20 || share >= 0.2)
	}
}

func (p *Phrases) withHash(h uint64) (int32, bool) {
	i, ok := slices.BinarySearch(p.hash, h)
	return int32(i), ok
}

// Len returns the number of phrases.
func (p *Phrases) Len() int { return len(p.hash) }

// Papers returns the number of papers.
func (p *Phrases) Papers() int {
	last := p.parts[len(p.parts)-1]
	return last.first + len(last.start) - 1
}

// Rows returns the rows of the papers among the documents, nil if they are all
// of them: paper i is the document of row Rows()[i].
func (p *Phrases) Rows() []int32 { return p.rows }

// Of returns the phrases that a paper holds, each once, and how much it is
// about each: 4 if the title holds it, else the occurrences in the abstract,
// at most 4.
func (p *Phrases) Of(paper int) (phrases []int32, weights []uint8) {
	i, ok := slices.BinarySearchFunc(p.parts, paper, func(t *part, paper int) int { return cmp.Compare(t.first, paper) })
	if !ok {
		i--
	}
	t := p.parts[i]
	from, to := t.rows.start[paper-t.first], t.rows.start[paper-t.first+1]
	return t.rows.phrase[from:to], t.rows.weight[from:to]
}

// DF returns the number of papers that hold a phrase.
func (p *Phrases) DF(phrase int32) int { return int(p.df[phrase]) }

// TitleDF returns how many papers hold a phrase in their title.
func (p *Phrases) TitleDF(phrase int32) int { return int(p.tdf[phrase]) }

// Key returns the words of a phrase in singular and one spelling, acronyms
// spelled out; it is not meant to be shown.
func (p *Phrases) Key(phrase int32) string {
	var b strings.Builder
	for _, u := range p.cutOf(phrase) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.units.key(u))
	}
	return b.String()
}

// cutOf returns the units of a phrase.
func (p *Phrases) cutOf(phrase int32) []int32 { return p.grams.units(p.cut[phrase]) }

// Find returns the phrase of a key, if the papers hold it.
func (p *Phrases) Find(key string) (phrase int32, ok bool) {
	var h uint64
	for w := range strings.FieldsSeq(key) {
		h = joinHash(h, wordHash(w), 1)
	}
	if phrase, ok = p.withHash(h); ok {
		return phrase, true
	}
	return 0, false
}

// KeyOf returns the key of a phrase as written, whether or not the papers
// hold it.
func (p *Phrases) KeyOf(written string) string {
	var keys []string
	for _, t := range Tokens(Clean(written), nil) {
		if t.Word {
			key, _ := p.rules.unit(t.Text, wordTraits(t.Text, strings.ToLower(t.Text)), nil)
			keys = append(keys, key)
		}
	}
	return p.rules.group(strings.Join(keys, " "))
}

// Within returns the phrases that begin or end with whole words of phrase and
// are shorter: those that it may be the full form of. whole words of its
// beginning come first.
func (p *Phrases) Within(phrase int32) (beginnings, endings []int32) {
	var words []int32
	for _, u := range p.cutOf(phrase) {
		words = append(words, p.units.of(u)...)
	}
	for n := 1; n < len(words); n++ {
		if k, ok := p.withHash(p.wordsHash(words[:n])); ok {
			beginnings = append(beginnings, k)
		}
		if k, ok := p.withHash(p.wordsHash(words[len(words)-n:])); ok {
			endings = append(endings, k)
		}
	}
	return beginnings, endings
}

func (p *Phrases) wordsHash(words []int32) (h uint64) {
	for _, w := range words {
		h = joinHash(h, wordHash(p.units.text[w]), 1)
	}
	return h
}
