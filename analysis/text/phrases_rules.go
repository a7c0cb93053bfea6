package text

import (
	"cmp"
	"slices"
	"strings"
)

// Rules say which tokens are one unit and what its key is. They are learned
// from the papers and from the configuration.
type rules struct {
	spelled   map[string]string // word → key: "finetuning" → "fine tuning", "data-set" → "dataset"
	expansion map[string]string // acronym → key of what most papers say it stands for
	same      map[string]string // key of a synonym → key of its group
	compounds [][]compound      // by number of the first word; longest first
	word      map[string]int32  // numbers of the words' keys
	shown     map[string]string // key of a group of synonyms → its first member
}

// A compound is a run of words that is one unit although they are written
// apart: "mixture of experts".
type compound struct {
	words      []int32
	key        string // "" breaks phrases
	configured bool
}

const (
	// A hyphenated spelling rarer than this beside the solid one is an
	// accident of typesetting ("re-search").
	rareSpelling = 0.01
	// An acronym stands for what this share of its definitions say …
	dominantExpansion = 0.6
	// … if as many papers say it: fewer below smallCorpus papers.
	expansionPapers      = 3
	expansionPapersSmall = 2
	smallCorpus          = 2000
	// longest long form with an inner stop word, in words.
	longestOpenForm = 6
	// synonyms of more words are matched without hyphens only.
	hyphenVariants = 5
)

// learnRules reads the rules off the forms and definitions of n papers.
func learnRules(l *lexicon, definitions []definition, n int, o Options) *rules {
	r := &rules{
		spelled: map[string]string{}, expansion: map[string]string{}, same: map[string]string{},
		word: map[string]int32{}, shown: map[string]string{},
	}
	r.learnSpellings(l)
	for i := range l.forms {
		l.forms[i].word = r.number(wordKey(l.forms[l.forms[i].lower].text))
	}
	var open []compound
	for i := range l.forms {
		f := &l.forms[i]
		if f.lower != int32(i) || f.df < 2 || f.is&isHyphenated == 0 || IsAcademic(f.text) {
			continue
		}
		if words := strings.Split(f.text, "-"); isOpenForm(words) {
			open = append(open, r.compound(words, r.key(f.text)))
		}
	}
	open = append(open, r.learnExpansions(definitions, n)...)
	open = append(open, r.configured(o)...)
	r.index(open)
	for i := range l.forms {
		if f := &l.forms[i]; r.compounds[f.word] != nil {
			f.is |= mayBegin
		}
	}
	return r
}

// learnSpellings finds words that are written solid and with a hyphen.
func (r *rules) learnSpellings(l *lexicon) {
	chosen := map[string]int32{} // solid → its commonest hyphenated form
	for i := range l.forms {
		f := &l.forms[i]
		if f.lower != int32(i) || f.df < 2 || f.is&isHyphenated == 0 {
			continue
		}
		parts := strings.Split(f.text, "-")
		if len(parts) != 2 || len(parts[0]) < 2 || len(parts[1]) < 3 {
			continue
		}
		solid := parts[0] + parts[1]
		n, ok := l.number[solid]
		if !ok || l.forms[n].df == 0 || !isLetters(solid) || float64(f.df) < rareSpelling*float64(l.forms[n].df) {
			continue
		}
		if isListed(solid) {
			r.spelled[f.text] = wordKey(solid)
			continue
		}
		if c, ok := chosen[solid]; ok && cmp.Or(cmp.Compare(l.forms[c].df, f.df), cmp.Compare(f.text, l.forms[c].text)) >= 0 {
			continue
		}
		chosen[solid] = int32(i)
		r.spelled[solid] = parts[0] + " " + wordKey(parts[1])
	}
}

// isListed reports whether a word stands in a list of labelwords.go, which
// knows its solid form.
func isListed(word string) bool {
	for _, set := range []map[string]bool{weakFirst, weakLast, neverAlone, mayStandAlone, verbs, genericNouns, stopWords, academicWords} {
		if set[word] {
			return true
		}
	}
	return false
}

func isLetters(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !isLetterOrDigit(r) || r >= '0' && r <= '9' })
}

// isOpenForm reports whether words with an inner stop word can be a compound.
func isOpenForm(words []string) bool {
	if len(words) < 3 || IsStop(words[0]) || IsStop(words[len(words)-1]) {
		return false
	}
	return slices.ContainsFunc(words[1:len(words)-1], IsStop)
}

// learnExpansions decides what each acronym stands for where a paper does not
// say it, and returns the long forms that are matched as compounds.
func (r *rules) learnExpansions(definitions []definition, n int) (open []compound) {
	votes := map[string]map[string]int{}
	for _, d := range definitions {
		key := r.longKey(d.long)
		if votes[d.short] == nil {
			votes[d.short] = map[string]int{}
		}
		votes[d.short][key]++
		if words := strings.FieldsFunc(strings.Join(d.long, " "), func(r rune) bool { return r == ' ' || r == '-' }); isOpenForm(words) && len(d.long) <= longestOpenForm {
			open = append(open, r.compound(words, key))
		}
	}
	enough := expansionPapers
	if n < smallCorpus {
		enough = expansionPapersSmall
	}
	for short, keys := range votes {
		best, most, total := "", 0, 0
		for key, f := range keys {
			total += f
			if f > most || f == most && key < best {
				best, most = key, f
			}
		}
		if most >= enough && float64(most) >= dominantExpansion*float64(total) {
			r.expansion[short] = best
		}
	}
	return open
}

func (r *rules) longKey(words []string) string {
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = r.key(w)
	}
	return strings.Join(keys, " ")
}

// configured returns the compounds of the configuration: stop words of
// several words and synonyms, each with its hyphenated spellings.
func (r *rules) configured(o Options) (open []compound) {
	for _, s := range o.StopWords {
		if words := lowerWords(s); len(words) > 1 {
			c := r.compound(words, "")
			c.configured = true
			open = append(open, c)
		}
	}
	for _, group := range o.Synonyms {
		var key string
		for _, member := range group {
			words := lowerWords(member)
			if len(words) == 0 {
				continue
			}
			own := r.longKey(words)
			if key == "" {
				key = own
				r.shown[key] = strings.Join(strings.Fields(Plain(member)), " ")
			}
			r.same[own] = key
			var parts []string
			for _, w := range words {
				parts = append(parts, compoundParts(w)...)
			}
			for _, v := range variants(parts) {
				c := r.compound(v, key)
				c.configured = true
				open = append(open, c)
			}
		}
	}
	return open
}

// variants returns the ways to write words apart or with hyphens.
func variants(words []string) [][]string {
	if len(words) > hyphenVariants {
		return [][]string{words}
	}
	var all [][]string
	for mask := range 1 << (len(words) - 1) {
		v := []string{words[0]}
		for i, w := range words[1:] {
			if mask>>i&1 == 1 {
				v[len(v)-1] += "-" + w
			} else {
				v = append(v, w)
			}
		}
		all = append(all, v)
	}
	return all
}

func lowerWords(s string) (words []string) {
	for _, t := range Tokens(Clean(s), nil) {
		if t.Word {
			words = append(words, strings.ToLower(t.Text))
		}
	}
	return words
}

func (r *rules) compound(words []string, key string) compound {
	c := compound{key: key}
	for _, w := range words {
		c.words = append(c.words, r.number(wordKey(w)))
	}
	return c
}

func (r *rules) number(key string) int32 {
	n, ok := r.word[key]
	if !ok {
		n = int32(len(r.word))
		r.word[key] = n
	}
	return n
}

// index sorts the compounds under their first words, the longest first. Where
// the same words have several keys the configuration is heard first, then the
// smallest key.
func (r *rules) index(open []compound) {
	r.compounds = make([][]compound, len(r.word))
	for _, c := range open {
		first := c.words[0]
		r.compounds[first] = append(r.compounds[first], c)
	}
	for first, list := range r.compounds {
		slices.SortStableFunc(list, func(a, b compound) int {
			c := cmp.Or(cmp.Compare(len(b.words), len(a.words)), slices.Compare(a.words, b.words))
			switch {
			case c != 0 || a.configured && b.configured:
				return c
			case a.configured != b.configured:
				if a.configured {
					return -1
				}
				return 1
			}
			return cmp.Compare(a.key, b.key)
		})
		r.compounds[first] = slices.CompactFunc(list, func(a, b compound) bool { return slices.Equal(a.words, b.words) })
	}
}

// key returns the key of a lower-case token.
func (r *rules) key(lower string) string {
	if key, ok := r.spelled[lower]; ok {
		return key
	}
	whole := wordKey(lower)
	if key, ok := r.spelled[whole]; ok {
		return key
	}
	if !strings.ContainsAny(lower, "-/") {
		return whole
	}
	parts := compoundParts(lower)
	for i, p := range parts {
		if key, ok := r.spelled[p]; ok {
			parts[i] = key
			continue
		}
		parts[i] = wordKey(p)
		if key, ok := r.spelled[parts[i]]; ok {
			parts[i] = key
		}
		parts[i] = r.group(parts[i])
	}
	return strings.Join(parts, " ")
}

// unit returns the key of a token and whether it is an acronym that stands
// for a longer key. own holds what the paper itself defines.
func (r *rules) unit(token string, is traits, own map[string]string) (key string, acronym bool) {
	if is&hasCapitals != 0 {
		if long := r.expand(token, own); long != "" {
			return r.group(long), true
		}
		if is&isHyphenated != 0 {
			parts := compoundParts(token)
			for i, p := range parts {
				if long := r.expand(p, own); long != "" {
					parts[i] = r.group(long)
				} else {
					parts[i] = r.group(r.key(strings.ToLower(p)))
				}
			}
			return r.group(strings.Join(parts, " ")), false
		}
	}
	return r.group(r.key(strings.ToLower(token))), false
}

func (r *rules) expand(token string, own map[string]string) string {
	base := singularAcronym(token)
	if capitals(base) < 2 {
		return ""
	}
	if long, ok := own[base]; ok {
		return long
	}
	return r.expansion[base]
}

func (r *rules) group(key string) string {
	if same, ok := r.same[key]; ok {
		return same
	}
	return key
}
