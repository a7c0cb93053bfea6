package fetch

import (
	"net/url"
	"strconv"

	"papertide/analysis/calendar"
)

// OpenAlex gives the works of a publication date, at most a hundred at once,
// page after page by a cursor. It learns of most works within a month.
const (
	openAlexPage    = 100
	openAlexSettles = 31
)

func openAlex(filter string, first, last calendar.Date) api {
	return api{
		root: "https://api.openalex.org", path: "/works", ending: ".json", settles: openAlexSettles, stay: true,
		portions: days(OpenAlex+"-"+short(filter), first, last, openAlexSettles, func(d calendar.Date) url.Values {
			day := ",from_publication_date:" + d.String() + ",to_publication_date:" + d.String()
			return url.Values{"filter": {filter + day}, "per_page": {strconv.Itoa(openAlexPage)}, "cursor": {"*"}}
		}),
		read: readWorks,
		next: func(query string, p page) string { return continued(query, "cursor", p) },
	}
}

// readWorks reads a page of works. The last page is empty, or has no cursor.
func readWorks(body []byte) (page, error) {
	var answer struct {
		Meta *struct {
			Next string `json:"next_cursor"`
		} `json:"meta"`
		Results []struct{} `json:"results"`
	}
	if err := readJSON(body, &answer); err != nil {
		return page{}, err
	}
	if answer.Meta == nil {
		return page{}, &fault{text: `the answer has no "meta"`}
	}
	p := page{body: body, papers: len(answer.Results)}
	if p.papers > 0 {
		p.token = answer.Meta.Next
	}
	return p, nil
}
