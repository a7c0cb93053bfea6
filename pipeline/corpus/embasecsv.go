package corpus

import "strings"

// Embase exports what the user chose. The date, and the DOI where it has no
// column of its own, stand inside other values: "Cancer (2004) 102:4 (253-258).
// Date of Publication: 25 Aug 2004", "http://…?sid=EMBASE&id=doi:10.1002%2F…".

func embaseTable(r tableRow) (Paper, *flaw) {
	p := Paper{
		Title: r.get("title", "originaltitle"), Abstract: r.get("abstract", "originalabstract"),
		DOI: r.get("doi"), URL: r.get("embaselink"), Source: "embase",
		Organisation: r.get("authoraddresses"), Aliases: pmid(r.get("medlinepmid")),
	}
	setFirst(&p.DOI, queryValue(r.get("openurllink"), "id"))
	if id := r.get("pui"); id != "" {
		p.ID = "embase:" + id
	}
	if names := r.get("authornames"); names != "" {
		p.Authors = strings.Split(names, ", ") // "Liu R., Adler D.G."
	}
	p.Keywords = indexTerms(r.get("keywords", "authorkeywords", "emtreemedicalindextermsmajorfocus"))
	_, published, _ := strings.Cut(r.get("source"), "Date of Publication:")
	published, _, _ = strings.Cut(published, ", Article")
	var bad *flaw
	if p.Date, bad = looseDate(published); bad == nil && p.Date.IsZero() {
		p.Date, bad = r.dateIn("dateofpublication", "publicationdate", "publicationyear")
	}
	return p, bad
}

// indexTerms takes a list apart at those commas that stand outside brackets:
// "article, colonic duplication cyst (diagnosis, surgery), human".
func indexTerms(s string) []string {
	var terms []string
	depth, from := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth = max(depth-1, 0)
		case ',', ';', '\n':
			if depth == 0 {
				terms = append(terms, s[from:i])
				from = i + 1
			}
		}
	}
	return append(terms, s[from:])
}
