package corpus

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"papertide/analysis/calendar"
)

// Works of OpenAlex. Their abstracts stand as an inverted index: for each word
// the places where it stands.
var openAlexWorks = jsonShape{
	is: func(o object) bool {
		return o.has("abstractinvertedindex") || strings.HasPrefix(o.text("id"), "https://openalex.org/W")
	},
	paper: openAlexPaper,
}

func openAlexPaper(r *readers, o object) (Paper, *flaw) {
	ids := o.inside(r, "ids")
	p := Paper{
		ID:      lastPart(o.text("id")),
		Title:   o.text("title", "displayname"),
		DOI:     o.text("doi"),
		URL:     o.inside(r, "primarylocation").text("landingpageurl"),
		Aliases: pmid(lastPart(ids.text("pmid"))),
		Source:  "openalex",
	}
	if p.Abstract = r.uninverted(o.member["abstractinvertedindex"]); p.Abstract == "" {
		p.Abstract = o.text("abstract")
	}
	var institutions []string
	o.each(r, "authorships", func(a object) {
		p.Authors = append(p.Authors, a.inside(r, "author").text("displayname"))
		a.each(r, "institutions", func(i object) { institutions = append(institutions, i.text("displayname")) })
	})
	p.Organisation = organisations(institutions)
	o.each(r, "keywords", func(k object) { p.Keywords = append(p.Keywords, k.text("displayname", "keyword")) })
	o.each(r, "locations", func(l object) { // of a preprint, too
		if id, ok := arXivID(l.text("landingpageurl")); ok {
			p.Aliases = append(p.Aliases, id)
		}
	})
	date, bad := parseDate(o.text("publicationdate", "publicationyear"))
	p.Date = openAlexDate(date)
	return p, bad
}

// openAlexDate makes the first day of a month the month, and that of a year the
// year: OpenAlex writes 1 where it knows neither.
func openAlexDate(d calendar.Date) calendar.Date {
	if t := d.Time(); d.Precision == calendar.ToDay && t.Day() == 1 {
		d.Precision = calendar.ToMonth
		if t.Month() == 1 {
			d.Precision = calendar.ToYear
		}
	}
	return d
}

// mostWords is how many words of an inverted index are read.
const mostWords = 100_000

// uninverted writes the text of an inverted index. Places need not be without
// gaps.
func (p *readers) uninverted(index []byte) string {
	if len(index) == 0 || index[0] != '{' {
		return ""
	}
	type word struct {
		at   int
		text string
	}
	var words []word
	_ = p.members(index, func(name, places []byte) {
		if places[0] != '[' || len(words) >= mostWords {
			return
		}
		text := textOf(name)
		for _, place := range elements(places) {
			if at, err := strconv.Atoi(string(place)); err == nil {
				words = append(words, word{at, text})
			}
		}
	})
	slices.SortStableFunc(words, func(a, b word) int { return cmp.Compare(a.at, b.at) })
	var b strings.Builder
	for _, w := range words[:min(len(words), mostWords)] {
		if b.Len() > MaxRecord { // a long word in many places
			break
		}
		b.WriteString(w.text)
		b.WriteByte(' ')
	}
	return b.String()
}
