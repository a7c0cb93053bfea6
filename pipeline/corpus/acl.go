package corpus

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// The ACL Anthology as XML: a collection of volumes, each with what holds for
// all of its papers in front. Until 2019 a file held one volume alone.
var aclXML = xmlShape{
	roots:   []string{"collection", "volume"},
	marks:   []string{"<paper ", "<volume "},
	records: []string{"paper"},
	around:  []string{"collection", "volume"},
	before:  []string{"meta"},
	paper:   aclPaper,
}

// aclForm is the form of the ids of papers in the Anthology.
var aclForm = regexp.MustCompile(`^(?:[A-Z]\d{2}-\d{4}|\d{4}\.[a-z0-9_]{1,40}-[a-z0-9_]{1,40}\.\d{1,5})$`)

// aclAlias returns the alias of a paper that has this id in the Anthology, nil
// if s is none.
func aclAlias(s string) []string {
	if !aclForm.MatchString(s) {
		return nil
	}
	return []string{s}
}

func aclPaper(rec, doc *element) (Paper, *flaw) {
	p := Paper{
		ID:       aclID(rec, doc),
		Title:    rec.words("title"),
		Abstract: rec.words("abstract"),
		DOI:      rec.words("doi"),
		Source:   "acl",
	}
	for _, a := range rec.every("author") {
		name := strings.TrimSpace(a.words("first") + " " + a.words("last"))
		setFirst(&name, a.plain())
		p.Authors = append(p.Authors, name)
	}
	if url := rec.words("url"); strings.Contains(url, "://") {
		p.URL = url
	} else if p.ID != "" {
		p.URL = "https://aclanthology.org/" + p.ID + "/"
	}
	setFirst(&p.CodeURL, rec.kid("pwccode").get("url"))
	meta := doc.find([]string{"meta"})
	year, month := rec.words("year"), rec.words("month")
	setFirst(&year, meta.words("year"))
	setFirst(&month, meta.words("month"))
	var bad *flaw
	p.Date, bad = looseDate(month + " " + year)
	return p, bad
}

// aclID returns the id of a paper in the Anthology, "2022.acl-long.1" or
// "P18-1001", which its relative address is too.
func aclID(rec, doc *element) string {
	if url := rec.words("url"); url != "" && !strings.Contains(url, "/") {
		return url
	}
	collection, volume, paper := doc.find([]string{"collection"}).get("id"), doc.find([]string{"volume"}).get("id"), rec.get("id")
	if collection == "" { // the file of one volume: its papers are numbered 1001, 1002
		collection, volume = volume, ""
	}
	if collection == "" || paper == "" {
		return ""
	}
	if digits(collection[:1]) {
		return collection + "-" + volume + "." + paper
	}
	v, noVolume := strconv.Atoi(volume)
	n, noPaper := strconv.Atoi(paper)
	switch {
	case noPaper != nil:
		return ""
	case noVolume != nil:
		return fmt.Sprintf("%s-%04d", collection, n)
	case collection[0] == 'W' || collection == "C69" || collection == "D19" && v >= 5:
		return fmt.Sprintf("%s-%02d%02d", collection, v, n)
	}
	return fmt.Sprintf("%s-%d%03d", collection, v, n)
}
