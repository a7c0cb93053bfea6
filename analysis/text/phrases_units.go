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
