package fetch

import (
	"net/url"
	"strconv"

	"papertide/analysis/calendar"
)

// The Daily Papers interface lists the papers of a day, at most a hundred at
// once. A day is listed anew while it lasts, anywhere on earth.
const (
	hfPage    = 100
	hfSettles = 2
)

func hfDaily(first, last calendar.Date) api {
	return api{
		root: "https://huggingface.co", path: "/api/daily_papers", ending: ".json", settles: hfSettles, stay: true,
		portions: days(HFDaily, first, last, hfSettles, func(d calendar.Date) url.Values {
			return url.Values{"date": {d.String()}, "limit": {strconv.Itoa(hfPage)}}
		}),
		read: readList,
		next: func(query string, p page) string {
			if p.papers < hfPage {
				return ""
			}
			return counted(query, "p", 1)
		},
	}
}

// readList reads an array of papers.
func readList(body []byte) (page, error) {
	var list []struct{}
	err := readJSON(body, &list)
	return page{body: body, papers: len(list)}, err
}
