package corpus

import "strings"

// Scopus' export. Authors stand between commas ("Phillips J.C., Braun R.") in
// older files and between semicolons in newer ones, which also write names out:
// "Liu, Fengyuan (60410297700)". Dates are years.

func scopusTable(r tableRow) (Paper, *flaw) {
	p := Paper{
		Title: r.get("title"), Abstract: r.get("abstract"), DOI: r.get("doi"), URL: r.get("link"), Source: "scopus",
		ID:           r.get("eid"),
		Organisation: organisations(strings.Split(r.get("affiliations"), ";")),
		Keywords:     splitList(r.get("authorkeywords", "indexkeywords")),
		Aliases:      pmid(r.get("pubmedid")),
	}
	if !strings.HasPrefix(p.ID, "2-s2.0-") { // rows that lack a cell have another there
		p.ID = queryValue(p.URL, "eid")
	}
	names := r.get("authorfullnames")
	if names == "" {
		names = r.get("authors")
	}
	if sep := ", "; names != "" && !strings.HasPrefix(names, "[No author") {
		if strings.Contains(names, ";") || r.table.hasAll("authorfullnames") {
			sep = ";"
		}
		for _, name := range strings.Split(names, sep) {
			name, _, _ = strings.Cut(name, "(")
			p.Authors = append(p.Authors, name)
		}
	}
	var bad *flaw
	p.Date, bad = r.dateIn("year")
	return p, bad
}
