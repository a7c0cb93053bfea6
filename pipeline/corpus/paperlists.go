package corpus

import "regexp"

// The lists of Paper Copilot (papercopilot/paperlists): the papers of a
// conference, which say in which year it was only in their BibTeX.
var paperLists = jsonShape{
	is: func(o object) bool {
		return o.has("affuniquenorm", "gscitation", "gscitedbylink") || o.has("track") && o.has("status") && o.has("bibtex", "aff")
	},
	paper: paperListsPaper,
}

func paperListsPaper(r *readers, o object) (Paper, *flaw) {
	o.values[fieldProject] = o.member["project"] // home pages are those of authors
	p, bad := r.paper(o.values)
	if bad != nil {
		return Paper{}, bad
	}
	if site := o.text("site"); site != "" {
		p.URL = site
	}
	p.Organisation = organisations(splitList(o.text("affuniquenorm", "aff")))
	p.Source = "paperlists"
	if p.Date.IsZero() {
		bibtex := o.text("bibtex")
		p.Date, bad = looseDate(submatch(bibTeXMonth, bibtex) + " " + submatch(bibTeXYear, bibtex))
	}
	return p, bad
}

var (
	bibTeXYear  = regexp.MustCompile(`(?i)\byear\s*=\s*[{"]?\s*(\d{4})\b`)
	bibTeXMonth = regexp.MustCompile(`(?i)\bmonth\s*=\s*[{"]?\s*([^,{}"\n]*)`)
)

func submatch(re *regexp.Regexp, s string) string {
	if m := re.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}
