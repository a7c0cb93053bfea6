package corpus

import "strings"

// The dump of dblp, and what its pages give as XML. There are no abstracts in
// it. The pages of people are records there as well, and no papers.
var dblpXML = xmlShape{
	roots: []string{"dblp", "dblpperson", "bht"},
	records: []string{
		"article", "inproceedings", "proceedings", "book", "incollection", "phdthesis", "mastersthesis", "www", "data",
	},
	paper: dblpPaper,
}

func dblpPaper(rec, _ *element) (Paper, *flaw) {
	p := Paper{ID: rec.get("key"), Title: rec.words("title"), Source: "dblp"}
	if rec.name == "www" && strings.HasPrefix(p.ID, "homepages/") {
		return Paper{}, &flaw{"not a paper", "the page of a person: " + p.ID}
	}
	for _, name := range rec.allWords("author") {
		p.Authors = append(p.Authors, withoutNumber(name))
	}
	for _, address := range rec.allWords("ee") {
		setFirst(&p.DOI, doi(address))
		if id, ok := arXivID(address); ok {
			p.Aliases = append(p.Aliases, id)
		}
		setFirst(&p.URL, address)
	}
	if url := rec.words("url"); strings.Contains(url, "://") {
		setFirst(&p.URL, url)
	}
	var bad *flaw
	p.Date, bad = looseDate(rec.words("month") + " " + rec.words("year"))
	return p, bad
}

// withoutNumber takes the number away by which dblp tells people of one name
// apart: "Wei Wang 0001".
func withoutNumber(name string) string {
	if i := strings.LastIndexByte(name, ' '); i >= 0 && len(name)-i == 5 && digits(name[i+1:]) {
		return name[:i]
	}
	return name
}
