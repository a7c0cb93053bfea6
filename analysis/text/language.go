package text

import (
	_ "embed" // word lists
	"strings"
	"unicode"
	"unicode/utf8"
)

// languageList has a line for each language in Latin letters: its ISO 639-1
// code and its commonest function words.
//
//go:embed words/languages.txt
var languageList string

// functionWords gives for a function word the languages that have it, as bits
// by their number in latinLanguages.
var latinLanguages, functionWords = func() (codes []string, words map[string]uint64) {
	words = map[string]uint64{}
	for line := range strings.Lines(languageList) {
		f := strings.Fields(line)
		for _, w := range f[1:] {
			words[w] |= 1 << len(codes)
		}
		codes = append(codes, f[0])
	}
	return codes, words
}()

// A guess needs so many function words, so large a share of all words, and so
// many times what the next language has.
const (
	minFunctionWords = 4
	minFunctionShare = 0.15
	minLead          = 1.15
	languageSample   = 4096 // bytes that are looked at
)

// Language guesses the language of a text by its script and its function
// words: an ISO 639-1 code, or "" if it cannot tell. A title alone is often too
// short.
func Language(s string) string {
	if len(s) > languageSample {
		s = s[:languageSample]
	}
	if code := byScript(s); code != "" {
		return code
	}
	hits := make([]int, len(latinLanguages))
	words := 0
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		words++
		for set, i := functionWords[strings.ToLower(w)], 0; set != 0; set, i = set>>1, i+1 {
			hits[i] += int(set & 1)
		}
	}
	best, second := 0, -1
	for i := range hits {
		switch {
		case i == best:
		case hits[i] > hits[best]:
			best, second = i, best
		case second < 0 || hits[i] > hits[second]:
			second = i
		}
	}
	if hits[best] < minFunctionWords || float64(hits[best]) < minFunctionShare*float64(words) ||
		float64(hits[best]) < minLead*float64(hits[second]) {
		return ""
	}
	return latinLanguages[best]
}

// scripts are the scripts that tell a language, or nearly so.
var scripts = []struct {
	table *unicode.RangeTable
	code  string
}{
	{unicode.Hiragana, "ja"},
	{unicode.Katakana, "ja"},
	{unicode.Hangul, "ko"},
	{unicode.Han, "zh"},
	{unicode.Cyrillic, "ru"},
	{unicode.Arabic, "ar"},
	{unicode.Hebrew, "he"},
	{unicode.Greek, "el"},
	{unicode.Thai, "th"},
	{unicode.Devanagari, "hi"},
	{unicode.Bengali, "bn"},
	{unicode.Tamil, "ta"},
	{unicode.Georgian, "ka"},
	{unicode.Armenian, "hy"},
}

// byScript returns the language of a text that is mostly not in Latin letters.
func byScript(s string) string {
	var count [14]int
	latin, others := 0, 0
	for i, r := range s {
		if r < utf8.RuneSelf {
			if isAlpha(s[i]) {
				latin++
			}
			continue
		}
		for j := range scripts {
			if unicode.Is(scripts[j].table, r) {
				count[j]++
				others++
				break
			}
		}
	}
	if 2*others <= latin { // a character of most other scripts says more than a Latin letter
		return ""
	}
	if kana := count[0] + count[1]; 10*kana > others {
		return "ja"
	}
	best := 0
	for j := range count {
		if count[j] > count[best] {
			best = j
		}
	}
	switch code := scripts[best].code; {
	case code == "ru" && strings.ContainsAny(s, "іїєґІЇЄҐ"):
		return "uk"
	case code == "ar" && strings.ContainsAny(s, "پچژگ"):
		return "fa"
	default:
		return code
	}
}
