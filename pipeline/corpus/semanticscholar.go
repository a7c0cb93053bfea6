package corpus

import (
	"cmp"
	"strings"
)

// Papers of Semantic Scholar's interfaces, also as those that cite or are cited
// by another.
var semanticScholar = jsonShape{
	is: func(o object) bool {
		return o.has("citingpaper", "citedpaper", "externalids") || isHash(o.text("paperid"))
	},
	paper: semanticScholarPaper,
}

// isHash reports whether s is an id of Semantic Scholar: 40 hexadecimal digits.
func isHash(s string) bool { return len(s) == 40 && strings.Trim(s, "0123456789abcdef") == "" }

func semanticScholarPaper(r *readers, o object) (Paper, *flaw) {
	for _, name := range []string{"citingpaper", "citedpaper"} {
		if o.has(name) {
			o = o.inside(r, name)
		}
	}
	p, bad := r.paper(o.values)
	if bad != nil {
		return Paper{}, bad
	}
	ids := o.inside(r, "externalids")
	p.Aliases = append(p.Aliases, pmid(ids.text("pubmed"))...)
	if id, ok := arXivID(ids.text("arxiv")); ok {
		p.Aliases = append(p.Aliases, id)
	}
	p.Aliases = append(p.Aliases, aclAlias(ids.text("acl"))...)
	if number := cmp.Or(ids.text("corpusid"), o.text("corpusid")); digits(number) && len(number) < 20 {
		p.Aliases = append(p.Aliases, corpusID(number))
	}
	setFirst(&p.DOI, ids.text("doi"))
	p.Source = "semantic-scholar"
	return p, nil
}

// corpusID returns the id of a paper that has this number in Semantic Scholar.
func corpusID(number string) string { return "CorpusID:" + number }
