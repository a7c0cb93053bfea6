package corpus

import "strings"

// The answers of arXiv's search interface: Atom with elements of arXiv's own.
// An error is an entry there, too.
var arXivAtom = xmlShape{
	roots:   []string{"feed", "entry"},
	marks:   []string{"http://arxiv.org/schemas/atom", "arxiv.org/api"},
	records: []string{"entry"},
	paper:   arXivEntry,
}

func arXivEntry(rec, _ *element) (Paper, *flaw) {
	if strings.Contains(rec.words("id"), "/api/errors") {
		return Paper{}, &flaw{"an error that the source sent", rec.words("summary")}
	}
	p, bad := atomEntry(rec)
	p.Source = "arxiv"
	p.Aliases = doisIn(p.DOI)
	p.DOI, p.URL = "", "" // Identify knows a URL without the version
	p.CodeURL, p.ProjectURL = linksIn(rec.words("comment"))
	return p, bad
}

// doisIn returns the DOIs in a text, of which arXiv puts several into one field.
func doisIn(s string) (dois []string) {
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' }) {
		if d := doi(part); d != "" {
			dois = append(dois, d)
		}
	}
	return dois
}
