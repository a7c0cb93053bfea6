package corpus

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"papertide/analysis/calendar"
)

// Works as Crossref's interface describes them, and as reference managers do in
// CSL JSON, which has the same fields: texts in arrays, dates in parts, other
// versions of a work among its relations.
var crossrefWorks = jsonShape{
	is: func(o object) bool {
		return bytes.Contains(o.member["issued"], []byte(`"date-parts"`)) || o.has("prefix") && o.has("member") && o.has("doi")
	},
	paper: crossrefPaper,
}

// versions are the relations of Crossref to other records of the same work.
var versions = []string{"haspreprint", "ispreprintof", "hasversion", "isversionof", "isidenticalto", "issameas"}

func crossrefPaper(r *readers, o object) (Paper, *flaw) {
	v := o.values
	v[fieldID] = nil // a name in somebody's library
	for f := fieldDate; f <= fieldYear; f++ {
		v[f] = nil
	}
	p, bad := r.paper(v)
	if bad != nil {
		return Paper{}, bad
	}
	if subtitle := o.text("subtitle"); subtitle != "" && !strings.Contains(p.Title, subtitle) {
		p.Title += ": " + subtitle
	}
	p.Source = "csl"
	if o.has("prefix") {
		p.Source = "crossref"
	}
	if id, ok := arXivID(o.text("number")); ok { // Zotero
		p.Aliases = append(p.Aliases, id)
	}
	relations := o.inside(r, "relation")
	for _, kind := range versions {
		relations.each(r, kind, func(other object) {
			id := other.text("id")
			if _, ok := arXivID(id); ok || doi(id) != "" {
				p.Aliases = append(p.Aliases, id)
			}
		})
	}
	for _, name := range []string{"issued", "published", "publishedonline", "publishedprint", "posted"} {
		d, flawed := dateOfParts(r, o.member[name])
		if flawed != nil {
			return Paper{}, flawed
		}
		p.Date = earlier(p.Date, d)
	}
	return p, nil
}

// dateOfParts reads {"date-parts": [[2018, 1, 3]]}, where the last parts, or
// all, may be missing, and what CSL allows for dates of another form.
func dateOfParts(r *readers, value []byte) (calendar.Date, *flaw) {
	if len(value) == 0 || value[0] != '{' {
		return calendar.Date{}, nil
	}
	o, _ := r.objectOf(value)
	ranges := o.member["dateparts"]
	if len(ranges) == 0 || ranges[0] != '[' {
		return looseDate(o.text("raw", "literal"))
	}
	all := elements(ranges)
	if len(all) == 0 {
		return calendar.Date{}, nil
	}
	parts := strings.Fields(textOf(all[0])) // the second is the end of a range
	for i, s := range parts {
		if n, err := strconv.Atoi(s); err == nil && i > 0 {
			parts[i] = fmt.Sprintf("%02d", n)
		}
	}
	return parseDate(strings.Join(parts, "-"))
}
