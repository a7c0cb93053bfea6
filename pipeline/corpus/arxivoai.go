package corpus

import "strings"

// arXiv's own metadata, in the forms "arXiv" and "arXivRaw": see oaipmh.go.

func arXivRecord(of *element) (Paper, *flaw) {
	p := Paper{
		ID:       of.words("id"),
		Title:    of.words("title"),
		Abstract: of.words("abstract"),
		Aliases:  doisIn(of.words("doi")),
		Source:   "arxiv",
	}
	p.CodeURL, p.ProjectURL = linksIn(of.words("comments"))
	for _, a := range of.every("authors", "author") {
		name := strings.TrimSpace(a.words("forenames") + " " + a.words("keyname"))
		if suffix := a.words("suffix"); suffix != "" {
			name += " " + suffix
		}
		p.Authors = append(p.Authors, name)
	}
	if len(p.Authors) == 0 {
		p.Authors = splitNames(of.words("authors"))
	}
	created := of.words("created")
	setFirst(&created, of.words("version", "date"))
	var bad *flaw
	p.Date, bad = parseDate(created)
	return p, bad
}
