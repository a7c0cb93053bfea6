package text

import (
	"cmp"
	"strings"
)

const (
	endWeight      = 3    // a form at the end of a chunk counts so often
	longFormShare  = 0.25 // of the uses: then the acronym is spelled out …
	longFormWords  = 4    // … if it is no longer
	pluralShare    = 0.45 // of singular and plural at ends of chunks
	pluralPhrase   = 0.30 // the same for several words
	lowerCaseShare = 0.30 // of a word's uses in abstracts
	freeShare      = 0.10 // of them not beside a capitalised word: fewer say nothing ("Monte")
)

// A writing counts one way to write a phrase, in lower case.
type writing struct {
	phrase  int32
	form    string
	acronym bool
}

type writingCount struct{ end, inner int32 }

// Show returns how phrases are written: in their commonest form at the ends of
// chunks, long where the long form is common, plural where the plural is,
// with capitals where running text has them.
func (p *Phrases) Show(phrases []int32) []string {
	wanted := map[uint64]int32{}
	for _, k := range phrases {
		wanted[p.hash[k]] = k
	}
	ways := map[int32]map[writing]writingCount{}
	for _, found := range inParallel(p.parts, func(t *part) map[writing]writingCount { return t.writings(p.dictionary, wanted) }) {
		for w, c := range found {
			if ways[w.phrase] == nil {
				ways[w.phrase] = map[writing]writingCount{}
			}
			old := ways[w.phrase][w]
			ways[w.phrase][w] = writingCount{old.end + c.end, old.inner + c.inner}
		}
	}
	chosen := make([]string, len(phrases))
	words := map[string]*casing{}
	for i, k := range phrases {
		chosen[i] = choose(ways[k])
		for _, w := range strings.FieldsFunc(chosen[i], isWordBreak) {
			words[w] = &casing{}
		}
	}
	p.countCases(words)
	for i, k := range phrases {
		if shown, ok := p.rules.shown[p.Key(k)]; ok {
			chosen[i] = shown
			continue
		}
		chosen[i] = mapWords(chosen[i], func(w string) string { return words[w].choose(w) })
	}
	return chosen
}

// isWordBreak separates the words that have a case of their own.
func isWordBreak(r rune) bool { return r == ' ' || r == '-' || r == '/' }

// mapWords replaces each word and keeps what separates them.
func mapWords(s string, f func(string) string) string {
	var b strings.Builder
	for len(s) > 0 {
		n := strings.IndexFunc(s, isWordBreak)
		if n < 0 {
			n = len(s)
		}
		if n > 0 {
			b.WriteString(f(s[:n]))
		}
		if n < len(s) {
			b.WriteByte(s[n])
			n++
		}
		s = s[n:]
	}
	return b.String()
}

// writings counts how the wanted phrases are written in a part.
func (t *part) writings(d *dictionary, wanted map[uint64]int32) map[writing]writingCount {
	const filterBits = 16
	var filter [1 << filterBits]bool
	for h := range wanted {
		filter[h>>(64-filterBits)] = true
	}
	found := map[writing]writingCount{}
	for i := range len(t.start) - 1 {
		symbols := t.symbols[t.start[i]:t.start[i+1]]
		for j := range symbols {
			var h uint64
			for n := 1; n <= maxUnits && j+n <= len(symbols); n++ {
				if n > 1 && symbols[j+n-1]&beginsChunk != 0 {
					break
				}
				unit := d.unitOf[symbols[j+n-1]&useMask]
				h = joinHash(h, d.units.hash[unit], d.units.length(unit))
				if !filter[h>>(64-filterBits)] {
					continue
				}
				k, ok := wanted[h]
				if !ok {
					continue
				}
				w := d.writing(k, symbols[j:j+n])
				c := found[w]
				if j+n == len(symbols) || symbols[j+n]&beginsChunk != 0 {
					c.end++
				} else {
					c.inner++
				}
				found[w] = c
			}
		}
	}
	return found
}

func (d *dictionary) writing(phrase int32, symbols []uint32) writing {
	w := writing{phrase: phrase}
	words := make([]string, len(symbols))
	for i, s := range symbols {
		u := d.uses[s&useMask]
		words[i] = u.lower
		w.acronym = w.acronym || u.acronym
	}
	w.form = strings.Join(words, " ")
	return w
}

// choose picks the form in which a phrase is shown.
func choose(ways map[writing]writingCount) string {
	weight := map[bool]map[string]int32{false: {}, true: {}} // by acronym
	ends := map[string]int32{}
	var total [2]int32
	for w, c := range ways {
		n := endWeight*c.end + c.inner
		weight[w.acronym][w.form] += n
		ends[w.form] += c.end
		if w.acronym {
			total[1] += n
		} else {
			total[0] += n
		}
	}
	forms := weight[false]
	long := heaviest(forms)
	switch {
	case total[0] == 0:
		forms = weight[true]
	case total[1] > 0 && (float64(total[0]) < longFormShare*float64(total[0]+total[1]) || len(strings.Fields(long)) > longFormWords):
		forms = weight[true]
	}
	shown := heaviest(forms)
	if shown == "" || strings.HasSuffix(shown, "s") {
		return shown
	}
	share := pluralShare
	if strings.Contains(shown, " ") {
		share = pluralPhrase
	}
	for _, plural := range plurals(shown) {
		if forms[plural] > 0 && float64(ends[plural]) >= share*float64(ends[plural]+ends[shown]) {
			return plural
		}
	}
	return shown
}

// plurals returns the ways in which a word could form its plural.
func plurals(word string) []string {
	forms := []string{word + "s", word + "es", word[:len(word)-1] + "ies"}
	if hasAnySuffix(word, "ix", "ex") {
		forms = append(forms, word[:len(word)-2]+"ices")
	}
	return forms
}

// heaviest returns the form of the greatest weight; ties go to the shorter,
// then to the first in the alphabet.
func heaviest(weight map[string]int32) (best string) {
	for form, n := range weight {
		m := weight[best]
		if best == "" || n > m || n == m && cmp.Or(cmp.Compare(len(form), len(best)), cmp.Compare(form, best)) < 0 {
			best = form
		}
	}
	return best
}

// A casing counts how one word is written in running text.
type casing struct {
	free, all map[string]int32
}

func (c *casing) add(written string, n formCount, titleCase bool) {
	if c.all == nil {
		c.free, c.all = map[string]int32{}, map[string]int32{}
	}
	c.all[written] += n.all
	if !titleCase {
		c.free[written] += n.all
	} else if n.free > 0 {
		c.free[written] += n.free
	}
}

// choose returns the word in lower case if enough of its uses are, else as it
// is mostly written; a token with a digit and a capital as it mostly is.
func (c *casing) choose(lower string) string {
	uses := c.free
	if float64(sum(c.free)) < freeShare*float64(sum(c.all)) {
		uses = c.all
	}
	best := heaviest(uses)
	if best == "" || IsStop(lower) {
		return lower
	}
	if strings.ContainsAny(best, "0123456789") && capitals(best) > 0 {
		return best
	}
	if float64(uses[lower]) >= lowerCaseShare*float64(sum(uses)) {
		return lower
	}
	return best
}

func sum(counts map[string]int32) (total int32) {
	for _, n := range counts {
		total += n
	}
	return total
}

// countCases counts how words, and parts of hyphenated ones, are written.
// A capital beside another capitalised word says little: it may belong to a
// name of several words.
func (p *Phrases) countCases(words map[string]*casing) {
	for i := range p.lexicon.forms {
		f, n := &p.lexicon.forms[i], p.forms[i]
		if n.all == 0 {
			continue
		}
		if f.is&isHyphenated == 0 {
			if c := words[p.lexicon.forms[f.lower].text]; c != nil {
				c.add(f.text, n, f.is&isTitleCase != 0)
			}
			continue
		}
		for _, part := range compoundParts(f.text) {
			if c := words[strings.ToLower(part)]; c != nil {
				c.add(part, n, isUpperFirst(part) && capitals(part) == 1)
			}
		}
	}
}
