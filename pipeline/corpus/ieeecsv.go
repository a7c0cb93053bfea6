package corpus

import "strings"

// IEEE Xplore's export of a search.

func ieeeTable(r tableRow) (Paper, *flaw) {
	p := Paper{
		Title: r.get("documenttitle"), Abstract: r.get("abstract"), DOI: r.get("doi"), URL: r.get("pdflink"), Source: "ieee",
		Organisation: organisations(strings.Split(r.get("authoraffiliations"), ";")),
		Keywords:     splitList(r.get("authorkeywords", "ieeeterms")),
	}
	if names := r.get("authors"); names != "" {
		p.Authors = splitNames(names)
	}
	var bad *flaw
	p.Date, bad = r.dateIn("onlinedate", "issuedate", "dateaddedtoxplore", "publicationyear")
	return p, bad
}
