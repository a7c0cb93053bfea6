package corpus

import "strings"

// The export of The Lens (lens.org), scholarly works.

func lensTable(r tableRow) (Paper, *flaw) {
	p := Paper{
		Title: r.get("title"), Abstract: r.get("abstract"), DOI: r.get("doi"), URL: r.get("externalurl"), Source: "lens",
		Keywords: splitList(r.get("keywords", "fieldsofstudy")), Aliases: pmid(r.get("pmid")),
	}
	if id := r.get("lensid"); id != "" {
		p.ID = "lens:" + id
	}
	if names := r.get("authors"); names != "" {
		p.Authors = strings.Split(names, ";")
	}
	var bad *flaw
	p.Date, bad = r.dateIn("datepublished", "publicationyear")
	return p, bad
}
