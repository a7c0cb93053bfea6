package corpus

import (
	"slices"
	"strings"
	"unicode"
)

// Springer's export of a search. It has no abstracts: its records are used
// with --titles alone.

func springerTable(r tableRow) (Paper, *flaw) {
	p := Paper{
		Title: r.get("itemtitle"), DOI: r.get("itemdoi"), URL: r.get("url"), Source: "springer",
		Authors: runTogether(r.get("authors")),
	}
	var bad *flaw
	p.Date, bad = r.dateIn("publicationyear")
	return p, bad
}

// innerCapitals are beginnings of names that go on with a capital letter.
var innerCapitals = []string{"Mc", "Mac", "De", "Di", "Du", "La", "Le"}

// runTogether takes names apart between which nothing stands: "Araz R.
// AlievNigar T. Ismayilova".
func runTogether(s string) (names []string) {
	from, word := 0, 0
	last := ' '
	for i, c := range s {
		switch {
		case unicode.IsSpace(last):
			word = i
		case unicode.IsUpper(c) && unicode.IsLower(last) && !slices.Contains(innerCapitals, s[word:i]):
			names = append(names, strings.TrimSpace(s[from:i]))
			from, word = i, i
		}
		last = c
	}
	return append(names, s[from:])
}
