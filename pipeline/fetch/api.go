package fetch

import (
	"crypto/sha256"
	"fmt"
	"net/url"
	"strconv"

	"papertide/analysis/calendar"
)

// An api is how one interface of a source is asked, and how its answers are
// read.
type api struct {
	root    string // https address of its machine, which a Base takes the place of
	path    string
	ending  string // of its files
	settles int    // days until all papers of a day are listed under it
	stay    bool   // papers that were listed belong to their day: a list that comes back empty is a slip

	portions []portion // oldest first
	// read checks that a body is a whole answer, and reads it as far as fetching
	// needs. An error is a *fault, or a *staleError.
	read func(body []byte) (page, error)
	// next is the query of the page that follows; "": there is none.
	next func(query string, p page) string
}

// A portion is what is asked for at once: the papers of a day, or the changes
// of a month.
type portion struct {
	says  string        // for people
	stem  string        // of its files
	query string        // of its first page
	upTo  calendar.Date // what is submitted or listed up to this day is there once it is; None: nothing more
	whole calendar.Date // asked on this day or later, it no longer changes
	fresh bool          // ask for every page, even if it is whole
}

// anew returns the portion, to be asked from its first page.
func (p portion) anew() portion {
	p.fresh = true
	return p
}

// file names the file of the nth page, from 1.
func (p portion) file(n int, ending string) string {
	if n == 1 {
		return p.stem + ending
	}
	return fmt.Sprintf("%s-p%d%s", p.stem, n, ending)
}

// A page is what an answer says.
type page struct {
	body   []byte // to be kept
	papers int
	total  int    // of all pages, where next needs it
	token  string // that the next page is asked with; "": none
}

// mostDays is the longest span that arXiv is asked for by days.
const mostDays = 31

// api chooses the interface for a span of days. arXiv's search interface gives
// the papers that were submitted on a day; its OAI-PMH interface gives many more
// at once, but knows only when records were last changed: what was submitted
// since first is among what was changed from first until today, and the rest is
// left out as it comes. So a span of at most 31 days is asked day by day, and so
// is one after which more than its own length has passed, of which OAI-PMH
// would mostly give what nobody asked for.
func (s Source) api(first, last, today calendar.Date) api {
	switch days := last.Day - first.Day + 1; {
	case s.Name == HFDaily:
		return hfDaily(first, last)
	case s.Name == OpenAlex:
		return openAlex(s.Filter, first, last)
	case days <= mostDays || today.Day-last.Day > days:
		return arXivSearch(s.Category, first, last)
	default:
		return arXivOAI(s.Category, first, last, today)
	}
}

// days are portions of one day each.
func days(stem string, first, last calendar.Date, settles int, query func(calendar.Date) url.Values) []portion {
	var out []portion
	for d := first; d.Compare(last) <= 0; d = plus(d, 1) {
		out = append(out, portion{says: d.String(), stem: stem + "-" + d.String(), query: query(d).Encode(), upTo: d, whole: plus(d, settles)})
	}
	return out
}

// short names a text of the user in the name of a file.
func short(s string) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(s)))[:10]
}

// counted adds to a number of a query.
func counted(query, name string, n int) string {
	q, _ := url.ParseQuery(query) // ours
	q.Set(name, strconv.Itoa(number(query, name)+n))
	return q.Encode()
}

func number(query, name string) int {
	q, _ := url.ParseQuery(query)
	n, _ := strconv.Atoi(q.Get(name))
	return n
}

// continued asks on with the page's token.
func continued(query, name string, p page) string {
	if p.token == "" {
		return ""
	}
	q, _ := url.ParseQuery(query)
	q.Set(name, p.token)
	return q.Encode()
}
