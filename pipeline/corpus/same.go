package corpus

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"papertide/analysis/text"
)

// A Mark is what tells papers of one title apart: generic titles ("Quantum
// phase transitions in two dimensions") are given more than once. The zero
// value is of a paper of which only the title is known.
type Mark struct {
	id    string   // of the paper
	first []string // words of the first author's name, folded, sorted
	year  int      // 0: not known
	arXiv string   // "" if it is not there
	doi   string   // "" if it has none
	about string   // how its abstract begins, as TitleKey writes it; "" if there is none
}

// MarkOf returns the mark of an identified paper.
func MarkOf(p *Paper) Mark {
	m := Mark{id: p.ID, doi: p.DOI, about: aboutOf(p)}
	if !p.Date.IsZero() {
		m.year = p.Date.Time().Year()
	}
	for _, id := range append([]string{p.ID}, p.Aliases...) {
		if a, ok := arXivID(id); ok && (m.arXiv == "" || a < m.arXiv) {
			m.arXiv = a
		}
	}
	if len(p.Authors) > 0 {
		m.first = nameWords(p.Authors[0])
	}
	return m
}

// nameWords returns the words of a name without order, accents and initials:
// "Doe, Jane M.", "Jane Doe" and "DOE J" share "doe". There are none in a name
// that is not written in Latin letters, which would not agree with another
// spelling of itself.
func nameWords(name string) []string {
	bare := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '.':
			return -1
		case unicode.IsLetter(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFD.String(text.Plain(name)))
	words := strings.Fields(bare)
	latin := func(w string) bool {
		return !strings.ContainsFunc(w, func(r rune) bool { return !unicode.Is(unicode.Latin, r) })
	}
	words = slices.DeleteFunc(words, func(w string) bool { return len(w) < 2 || !latin(w) })
	slices.Sort(words)
	return slices.Compact(words)
}

// longAbout is the length from which the beginning of an abstract is no phrase
// that many have, bytes.
const longAbout = 60

// mostYears is how many years may lie between a preprint and the published
// paper.
const mostYears = 2

// Agrees reports whether two papers of one title may be one. They are if their
// abstracts begin alike, whatever else a source says. Otherwise they are two if
// their first authors share no word of a name, or if they are more than
// two years apart. If each has an arXiv id, or each a DOI, of its own, they are
// one only if the first authors are known to agree: a preprint server, a
// conference and a journal give a DOI each, but to a paper of the same people.
// What is not known speaks against nothing.
func (m Mark) Agrees(o Mark) bool {
	if len(m.about) >= longAbout && m.about == o.about {
		return true
	}
	named := len(m.first) > 0 && len(o.first) > 0
	if named && !slices.ContainsFunc(m.first, func(w string) bool { _, found := slices.BinarySearch(o.first, w); return found }) {
		return false
	}
	if m.yearsTo(o) > mostYears {
		return false
	}
	conflict := m.arXiv != "" && o.arXiv != "" && m.arXiv != o.arXiv || m.doi != "" && o.doi != "" && m.doi != o.doi
	return named || !conflict
}

// yearsTo returns how many years lie between two papers, 0 if that is not known.
func (m Mark) yearsTo(o Mark) int {
	if m.year == 0 || o.year == 0 {
		return 0
	}
	return max(m.year-o.year, o.year-m.year)
}

// Papers tells which records of one title are of one paper: it returns a number
// for each record, the same for those of a paper. Records whose first authors
// are known are joined with each that agrees; then those without authors, as of
// a saved page, join the one that agrees and is nearest in years, the first by
// id of several. The order of the records does not matter, as their papers'
// ids differ.
func Papers(marks []Mark) []int {
	order := make([]int, len(marks))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(min(len(marks[j].first), 1), min(len(marks[i].first), 1)), strings.Compare(marks[i].id, marks[j].id))
	})
	of := make([]int, len(marks))
	for n, i := range order {
		of[i] = i
		best, years := -1, 0
		for _, j := range order[:n] {
			if of[j] == i || !marks[i].Agrees(marks[j]) { // the first: joined already
				continue
			}
			if len(marks[i].first) > 0 {
				relabel(of, order[:n], of[j], i)
			} else if apart := marks[i].yearsTo(marks[j]); best < 0 || apart < years {
				best, years = j, apart
			}
		}
		if best >= 0 {
			of[i] = of[best]
		}
	}
	return of
}

// relabel gives those of the records in among that have a number another.
func relabel(of, among []int, from, to int) {
	for _, k := range among {
		if of[k] == from {
			of[k] = to
		}
	}
}
