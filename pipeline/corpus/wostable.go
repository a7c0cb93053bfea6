package corpus

import "strings"

// The Web of Science also exports tables: with its two letters as names of
// columns where tabs part them, with long names for spreadsheets.

// wosColumns are the tags for which the columns stand.
var wosColumns = map[string]string{
	"articletitle": "TI", "abstract": "AB", "authorfullnames": "AF", "authors": "AU", "doi": "DI", "utuniquewosid": "UT", "pubmedid": "PM",
	"authorkeywords": "DE", "keywordsplus": "ID", "affiliations": "C3", "publicationdate": "PD", "publicationyear": "PY", "earlyaccessdate": "EA",
	"ti": "TI", "ab": "AB", "af": "AF", "au": "AU", "di": "DI", "ut": "UT", "pm": "PM",
	"de": "DE", "id": "ID", "c3": "C3", "pd": "PD", "py": "PY", "ea": "EA",
}

func fitsWoSTable(head []byte) bool {
	t, ok := tableOf(head)
	return ok && (t.hasAll("pt", "ti", "py") || t.hasAll("articletitle", "utuniquewosid"))
}

func wosTable(r tableRow) (Paper, *flaw) {
	var refs references
	for _, name := range r.table.columns {
		tag, value := wosColumns[name], r.get(name)
		if tag == "" || value == "" {
			continue
		}
		if tag == "AF" || tag == "AU" { // elsewhere each author has a line
			value = strings.ReplaceAll(value, ";", "\n")
		}
		refs = append(refs, reference{[]byte(tag), []byte(value)})
	}
	return wosPaper(refs)
}
