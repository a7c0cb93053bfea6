package fetch

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"papertide/analysis/calendar"
)

// arXiv's search interface gives the papers that were submitted on a day, in
// UTC (info.arxiv.org/help/api/user-manual). They are announced some days later:
// those of a Friday on Monday night, those that wait for a moderator later.
const (
	arXivPage    = 500
	arXivSettles = 8
)

func arXivSearch(category string, first, last calendar.Date) api {
	of := "cat:" + category
	if !strings.Contains(category, ".") { // an archive, with all of its classes
		of = "(cat:" + category + " OR cat:" + category + ".*)"
	}
	return api{
		root: "https://export.arxiv.org", path: "/api/query", ending: ".xml", settles: arXivSettles, stay: true,
		portions: days(ArXiv+"-"+category, first, last, arXivSettles, func(d calendar.Date) url.Values {
			day := strings.ReplaceAll(d.String(), "-", "")
			return url.Values{
				"search_query": {of + " AND submittedDate:[" + day + "0000 TO " + day + "2359]"},
				"sortBy":       {"submittedDate"},
				"sortOrder":    {"ascending"},
				"start":        {"0"},
				"max_results":  {strconv.Itoa(arXivPage)},
			}
		}),
		read: readFeed,
		next: func(query string, p page) string {
			next := counted(query, "start", p.papers)
			if p.papers == 0 || number(next, "start") >= p.total {
				return ""
			}
			return next
		},
	}
}

// readFeed reads an Atom feed of arXiv.
func readFeed(body []byte) (page, error) {
	p := page{body: body, total: -1}
	start := 0
	x := newScanner(body)
	root, err := x.next()
	if err != nil || root.Name.Local != "feed" {
		return p, notXML(body, "feed", err)
	}
	for {
		e, err := x.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return p, notXML(body, "feed", err)
		}
		switch e.Name.Local {
		case "totalResults", "startIndex":
			texts, err := x.texts(e, e.Name.Local)
			if err != nil {
				return p, notXML(body, "feed", err)
			}
			n, err := strconv.Atoi(texts[e.Name.Local])
			if err != nil || n < 0 {
				return p, &fault{text: fmt.Sprintf("%s %.20q: want a number", e.Name.Local, texts[e.Name.Local])}
			}
			if e.Name.Local == "startIndex" {
				start = n
			} else {
				p.total = n
			}
		case "entry":
			texts, err := x.texts(e, "id", "summary")
			if err != nil {
				return p, notXML(body, "feed", err)
			}
			if strings.Contains(texts["id"], "/api/errors") {
				return p, &fault{text: "arXiv answers: " + oneLine(texts["summary"])}
			}
			p.papers++
		}
	}
	if p.total < 0 {
		return p, &fault{text: "a feed that does not say how many papers there are"}
	}
	if p.papers == 0 && start < p.total { // arXiv is known to give such pages under load
		return p, &fault{text: fmt.Sprintf("an empty page, where %d papers follow", p.total-start), again: true}
	}
	return p, nil
}

// arXiv's OAI-PMH interface gives the papers of a set that were last changed in
// a span of days (info.arxiv.org/help/oa). Those of a day are there the day after.
const oaiSettles = 2

// oaiBegins is the day of the oldest changes, and of all before.
var oaiBegins = calendar.NewDate(2005, time.September, 16)

func arXivOAI(category string, first, last, today calendar.Date) api {
	a := api{
		root: "https://oaipmh.arxiv.org", path: "/oai", ending: ".xml", settles: arXivSettles,
		read: func(body []byte) (page, error) { return readRecords(body, first, last) },
		next: func(_ string, p page) string {
			if p.token == "" {
				return ""
			}
			return url.Values{"verb": {"ListRecords"}, "resumptionToken": {p.token}}.Encode()
		},
	}
	stem := ArXiv + "-" + category + "-from-" + first.String()
	if last.Compare(today) < 0 {
		stem += "-to-" + last.String()
	}
	from := first
	if from.Compare(oaiBegins) < 0 {
		from = oaiBegins
	}
	for from.Compare(today) <= 0 {
		month, _ := from.In(calendar.Month)
		query := url.Values{"verb": {"ListRecords"}, "metadataPrefix": {"arXiv"}, "set": {setOf(category)}, "from": {from.String()}}
		if month.End().Compare(today) < 0 { // else all until now, as arXiv asks for
			query.Set("until", month.End().String())
		}
		changed := "changed " + month.String()
		a.portions = append(a.portions, portion{
			says: changed, stem: stem + "-" + strings.ReplaceAll(changed, " ", "-"), query: query.Encode(), whole: plus(month.End(), oaiSettles),
		})
		from = month.Add(1).Start()
	}
	a.portions[len(a.portions)-1].upTo = last
	return a
}

// physics are the archives whose sets lie in the set "physics".
const physics = " astro-ph cond-mat gr-qc hep-ex hep-lat hep-ph hep-th math-ph nlin nucl-ex nucl-th physics quant-ph "

// setOf is the OAI-PMH set of a category: group, archive and class, as in
// cs:cs:CL or physics:hep-th.
func setOf(category string) string {
	archive, class, of := strings.Cut(category, ".")
	set := archive
	switch {
	case strings.Contains(physics, " "+archive+" "):
		set = "physics:" + archive
	case of:
		set = archive + ":" + archive
	}
	if of {
		set += ":" + class
	}
	return set
}

// readRecords reads an answer of OAI-PMH, and leaves out of it the records of
// papers that were not submitted in these days. The others stay as they came,
// byte for byte.
func readRecords(body []byte, first, last calendar.Date) (page, error) {
	var p page
	x := newScanner(body)
	root, err := x.next()
	if err != nil || root.Name.Local != "OAI-PMH" {
		return p, notXML(body, "OAI-PMH", err)
	}
	var kept bytes.Buffer
	from := int64(0) // of what is not in kept yet
	for {
		e, err := x.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return p, notXML(body, "OAI-PMH", err)
		}
		name, begin := e.Name.Local, x.begin
		if name != "error" && name != "resumptionToken" && name != "record" {
			continue
		}
		texts, err := x.texts(e, name, "created")
		if err != nil {
			return p, notXML(body, "OAI-PMH", err)
		}
		switch code := attribute(e, "code"); {
		case name == "resumptionToken":
			p.token = texts[name]
		case name == "error" && code == "badResumptionToken":
			return p, &staleError{}
		case name == "error" && code != "noRecordsMatch":
			return p, &fault{text: oneLine("arXiv answers: " + code + " " + texts[name])}
		case name == "record":
			created, err := calendar.ParseDate(texts["created"])
			if err == nil && created.Compare(first) >= 0 && created.Compare(last) <= 0 {
				p.papers++
				continue
			}
			kept.Write(body[from:begin]) // up to this record, which is left out
			from = x.InputOffset()
		}
	}
	kept.Write(body[from:])
	p.body = kept.Bytes()
	return p, nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
