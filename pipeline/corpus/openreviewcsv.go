package corpus

import (
	"regexp"

	"papertide/analysis/calendar"
)

// Tables of OpenReview, whose papers have no date but a venue with its year:
// "ICLR 2026 Poster".

var yearInVenue = regexp.MustCompile(`\b(19|20)\d\d\b`)

func openOpenReviewTable(s *stream, o Options, in *Input) (splitter, parser) {
	return openTable(func(r tableRow) (Paper, *flaw) {
		v := texts{
			fieldTitle: r.get("title"), fieldAbstract: r.get("abstract"), fieldAuthors: r.get("authors"),
			fieldURL: r.get("openreviewurl"), fieldKeywords: r.get("keywords"), fieldSource: "openreview",
			fieldDate: r.get("date", "publicationdate", "year"),
		}
		if id := queryValue(v[fieldURL], "id"); id != "" {
			v[fieldID] = "openreview:" + id
		}
		p, bad := v.paper()
		if bad == nil && p.Date.IsZero() {
			p.Date, bad = looseDate(yearInVenue.FindString(r.get("venue")))
			if !o.Bound.IsZero() && p.Date.Day > o.Bound.Day { // next year's conference
				p.Date = calendar.Date{}
			}
		}
		return p, bad
	})(s, o, in)
}
