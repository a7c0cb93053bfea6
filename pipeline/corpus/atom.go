package corpus

import (
	"strings"

	"papertide/analysis/calendar"
)

// Atom feeds (RFC 4287) of journals, preprint servers and blogs.
var atomFeed = xmlShape{
	roots:   []string{"feed", "entry"},
	records: []string{"entry"},
	paper: func(rec, _ *element) (Paper, *flaw) {
		p, bad := atomEntry(rec)
		p.Source = "atom"
		return p, bad
	},
}

// atomEntry reads what all Atom feeds have.
func atomEntry(rec *element) (Paper, *flaw) {
	p := Paper{
		ID:       feedID(rec.words("id")),
		Title:    feedTitle(rec.words("title")),
		Abstract: feedAbstract(rec.words("summary")),
		Authors:  rec.allWords("author", "name"),
		DOI:      rec.words("doi"),
	}
	if content := rec.words("content"); len(content) > len(p.Abstract) {
		p.Abstract = feedAbstract(content)
	}
	if len(p.Authors) == 0 {
		p.Authors = rec.allWords("creator")
	}
	if len(p.Authors) == 1 {
		p.Authors = splitNames(p.Authors[0])
	}
	for _, link := range rec.every("link") {
		switch link.get("rel") {
		case "", "alternate":
			setFirst(&p.URL, link.get("href"))
		}
	}
	var bad *flaw
	p.Date, bad = feedDate(rec, "published", "issued", "date", "updated") // the second is of Atom 0.3
	return p, bad
}

// feedDate returns the date under the first of the names that has one. That on
// which arXiv announced a new version is not the paper's.
func feedDate(rec *element, names ...string) (date calendar.Date, bad *flaw) {
	if strings.HasPrefix(rec.words("announce_type"), "replace") {
		return calendar.Date{}, nil
	}
	for _, name := range names {
		if date, bad = parseDate(rec.words(name)); bad != nil || !date.IsZero() {
			break
		}
	}
	return date, bad
}

// feedID returns the id of an entry if it is one beyond its feed: an address, a
// tag, a DOI, or what arXiv's feeds write, "oai:arXiv.org:2404.02905v1".
func feedID(id string) string {
	if !strings.Contains(id, ":") && doi(id) == "" {
		return ""
	}
	return strings.TrimPrefix(id, "oai:arXiv.org:")
}

// feedTitle takes away what arXiv's old feed put behind a title:
// "Title. (arXiv:2404.02905v1 [cs.CV])".
func feedTitle(title string) string {
	if i := strings.LastIndex(title, " (arXiv:"); i > 0 && strings.HasSuffix(title, ")") {
		title = strings.TrimSuffix(strings.TrimSpace(title[:i]), ".")
	}
	return title
}

// feedAbstract takes away what arXiv's feeds put before an abstract:
// "arXiv:2404.02905v1 Announce Type: new Abstract: …".
func feedAbstract(s string) string {
	if strings.HasPrefix(s, "arXiv:") {
		if head, abstract, found := strings.Cut(s, "Abstract:"); found && len(head) < 100 {
			return strings.TrimSpace(abstract)
		}
	}
	return s
}
