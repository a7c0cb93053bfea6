package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Form is a way in which a term is written.
type Form struct {
	Key     string // stem
	Surface string // as written
}

// A Unit is one word of a document, or a Break: a place that no phrase crosses.
type Unit uint32

// Break stands for stop words, numbers, single letters and punctuation.
const Break Unit = 0

// posed marks a unit whose capital its place may have given it.
const posed Unit = 1 << 31

// Form returns the number of the word's form in [Reader.Forms].
func (u Unit) Form() int { return int(u&^posed) - 1 }

// Posed reports whether the word has a capital that its place may have given
// it: in a title, or at the start of a sentence.
func (u Unit) Posed() bool { return u&posed != 0 }

// A Reader reads documents for one goroutine and remembers the forms that it
// met, so that each is looked up and stemmed once.
type Reader struct {
	// Forms are the forms met so far; the first ones are the synonyms.
	Forms []Form

	t       *Tokeniser
	known   *lookup
	parts   map[string][]int32 // of words, as the tokeniser's phrases number them
	tokens  []Token
	capital []bool // by form: first letters large, others small
}

// Reader returns a reader of t's terms.
func (t *Tokeniser) Reader() *Reader {
	return &Reader{
		Forms:   append([]Form(nil), t.synonyms...),
		t:       t,
		known:   newLookup(),
		parts:   map[string][]int32{},
		capital: make([]bool, len(t.synonyms)),
	}
}

// Read appends the units of a document to into, and returns it with the number
// of units of the title. There is no break at the start or beside another one.
func (r *Reader) Read(doc string, into []Unit) (units []Unit, title int) {
	t, abstract := Split(doc)
	start := len(into)
	into = r.read(t, into, start, true)
	title = len(into) - start
	if title > 0 && into[len(into)-1] != Break {
		into = append(into, Break)
		title++
	}
	return r.read(abstract, into, start, false), title
}

// read appends the units of a title or an abstract; the document's begin at
// start.
func (r *Reader) read(s string, into []Unit, start int, title bool) []Unit {
	r.tokens = Tokens(Clean(s), r.tokens[:0])
	first := true // of a sentence
	for i := 0; i < len(r.tokens); i++ {
		token := r.tokens[i]
		unit := Break
		if token.Word {
			n := 0
			if r.t.phrases.next != nil {
				unit, n = r.phrase(r.tokens[i:])
			}
			if n > 0 {
				i += n - 1
			} else {
				unit = r.unit(token.Text)
			}
			if unit != Break && (title || first) && r.capital[unit.Form()] {
				unit |= posed
			}
		}
		first = !token.Word && (token.Text == "." || token.Text == "!" || token.Text == "?" || token.Text == ":")
		if unit != Break || len(into) > start && into[len(into)-1] != Break {
			into = append(into, unit)
		}
	}
	return into
}

// unit returns the unit of a word as written.
func (r *Reader) unit(written string) Unit {
	if unit, ok := r.known.get(written); ok {
		return unit
	}
	surface := strings.Clone(written)
	key := r.t.key(surface)
	unit := Break
	if key != "" {
		r.Forms = append(r.Forms, Form{Key: key, Surface: surface})
		r.capital = append(r.capital, isCapitalised(surface))
		unit = Unit(len(r.Forms))
	}
	r.known.put(surface, unit)
	return unit
}

// isCapitalised reports whether a word has capitals at the start of its parts
// alone.
func isCapitalised(w string) bool {
	start := true
	for i, r := range w {
		if unicode.IsUpper(r) != start && (start && i == 0 || !start) {
			return false
		}
		start = r == '-'
	}
	return utf8.RuneCountInString(w) > 1
}

// Merge takes over the forms that another reader of the same tokeniser met. It
// returns the numbers that they have here, by their numbers there.
func (r *Reader) Merge(other *Reader) (number []int32) {
	number = make([]int32, len(other.Forms))
	for i, f := range other.Forms {
		if i < len(r.t.synonyms) {
			number[i] = int32(i)
			continue
		}
		unit, ok := r.known.get(f.Surface)
		if !ok {
			r.Forms = append(r.Forms, f)
			r.capital = append(r.capital, other.capital[i])
			unit = Unit(len(r.Forms))
			r.known.put(f.Surface, unit)
		}
		number[i] = int32(unit.Form())
	}
	return number
}

// Renumber returns u as a unit of the form with another number.
func (u Unit) Renumber(form int32) Unit { return u&posed | Unit(form+1) }
