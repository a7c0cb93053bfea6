package corpus

import "strings"

// Dublin Core as repositories give it: see oaipmh.go. Each element may be
// repeated, and they use it differently.

func dublinCore(of *element, id string) (Paper, *flaw) {
	p := Paper{
		ID:       feedID(id),
		Title:    of.words("title"),
		Authors:  of.allWords("creator"),
		Keywords: of.allWords("subject"),
		Source:   "oai",
	}
	for _, s := range of.allWords("description") {
		if strings.HasPrefix(s, "Comment:") { // arXiv
			p.CodeURL, p.ProjectURL = linksIn(s)
		} else {
			p.Abstract = longer(p.Abstract, s)
		}
	}
	for _, s := range of.allWords("identifier") {
		s = strings.TrimPrefix(s, "info:doi/")
		if d := doi(s); d != "" {
			p.Aliases = append(p.Aliases, d)
		} else if a, ok := arXivID(s); ok {
			p.Aliases = append(p.Aliases, a)
		} else if strings.Contains(s, "://") {
			setFirst(&p.URL, s)
		}
	}
	var dates []string
	for _, s := range of.allWords("date") {
		if !strings.HasPrefix(s, "info:") { // the end of an embargo
			dates = append(dates, s)
		}
	}
	var bad *flaw
	p.Date, bad = earliest(dates)
	return p, bad
}
