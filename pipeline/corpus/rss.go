package corpus

import "strings"

// RSS 2.0, and RSS 1.0 as publishers of journals write it, with elements of
// Dublin Core and PRISM.
var rssFeed = xmlShape{
	roots:   []string{"rss", "RDF"},
	records: []string{"item"},
	paper:   rssItem,
}

func rssItem(rec, _ *element) (Paper, *flaw) {
	p := Paper{
		ID:       feedID(rec.words("guid")),
		Title:    feedTitle(rec.words("title")),
		Abstract: feedAbstract(rec.words("description")),
		URL:      rec.words("link"),
		Authors:  rec.allWords("creator"),
		DOI:      rec.words("doi"),
		Source:   "rss",
	}
	if content := rec.words("encoded"); len(content) > len(p.Abstract) { // content:encoded
		p.Abstract = feedAbstract(content)
	}
	setFirst(&p.URL, rec.get("about"))
	if len(p.Authors) == 0 {
		p.Authors = rec.allWords("author")
	}
	if len(p.Authors) == 1 {
		p.Authors = splitNames(p.Authors[0])
	}
	for _, id := range rec.allWords("identifier") { // dc:identifier
		setFirst(&p.DOI, doi(id))
	}
	if p.ID == p.URL || strings.ContainsAny(p.ID, " \n") {
		p.ID = ""
	}
	var bad *flaw
	p.Date, bad = feedDate(rec, "publicationDate", "date", "pubDate")
	return p, bad
}
