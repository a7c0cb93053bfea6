package corpus

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"papertide/analysis/calendar"
)

// noteOfPMID is how publishers put the number in PubMed into a note.
var noteOfPMID = regexp.MustCompile(`^PMID:? *(\d{1,9})\b`)

// bibPaper makes a paper of the fields of an entry. Citation keys name no
// papers outside their file.
func bibPaper(raw []byte) (Paper, *flaw) {
	fields := decodeFields(raw)
	get := func(names ...string) string {
		for _, n := range names {
			if v := fields[n]; v != "" {
				return v
			}
		}
		return ""
	}
	p := Paper{
		ID:           bibText(get("identifier")),
		Title:        bibText(unbraced(get("title"))),
		Abstract:     bibText(get("abstract", "summary")),
		Authors:      bibAuthors(get("author", "authors")),
		Organisation: bibText(get("organization", "organisation", "institution", "school", "affiliation")),
		Upvotes:      countIn(get("upvotes")),
		Comments:     countIn(get("comments")),
		DOI:          bibAddress(get("doi")),
		URL:          bibAddress(get("url", "link", "howpublished")),
		CodeURL:      bibAddress(get("code", "github")),
		ProjectURL:   bibAddress(get("project", "homepage")),
		Source:       bibText(get("source")),
		Keywords:     bibKeywords(get("keywords", "keyword", "author_keywords")),
	}
	if n := countIn(get("authorcount")); n != nil {
		p.AuthorCount = *n
	}
	if id, ok := arXivID(bibAddress(get("eprint", "arxivid", "arxiv"))); ok {
		p.Aliases = append(p.Aliases, id)
	}
	number := get("pmid")
	if m := noteOfPMID.FindStringSubmatch(get("note")); m != nil && number == "" {
		number = m[1]
	}
	p.Aliases = append(p.Aliases, pmid(number)...)
	var bad *flaw
	p.Date, bad = bibDate(unbraced(get("date")), unbraced(get("year")), unbraced(get("month")), get("day"))
	return p, bad
}

// bibDate reads the date of biblatex, of which a range counts from its first
// day, or year, month ("may", "5", "10~jan") and day.
func bibDate(date, year, month, day string) (calendar.Date, *flaw) {
	date, _, _ = strings.Cut(date, "/")
	if n, err := strconv.Atoi(strings.TrimSpace(month)); err == nil {
		month = ""
		if n >= 1 && n <= 12 {
			month = time.Month(n).String()
		}
	}
	if !strings.ContainsAny(year, "0123456789") { // "in press"
		day, month = "", ""
	}
	parts, bad := looseDate(strings.Join(strings.Fields(day+" "+month+" "+year), " "))
	if bad != nil {
		return parts, bad
	}
	whole, bad := looseDate(date)
	return exactest(whole, parts), bad
}
