package text

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// A Finder finds terms that somebody asks for. They need not be frequent, nor
// in any vocabulary.
//
// A term is a phrase: its words follow each other, in any case, number and
// spelling, with or without hyphens, and with no punctuation but quotation
// marks between them. It does not begin inside a hyphenated word (there is no
// "supervised learning" in "self-supervised learning"), and a term of a single
// word is not a part of one. An acronym, a word with two capitals such as VAR
// or dLLMs, is told by its capitals, and may stand in a hyphenated word:
// "VAR-based" holds VAR; "var", "VaR" and "VARGPT" do not.
//
// Synonyms of the configuration stand for each other, and within a phrase
// acronyms and what most papers say they stand for do: "diffusion LLM" finds
// "diffusion large language models".
type Finder struct {
	ways    []way
	acronym []bool             // by term
	short   map[string][]int32 // capitalsOf an acronym → terms
	heads   [1 << 12]bool      // of the ways
}

// A way is one way to write a term as a phrase.
type way struct {
	term   int32
	joined string // the keys of its words' hyphen parts
	parts  []int  // where they end
}

// NewFinder prepares to look for terms. What p has learned about acronyms is
// used; p may be nil.
func NewFinder(terms []string, o Options, p *Phrases) *Finder {
	f := &Finder{acronym: make([]bool, len(terms)), short: map[string][]int32{}}
	same := exchangesOf(o, p)
	for i, written := range terms {
		t := newTerm(written)
		f.acronym[i] = t.acronym
		f.add(int32(i), t)
		for _, group := range same.groups {
			if slices.ContainsFunc(group, t.equal) {
				f.acronym[i] = false // the configuration says what it means
				for _, member := range group {
					f.add(int32(i), member)
				}
			}
		}
		if !t.acronym {
			for _, keys := range same.within(t.keys) {
				f.add(int32(i), term{keys: keys})
			}
		}
	}
	return f
}

// A term is an acronym, or the keys of the hyphen parts of a phrase's words.
type term struct {
	keys    []string
	acronym bool // keys is its capitalsOf
}

func newTerm(written string) term {
	var t term
	tokens := slices.DeleteFunc(Tokens(Clean(written), nil), func(t Token) bool { return !t.Word })
	if len(tokens) == 1 {
		name := singularAcronym(tokens[0].Text)
		if mayBeAcronym(name) && !strings.ContainsFunc(name, func(r rune) bool { return !isLetterOrDigit(r) }) {
			return term{[]string{capitalsOf(name)}, true}
		}
	}
	for _, token := range tokens {
		t.keys = append(t.keys, partKeys(token.Text)...)
	}
	return t
}

// capitalsOf is the form by which acronyms are compared: VaR is not VAR, but
// dLLM may begin a sentence.
func capitalsOf(acronym string) string {
	_, n := utf8.DecodeRuneInString(acronym)
	return strings.ToLower(acronym[:n]) + acronym[n:]
}

// within returns the keys of the term as a part of a phrase.
func (t term) within() []string {
	if t.acronym {
		return []string{strings.ToLower(t.keys[0])}
	}
	return t.keys
}

func (t term) joined() string { return strings.Join(t.keys, "") }

func (t term) equal(o term) bool { return t.acronym == o.acronym && t.joined() == o.joined() }

// partKeys returns the keys of a word's hyphen parts.
func partKeys(token string) []string {
	parts := compoundParts(fold(strings.ToLower(token)))
	for i, p := range parts {
		parts[i] = wordKey(p)
	}
	return parts
}

func (f *Finder) add(number int32, t term) {
	if t.acronym {
		f.short[t.keys[0]] = append(f.short[t.keys[0]], number)
		return
	}
	w := way{term: number}
	for _, k := range t.keys {
		w.joined += k
		w.parts = append(w.parts, len(w.joined))
	}
	if w.joined != "" {
		f.ways = append(f.ways, w)
		h, _ := head(w.joined)
		f.heads[h] = true
	}
}

// head is a hash of the first two letters or digits of a word, which are those
// of its key too; false if they do not tell.
func head(s string) (hash int, ok bool) {
	n := 0
	for i := 0; i < len(s) && n < 2; i++ {
		c := s[i]
		switch class := classes[c&0x7f]; {
		case c >= 0x80:
			return 0, false
		case class == letter:
			c |= 0x20
			fallthrough
		case class == digit:
			hash = hash<<6 ^ int(c)
			n++
		}
	}
	return hash & (1<<12 - 1), n == 2
}

// Acronym reports whether a term is told by its capitals alone, and so may
// mean something else.
func (f *Finder) Acronym(term int) bool { return f.acronym[term] }

// Found is a term that a document holds.
type Found struct{ Doc, Term int32 }

// Find returns the terms that documents (see Document) hold, each once a
// document, by document and term.
func (f *Finder) Find(docs []string, workers int) []Found {
	const chunk = 64
	lists := make([][]Found, (len(docs)+chunk-1)/chunk)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range max(1, min(workers, len(lists))) {
		wait.Go(func() {
			s := search{Finder: f}
			for c := int(next.Add(1)) - 1; c < len(lists); c = int(next.Add(1)) - 1 {
				for i := c * chunk; i < min(len(docs), (c+1)*chunk); i++ {
					for _, term := range s.in(docs[i]) {
						lists[c] = append(lists[c], Found{int32(i), term})
					}
				}
			}
		})
	}
	wait.Wait()
	return slices.Concat(lists...)
}

// A search is one goroutine's.
type search struct {
	*Finder
	tokens []Token
	terms  []int32
}

// in returns the terms that a document holds, ascending.
func (s *search) in(doc string) []int32 {
	s.terms = s.terms[:0]
	title, abstract := Split(doc)
	for _, text := range []string{title, abstract} {
		s.tokens = slices.DeleteFunc(Tokens(Clean(text), s.tokens[:0]), func(t Token) bool { return !t.Word && isQuote(t.Text) })
		for i, t := range s.tokens {
			if t.Word {
				s.at(i)
			}
		}
	}
	slices.Sort(s.terms)
	s.terms = slices.Compact(s.terms)
	return s.terms
}

func isQuote(mark string) bool { return strings.Contains("\"'`“”‘’«»„", mark) }

// at notes the phrases that begin with token i, and the acronyms in it.
func (s *search) at(i int) {
	token := s.tokens[i].Text
	if len(s.short) > 0 && capitals(token) >= 2 {
		for _, p := range compoundParts(token) {
			if p = singularAcronym(p); capitals(p) >= 2 {
				s.terms = append(s.terms, s.short[capitalsOf(p)]...)
			}
		}
	}
	if h, ok := head(token); ok && !s.heads[h] {
		return
	}
	keys := partKeys(token)
	for w := range s.ways {
		if s.ways[w].begins(keys, s.tokens[i+1:]) {
			s.terms = append(s.terms, s.ways[w].term)
		}
	}
}

// begins reports whether a text begins in this way; keys are the parts of its
// first word.
func (w *way) begins(keys []string, next []Token) bool {
	for at := 0; ; {
		for i, k := range keys {
			if !strings.HasPrefix(w.joined[at:], k) {
				return false
			}
			if at += len(k); at == len(w.joined) {
				return len(w.parts) > 1 || i == 0 && len(keys) == 1
			}
		}
		if len(next) == 0 || !next[0].Word || !slices.Contains(w.parts, at) {
			return false
		}
		keys, next = partKeys(next[0].Text), next[1:]
	}
}

// exchanges say which words stand for which.
type exchanges struct {
	groups [][]term              // synonyms of the configuration
	runs   map[string][][]string // words, written together → others
}

func exchangesOf(o Options, p *Phrases) exchanges {
	e := exchanges{runs: map[string][][]string{}}
	for _, group := range o.Synonyms {
		var terms []term
		for _, member := range group {
			if t := newTerm(member); len(t.keys) > 0 {
				terms = append(terms, t)
			}
		}
		for i, a := range terms {
			for _, b := range append(slices.Clone(terms[:i]), terms[i+1:]...) {
				from := strings.Join(a.within(), "")
				e.runs[from] = append(e.runs[from], b.within())
			}
		}
		e.groups = append(e.groups, terms)
	}
	if p == nil {
		return e
	}
	for short, long := range p.rules.expansion {
		a, b := strings.ToLower(short), strings.Fields(long)
		e.runs[a] = append(e.runs[a], b)
		long = strings.Join(b, "")
		e.runs[long] = append(e.runs[long], []string{a})
	}
	return e
}

// within returns the other ways to write a phrase of which a part, not all, is
// exchanged.
func (e exchanges) within(keys []string) (ways [][]string) {
	for i := range keys {
		for j := i + 1; j <= len(keys); j++ {
			if j-i < len(keys) {
				for _, other := range e.runs[strings.Join(keys[i:j], "")] {
					ways = append(ways, slices.Concat(keys[:i], other, keys[j:]))
				}
			}
		}
	}
	return ways
}
