package corpus

import "strings"

// OpenAlex's export of works as a table: the paths of its JSON are columns, and
// bars stand between the parts of lists.

func openAlexTable(r tableRow) (Paper, *flaw) {
	list := func(column string) []string {
		if s := r.get(column); s != "" {
			return strings.Split(s, "|")
		}
		return nil
	}
	p := Paper{
		Title: r.get("title", "displayname"), Abstract: r.get("abstract"), DOI: r.get("doi"),
		URL: r.get("primarylocationlandingpageurl"), Source: "openalex",
		ID:           lastPart(r.get("id")),
		Authors:      list("authorshipsauthordisplayname"),
		Organisation: organisations(list("authorshipsinstitutionsdisplayname")),
		Keywords:     list("keywordsdisplayname"),
		Aliases:      pmid(lastPart(r.get("idspmid"))),
	}
	var bad *flaw
	p.Date, bad = r.dateIn("publicationdate", "publicationyear")
	return p, bad
}

// lastPart returns what follows the last slash.
func lastPart(s string) string { return s[strings.LastIndexByte(s, '/')+1:] }
