package corpus

import "strings"

// The XML that EndNote exports, and that Mendeley, Rayyan and Covidence write
// after its model. Each text may stand in pieces, one for each style.
var endNoteXML = xmlShape{
	roots:   []string{"xml", "records"},
	marks:   []string{"<rec-number", "<ref-type", "<titles"},
	records: []string{"record"},
	paper:   endNotePaper,
}

func endNotePaper(rec, _ *element) (Paper, *flaw) {
	p := Paper{
		Title:    rec.words("titles", "title"),
		Abstract: rec.words("abstract"),
		Authors:  rec.allWords("contributors", "authors", "author"),
		DOI:      rec.words("electronic-resource-num"),
		Keywords: rec.allWords("keywords", "keyword"),
		Source:   "endnote",
	}
	for _, kind := range []string{"related-urls", "web-urls", "pdf-urls", "text-urls"} {
		for _, url := range rec.allWords("urls", kind, "url") {
			if a := webAddress(url); a != "" {
				setFirst(&p.URL, a)
			}
		}
	}
	database := strings.ToLower(rec.words("remote-database-name"))
	number := rec.words("accession-num")
	switch {
	case strings.Contains(database, "pubmed"), strings.Contains(database, "medline"), strings.Contains(p.URL, "ncbi.nlm.nih.gov/pubmed"):
		p.Aliases = pmid(number)
	case !digits(number): // else a number in nobody knows which list
		p.ID = number
	}
	var bad *flaw
	day := rec.words("dates", "pub-dates", "date")
	year := rec.words("dates", "year")
	if !strings.Contains(day, year) {
		day += " " + year
	}
	if p.Date, bad = looseDate(day); bad != nil && year != "" { // "Epub", "Winter 3"
		p.Date, bad = looseDate(year)
	}
	return p, bad
}
