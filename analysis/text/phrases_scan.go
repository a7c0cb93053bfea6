package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// traits are what a written form tells by itself.
type traits uint16

const (
	isWord         traits = 1 << iota
	breaksPhrases         // no phrase holds it: stop and academic words, numbers, single letters, punctuation
	endsSentence          // . ! ? :
	endsClause            // brackets and the marks that end a long form to the left of an acronym
	hasCapitals           // two or more: may be an acronym
	leadsVerb             // what follows is likely a verb
	leadsAdjective        // what follows is likely a predicative adjective
	beginsUpper           // first letter is a capital
	isTitleCase           // first letter is a capital, all others are small
	isHyphenated          // holds an inner hyphen or slash
	isTitled              // hyphenated with two capitalised parts
	mayBegin              // a compound written open may begin with it
)

// A form is a token as written.
type form struct {
	text  string
	lower int32 // form in lower case
	df    int32 // papers that hold the form in any case; lower-case forms only
	last  int32 // last paper counted in df, plus one
	word  int32 // of the key of the lower-case form; set when words are numbered
	is    traits
}

// A lexicon numbers the written forms in the order in which papers show them.
type lexicon struct {
	number map[string]int32
	forms  []form
	stop   map[string]bool // stems of the configuration's stop words
}

func newLexicon(stop map[string]bool) *lexicon {
	return &lexicon{number: map[string]int32{}, stop: stop}
}

// add returns the number of a form, which it copies.
func (l *lexicon) add(token string, word bool) int32 {
	if n, ok := l.number[token]; ok {
		return n
	}
	token = strings.Clone(token)
	n := int32(len(l.forms))
	l.number[token] = n
	l.forms = append(l.forms, form{text: token, lower: n})
	if !word {
		l.forms[n].is = markTraits(token)
		return n
	}
	lower := strings.ToLower(token)
	is := wordTraits(token, lower)
	if len(l.stop) > 0 && l.stop[Stem(lower)] {
		is |= breaksPhrases
	}
	l.forms[n].is = is
	if lower != token {
		at := l.add(lower, true) // may move forms
		l.forms[n].lower = at
	}
	return n
}

func markTraits(mark string) traits {
	is := breaksPhrases
	if strings.Contains(".!?:", mark) {
		is |= endsSentence
	}
	if strings.Contains(".,;:!?()[]", mark) {
		is |= endsClause
	}
	return is
}

func wordTraits(token, lower string) traits {
	is := isWord
	if len(token) > maxWord || utf8.RuneCountInString(lower) < 2 || !strings.ContainsFunc(lower, unicode.IsLetter) ||
		isExpression(token) || isBuiltInStop(lower) {
		is |= breaksPhrases
	}
	if beforeVerbs[lower] {
		is |= leadsVerb
	}
	if beforeAdjectives[lower] {
		is |= leadsAdjective
	}
	if strings.ContainsAny(token, "-/") {
		is |= isHyphenated
		titled := 0
		for _, part := range compoundParts(token) {
			if isUpperFirst(part) {
				titled++
			}
		}
		if titled > 1 {
			is |= isTitled
		}
	}
	n := capitals(token)
	if n >= 2 {
		is |= hasCapitals
	}
	if isUpperFirst(token) {
		is |= beginsUpper
		if n == 1 {
			is |= isTitleCase
		}
	}
	return is
}

func isUpperFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// titleEnd stands in a paper's forms between title and abstract.
const titleEnd = ^uint32(0)

// A part is a run of consecutive papers that one goroutine works on. No result
// depends on where the parts begin.
type part struct {
	first, papers int

	lexicon     *lexicon // until the parts are merged
	start       []int32  // of every paper's symbols; one more than papers
	symbols     []uint32 // numbers of forms; after unite, uses with their flags
	definitions []definition
	grams       []int32 // that begin at each symbol, while n-grams are counted

	extra []extraUse
	tally tally
	rows  rows
}

// A definition is "long form (SHORT)" in one paper.
type definition struct {
	paper int32
	short string
	long  []string // lower-case words
}

// cutParts makes at most n parts of about as many papers, at least one.
func cutParts(papers, n int) []*part {
	n = max(1, min(n, papers))
	parts := make([]*part, n)
	for i := range parts {
		parts[i] = &part{first: i * papers / n, papers: (i+1)*papers/n - i*papers/n}
	}
	return parts
}

// scanned is the number of documents that are in memory at a time.
const scanned = 256

// scan turns the texts into numbers of forms and finds acronyms' definitions.
func (p *part) scan(docs Docs, stop map[string]bool) error {
	p.lexicon = newLexicon(stop)
	p.start = make([]int32, 1, p.papers+1)
	var tokens []Token
	for from := 0; from < p.papers; from += scanned {
		texts, err := docs.Range(p.first+from, p.first+min(from+scanned, p.papers))
		if err != nil {
			return err
		}
		for i, doc := range texts {
			title, abstract := Split(doc)
			tokens = Tokens(Clean(title), tokens[:0])
			p.read(from+i, tokens)
			p.symbols = append(p.symbols, titleEnd)
			tokens = Tokens(Clean(abstract), tokens[:0])
			p.read(from+i, tokens)
			p.start = append(p.start, int32(len(p.symbols)))
		}
		if from == 0 { // the rest is likely of that length
			p.symbols = slices.Grow(p.symbols, len(p.symbols)*(p.papers/len(texts)))
		}
	}
	return nil
}

func (p *part) read(paper int, tokens []Token) {
	l, from := p.lexicon, len(p.symbols)
	for _, t := range tokens {
		n := l.add(t.Text, t.Word)
		p.symbols = append(p.symbols, uint32(n))
		if t.Word {
			f := &l.forms[l.forms[n].lower]
			if f.last != int32(paper+1) {
				f.last = int32(paper + 1)
				f.df++
			}
		}
	}
	p.define(paper, p.symbols[from:])
}

// define notes the acronyms that a text defines in brackets; of several
// definitions of one acronym in a paper the first counts.
func (p *part) define(paper int, symbols []uint32) {
	forms := p.lexicon.forms
	var words [longestWindow]string
	for i := 1; i+2 < len(symbols); i++ {
		if forms[symbols[i]].text != "(" {
			continue
		}
		short, after := &forms[symbols[i+1]], forms[symbols[i+2]].text
		if short.is&hasCapitals == 0 || !mayBeAcronym(short.text) || after != ")" && after != "," && after != ";" {
			continue
		}
		n := len(words)
		for j := i - 1; j >= 0 && n > 0 && forms[symbols[j]].is&endsClause == 0; j-- {
			if f := &forms[symbols[j]]; f.is&isWord != 0 {
				n--
				words[n] = f.text
			}
		}
		long := longForm(short.text, words[n:])
		name := singularAcronym(short.text)
		if long != nil && !p.defined(paper, name) {
			p.definitions = append(p.definitions, definition{int32(p.first + paper), name, long})
		}
	}
}

func (p *part) defined(paper int, short string) bool {
	for i := len(p.definitions) - 1; i >= 0 && p.definitions[i].paper == int32(p.first+paper); i-- {
		if p.definitions[i].short == short {
			return true
		}
	}
	return false
}

// mergeLexicons moves the forms of all parts into one lexicon. As parts follow each
// other, the numbers are those that a single part would give.
func mergeLexicons(parts []*part) *lexicon {
	all := parts[0].lexicon
	for _, p := range parts[1:] {
		local := p.lexicon
		to := make([]int32, len(local.forms))
		for i, f := range local.forms {
			n, ok := all.number[f.text]
			if !ok {
				n = int32(len(all.forms))
				all.number[f.text] = n
				all.forms = append(all.forms, form{text: f.text, is: f.is})
			}
			all.forms[n].df += f.df
			to[i] = n
		}
		for i, f := range local.forms {
			all.forms[to[i]].lower = to[f.lower]
		}
		for i, s := range p.symbols {
			if s != titleEnd {
				p.symbols[i] = uint32(to[s])
			}
		}
		p.lexicon = nil
	}
	parts[0].lexicon = nil
	return all
}
